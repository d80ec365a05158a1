"""Those who work at the desk, in a browser and without one, and people who write to them with their answers."""

import base64
import hashlib
import hmac
import json
import re
import time

from messages import Forms, Visitor
from walk import telling

PASSPHRASE = "een deur met licht erachter"
# The second factor of the invented people of a demonstration.
SECRET = b"entree demonstration"
PERIOD = 30
# Words on entry and on leaving, by language.
PATHS = {
    "nl": {"inbox": "/nl/werk", "entry": "/nl/werk/in", "invitation": "/nl/werk/nieuw", "conversation": "/nl/werk/g/", "closed": "/nl/werk/gesloten",
           "knowledge": "/nl/werk/kennis", "phone": "/nl/werk/telefoon",
           "received": "/nl/werk/binnen", "sent": "/nl/werk/verder", "referral": "/nl/werk/v/",
           "people": "/nl/werk/mensen", "roster": "/nl/werk/rooster", "skills": "/nl/werk/vaardigheden",
           "teams": "/nl/werk/teams", "log": "/nl/werk/inzage", "feedback": "/nl/werk/ervaringen",
           "leave": "/nl/werk/uit", "live": "/nl/werk/live", "stay": "/nl/werk/hier", "keys": "/nl/werk/toetsen"},
    "en": {"inbox": "/en/work", "entry": "/en/work/in", "invitation": "/en/work/new", "conversation": "/en/work/c/", "closed": "/en/work/closed",
           "knowledge": "/en/work/knowledge", "phone": "/en/work/phone",
           "received": "/en/work/received", "sent": "/en/work/onward", "referral": "/en/work/r/",
           "people": "/en/work/people", "roster": "/en/work/roster", "skills": "/en/work/skills",
           "teams": "/en/work/teams", "log": "/en/work/log", "feedback": "/en/work/experiences",
           "leave": "/en/work/out", "live": "/en/work/live", "stay": "/en/work/here", "keys": "/en/work/keys"},
}
# How wide the screen of somebody at work is.
WIDE = {"width": 1280, "height": 900}
# What people answer before they write.
URGENT = ("victim", "now", "within_72h")
SOON = ("victim", "fine", "within_72h", "16_17", "touched")
LONG_AGO = ("victim", "fine", "longer_ago", "18_plus", "touched")
MONITORED = ("victim", "monitored", "longer_ago", "18_plus")
_used = {}


def digits(secret=SECRET, step=None):
    """What an app would show. RFC 6238."""
    step = int(time.time()) // PERIOD if step is None else step
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start:start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def fresh_digits(who, secret=SECRET):
    """Digits that nobody used for this worker: each code works once, and one a moment early or old will do. The old one is refused as soon as
    the next period begins, which may be before it arrives: it is given only while it has ten seconds left."""
    while True:
        now = time.time()
        step = max(int(now + 10) // PERIOD - 1, _used.get(who, 0) + 1)
        if step <= int(now) // PERIOD + 1:
            _used[who] = step
            return digits(secret, step)
        time.sleep(1)


class Worker(Visitor):
    """Somebody of the desk without a browser."""

    def __init__(self, url, login, language="nl", passphrase=PASSPHRASE, secret=SECRET, enters=True):
        super().__init__(url)
        self.login, self.passphrase, self.secret = login, passphrase, secret
        self.paths = PATHS[language]
        if enters:
            self.enter()

    def enter(self):
        self.fetch(self.paths["entry"])
        self.send(self.paths["entry"], u=self.login, p=self.passphrase, f=fresh_digits((self.url, self.login), self.secret))
        assert self.cookie, self.main
        return self

    @property
    def cookie(self):
        return next((one.value for one in self.cookies if one.name == "w" and one.value), None)

    def send(self, action, **typed):
        """Sends the form that goes to an address, whatever its buttons are."""
        form = next(form for form in Forms(self.text).forms if form["action"] == action)
        fields = [(name, typed.pop(name, value)) for name, value in form["fields"] if name]
        return self.fetch(action, fields + list(typed.items()))

    def go(self, place, rest=""):
        return self.fetch(self.paths[place] + rest)

    def conversations(self):
        """Paths of the conversations in the list, in its order."""
        self.go("inbox")
        # The way to one's own above a long list is another order.
        listed = self.text.split('id="queue"')[-1]
        return list(dict.fromkeys(re.findall(rf'href="({self.paths["conversation"]}[0-9a-f]{{32}})"', listed)))

    def take(self, path):
        self.fetch(path).send(path, go="claim")
        return self

    def by_script(self, path, fields=None, accept=None):
        """A request such as the page makes by itself."""
        self.opener.addheaders = [(name, value) for name, value in self.opener.addheaders if name not in ("X-Live", "Accept")]
        self.opener.addheaders += [("X-Live", "1")] + ([("Accept", accept)] if accept else [])
        try:
            return self.fetch(path, fields)
        finally:
            self.opener.addheaders = [(name, value) for name, value in self.opener.addheaders if name not in ("X-Live", "Accept")]


def enter_in(page, worker, place="inbox"):
    """Gives a browser what somebody holds who entered."""
    page.context.add_cookies([{"name": "w", "value": worker.cookie, "url": worker.url, "httpOnly": True, "sameSite": "Strict"}])
    page.goto(worker.url + worker.paths[place])
    return page


def enter_by_hand(page, url, login, language="nl", **typed):
    """Fills in the entry page as it stands, where the browser is not there already."""
    if not page.url.startswith(url + PATHS[language]["inbox"]):
        page.goto(url + PATHS[language]["entry"])
    page.locator("#u").fill(typed.get("u", login))
    page.locator("#p").fill(typed.get("p", PASSPHRASE))
    page.locator("#f").fill(typed.get("f") or fresh_digits((url, login)))
    page.locator("main form button").click()


def choices(text):
    """Name and value of what can be ticked on a page of the questions."""
    return [(re.search(r'name="([^"]*)"', tag).group(1), re.search(r'value="([^"]*)"', tag).group(1))
            for tag in re.findall(r'<input type="(?:radio|checkbox)"[^>]*>', text)]


def writing(url, language="nl", answers=()):
    """Somebody on the page to write on, with their answers to the questions along."""
    person = Visitor(url)
    if answers:
        person.fetch("/nl/vragen" if language == "nl" else "/en/questions")
        while any("next" in form["go"] for form in Forms(person.text).forms):
            ticked = [(name, value) for name, value in choices(person.text) if value in answers]
            form = next(form for form in Forms(person.text).forms if "next" in form["go"])
            person.fetch(form["action"], form["fields"] + ticked + [("go", "next" if ticked else "skip")])
        person.press("before")
    else:
        person.fetch("/nl/schrijf" if language == "nl" else "/en/write")
    return person.press("write")


def send(person, text, **more):
    """Sends what they wrote; their answers go along when they have some. Gives their six words."""
    if any(name == "t" for name, _ in choices(person.text)):
        more.setdefault("t", dict(choices(person.text))["t"])
    person.press("send", m=text, **more)
    words = person.code_words
    assert len(words) == 6, person.main
    person.press("have").press("prove", c=words[-1])
    return words


def leave_messages(url, *messages):
    """Several people write: pairs of text and answers. Gives each person with their words."""
    people = [writing(url, answers=answers) for _, answers in messages]
    time.sleep(2.2)             # whoever sends at once is taken for a program
    return [(person, send(person, text)) for person, (text, _) in zip(people, messages)]


def invitation_code(text):
    """The code on the page that is shown once after inviting."""
    groups = re.search(r'class="groups".*?</p>', text, re.S).group(0)
    return "-".join(re.findall(r"<span>([0-9A-Z]{5})</span>", groups))


def secret_of(text):
    """The second factor on the page where a passphrase is chosen."""
    return base64.b32decode(re.search(r"secret=([A-Z2-7]+)", text).group(1))


def events(url, path, cookie, count=1, timeout=20):
    """What is told over a line, until so many events came."""
    import http.client
    from urllib.parse import urlsplit
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=timeout)
    connection.request("GET", path, headers={"Cookie": f"w={cookie}", "Accept": "text/event-stream"})
    answer = connection.getresponse()
    found, kind = [], None
    try:
        while len(found) < count:
            line = answer.readline().decode()
            if line.startswith("event: "):
                kind = line[7:].strip()
            elif line.startswith("data: "):
                found.append((kind, json.loads(line[6:])))
    finally:
        connection.close()
    return found


def silent(page, url):
    """Nothing was asked for elsewhere, nothing failed, and no title or address tells anything."""
    assert not page.seen.complaints, page.seen.complaints
    assert all(one.startswith(url) for one in page.seen.requests), [one for one in page.seen.requests if not one.startswith(url)]
    assert not telling(page.title()) and not telling(page.url)


def accept(url, code, login):
    """Uses a code, without a browser."""
    worker = Worker(url, login, passphrase="negen rode kranen draaien", enters=False)
    invitation = PATHS["nl"]["invitation"]
    worker.go("invitation").send(invitation, k=code, go="code")
    worker.secret = secret_of(worker.text)
    worker.send(invitation, p=worker.passphrase, q=worker.passphrase, f=digits(worker.secret), go="choose")
    assert worker.cookie, worker.main
    return worker
