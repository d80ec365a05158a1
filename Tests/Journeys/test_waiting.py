"""Waiting and talking in a browser that runs no scripts: the page looks by itself, and somebody who types is left alone."""

import os
import re
import shutil
import tempfile

import pytest

from desk import enter_in
from local_server import LocalServer
from test_access import axe
from test_chat import begin, say, take

WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def desk():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def helper(sam, open_page):
    return enter_in(open_page(viewport=WIDE), sam)


def take_new(helper, sam, before):
    """The helper takes the one conversation that was not there before."""
    path, = [one for one in sam.conversations() if one not in before]
    helper.goto(sam.url + path)
    helper.locator("#work .claim").click()
    helper.wait_for_selector(".reply textarea")


def shot(page, name):
    if folder := os.environ.get("SHOTS"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{folder}/{name}-{scheme}.png", full_page=True)


def test_the_page_looks_by_itself_and_says_what_came(desk, sam, helper, open_page):
    person = begin(open_page(scripts=False), desk.url)
    assert "Je bent de volgende." in person.locator("main").inner_text()
    assert person.locator("#m").is_hidden() and person.locator("button[value=type]").is_visible()
    shot(person, "waiting-320")
    before = person.evaluate("history.length")
    take(helper, sam)
    # Nobody presses anything.
    person.wait_for_selector("text=Er is een hulpverlener voor je", timeout=30_000)
    say(helper, ".reply textarea", "Hallo, ik ben er.")
    person.wait_for_selector(".theirs:has-text('Hallo, ik ben er.')", timeout=30_000)
    assert person.locator("noscript b").inner_text() == "Er is een nieuw bericht."
    assert person.evaluate("document.activeElement.className") == "good"
    # At most one more step back than before: whoever goes back leaves the page.
    assert person.evaluate("history.length") <= before + 1
    shot(person, "answered-320")
    # Whoever writes is left alone, and after that the page looks by itself again.
    person.locator("button[value=type]").click()
    assert person.locator("#m").is_visible() and person.evaluate("document.activeElement.id") == "m"
    assert person.locator("meta[http-equiv=refresh]").count() == 0
    shot(person, "typing-320")
    person.locator("#m").fill("Fijn.")
    person.locator("button[value=send]").click()
    assert person.locator(".yours").inner_text().endswith("Fijn.") and person.locator("#m").is_hidden()
    helper.wait_for_selector("#said .words:has-text('Fijn.')")


def test_it_can_be_stopped(desk, helper, open_page):
    person = begin(open_page(scripts=False, viewport=WIDE), desk.url)
    shot(person, "waiting-1280")
    person.locator("button[value=stop]").click()
    assert person.locator("meta[http-equiv=refresh]").count() == 0 and "De pagina blijft nu staan" in person.content()
    shot(person, "stopped-1280")
    person.locator("button[value=watch]").click()
    assert person.locator("meta[http-equiv=refresh]").count() == 1


def test_with_scripts_nothing_of_it_is_there(desk, helper, open_page):
    person = begin(open_page(), desk.url)
    assert person.locator("#m").is_visible() and person.locator("button[value=type]").count() == 0
    assert person.evaluate("getComputedStyle(document.querySelector('.typed')).display") == "block"
    assert person.seen.complaints == []


def test_it_holds_for_everybody(desk, helper, open_page):
    """Without scripts nothing can look for faults, so the same page is looked at with what stands in `noscript` taken out of it."""
    plain = begin(open_page(scripts=False), desk.url)
    shown = plain.content()
    assert plain.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page = open_page(bypass_csp=True)
    page.goto(desk.url + "/nl")
    head, body = shown.split("</head>")
    head = re.sub("<noscript>.*?</noscript>", '<link rel="stylesheet" href="/q.css">', head)
    page.set_content(head + "</head>" + body.replace("<noscript>", "<div>").replace("</noscript>", "</div>"))
    assert axe(page) == []


def test_from_right_to_left(desk, helper, open_page):
    page = open_page(scripts=False)
    page.goto(desk.url + "/en/write")
    page.locator("button[value=chat]").click()
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    shot(page, "waiting-rtl-320")


def test_whoever_takes_the_phone_after_the_exit_finds_no_words(desk, sam, helper, neutral, open_page):
    """The way a partner would go: back, and back again; titles and addresses say nothing."""
    before = sam.conversations()
    person = begin(open_page(scripts=False), desk.url)
    titles, addresses = {person.title()}, {person.url}
    take_new(helper, sam, before)
    say(helper, ".reply textarea", "KANARIE")
    person.wait_for_selector(".theirs:has-text('KANARIE')", timeout=50_000)
    titles.add(person.title())
    addresses.add(person.url)
    assert all(len(title) < 20 and "chat" not in title.lower() for title in titles), titles
    assert {address.removeprefix(desk.url) for address in addresses} <= {"/nl/m", "/nl/m?r=1"}
    person.locator(".exit button").click()
    person.wait_for_url(f"https://{neutral.host}/**")
    for _ in range(4):
        person.go_back()
        assert "KANARIE" not in person.content() and "hulpverlener voor je" not in person.content()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_child_of_eleven_comes_from_the_page_for_children_to_talking(desk, sam, helper, open_page, scripts):
    """At 320 pixels; every page in simple words, and nobody asks what happened."""
    page = open_page(scripts=scripts)
    page.goto(desk.url + "/nl/hallo")
    shot(page, f"child-1-{scripts}")
    page.locator("a:has-text('Chat met ons')").click()
    assert page.locator("h1").inner_text() == "Praten met ons" and page.locator("textarea").count() == 0
    shot(page, f"child-2-{scripts}")
    before = sam.conversations()
    page.locator("button[value=chat]").click()
    page.wait_for_url("**/nl/m")
    assert "Wij lezen het als jij aan de beurt bent." in page.content() and "wat er is gebeurd" not in page.content()
    shot(page, f"child-3-{scripts}")
    take_new(helper, sam, before)
    page.wait_for_selector("text=Er is iemand voor jou", timeout=30_000)
    if not scripts:
        page.locator("button[value=type]").click()
    say(page, "#m", "hoi ik ben 11")
    helper.wait_for_selector("#said .words:has-text('hoi ik ben 11')")
    say(helper, ".reply textarea", "Hoi. Goed dat je er bent.")
    page.wait_for_selector(".theirs:has-text('Goed dat je er bent')", timeout=30_000)
    shot(page, f"child-4-{scripts}")
    if scripts:
        assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("button[value=discard]").click()
    assert page.locator("h1").inner_text() == "Het is weg"
    shot(page, f"child-5-{scripts}")
