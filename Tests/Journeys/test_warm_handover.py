"""A warm handover: a team with room joins the conversation, when the person says yes; on three sides at once, with scripts and without."""

import re

import pytest

from conftest import PHONE
from desk import enter_in
from test_closed_loop import begin, open_referral, shot
from test_own_area import DESK
from test_referral import step
from test_together import looks_right


def until(page, look, scripts, path=None):
    """With scripts it comes by itself; without, somebody looks again."""
    for _ in range(300):
        if look():
            return
        if scripts:
            page.wait_for_timeout(100)
        else:
            page.goto(path or page.url)
    raise AssertionError(page.locator("main").inner_text())


@pytest.mark.parametrize(("scripts", "viewport", "scheme"), [(True, PHONE, "light"), (False, PHONE, "dark"), (True, DESK, "dark")])
# R: R22 R29
def test_a_team_joins_when_the_person_says_yes_and_leaves_when_they_say_so(desk, sam, tess, open_page, scripts, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    before = set(sam.conversations())
    page = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    own, _ = begin(page, desk.url, scripts)
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)
    question = f"Is er plek voor iemand {name} {scripts}"
    helper = enter_in(open_page(viewport=viewport, color_scheme=scheme, scripts=scripts), sam)
    helper.goto(desk.url + path + "/verder")
    helper.get_by_label("Traumahulp Voorbeeld").check()
    helper.locator("[name=line]").fill(question)
    helper.locator("[name=text]").fill(question)
    helper.locator("main form button").last.click()
    guest = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    open_referral(guest, tess, desk.url, question)
    step(guest, "accepted")

    helper.goto(desk.url + path)
    act = helper.locator("details:has(button[value=invite])")
    act.locator("summary").click()
    act.get_by_label("Traumahulp Voorbeeld").first.check()
    act.locator("button[value=invite]").click()
    assert "Traumahulp Voorbeeld is uitgenodigd" in helper.locator("main").inner_text()
    looks_right(helper, scripts)
    shot(helper, f"joint-invited-{name}")

    guest.goto(desk.url + "/nl/werk/binnen")
    assert "Je wordt gevraagd om mee te praten" in guest.locator("main").inner_text()
    guest.get_by_role("link", name="Open het gesprek").first.click()
    looks_right(guest, scripts)
    shot(guest, f"joint-asked-{name}")
    guest.locator("button[value=come]").click()
    assert "Je leest nog niets." in guest.locator("main").inner_text() and "Een bericht" not in guest.locator("main").inner_text()

    until(page, lambda: page.locator("#talk button[value^=guest-]").count() == 1, scripts, desk.url + "/nl/m")
    shot(page, f"joint-mine-{name}")
    with page.expect_navigation():
        page.locator("#talk button[value^=guest-]").click()
    own.look("guest")
    text = page.locator("main").inner_text()
    assert "Tess" in text and "Alleen vanaf nu" in text and page.locator("input[name=s][value=later]").is_checked()
    shot(page, f"joint-choose-{name}")
    page.locator("button[value^=welcome-]").click()
    page.wait_for_url("**/nl/m")
    assert "praat mee" in page.locator("main").inner_text()
    own.press("send", stays=scripts, m=f"Dag allebei {name}")

    if scripts:
        guest.get_by_text("Je praat mee").wait_for()
        guest.get_by_role("link", name=re.compile("opnieuw|nieuw")).first.click()
    else:
        guest.goto(guest.url)
    text = guest.locator("main").inner_text()
    assert f"Dag allebei {name}" in text and "Een bericht" not in text
    guest.locator("textarea[name=text]").fill(f"Dag, ik ben Tess {name}")
    guest.locator("button[value=send]").click()
    until(guest, lambda: f"Dag, ik ben Tess {name}" in guest.locator("#talk").inner_text(), scripts)
    looks_right(guest, scripts)
    shot(guest, f"joint-guest-{name}")
    until(page, lambda: f"Dag, ik ben Tess {name}" in page.locator("#talk").inner_text(), scripts, desk.url + "/nl/m")
    shot(page, f"joint-talk-{name}")

    helper.goto(desk.url + path)
    assert f"Dag, ik ben Tess {name}" in helper.locator("main").inner_text()
    helper.locator(".reply textarea, textarea[name=text]").first.fill(f"Ik laat jullie samen {name}")
    helper.locator("button[value=send]").click()
    until(helper, lambda: f"Ik laat jullie samen {name}" in helper.locator("main").inner_text(), scripts)
    looks_right(helper, scripts)
    shot(helper, f"joint-desk-{name}")
    until(guest, lambda: f"Ik laat jullie samen {name}" in guest.locator("#talk").inner_text(), scripts)
    helper.goto(desk.url + path)
    act = helper.locator("details:has(button[value^=leave-])")
    act.locator("summary").click()
    act.locator("button[value^=leave-]").click()
    assert "De persoon praat nu met" in helper.locator("main").inner_text()
    assert f"Dag, ik ben Tess {name}" not in helper.locator("main").inner_text()
    until(page, lambda: "is uit dit gesprek gegaan" in page.locator("#talk").inner_text(), scripts, desk.url + "/nl/m")

    if not scripts:
        page.goto(desk.url + "/nl/m")
    own.tap(page.locator("#talk button[value^=goodbye-]"), "goodbye")
    assert "Alleen ons team leest nu wat je schrijft." in page.locator("main").inner_text()
    guest.goto(guest.url)
    text = guest.locator("main").inner_text()
    assert "Dit is er niet, of niet meer" in text and f"Dag allebei {name}" not in text
    own.press("parts")
    own.press("agreed")
    own.press("where")
    assert "Dat was het eerste contact." in page.locator("main").text_content()
    assert own.wrong == {}
