"""Being called back: asked for where nobody is free, kept to at the desk, and never where somebody reads along."""

import re
import shutil
import tempfile

import pytest

from conftest import PHONE
from desk import Worker, enter_in
from local_server import LocalServer
from messages import Forms
from test_access import axe
from shots import shot

WIDE = {"width": 1280, "height": 900}
NUMBER = "06 98 76 54 32"


@pytest.fixture
def desk():
    """A desk of its own for each: whoever is at it stays a while."""
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


def holds(page, scripts=True):
    """Nothing that axe finds, and nothing that runs off the screen; both are asked by a script."""
    if not scripts:
        return
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), page.url


def fill(page, times="dinsdag na 10 uur"):
    page.locator("#n").fill(NUMBER)
    page.locator("#w").fill(times)
    page.locator("#o").fill("alleen ik")
    page.locator("#a").fill("appel")
    page.locator("[name=p][value=week]").check()


def ask(page, url, scripts):
    """Somebody asks for a call where nobody is there to chat."""
    page.goto(url + "/nl/schrijf")
    assert not page.locator("button[value=chat]").count()
    shot(page, "call-before")
    holds(page, scripts)
    page.locator("button[value=call]").click()
    # The code word stands there already: nobody has to think of one.
    assert re.fullmatch("[a-z]{3,7}", page.locator("#a").input_value())
    assert page.locator("[name=p][value=three_days]").is_checked()
    holds(page, scripts)
    fill(page)
    shot(page, "call-ask")
    page.wait_for_timeout(2200)
    page.locator("button[value=ring]").click()
    page.wait_for_url("**/nl/m")
    assert "Dit is jouw code" in page.content()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_asking_to_being_called_on_a_narrow_screen(desk, open_page, scripts):
    person = open_page(scripts=scripts, viewport=PHONE)
    ask(person, desk.url, scripts)
    words = person.locator(".code li").all_inner_texts()
    person.locator("button[value=have]").click()
    person.locator("[name=c]").fill(words[-1].strip())
    person.locator("button[value=prove]").click()
    assert "De hulpverlener zegt als eerste: ‘appel’." in person.content()
    shot(person, f"call-mine-{scripts}")
    holds(person, scripts)

    helper = enter_in(open_page(scripts=scripts, viewport=PHONE), Worker(desk.url, "sam"))
    assert "Terugbellen: dinsdag na 10 uur" in helper.content() and NUMBER not in helper.content()
    shot(helper, f"call-inbox-{scripts}")
    holds(helper, scripts)
    helper.locator("#queue button.line, #queue button").first.click()
    helper.wait_for_selector(".reply textarea")
    assert "appel" in helper.content() and NUMBER not in helper.content()
    holds(helper, scripts)
    shot(helper, f"call-desk-{scripts}")
    helper.locator("button[value=reveal]").click()
    assert NUMBER in helper.locator("#reach").inner_text()
    helper.locator("[name=outcome][value=spoken]").check()
    helper.locator("button[value=called]").click()
    helper.wait_for_url("**n=call_noted")
    assert "Gebeld: gesproken." in helper.content()
    helper.goto(desk.url + "/nl/werk")
    assert "Terugbellen" not in helper.content()
    helper.locator("form[action$='/uit'] button").click()


def test_a_number_on_an_open_page_goes_when_a_colleague_marks_that_somebody_reads_along(desk, open_page):
    person = open_page(viewport=PHONE)
    helper = enter_in(open_page(viewport=WIDE), Worker(desk.url, "sam"))
    person.goto(desk.url + "/nl/schrijf")
    person.locator("button[value=chat]").click()
    person.wait_for_url("**/nl/m")
    person.locator("button[value=contact]").click()
    person.locator("[name=h][value=call]").check()
    fill(person, "nu meteen")
    person.locator("button[value=save]").click()
    assert "Sluit dit af, we bellen je" in person.content()
    shot(person, "call-chat")
    holds(person)

    helper.goto(desk.url + "/nl/werk")
    helper.locator("#queue tr", has_text="nu meteen").locator("button").first.click()
    helper.wait_for_selector(".reply textarea")
    helper.locator("button[value=reveal]").click()
    assert NUMBER in helper.locator("#reach").inner_text()
    path = re.search("/nl/werk/g/[0-9a-f]+", helper.url).group(0)

    iris = Worker(desk.url, "iris")
    iris.fetch(path)
    # On her page the act is not offered while Sam has it; the address takes it all the same.
    form = next(one for one in Forms(iris.text).forms if one["action"].endswith(path))
    fields = [(name, value) for name, value in form["fields"] if name == "ticket"]
    iris.fetch(path, fields + [("go", "monitored")])
    helper.wait_for_selector("#reach", state="detached", timeout=10_000)
    assert NUMBER not in helper.content()
    person.goto(desk.url + "/nl/m")
    person.locator("button[value=look]").click()
    assert "bellen je op" not in person.content() and "kan meekijken" not in person.content()
    helper.goto(desk.url + path)
    shot(helper, "call-monitored")
    holds(helper)
    assert "Alles naar buiten staat uit" in helper.content()


@pytest.mark.parametrize("width", [1280, 320])
# R: R39 R41
def test_on_an_open_page_nothing_that_goes_out_is_offered_once_a_colleague_says_somebody_reads_along(desk, open_page, width):
    person = open_page(viewport=PHONE)
    helper = enter_in(open_page(viewport={"width": width, "height": 900}), Worker(desk.url, "sam"))
    person.goto(desk.url + "/nl/schrijf")
    person.locator("button[value=chat]").click()
    person.wait_for_url("**/nl/m")
    helper.goto(desk.url + "/nl/werk")
    helper.locator("#queue tr:has-text('Chat') button").first.click()
    helper.wait_for_selector(".reply textarea")
    path = re.search("/nl/werk/g/[0-9a-f]+", helper.url).group(0)
    outward, quiet = helper.locator(".put.outward"), helper.locator(".put:not(.outward)")
    assert outward.count() > 5 and quiet.count() > 5
    helper.locator("#phrases > summary").click()
    box, send = helper.locator(".reply textarea"), helper.locator(".reply button[value=send]")
    box.fill("Ik ben er voor ")
    box.press("End")
    before = send.bounding_box()

    iris = Worker(desk.url, "iris")
    iris.fetch(path)
    ticket = next(one for one in Forms(iris.text).forms if one["action"].endswith(path))
    iris.fetch(path, [(name, value) for name, value in ticket["fields"] if name == "ticket"] + [("go", "monitored")])
    helper.wait_for_selector("#work.held")
    assert all(not outward.nth(at).is_visible() for at in range(outward.count()))
    assert helper.locator(".card.outward").count() == 0 and helper.locator("#careful").is_visible()
    assert "Alles naar buiten staat uit" in helper.locator("#careful").inner_text()
    # Whoever types goes on typing, and nothing moved under their hands.
    assert send.bounding_box() == before
    assert helper.evaluate("document.activeElement.name") == "text"
    helper.keyboard.type("je")
    assert box.input_value() == "Ik ben er voor je"
    helper.locator("[name=go][value^='put.p.monitored-ask.b1']").first.evaluate("one => one.closest('details').open = true")
    assert helper.locator("[value^='put.p.monitored-ask.b1']").first.is_visible()
    shot(helper, f"call-told-along-{width}")
    holds(helper)

    # Nobody reads along after all: what stood there is offered again.
    own = Worker(desk.url, "sam")
    own.fetch(path)
    ticket = next(one for one in Forms(own.text).forms if one["action"].endswith(path))
    own.fetch(path, [(name, value) for name, value in ticket["fields"] if name == "ticket"] + [("go", "unmonitored"), ("lift", "Ander toestel.")])
    helper.wait_for_selector("#work:not(.held)")
    assert helper.locator("#careful").is_hidden() and box.input_value() == "Ik ben er voor je"
    assert helper.seen.complaints == []


def test_without_scripts_the_page_follows_with_whatever_is_pressed_and_what_was_typed_stays(desk, open_page):
    person = open_page(viewport=PHONE)
    helper = enter_in(open_page(scripts=False, viewport=PHONE), Worker(desk.url, "sam"))
    person.goto(desk.url + "/nl/schrijf")
    person.locator("button[value=chat]").click()
    person.wait_for_url("**/nl/m")
    helper.goto(desk.url + "/nl/werk")
    helper.locator("#queue tr:has-text('Chat') button").first.click()
    path = re.search("/nl/werk/g/[0-9a-f]+", helper.url).group(0)
    assert helper.locator("#careful").is_hidden() and helper.locator(".places .put").count()
    helper.locator(".reply textarea").fill("Ik ben er voor je.")
    iris = Worker(desk.url, "iris")
    iris.fetch(path)
    ticket = next(one for one in Forms(iris.text).forms if one["action"].endswith(path))
    iris.fetch(path, [(name, value) for name, value in ticket["fields"] if name == "ticket"] + [("go", "monitored")])
    helper.locator("button[value=keep]").click()
    helper.wait_for_url("**n=draft")
    assert helper.locator(".careful:visible").count() == 1 and helper.locator(".put.outward").count() == 0
    assert helper.locator(".reply textarea").input_value() == "Ik ben er voor je."
