"""A person or a helper without a browser: fills in forms as they stand on the page, and keeps nothing but cookies."""

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from html.parser import HTMLParser


class Forms(HTMLParser):
    """The forms of a page: where they go, what stands in them, and their buttons."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.area, self.items, self.item = [], None, [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.forms.append({"action": values.get("action"), "fields": [], "go": []})
        elif tag == "li":
            self.item = ""
        elif not self.forms:
            return
        elif tag == "textarea":
            self.area = values.get("name")
            self.forms[-1]["fields"].append((self.area, ""))
        elif tag == "input":
            kind = values.get("type", "text")
            if kind not in ("radio", "checkbox") or "checked" in values:
                self.forms[-1]["fields"].append((values.get("name"), values.get("value") or ""))
        elif tag == "button" and values.get("name") == "go":
            self.forms[-1]["go"].append(values.get("value"))

    def handle_data(self, text):
        if self.area is not None:
            name, before = self.forms[-1]["fields"][-1]
            self.forms[-1]["fields"][-1] = (name, before + text)
        if self.item is not None:
            self.item += text

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        if tag == "li" and self.item is not None:
            self.items.append(self.item.strip())
            self.item = None


class Visitor:
    def __init__(self, url):
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.status, self.address, self.text, self.headers = 0, "", "", None

    def fetch(self, path, fields=None, body=None, kind=None):
        body = body if fields is None else urllib.parse.urlencode(fields).encode()
        headers = {"content-type": kind} if kind else {}
        try:
            answer = self.opener.open(urllib.request.Request(urllib.parse.urljoin(self.url, path), data=body, headers=headers), timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        self.text = answer.read().decode("utf-8")
        self.status, self.address, self.headers = answer.status, answer.url, answer.headers
        return self

    def attach(self, name, content, **typed):
        """Sends the form of the page that has a file in it."""
        form = next(form for form in Forms(self.text).forms if any(field == "b" for field, _ in form["fields"]))
        edge = "grens" + "7" * 20
        fields = [(field, typed.pop(field, value)) for field, value in form["fields"] if field and field not in ("b", "s")] + list(typed.items())
        head = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n' for field, value in fields)
        head += f'--{edge}\r\nContent-Disposition: form-data; name="b"; filename="{name}"\r\n\r\n'
        return self.fetch(form["action"], body=head.encode() + content + f"\r\n--{edge}--\r\n".encode(),
                          kind=f"multipart/form-data; boundary={edge}")

    def press(self, go, **typed):
        """Presses the button, with what stands in its form and what is typed."""
        form = next(form for form in Forms(self.text).forms if go in form["go"])
        fields = [(name, typed.pop(name, value)) for name, value in form["fields"] if name]
        return self.fetch(form["action"] or self.address, fields + list(typed.items()) + [("go", go)])

    def wait(self):
        """A person does not send within two seconds; a program that does is asked to wait."""
        time.sleep(2.2)
        return self

    @property
    def main(self):
        found = re.search(r"<main.*?</main>", self.text, re.S)
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", found.group(0) if found else self.text))).strip()

    @property
    def legible(self):
        """All that the page holds, also what is not shown, without its tickets and ids: chance writes a short name in those now and then."""
        return re.sub(r"[A-Za-z0-9_-]{22,}", "", self.text)

    @property
    def code_words(self):
        return [item for item in Forms(self.text).items if re.fullmatch(r"[a-z]{3,7}", item)][:6]


def leave_message(url, text, language="nl"):
    """A message from the first page to the code, proven."""
    person = Visitor(url)
    person.fetch("/nl/schrijf" if language == "nl" else "/en/write").press("write").wait().press("send", m=text)
    words = person.code_words
    person.press("have").press("prove", c=words[-1])
    return person, words
