"""Words that would be markup or a script, in a browser that runs scripts: they are read as what somebody typed, on both sides, and do nothing."""

import re
import shutil
import tempfile

import pytest

from desk import PATHS, WIDE, Worker, accept, enter_in, invitation_code
from local_server import LocalServer

HOSTILE = [
    "<script>stolen=1;alert(1)</script>", "<img src=x onerror=stolen=2;alert(2)>", "\"><svg onload=stolen=3;alert(3)>",
    "' autofocus onfocus='stolen=4;alert(4)", "</textarea><script>stolen=5</script>", "</title><script>stolen=6</script>",
    "<iframe srcdoc='<script>parent.stolen=7</script>'></iframe>", "<a href=\"javascript:stolen=8\">verder</a>", "<base href=//a.example>",
    "<meta http-equiv=refresh content='0;url=//a.example'>", "<style>*{background:url(//a.example)}</style>",
    "<form action=//a.example><button name=go value=send>Verstuur</button>", "<link rel=stylesheet href=//a.example>", "<!--", "]]>",
    "</p></main></body></html>", "&lt;script&gt;stolen=9&lt;/script&gt;", "javascript:stolen=10", "https://a.example/<b>",
    "\u202e<b>\u202d", "\u2028</p>\u2029", "\ufeff<details open ontoggle=stolen=11>",
    "<template><script>stolen=12</script></template>", "<math><mtext><img src=x onerror=stolen=13></math>", "${stolen=14}", "{{stolen=15}}"]
ALL = "\n".join(HOSTILE)
NAME = "\"><img src=x onerror=stolen=16>"
FOREIGN = ("script:not([src^='/']), iframe, object, embed, base, template, math, meta[http-equiv=refresh], link:not([href^='/']), "
           "form:not([action^='/']), [onerror], [onload], [onfocus], [ontoggle], [onclick], a[href^='javascript'], a[href*='a.example'], "
           "img:not([src^='/']), [srcdoc], style:not([nonce])")


@pytest.fixture
def site():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def watched(open_page):
    """A page on which every dialog is noted and sent away."""
    def make(**options):
        page = open_page(**options)
        page.dialogs = []

        def note(dialog):
            page.dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", note)
        return page
    return make


def is_calm(page, url, *shown):
    """Nothing ran, nothing was added, nothing was asked for elsewhere, and the words stand there as they were typed."""
    assert page.dialogs == []
    assert page.evaluate("typeof stolen") == "undefined", page.evaluate("stolen")
    foreign = page.evaluate("seen => [...document.querySelectorAll(seen)].map(one => one.outerHTML.slice(0, 200))", FOREIGN)
    assert foreign == [], (page.url, foreign)
    assert page.seen.complaints == [], page.seen.complaints
    assert all(one.startswith(url) for one in page.seen.requests), [one for one in page.seen.requests if not one.startswith(url)]
    text = page.evaluate("document.body.innerText + [...document.querySelectorAll('textarea, input')].map(one => one.value).join('\\n')")
    for words in shown:
        assert words in text, words


def taken_in(site, watched):
    """Somebody of the desk with a hostile name."""
    noor, sam = Worker(site.url, "noor"), Worker(site.url, "sam")
    team = re.search(r'name="t" value="([0-9a-f]{32})"', noor.go("people").text).group(1)
    noor.send(PATHS["nl"]["people"], n=NAME, u="vreemd", o="helper", t=team, go="invite")
    odd = accept(site.url, invitation_code(noor.text), "vreemd")
    is_calm(enter_in(watched(viewport=WIDE), sam, "teams"), site.url, NAME)
    admit = re.search(r'value="(admit-[^"]+)"', sam.go("teams").text).group(1)
    sam.send(PATHS["nl"]["teams"], go=admit)
    return odd, sam, noor


# R: R41
def test_hostile_words_are_words_on_both_sides(site, watched):
    odd, sam, noor = taken_in(site, watched)
    person = watched()
    person.goto(site.url + "/nl/schrijf")
    person.locator("button[name=go][value=write]").click()
    person.locator("textarea[name=m]").fill(ALL)
    person.locator("button[name=go][value=send]").click()           # too soon: the words come back in their box
    person.locator(".urgent, .problem, [role=alert]").first.wait_for()
    person.seen.complaints = [one for one in person.seen.complaints if "status of 4" not in one]
    is_calm(person, site.url, *HOSTILE[:13])
    person.wait_for_timeout(2300)
    person.locator("button[name=go][value=send]").click()
    code = person.locator(".code li").all_inner_texts()
    person.locator("button[name=go][value=have]").click()
    person.locator("input[name=c]").fill(code[-1])
    person.locator("button[name=go][value=prove]").click()
    person.get_by_text(HOSTILE[0]).first.wait_for()
    is_calm(person, site.url, *HOSTILE[:13])

    helper = enter_in(watched(viewport=WIDE), odd)
    is_calm(helper, site.url, NAME)
    path, = odd.conversations()
    helper.goto(site.url + path)
    helper.locator("button.claim, button[value=claim]").first.click()
    helper.locator("textarea[name=text]").wait_for()
    is_calm(helper, site.url, *HOSTILE[:13], NAME)
    helper.locator("summary", has_text="otitie").first.click()
    helper.locator("textarea[name=memo]").fill(ALL)
    helper.locator("button[value=note]").click()
    helper.wait_for_url("**?n=noted")
    is_calm(helper, site.url, *HOSTILE[:13])
    helper.locator("textarea[name=text]").fill("Antwoord: " + ALL)
    helper.locator("button[value=send]").click()
    helper.locator("#said .ours", has_text="Antwoord: ").wait_for()
    is_calm(helper, site.url, "Antwoord: " + HOSTILE[0], NAME)
    helper.locator("textarea[name=text]").fill("Concept: " + ALL)
    helper.locator("button[value=keep]").click()
    helper.wait_for_url("**?n=draft")
    is_calm(helper, site.url, "Concept: " + HOSTILE[0])

    # To the open page of the other side it comes by itself, or with the next press.
    person.goto(site.url + "/nl/m")
    person.get_by_text("Antwoord: " + HOSTILE[0]).first.wait_for()
    is_calm(person, site.url, *HOSTILE[:13])
    person.locator("textarea[name=m]").fill("Nog eens: " + ALL)
    person.locator("button[name=go][value=send]").click()
    person.get_by_text("Nog eens: " + HOSTILE[0]).first.wait_for()
    helper.locator("#said .words", has_text="Nog eens: ").wait_for()
    is_calm(helper, site.url, "Nog eens: " + HOSTILE[0])
    helper.reload()
    is_calm(helper, site.url, "Nog eens: " + HOSTILE[0])
    person.locator("button[name=go][value=who]").click()
    person.get_by_text("Meldpunt Voorbeeld").first.wait_for()
    is_calm(person, site.url)

    for worker, place in ((sam, "inbox"), (noor, "people"), (noor, "log")):
        page = enter_in(watched(viewport=WIDE), worker, place)
        is_calm(page, site.url, NAME)
