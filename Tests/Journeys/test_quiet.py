"""What stands on a person's page that is not true any more: where one writes when that is closed for a while, and that something came once it was read."""

import pytest

from desk import enter_in
from test_access import axe
from test_chat import begin, say, take, until
from shots import WIDE, shots

ABUSE = "input[name=reason][value=abuse]"


@pytest.fixture
def helper(desk, sam, open_page):
    return enter_in(open_page(viewport=WIDE), sam)


def close_neutrally(helper):
    """The helper closes it as no request for help, in two steps as they stand on the page."""
    helper.locator("details.act", has=helper.locator(ABUSE)).locator("summary").click()
    helper.locator(ABUSE).check()
    with helper.expect_navigation():
        helper.locator("button[value=close]").click()


def rests(page):
    """What is true then: the neutral words and lines that answer, no field, nothing that leads to a call."""
    text = page.locator("main").inner_text()
    return ("Ik sluit dit gesprek nu af." in text and "kun je hier weer schrijven" in text and "Deze lijnen zijn nu open" in text
            and "Laat je terugbellen" not in text and page.locator("button[value=send]").count() == 0
            and page.locator("textarea:visible").count() == 0)


@pytest.mark.parametrize("typed", ["", "Ik wou nog iets zeggen"], ids=["empty", "typed"])
def test_after_the_neutral_closing_an_open_page_shows_what_is_true(desk, sam, helper, open_page, typed):
    person = begin(open_page(), desk.url)
    path = take(helper, sam)
    say(person, "#m", "haha")
    helper.wait_for_selector("#said .words:has-text('haha')")
    person.wait_for_selector("#acts button[value=contact]")
    until(person, "document.querySelector('#m').value === ''")
    person.locator("#m").fill(typed)
    close_neutrally(helper)
    person.wait_for_selector(".theirs:has-text('Ik sluit dit gesprek nu af.')")
    until(person, "!document.querySelector('.typed > .writing')")
    if typed:
        # The words are still theirs: to read and to copy, not to send.
        assert person.locator("#kept textarea").input_value() == typed and person.locator("#kept").is_visible()
        assert "Dit schreef je" in person.locator("#kept").inner_text()
    else:
        assert rests(person)
        shots(person, "quiet")
    assert axe(person) == []
    assert person.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    person.reload()
    assert rests(person)
    # A colleague who opens it again gives the field back, on the page that stands open.
    helper.goto(desk.url + path)
    with helper.expect_navigation():
        helper.locator("#work .claim").click()
    person.wait_for_selector("#m:visible")
    say(person, "#m", "Sorry, ik durfde niet.")
    helper.wait_for_selector("#said .words:has-text('ik durfde niet')")
    assert person.seen.complaints == [] and helper.seen.complaints == []


def test_without_scripts_the_same_stands_there(desk, sam, helper, open_page):
    person = begin(open_page(scripts=False), desk.url)
    take(helper, sam)
    person.locator("button[value=type]").click()
    person.locator("#m").fill("Nog iets")
    close_neutrally(helper)
    # What was typed on the page of before comes back, and is not lost.
    person.locator("button[value=send]").click()
    assert "Wat je schreef staat er nog" in person.content() and person.locator("#kept textarea").input_value() == "Nog iets"
    person.goto(desk.url + "/nl/m")
    assert rests(person)
    # Their last act was before the closing, so that the visit is over before one can write again: nothing is fetched then that would end the page.
    assert person.locator("meta[http-equiv=refresh]").count() == 0
    shots(person, "quiet-no-scripts")


def test_that_something_came_is_not_said_any_more_once_it_was_read(desk, sam, helper, open_page):
    page = open_page()
    page.clock.install()
    person = begin(page, desk.url)
    take(helper, sam)
    person.wait_for_selector("text=Er is een hulpverlener voor je")
    person.evaluate("Object.defineProperty(document, 'hidden', {get: () => window.away, configurable: true}); window.away = true")
    say(helper, ".reply textarea", "Ik ben er.")
    person.wait_for_selector(".theirs:has-text('Ik ben er.')")
    person.locator(".theirs").last.scroll_into_view_if_needed()
    # Nobody looks: it stays said, however long.
    person.clock.run_for(60_000)
    assert person.locator("#news").inner_text() == "Er is een nieuw bericht."
    person.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    person.clock.run_for(60_000)
    assert person.locator("#news").inner_text() == ""
    assert person.locator(".theirs:has-text('Ik ben er.')").is_visible()


def test_whoever_writes_an_answer_sees_that_the_page_of_the_other_closed(desk, sam, helper, open_page):
    person = begin(open_page(), desk.url)
    take(helper, sam)
    helper.locator(".reply textarea").fill("Ik schrijf nog")
    assert helper.locator("#there").inner_text() == "Chat, is er nu" and helper.locator("#away").is_hidden()
    person.close()
    # A page that closes says nothing: it is known when no sign came for over a minute.
    helper.wait_for_selector("#away:not([hidden])", timeout=150_000)
    assert helper.locator("#there").inner_text() == "Chat, pagina is dicht"
    assert helper.locator(".reply textarea").input_value() == "Ik schrijf nog"
    assert axe(helper) == []
    shots(helper, "away")


def test_where_somebody_may_read_along_no_place_is_offered_for_the_answer(desk, sam, helper, open_page):
    begin(open_page(), desk.url)
    path = take(helper, sam)
    offered = helper.locator(".places .put")
    assert offered.count() > 0
    mark = helper.locator("button[value=monitored]")
    helper.locator("details.act", has=mark).locator("summary").click()
    with helper.expect_navigation():
        mark.click()
    helper.goto(desk.url + path)
    assert offered.count() == 0 and helper.locator(".places .number").count() > 0
    assert helper.locator("#phrases button.put").count() > 20
    assert axe(helper) == []
    shots(helper, "read-along")


def test_at_the_end_of_the_quiet_hours_an_open_page_looks_by_itself(desk, sam, helper, open_page):
    person = open_page()
    person.clock.install()
    begin(person, desk.url)
    take(helper, sam)
    close_neutrally(helper)
    person.wait_for_selector("#compose [data-left]")
    asked = []
    person.on("request", lambda one: asked.append(one.url) if one.headers.get("x-live") else None)
    person.clock.fast_forward("01:55:00")
    person.wait_for_timeout(300)
    assert asked == []
    person.clock.fast_forward("00:05:10")
    for _ in range(50):
        if not asked:
            person.wait_for_timeout(100)
    assert [one.split("/nl/")[1] for one in asked] == ["m"]
    # The server's clock did not move: it is as true as before, and looked once more at its end.
    assert rests(person)
