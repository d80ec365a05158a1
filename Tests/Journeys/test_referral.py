"""A referral in two browsers: the desk asks without saying who it is, the receiver asks back, has room or not, and the desk sees each step."""

import re

import pytest

from conftest import PHONE
from desk import enter_in, leave_messages
from test_access import axe
from shots import shot

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def conversation(desk, sam):
    """Somebody wrote, and Sam took it. Gives the path."""
    before = set(sam.conversations())
    leave_messages(desk.url, ("Verzonnen woorden.", ("victim", "fine", "longer_ago", "18_plus", "touched")))
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)
    return path


def looks_right(page, name):
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    shot(page, name)


def ask(page, conversation, organisation, line="30-40, Twente", question="Hebben jullie plaats voor traumabehandeling?", told="Wat er is gebeurd"):
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + conversation + "/verder")
    page.get_by_label(organisation).check()
    page.locator("#line").fill(line)
    page.locator("#text").fill(question)
    page.locator("#told").fill(told)
    page.locator("main form button").click()


def step(page, kind, **typed):
    """Opens the step, fills in what belongs to it and sends it."""
    act = page.locator(f"details:has(button[value={kind}])")
    if act.get_attribute("open") is None:
        act.locator("summary").click()
    for name, value in typed.items():
        field = act.locator(f"[name='{name.replace('_', '-')}']")
        if field.first.get_attribute("type") == "radio":
            act.locator(f"[name='{name}'][value={value}]").check()
        elif field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(index=value)
        else:
            field.fill(value)
    act.locator(f"button[value={kind}]").click()


@pytest.mark.parametrize("scripts, viewport", [(True, PHONE), (True, WIDE), (False, PHONE)])
def test_the_desk_asks_and_the_receiver_asks_back_and_has_room(desk, sam, tess, open_page, conversation, scripts, viewport):
    name = f"{viewport['width']}-{scripts}"
    helper = enter_in(open_page(scripts=scripts, viewport=viewport), sam)
    helper.goto(desk.url + conversation)
    helper.get_by_role("link", name="Een organisatie vragen").click()
    if scripts:
        looks_right(helper, f"refer-{name}")
    ask(helper, conversation, "Traumahulp Voorbeeld", line=f"30-40, Twente {name}")
    helper.wait_for_url("**n=sent")
    assert "De vraag is verstuurd" in helper.content()
    handle = re.search(r"\d{6}", helper.locator("h1").inner_text()).group(0)

    partner = enter_in(open_page(scripts=scripts, viewport=viewport), tess, "received")
    if scripts:
        looks_right(partner, f"received-{name}")
    partner.get_by_role("link", name=handle).click()
    body = partner.locator("main").inner_text()
    assert body.index("Vraag dit niet opnieuw") < body.index("Hebben jullie plaats")
    assert "Nog niets. De persoon kiest" in body
    if scripts:
        looks_right(partner, f"referral-{name}")
    step(partner, "question")
    assert "Schrijf je vraag op" in partner.content()
    step(partner, "question", text_question="In welke taal?")
    assert "In welke taal?" in partner.locator("main").inner_text()

    helper.goto(desk.url + "/nl/werk/verder")
    assert "wacht op antwoord" in helper.content()
    helper.get_by_role("link", name=handle).click()
    step(helper, "answered", text_answered="Nederlands of Engels.")
    partner.reload()
    step(partner, "accepted", text_accepted="Vanaf maandag.")
    assert "De persoon kiest nu" in partner.locator("main").inner_text()
    # Nobody is seen before the person chose what is shared.
    assert partner.locator("button[value=planned]").count() == 0
    helper.reload()
    assert "Vanaf maandag." in helper.locator("main").inner_text()
    if scripts:
        looks_right(helper, f"sent-one-{name}")


def test_a_receiver_without_room_says_so_and_the_desk_asks_another(desk, sam, tess, lena, open_page, conversation):
    helper = enter_in(open_page(viewport=WIDE), sam)
    ask(helper, conversation, "Traumahulp Voorbeeld")
    handle = re.search(r"\d{6}", helper.locator("h1").inner_text()).group(0)
    partner = enter_in(open_page(viewport=WIDE), tess, "received")
    partner.get_by_role("link", name=handle).click()
    step(partner, "declined")
    assert "Kies waarom het niet lukt" in partner.content()
    step(partner, "declined", decline="no_room", text_declined="Vraag Advocaten Voorbeeld.")
    helper.goto(desk.url + "/nl/werk/verder")
    helper.get_by_role("link", name=handle).click()
    body = helper.locator("main").inner_text()
    assert "geen plaats" in body and "Vraag Advocaten Voorbeeld." in body
    ask(helper, conversation, "Advocaten Voorbeeld")
    other = re.search(r"\d{6}", helper.locator("h1").inner_text()).group(0)
    assert other in lena.go("received").text
    assert handle not in lena.text and other not in tess.go("received").text
    # With the address in hand it does not exist for the other organisation.
    path = re.search(r"/nl/werk/v/[0-9a-f]{32}", helper.url).group(0)
    assert tess.fetch(path).status == 404


def test_what_says_who_somebody_is_does_not_go_along(desk, sam, open_page, conversation):
    helper = enter_in(open_page(), sam)
    ask(helper, conversation, "Traumahulp Voorbeeld", question="Bel haar op 06 1234 5678.")
    assert "waaraan iemand te herkennen is" in helper.content()
    assert helper.locator("#text").input_value() == "Bel haar op 06 1234 5678."
