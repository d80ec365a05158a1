"""A helper and a person write together: from the person's own messages, seen exactly, changed and kept; and over the telephone on their word."""

import re

import pytest

from conftest import PHONE
from desk import enter_in
from test_access import axe
from test_closed_loop import begin, shot
from test_own_area import DESK, Own
from test_own_story import check


def looks_right(page, scripts):
    text = page.locator("body").inner_text()
    assert "⟦" not in text and "{" not in text
    if scripts:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("scripts", "viewport", "scheme"), [(True, PHONE, "light"), (False, PHONE, "dark"), (True, DESK, "dark")])
# R: R22
def test_words_are_proposed_from_messages_and_kept_by_the_person(desk, sam, open_page, scripts, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    before = set(sam.conversations())
    page = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    own, _ = begin(page, desk.url, scripts)
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)
    helper = enter_in(open_page(viewport=viewport, color_scheme=scheme, scripts=scripts), sam)
    helper.goto(desk.url + path)
    helper.get_by_role("link", name="Samen opschrijven").click()
    check(helper, "part", "mental")
    helper.locator("input[name=mark]").first.check()
    helper.locator("button[value=fill]").click()
    assert helper.locator("textarea[name=text]").input_value() == "Een bericht"
    looks_right(helper, scripts)
    shot(helper, f"together-{name}")
    helper.locator("textarea[name=text]").fill("Een bericht, en slaapt slecht.")
    helper.locator("button[value=propose]").click()
    looks_right(helper, scripts)
    shot(helper, f"together-sent-{name}")
    if scripts:
        # Nobody reloads: it stands where what comes in is shown.
        page.locator("#talk button[value=proposals]").wait_for()
    else:
        page.goto(desk.url + "/nl/m")
    shot(page, f"proposal-mine-{name}")
    own.press("proposals")
    assert page.locator("textarea[name=e]").input_value() == "Een bericht, en slaapt slecht."
    shot(page, f"proposal-{name}")
    page.locator("textarea[name=e]").fill("Ik slaap slecht.")
    own.tap(page.locator("button[value^=accept-]"), "kept")
    assert "Bewaard." in page.locator("main").inner_text()
    assert page.locator("textarea[name=e]").input_value() == "Ik slaap slecht."
    helper.goto(desk.url + path + "/samen")
    text = helper.locator("main").inner_text()
    assert "met andere woorden" in text and "Ik slaap slecht." not in text
    assert own.wrong == {}


# R: R4 R22
def test_on_the_telephone_the_helper_writes_on_their_word_and_the_person_sees_it(desk, sam, open_page):
    before = set(sam.conversations())
    helper = enter_in(open_page(viewport=DESK), sam, "phone")
    helper.locator("#text").fill("Samen bedacht: morgen bel je de huisarts.")
    with helper.expect_navigation():
        helper.locator("button[value=keep]").click()
    words = [re.match("[a-z]+", item).group(0) for item in helper.locator(".code li").all_inner_texts()]
    path = next(path for path in sam.conversations() if path not in before)
    helper.goto(desk.url + path + "/samen")
    check(helper, "part", "safety")
    helper.locator("textarea[name=text]").fill("Bel niet thuis.")
    helper.locator("button[value=spoken]").click()
    assert "Kruis eerst aan" in helper.locator("main").inner_text()
    check(helper, "agreed", "yes")
    helper.locator("button[value=spoken]").click()
    assert "Opgeschreven." in helper.locator("main").inner_text()
    looks_right(helper, True)
    shot(helper, "spoken-helper")

    caller = open_page(viewport=PHONE)
    own = Own(caller, "nl")
    caller.goto(desk.url + "/nl/terug")
    caller.locator("[name=c]").fill(" ".join(words))
    caller.locator("button[value=enter]").click()
    caller.wait_for_url("**/nl/m")
    assert "Kijk of het klopt." in caller.locator("main").inner_text()
    own.press("proposals")
    shot(caller, "spoken-person")
    assert caller.locator("textarea[name=e]").input_value() == "Bel niet thuis."
    caller.locator("textarea[name=e]").fill("Bel nooit thuis.")
    caller.locator("button[value^=accept-]").click()
    own.look("kept")
    text = caller.locator("main").inner_text()
    assert "Bewaard." in text and "aan de telefoon, zoals jij het zei" in caller.locator("main").text_content()
    assert own.wrong == {}
