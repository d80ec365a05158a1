"""Organisations around one table, with the person's yes: proposing it, seeing exactly who sits there, what each does and when, one visit, and
stopping it."""

import re

import pytest

from conftest import PHONE
from days import day
from desk import Worker, enter_in
from local_server import LocalServer
from test_access import axe
from test_closed_loop import begin
from test_own_area import DESK
from test_own_story import check
from shots import shot


def looks_right(page, name):
    shot(page, name)
    text = page.locator("body").inner_text()
    assert "⟦" not in text and "{" not in text
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def propose(helper, sam, url, teams, kind="action_meeting", purpose="Samen afspreken wie jou helpt, en wanneer.", name=None):
    """The newest conversation gets a proposal. Gives the path of the conversation."""
    path = sam.conversations()[-1]
    for path in sam.conversations():
        sam.take(path)
    helper.goto(url + path + "/t")
    if name:
        looks_right(helper, name)
    helper.locator(f"[name=kind][value={kind}]").check()
    for team in teams:
        helper.get_by_label(team).check()
    helper.locator("#text").fill(purpose)
    helper.locator("main form button").last.click()
    assert "Voorgelegd aan de persoon" in helper.locator("main").inner_text()
    return path


def tap(own, word):
    own.tap(own.page.locator(f"button[value^={word}-]").first, word)


def agree(own, words=None):
    """From one's messages to the yes."""
    if own.page.locator("button[name=go][value=table]").count() == 0:
        own.press("back")
    own.press("table")
    tap(own, "tableask")
    tap(own, "tableyes")
    if words:
        own.page.locator("[name=c]").fill(" ".join(words))
        tap(own, "tablesure")


def act(page, button, **typed):
    """Opens what can be done, fills it in and presses."""
    one = page.locator(f"details:has(> button[value='{button}'])")
    if one.get_attribute("open") is None:
        one.locator("summary").first.click()
    for name, value in typed.items():
        field = one.locator(f"[name='{name.replace('__', '-')}']").first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            one.locator(f"[name='{name.replace('__', '-')}'][value='{value}']").check()
        else:
            field.fill(value)
    one.locator(f"> button[value='{button}']").click()


def team_named(page, name, field):
    """The value of a team in a list."""
    return page.locator(f"select[name='{field}'] option", has_text=name).first.get_attribute("value")


def open_table(page, worker, url):
    enter_in(page, worker)
    page.goto(url + "/nl/werk/samen")
    page.locator("main table a").first.click()


@pytest.mark.parametrize(("scripts", "viewport", "scheme"), [(True, PHONE, "light"), (False, PHONE, "dark"), (True, DESK, "dark")])
# R: R15 R22 R32 R62 R83 R86
def test_a_table_stands_on_a_yes_and_falls_with_a_stop(desk, sam, tess, lena, open_page, scripts, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    page = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    own, _ = begin(page, desk.url, scripts)
    own.press("parts")
    own.press("part-contact")
    own.press("put-contact", e="Noem me K.")
    own.press("parts")
    own.press("back")
    helper = enter_in(open_page(viewport=viewport, color_scheme=scheme), sam)
    propose(helper, sam, desk.url, ["Traumahulp Voorbeeld", "Advocaten Voorbeeld"], name=f"table-new-{name}")

    # Nobody else hears of it before the yes.
    assert "Jouw team zit nu niet aan tafel" in tess.fetch("/nl/werk/samen").text
    own.press("look")
    assert "Er is een vraag voor jou" in page.locator("main").inner_text()
    own.press("table")
    shot(page, f"table-asked-{name}")
    tap(own, "tablenot")
    assert "Niemand anders hoort dat dit gevraagd is" in page.locator("main").inner_text()
    propose(helper, sam, desk.url, ["Traumahulp Voorbeeld", "Advocaten Voorbeeld"], purpose="Nog een keer, op 1 plek.", kind="one_roof")
    own.press("back")
    own.press("table")
    tap(own, "tableask")
    body = page.locator("main").inner_text()
    assert "Traumahulp Voorbeeld" in body and "Advocaten Voorbeeld" in body and "Leest niets van wat jij in delen schreef" in body
    shot(page, f"table-ask-{name}")
    tap(own, "tableyes")
    assert "Deze teams zitten nu aan tafel" in page.locator("main").inner_text()

    partner = open_page(viewport=viewport, color_scheme=scheme)
    open_table(partner, tess, desk.url)
    assert "De persoon gaf jullie geen delen" in partner.locator("main").inner_text()
    # A part goes to a team by a consent of its own, and to that team alone.
    own.press("agreed")
    own.press("share")
    page.get_by_label("Traumahulp Voorbeeld").check()
    check(page, "g", "contact")
    check(page, "s", "all")
    own.press("show")
    own.press("yes")
    other = enter_in(open_page(viewport=viewport, color_scheme=scheme), lena)
    other.goto(partner.url)
    assert "De persoon gaf jullie geen delen" in other.locator("main").inner_text()
    assert "Noem me K." not in lena.fetch(partner.url.removeprefix(desk.url) + "/1").text
    partner.reload()
    partner.get_by_role("link", name="De persoon gaf jullie: Contact").click()
    assert "Noem me K." in partner.locator("main").inner_text()
    looks_right(partner, f"table-part-{name}")
    partner.go_back()
    trauma = team_named(partner, "Traumahulp", "team-action")
    act(partner, "action", text__action="Een plek zoeken voor praten", team__action=trauma, day__action=day(3))
    assert "Opgeschreven" in partner.locator("main").inner_text()
    act(partner, "taken-1")
    act(partner, "agenda", text__agenda="Hoe het met slapen gaat")
    act(partner, "track", track="care", progress="running", day__track=day(4), text__track="Elke week een gesprek")
    looks_right(partner, f"table-partner-{name}")

    helper.goto(desk.url + "/nl/werk/samen")
    looks_right(helper, f"table-list-{name}")
    helper.locator("main table a").first.click()
    # What is missing is named by its field, leads to it, and all that was typed and chosen stands there still.
    act(helper, "action", text__action="Bellen met de school", day__action=day(2))
    summary = helper.locator("main [aria-labelledby=problems]")
    assert summary.inner_text().split("\n")[-1] == "Kies iets bij ‘Wie’."
    if scripts:
        assert helper.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "problems"
        looks_right(helper, f"table-refused-{name}")
    summary.get_by_role("link").click()
    assert helper.url.endswith("#team-action") and helper.locator("#team-action").is_visible()
    assert helper.locator("#team-action").get_attribute("aria-describedby") == "team-action-problem"
    assert helper.locator("#text-action").input_value() == "Bellen met de school"
    assert helper.locator("#day-action").input_value() == day(2)
    lawyers = team_named(helper, "Advocaten", "who-1")
    pieces = dict(text__plan="Het huis aan het plein, Dorpsstraat 1", day__plan=day(7), minute__plan="540", until__plan="1020")
    act(helper, "plan", **pieces, **{
        "minute-0": "600", "until-0": "660", "who-0": trauma, "room-0": "2", "what-0": "Praten met Tess",
        "minute-1": "630", "until-1": "690", "room-1": "3", "what-1": "Vragen over je rechten"})
    # A line for which nobody was chosen is not left out in silence.
    assert "Stuk 2. Kies iets bij ‘Wie’." in helper.locator("main").inner_text()
    act(helper, "plan", **{"who-1": lawyers})
    assert "Twee stukken van het bezoek vallen samen" in helper.locator("main").inner_text()
    act(helper, "plan", **{"minute-1": "675", "until-1": "705"})
    # An action passes to another team, with who did it; and there are days to walk in besides.
    act(helper, "passed-1", **{"team-passed-1": lawyers})
    text = helper.locator("main").inner_text()
    assert "gaf actie 1 door aan Advocaten Voorbeeld" in helper.locator("main").text_content() and "Advocaten Voorbeeld" in text
    act(helper, "walk_in", text__walk_in="Het huis aan het plein", **{
        "on-w0": day(8), "minute-w0": "540", "until-w0": "720", "who-w0": trauma, "what-w0": "Vragen stellen"})
    assert "Opgeschreven" in helper.locator("main").inner_text()
    act(helper, "contact", way="here", day__contact=day(1), minute__contact="600", text__contact="We schrijven je hoe het staat.")
    # Nobody calls who did not say that they may be called.
    act(helper, "contact", way="call", day__contact=day(1), minute__contact="600")
    assert "Bellen mag nu niet" in helper.locator("main").inner_text()
    looks_right(helper, f"table-desk-{name}")

    own.press("where")
    own.press("table")
    body = page.locator("main").inner_text()
    assert "We sturen je niets" in body and "Praten met Tess" in body and "Elke week een gesprek" in body and "binnenlopen" in body
    assert "Een plek zoeken voor praten" in body and "Binnenlopen kan ook" in body and "Vragen stellen" in body
    shot(page, f"table-own-{name}")
    own.press("who")
    assert "Bekeek het overleg" in page.locator("body").text_content()
    own.press("back")
    own.press("table")
    own.tap(page.locator("button[value^=tableout-]", has_text="Advocaten"), "out")
    tap(own, "tablegone")
    assert lena.fetch("/nl/werk/samen").text.count("zitten niet meer aan tafel") == 1
    tap(own, "tablestop")
    shot(page, f"table-stop-{name}")
    tap(own, "tablestopped")
    assert "Geen team kan hier nog iets van openen" in page.locator("main").inner_text()
    partner.reload()
    assert "Elke week een gesprek" not in partner.locator("body").inner_text()
    partner.goto(desk.url + "/nl/werk/samen")
    looks_right(partner, f"table-over-{name}")
    partner.get_by_role("button", name="Gezien").first.click()
    for worker in (lena, sam, tess):
        worker.fetch("/nl/werk/samen")
    assert own.wrong == {}
    # What is over for everybody is put away, for the next of these walks.
    for one in (partner, helper):
        one.goto(desk.url + "/nl/werk/samen")
        while one.get_by_role("button", name="Gezien").count():
            one.get_by_role("button", name="Gezien").first.click()
    third = enter_in(open_page(), lena)
    third.goto(desk.url + "/nl/werk/samen")
    while third.get_by_role("button", name="Gezien").count():
        third.get_by_role("button", name="Gezien").first.click()


# R: R32 R62
def test_the_direction_is_passed_on_with_a_yes_and_the_police_need_the_code(desk, sam, olga, tess, open_page):
    page = open_page()
    own, words = begin(page, desk.url)
    own.press("parts")
    own.press("back")
    helper = enter_in(open_page(viewport=DESK), sam)
    propose(helper, sam, desk.url, ["Politie Voorbeeld", "Opvang Voorbeeld"], kind="zsm")
    own.press("look")
    own.press("table")
    tap(own, "tableask")
    shot(page, "table-ask-police")
    tap(own, "tableyes")
    assert "Nog 1 keer je code" in page.locator("h1").inner_text()
    own.page.locator("[name=c]").fill("appel")
    tap(own, "tablesure")
    own.page.locator("[name=c]").fill(" ".join(words))
    tap(own, "tablesure")
    assert "Deze teams zitten nu aan tafel" in page.locator("main").inner_text()

    helper.goto(desk.url + "/nl/werk/samen")
    helper.locator("main table a").first.click()
    table = re.sub(r"\?.*", "", helper.url)
    act(helper, "directorAsked".replace("A", "_a"), team__director_asked=team_named(helper, "Opvang", "team-director_asked"))
    assert "jullie hebben de casusregie" in helper.locator("main").inner_text()
    shelter = enter_in(open_page(viewport=PHONE), olga)
    shelter.goto(desk.url + "/nl/werk/samen")
    assert "wil jouw team de casusregie" in shelter.locator("main").inner_text()
    shelter.goto(table)
    looks_right(shelter, "table-director")
    act(shelter, "director_agreed")
    assert "jullie hebben de casusregie" in shelter.locator("main").inner_text()
    # Two who do the same thing at one instant: one outcome, and the second hears it with what they typed.
    helper.goto(table)
    act(helper, "action", text__action="Bed voor vannacht", team__action=team_named(helper, "Opvang", "team-action"), day__action=day(0))
    shelter.goto(table)
    second = enter_in(open_page(viewport=DESK), olga)
    second.goto(table)
    act(shelter, "done-1", **{"text-done-1": "Gelukt"})
    act(second, "not_possible-1", **{"obstacle-not_possible-1": "no_room"})
    assert "Iemand was je voor" in second.locator("main").inner_text()
    # Of somebody else's organisation nobody opens it.
    stranger = enter_in(open_page(viewport=DESK), tess)
    stranger.goto(table)
    assert "Bed voor vannacht" not in stranger.locator("body").inner_text()
    act(shelter, "leave")
    helper.goto(table)
    assert "jullie hebben de casusregie" in helper.locator("main").inner_text()
    assert own.wrong == {}


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_pages_of_a_table_run_from_right_to_left_as_well(open_page, viewport, tmp_path):
    with LocalServer(data=tmp_path, options=["--pseudo-language"]) as mirrored:
        page = open_page(viewport=viewport)
        own, words = begin(page, mirrored.url, language="ar-xb")
        sam, _ = Worker(mirrored.url, "sam"), Worker(mirrored.url, "tess")
        helper = enter_in(open_page(viewport=DESK), sam)
        propose(helper, sam, mirrored.url, ["Traumahulp Voorbeeld"])
        own.press("look") if page.locator("button[value=look]").count() else own.press("back")
        own.press("table")
        tap(own, "tableask")
        shot(page, f"rtl-table-ask-{viewport['width']}")
        tap(own, "tableyes")
        helper.goto(mirrored.url + "/nl/werk/samen")
        helper.locator("main table a").first.click()
        act(helper, "track", track="care", progress="waiting", day__track=day(4))
        act(helper, "track", track="housing", progress="done")
        own.press("back")
        own.press("table")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        shot(page, f"rtl-table-{viewport['width']}")
        wrong = {name: found for name, found in own.wrong.items() if any("too wide" in one for one in found)}
        assert wrong == {}
