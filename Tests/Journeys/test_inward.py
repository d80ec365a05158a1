"""Somebody is sent to the desk with their own yes: a partner writes with them and hands over a code, the desk sees it by urgency, the person
comes in with the code, gets one of their own, reads the lines, lets nothing more be told and throws them away."""

import os
import re

import pytest

from conftest import PHONE
from desk import Worker, enter_in
from test_access import axe
from test_own_area import Own
from test_own_story import Plain
from test_referral import ask, looks_right, step

WIDE = {"width": 1280, "height": 900}


def send(page, url, line, **more):
    page.goto(url + "/nl/werk/sturen")
    page.locator("#line").fill(line)
    page.locator("#text").fill(more.get("need", "Iemand om mee te praten"))
    page.locator("#told").fill("Wat er is gebeurd\nBij wie al hulp was")
    for name, value in {"agreed": "person", "manner": "spoken", "tells": "yes", "along": "no", **more.get("choices", {})}.items():
        page.locator(f"[name={name}][value={value}]").check()
    page.locator("main form button.go").click()
    return [word for word in page.locator(".code ol li span").all_inner_texts()]


def come(page, url, words, scripts=True):
    own = (Own if scripts else Plain)(page, "nl")
    page.goto(url + "/nl/terug")
    page.locator("#c").fill(" ".join(words))
    page.locator("main form button.go").click()
    return own


@pytest.mark.parametrize("scripts, viewport, dark", [(True, PHONE, False), (True, WIDE, True), (False, PHONE, False)])
def test_somebody_is_sent_and_comes_with_the_code(desk, sam, tess, open_page, scripts, viewport, dark):
    name = f"{viewport['width']}-{scripts}"
    line = f"20-30, Twente, wil praten {name}"
    partner = enter_in(open_page(scripts=scripts, viewport=viewport, color_scheme="dark" if dark else "light"), tess, "sent")
    if scripts:
        looks_right(partner, f"inward-sent-none-{name}")
    partner.locator("main a[href='/nl/werk/sturen']").click()
    if scripts:
        looks_right(partner, f"inward-form-{name}")
    # Nobody is sent without a yes, and what was typed stays.
    partner.locator("#line").fill(line)
    partner.locator("#text").fill("Iemand om mee te praten")
    partner.locator("main form button.go").click()
    assert "Kies wie ja zei" in partner.content() and partner.locator("#line").input_value() == line
    words = send(partner, desk.url, line)
    assert len(words) == 6, partner.locator("main").inner_text()
    if scripts:
        looks_right(partner, f"inward-code-{name}")
    partner.goto(desk.url + "/nl/werk/verder")
    assert "verstuurd" in partner.locator("tr", has_text=line).inner_text()

    helper = enter_in(open_page(scripts=scripts, viewport=viewport, color_scheme="dark" if dark else "light"), sam, "received")
    if scripts:
        looks_right(helper, f"inward-received-{name}")
    helper.locator("tr", has_text=line).locator("a").click()
    body = helper.locator("main").inner_text()
    assert "Vraag dit niet opnieuw" in body and "Ja gezegd: de persoon zelf" in body and "Bel niet" in body
    if scripts:
        looks_right(helper, f"inward-referral-{name}")
    step(helper, "reaching")
    partner.reload()
    assert "mee bezig" in partner.locator("tr", has_text=line).inner_text()
    helper.get_by_role("link", name="Naar het gesprek").click()
    assert "Deze persoon werd naar ons gestuurd" in helper.content()

    page = open_page(scripts=scripts, viewport=viewport, color_scheme="dark" if dark else "light")
    own = come(page, desk.url, words, scripts)
    assert "Dit wordt je eigen code" in page.content()
    assert page.locator("button[value=keep]").count() == 0
    if scripts:
        looks_right(page, f"inward-own-code-{name}")
    mine = page.locator(".code li").all_inner_texts()
    assert mine != words
    own.press("have")
    own.press("prove", c=mine[-1])
    body = page.locator("main").inner_text()
    assert "Iemand om mee te praten" in body and "Traumahulp Voorbeeld" in body
    if scripts:
        looks_right(page, f"inward-lines-{name}")
    partner.reload()
    assert "aangekomen" in partner.locator("tr", has_text=line).inner_text()
    page.locator("button[value^=hush-]").click()
    assert "hoort niets meer" in page.locator("main").inner_text()
    partner.reload()
    assert "je hoort hier verder niets over" in partner.locator("tr", has_text=line).inner_text()
    page.locator("button[value^=toss-]").click()
    page.locator("button[value^=tossed-]").click()
    assert "De regels zijn weg" in page.content() and "Iemand om mee te praten" not in page.content()
    own.press("back")
    # Who wrote nothing yet is not told that a message arrived.
    body = page.locator("main").inner_text()
    assert "Je bent aangekomen" in body and "Je bericht is aangekomen" not in body
    if scripts:
        looks_right(page, f"inward-here-{name}")
    own.press("send", stays=scripts, m="Ik wil graag praten")
    assert "Je bericht is aangekomen" in page.locator("main").inner_text()
    helper.reload()
    assert "Ik wil graag praten" in helper.content()
    # What was handed over opens nothing any more; what they have now does.
    other = open_page(scripts=False, viewport=viewport)
    come(other, desk.url, words, False)
    assert other.url.endswith("/nl/terug")
    other = open_page(scripts=False, viewport=viewport)
    come(other, desk.url, mine, False)
    assert other.url.endswith("/nl/m") and "Ik wil graag praten" in other.content()


@pytest.mark.parametrize("login, name", [("pim", "Politie Voorbeeld"), ("vera", "Veilig Thuis Voorbeeld")])
# R: R81
def test_the_police_send_somebody_who_is_then_asked_for_elsewhere(desk, sam, open_page, login, name):
    line = f"30-40, Twente, op weg gestuurd door {login}"
    officer = enter_in(open_page(), Worker(desk.url, login))
    words = send(officer, desk.url, line)
    looks_right(officer, f"inward-code-{login}")
    page = open_page()
    own = come(page, desk.url, words)
    mine = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c=mine[-1])
    assert f"{name} hoort van ons dat je er bent" in page.locator("main").inner_text()
    officer.goto(desk.url + "/nl/werk/verder")
    row = officer.locator("tr", has_text=line)
    assert "aangekomen" in row.inner_text()
    looks_right(officer, f"inward-arrived-{login}")
    helper = enter_in(open_page(), sam, "received")
    helper.locator("tr", has_text=line).locator("a").click()
    assert f"Van {name}" in helper.locator("main").inner_text()
    helper.get_by_role("link", name="Naar het gesprek").click()
    path = helper.url.removeprefix(desk.url).split("?")[0]
    sam.take(path)
    ask(helper, path, "Traumahulp Voorbeeld", line=f"{line}, verder")
    assert f"{line}, verder" in sam.go("sent").text
    # Who sent them reads neither where they went nor what they were asked for.
    officer.goto(desk.url + "/nl/werk/verder")
    assert "Traumahulp" not in officer.locator("main").inner_text() and f"{line}, verder" not in officer.content()
    assert row.count() == 1


def test_in_english_too(desk, tess, open_page):
    partner = enter_in(open_page(), tess)
    partner.goto(desk.url + "/en/work/send")
    assert "Send somebody to the desk" in partner.content()
    assert axe(partner) == []
    assert re.search(r"[{}]", partner.locator("main").inner_text()) is None


def test_a_line_without_a_space_stays_on_the_page(desk, tess, open_page):
    partner = enter_in(open_page(viewport=WIDE), tess)
    assert len(send(partner, desk.url, "Z" * 150)) == 6
    partner.goto(desk.url + "/nl/werk/verder")
    looks_right(partner, "inward-sent-long")
    partner.set_viewport_size(PHONE)
    looks_right(partner, "inward-sent-long-phone")


def test_a_number_in_the_line_is_held_back(desk, tess, open_page):
    partner = enter_in(open_page(), tess)
    send(partner, desk.url, "Bel 06 1234 5678")
    assert "waaraan iemand te herkennen is" in partner.content()


@pytest.mark.parametrize("scripts, viewport, dark", [(True, PHONE, True), (False, WIDE, False)])
def test_where_somebody_looks_along_nobody_calls_and_it_can_be_taken_back(desk, sam, tess, open_page, scripts, viewport, dark):
    line = f"30-40, Twente, meekijken {viewport['width']}"
    partner = enter_in(open_page(scripts=scripts, viewport=viewport, color_scheme="dark" if dark else "light"), tess)
    before = set(sam.conversations())
    partner.goto(desk.url + "/nl/werk/sturen")
    partner.locator("[name=h][value=call]").check()
    partner.locator("[name=n]").fill("06 00 00 00 09")
    partner.locator("[name=w]").fill("dinsdag")
    partner.locator("#line").fill(line)
    partner.locator("#text").fill("Iemand om mee te praten")
    for name, value in {"agreed": "person", "manner": "spoken", "tells": "no", "along": "yes"}.items():
        partner.locator(f"[name={name}][value={value}]").check()
    partner.locator("main form button.go").click()
    assert "Kan er iemand meekijken, dan belt niemand" in partner.content() and partner.locator("#line").input_value() == line
    partner.locator("[name=h][value=here]").check()
    partner.locator("main form button.go").click()
    assert "Er kan iemand meekijken." in partner.locator("main").inner_text()
    if scripts:
        looks_right(partner, f"inward-along-{viewport['width']}")
    words = partner.locator(".code ol li span").all_inner_texts()
    path = next(path for path in sam.conversations() if path not in before)
    assert "kan worden meegelezen" in sam.fetch(path).text
    partner.goto(desk.url + "/nl/werk/verder")
    if scripts:
        looks_right(partner, f"inward-sent-{viewport['width']}")
    partner.locator("tr", has_text=line).locator("button").click()
    assert "Dit terugnemen?" in partner.locator("h1").inner_text()
    if scripts:
        looks_right(partner, f"inward-back-{viewport['width']}")
    partner.locator("main form button.go").click()
    assert "Teruggenomen" in partner.locator("main").inner_text() and line not in partner.content()
    assert path not in sam.conversations()
    other = open_page(scripts=False, viewport=viewport)
    come(other, desk.url, words, False)
    assert other.url.endswith("/nl/terug")


if os.environ.get("SHOTS"):
    os.makedirs(os.environ["SHOTS"], exist_ok=True)
