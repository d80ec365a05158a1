"""An organisation without an account: the desk makes a letter, the organisation opens it with the letters and the digits, answers with the same steps,
and sees nothing else; wrong digits wait."""

import re

import pytest

from conftest import PHONE
from desk import enter_in, leave_messages
from test_referral import looks_right, step

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def conversation(desk, sam):
    before = set(sam.conversations())
    leave_messages(desk.url, ("Verzonnen woorden.", ()))
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)
    return path


def enter(page, url, letters, digits):
    page.goto(url + "/nl/werk/brief")
    page.locator("#k").fill(letters)
    page.locator("#d").fill(digits)
    page.locator("main form button").click()


@pytest.mark.parametrize("scripts, viewport, dark", [(True, PHONE, True), (False, WIDE, False)])
def test_a_letter_is_opened_with_both_halves(desk, sam, open_page, conversation, scripts, viewport, dark):
    look = {"color_scheme": "dark" if dark else "light"}
    helper = enter_in(open_page(scripts=scripts, viewport=viewport, **look), sam)
    helper.goto(desk.url + conversation + "/verder")
    helper.get_by_role("link", name="Vragen met een brief").click()
    if scripts:
        looks_right(helper, f"letter-form-{viewport['width']}")
    helper.locator("#line").fill("30-40, Twente")
    helper.locator("#text").fill("Hebben jullie plaats?")
    helper.locator("#told").fill("Wat er is gebeurd")
    helper.locator("main form button").click()
    assert "Kies aan wie je het vraagt" in helper.content() and helper.locator("#line").input_value() == "30-40, Twente"
    # A line that people call by themselves takes nobody on.
    offered = helper.locator("#entry option").all_inner_texts()
    assert len(offered) > 30 and not {"112", "De Kindertelefoon", "Slachtofferwijzer"} & set(offered)
    # As people call them, and not as the directory notes them for who keeps it.
    assert "Fier" in "".join(offered) and not re.search(r" (and|with|of the|possibly|formerly|example) ", " ".join(offered))
    helper.locator("#entry").select_option(index=3)
    helper.locator("main form button").click()
    helper.locator(".groups").first.wait_for()
    # Whoever reads the letter must know where to type; nobody decided yet what this site is called, so nothing names it.
    made = helper.locator("main").inner_text()
    assert "zoals bovenin jouw browser, en dan /nl/werk/brief" in made and desk.url.split("//")[1] not in made
    letters, digits = helper.locator(".groups").nth(0).inner_text(), helper.locator(".groups").nth(1).inner_text()
    assert len("".join(letters.split())) == 25 and len("".join(digits.split())) == 8
    assert not re.search(r"[0-9A-Z]{5}-", helper.url)
    if scripts:
        looks_right(helper, f"letter-made-{viewport['width']}")

    reader = open_page(scripts=scripts, viewport=viewport, **look)
    wrong = "00000000" if "".join(digits.split()) != "00000000" else "00000001"
    reader.goto(desk.url + "/nl/werk/brief")
    if scripts:
        looks_right(reader, f"letter-open-{viewport['width']}")
    enter(reader, desk.url, "AAAAA BBBBB CCCCC DDDDD EEEEE", digits)
    assert "Dit opent niets" in reader.content()
    enter(reader, desk.url, letters, digits)
    body = reader.locator("main").inner_text()
    assert "Hebben jullie plaats?" in body and "Wat er is gebeurd" in body and letters.split()[0] not in reader.url
    places = reader.locator("header a, nav a").all_inner_texts()
    assert not {"Teams", "Gedeeld", "Naar het meldpunt"} & set(places)
    if scripts:
        looks_right(reader, f"letter-read-{viewport['width']}")
    step(reader, "accepted", text_accepted="Vanaf maandag.")
    helper.get_by_role("link", name="Kijken hoe het met de vraag staat").click()
    assert "Vanaf maandag." in helper.locator("main").inner_text()

    other = open_page(scripts=scripts, viewport=viewport)
    enter(other, desk.url, letters, wrong)
    assert "Dit opent niets" in other.content()
    enter(other, desk.url, letters, digits)
    assert "Nog even wachten" in other.content()
