"""Colleagues on a busy night: somebody takes a break, somebody is asked to look along; with scripts and without, with the keyboard alone."""

import shutil
import tempfile

import pytest

from conftest import PHONE
from desk import enter_in
from local_server import LocalServer
from test_access import axe
from test_chat import begin, say, take, until
from shots import WIDE, shots

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture(scope="module")
def desk():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def press_with_keys(page, button):
    button.focus()
    page.keyboard.press("Enter")


@BOTH
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["narrow", "wide"])
def test_a_break_is_taken_seen_by_the_team_and_ended(desk, sam, iris, open_page, scripts, viewport):
    helper = enter_in(open_page(scripts=scripts, viewport=viewport), sam)
    colleague = enter_in(open_page(viewport=WIDE), iris)
    fold = helper.locator("details", has=helper.locator("button[value=pause-20]")).locator("summary")
    press_with_keys(helper, fold)
    with helper.expect_navigation():
        press_with_keys(helper, helper.locator("button[value=pause-20]"))
    assert "Je bent even weg, tot" in helper.content() and fits(helper)
    # A list that stands open looks at least once a minute.
    colleague.wait_for_selector("text=Even weg: Sam", timeout=75_000)
    if scripts:
        assert axe(helper) == [] and axe(colleague) == []
        shots(helper, "pause")
        shots(colleague, "pause-colleague")
    with helper.expect_navigation():
        press_with_keys(helper, helper.locator("button[value=pause-0]"))
    assert "Je bent even weg" not in helper.content()
    colleague.reload()
    assert "Even weg: Sam" not in colleague.content()


@BOTH
def test_a_colleague_looks_along_unseen_by_the_person(desk, sam, iris, open_page, scripts):
    helper = enter_in(open_page(viewport=WIDE), sam)
    colleague = enter_in(open_page(scripts=scripts, viewport=WIDE), iris)
    person = begin(open_page(), desk.url)
    path = take(helper, sam)
    say(person, "#m", "Ik moet in december mee op reis. Ik wil niet.")
    helper.wait_for_selector("#said .words:has-text('december')")
    # The helper may see it before the answer to whoever sent it is there.
    person.wait_for_selector(".yours:has-text('december')")
    before = person.locator("main").inner_text()
    choice = helper.locator("select[name=colleague]")
    helper.evaluate("document.querySelectorAll('details').forEach(one => { if (one.querySelector('[name=colleague]')) one.open = true })")
    value = choice.locator("option", has_text="Iris").get_attribute("value")
    choice.select_option(value)
    shots(helper, f"ask-{scripts}")
    with helper.expect_navigation():
        helper.locator("button[value=ask]").click()
    if not scripts:
        colleague.reload()
    colleague.wait_for_selector("text=Jij bent gevraagd om mee te kijken")
    colleague.reload()
    assert "Sam (verzonnen) vraagt of je meekijkt" in colleague.content()
    if scripts:
        shots(colleague, "asked-list")
        assert axe(colleague) == []
    colleague.goto(desk.url + path)
    assert "Sam (verzonnen) vroeg je om mee te kijken" in colleague.content() and fits(colleague)
    assert colleague.locator("#said .words").inner_text().startswith("Ik moet in december")
    if scripts:
        shots(colleague, "looking-along")
        assert axe(colleague) == []
    # Nothing of it is on the person's page, now or anew, and it stays Sam's.
    assert person.locator("main").inner_text() == before
    person.reload()
    assert "Iris" not in person.content() and "meekijk" not in person.locator("main").inner_text()
    say(helper, ".reply textarea", "Ik denk met je mee.")
    person.wait_for_selector(".theirs:has-text('Ik denk met je mee.')")
    person.locator("button[value=discard]").click()
    until(helper, "document.querySelector('#news') && !document.querySelector('#news').hidden")
