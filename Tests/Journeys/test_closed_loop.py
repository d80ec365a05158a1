"""From a question to help that has begun: what a person and a team say to each other, who is next after a no, passing on only when the person
wants it, the code once more before the police, and the ways that can be read before."""

import re

import pytest

from conftest import PHONE
from desk import enter_in
from local_server import LocalServer
from test_access import axe
from test_own_area import DESK, Own
from test_own_story import Plain, check
from test_referral import step
from shots import shot


def begin(page, url, scripts=True, language="nl"):
    """Somebody who wrote and kept their code. Gives them and their six words."""
    own = (Own if scripts else Plain)(page, language)
    page.goto(url + {"nl": "/nl/schrijf", "en": "/en/write", "ar-xb": "/ar-xb/write"}[language])
    own.press("write")
    page.wait_for_timeout(2100)
    own.press("send", m="Een bericht")
    words = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c=words[-1])
    return own, words


def ask(own, team, text):
    again(own)
    own.press("request")
    own.page.get_by_label(team).check()
    own.press("send_request", e=text)


def tap(own, word, name=""):
    """A button whose value begins with a word."""
    own.tap(own.page.locator(f"button[value^={word}-]").first, name or word)


def again(own):
    """To where it stands, from wherever somebody is."""
    if own.page.locator("button[name=go][value=agreed]").count() == 0:
        own.press("parts")
    own.press("agreed")
    own.press("where")


def open_referral(page, worker, url, text):
    """The referral with this line, as a worker opens it from their list."""
    enter_in(page, worker, "received")
    links = [link.get_attribute("href") for link in page.locator("main table a").all()]
    for link in links:
        page.goto(url + link)
        if text in page.locator("main").inner_text():
            return
    raise AssertionError(f"nothing with {text}")


@pytest.mark.parametrize(("scripts", "viewport", "scheme"), [(True, PHONE, "light"), (False, PHONE, "dark"), (True, DESK, "dark")])
# R: R21 R22 R29 R62
def test_a_question_is_answered_and_passed_on_only_when_the_person_wants_it(desk, sam, tess, hilde, open_page, scripts, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    page = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    own, words = begin(page, desk.url, scripts)
    own.press("parts")
    own.press("part-contact")
    own.press("put-contact", e="Noem me K.")
    question = f"Ik zoek iemand om mee te praten {name} {scripts}"
    ask(own, "Traumahulp Voorbeeld", question)
    partner = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    open_referral(partner, tess, desk.url, question)
    step(partner, "question", text_question="In welke taal praat je graag?")

    again(own)
    assert "In welke taal praat je graag?" in page.locator("main").inner_text()
    shot(page, f"loop-asked-{name}")
    tap(own, "reply")
    shot(page, f"loop-reply-{name}")
    tap(own, "replied", "empty")
    page.locator("[name=e]").fill("Bel 06 12 34 56 78")
    tap(own, "replied", "warned")
    page.locator("[name=e]").fill("Nederlands")
    tap(own, "replied")
    assert "Je antwoord is verstuurd." in page.locator("main").inner_text()
    partner.reload()
    assert "Nederlands" in partner.locator("main").inner_text()
    step(partner, "accepted", text_accepted="Vanaf maandag kan het.")

    again(own)
    assert "Vanaf maandag kan het." in page.locator("main").inner_text()
    tap(own, "may")
    check(page, "s", "all")
    own.press("show")
    own.press("yes")
    partner.reload()
    step(partner, "begun")
    partner.locator("details:has(button[value=forward]) summary").click()
    partner.locator("[name=toward]").select_option(label="Slachtofferhulp Voorbeeld, Begeleiding")
    partner.locator("[name=text-forward]").fill("Zij helpen met het geld en de regels.")
    shot(partner, f"loop-forward-{name}")
    partner.locator("button[value=forward]").click()
    assert "stelde voor dat Slachtofferhulp Voorbeeld verder helpt" in partner.locator("main").inner_text()
    if scripts:
        assert axe(partner) == []
    assert question not in hilde.go("received").text

    again(own)
    body = page.locator("main").inner_text()
    assert "Zij helpen met het geld en de regels." in body and "gaat niet mee" in body
    shot(page, f"loop-forwarded-{name}")
    tap(own, "forward")
    assert "kies jij opnieuw wat zij lezen" in page.locator("main").inner_text()
    second = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    open_referral(second, hilde, desk.url, question)
    text = second.locator("main").inner_text()
    assert "Zij helpen met het geld" not in text and "Noem me K." not in text and "Nog niets. De persoon kiest" in text
    step(second, "declined", decline="not_for_us", text_declined="Probeer het bij de gemeente.")
    # The person chose meanwhile: what stands there now is seen first.
    partner.reload()
    assert "vond goed dat Slachtofferhulp Voorbeeld gevraagd wordt" in partner.locator("main").inner_text()
    act = partner.locator("details:has(button[value=ended])")
    act.locator("summary").click()
    act.locator("[name=outcome][value=helped]").check()
    act.locator("[name=text-ended]").fill("Het ga je goed.")
    act.locator("[name='reader-ended'][value=both]").check()
    shot(partner, f"loop-ended-{name}")
    act.locator("button[value=ended]").click()

    again(own)
    body = page.locator("main").inner_text()
    assert "Een andere plek past beter bij je vraag." in body and "Probeer het bij de gemeente." not in body
    # Folded: it is over.
    assert "Het ga je goed." in page.locator("details", has_text="Wat klaar is").text_content()
    shot(page, f"loop-where-{name}")
    assert own.wrong == {}


# R: R21 R28 R32
def test_after_a_no_the_desk_asks_the_next_best_with_the_same_lines(desk, sam, olga, tess, open_page):
    page = open_page()
    own, _ = begin(page, desk.url)
    ask(own, "Opvang Voorbeeld", "Ik zoek een bed, nummer een.")
    partner = open_page(viewport=DESK)
    open_referral(partner, olga, desk.url, "nummer een")
    step(partner, "declined", decline="no_room", text_declined="Vraag Traumahulp Voorbeeld.")
    helper = enter_in(open_page(viewport=DESK), sam)
    for path in sam.conversations():
        sam.take(path)
    helper.goto(desk.url + "/nl/werk/verder")
    for link in [link.get_attribute("href") for link in helper.locator("main table a").all()]:
        helper.goto(desk.url + link)
        if "nummer een" in helper.locator("main").inner_text():
            break
    assert "Opvang Voorbeeld kan niet helpen. Wie nu?" in helper.locator("main").inner_text()
    shot(helper, "loop-declined")
    helper.get_by_role("link", name="Begin de volgende vraag").click()
    assert axe(helper) == []
    assert helper.locator("#text").input_value() == "Ik zoek een bed, nummer een."
    body = helper.locator("main").inner_text()
    assert "Vraag Traumahulp Voorbeeld." in body and helper.get_by_role("radio", name=re.compile("^Opvang")).count() == 0
    # Whom the receiver named stands first, and chosen.
    assert helper.get_by_role("radio", name=re.compile("^Traumahulp")).is_checked()
    shot(helper, "loop-next")
    helper.locator("main form button").click()
    helper.wait_for_url("**n=sent")
    assert "Ik zoek een bed, nummer een." in helper.locator("main").inner_text()
    open_referral(partner, tess, desk.url, "nummer een")
    again(own)
    assert "Traumahulp Voorbeeld" in page.locator("main").inner_text() and "Vraag Traumahulp" not in page.locator("main").inner_text()
    assert own.wrong == {}


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESK, "light")])
# R: R16 R57 R62 R64 R79
def test_each_way_can_be_read_before_and_the_police_need_the_code_once_more(desk, open_page, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    page = open_page(viewport=viewport, color_scheme=scheme)
    own, words = begin(page, desk.url)
    again(own)
    own.press("ways")
    shot(page, f"ways-{name}")
    ways = [button.get_attribute("value") for button in page.locator("button[value^=way-]").all()]
    assert "way-police" in ways and "way-unnamed" in ways
    for way in ways:
        own.press(way)
        shot(page, f"{way}-{name}")
        own.press("ways")
    own.press("way-police")
    own.tap(page.locator("button[value='way-police.both']"), "both")
    shot(page, f"police-both-{name}")
    own.press("prepare")
    shot(page, f"prepare-{name}")
    own.press("prepared")
    check(page, "g", "address")
    own.press("prepared", e="Hij weet waar ik werk.")
    assert "Mijn adres afschermen" in page.locator("textarea").input_value()
    own.press("parts")
    own.press("agreed")
    own.press("share")
    page.get_by_label("Politie Voorbeeld").check()
    check(page, "g", "police")
    check(page, "s", "all")
    own.press("show")
    own.press("yes")
    assert "Nog 1 keer je code" in page.locator("h1").inner_text()
    shot(page, f"sure-{name}")
    own.press("sure", c="appel")
    own.press("sure", c=" ".join(words))
    assert "mag nu lezen wat jij koos" in page.locator("main").inner_text()
    assert own.wrong == {}
    assert re.search(r"/nl/m$", page.url)


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_pages_of_a_referral_run_from_right_to_left_as_well(open_page, viewport, tmp_path):
    with LocalServer(data=tmp_path, options=["--pseudo-language"]) as mirrored:
        page = open_page(viewport=viewport)
        own, words = begin(page, mirrored.url, language="ar-xb")
        ask(own, "Traumahulp Voorbeeld", "Ik zoek iemand om mee te praten")
        for go in ("ways", "way-first-week", "ways", "way-police", "way-police.both", "prepare"):
            own.tap(page.locator(f"button[value='{go}']"), go)
            assert page.evaluate("document.documentElement.dir") == "rtl"
            shot(page, f"rtl-{go}-{viewport['width']}")
        own.press("prepared")
        own.press("way-police")
        own.press("ways")
        own.press("where")
        shot(page, f"rtl-where-{viewport['width']}")
        own.press("agreed")
        own.press("share")
        page.get_by_label("Politie Voorbeeld").check()
        check(page, "g", "police")
        check(page, "s", "all")
        own.press("show")
        own.press("yes")
        shot(page, f"rtl-sure-{viewport['width']}")
        own.press("notnow")
        wrong = {name: found for name, found in own.wrong.items() if any("too wide" in one for one in found)}
        assert wrong == {}
