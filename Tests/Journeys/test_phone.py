"""Somebody on the telephone: written down while they talk, kept with a code that is read out, or thrown away."""

import re

import pytest

from conftest import PHONE
from desk import Worker, enter_in
from test_access import axe
from shots import shot

WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize("scripts, viewport", [(True, PHONE), (True, WIDE), (False, PHONE)])
def test_a_call_is_kept_and_the_caller_comes_back_with_what_was_read_out(desk, sam, open_page, scripts, viewport):
    helper = enter_in(open_page(scripts=scripts, viewport=viewport), sam)
    name = f"{viewport['width']}-{scripts}"
    helper.goto(desk.url + "/nl/werk/telefoon")
    helper.locator("#q-asker").select_option("victim")
    helper.locator("#text").fill("Samen bedacht: morgen bel je de huisarts.")
    with helper.expect_navigation():
        helper.locator("button[value=look]").click()
    assert helper.locator("#text").input_value().startswith("Samen bedacht")
    if scripts:
        assert axe(helper) == []
        assert helper.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
        shot(helper, f"phone-{name}")
    with helper.expect_navigation():
        helper.locator("button[value=keep]").click()
    words = [re.match("[a-z]+", item).group(0) for item in helper.locator(".code li").all_inner_texts()]
    assert len(words) == 6
    if scripts:
        assert axe(helper) == []
        assert helper.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
        shot(helper, f"phone-code-{name}")

    caller = open_page(scripts=scripts)
    caller.goto(desk.url + "/nl/terug")
    caller.locator("[name=c]").fill(" ".join(words))
    caller.locator("button[value=enter]").click()
    caller.wait_for_url("**/nl/m")
    assert "morgen bel je de huisarts" in caller.content()


def test_a_call_that_is_thrown_away_leaves_nothing(desk, sam, open_page):
    helper = enter_in(open_page(viewport=WIDE), sam)
    before = sam.conversations()
    helper.goto(desk.url + "/nl/werk/telefoon")
    helper.locator("#text").fill("KANARIE")
    helper.locator("button[value=discard]").click()
    helper.wait_for_url("**n=phone_done")
    assert "Er is niets bewaard" in helper.content()
    assert sam.conversations() == before
