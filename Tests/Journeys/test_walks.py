"""From the first page to a number to call: for each kind of visitor, in both languages, on a small phone, with and without scripts."""

import re
from dataclasses import dataclass, field

import pytest

from walk import MOST_QUESTIONS, PATHS, Walk, telling


@dataclass
class Journey:
    answers: tuple
    first: tuple                     # one of these must be among those to start with
    anywhere: tuple = ()             # each of these must be shown
    never: tuple = ()
    notices: tuple = ()
    words: tuple = field(default=())  # keys of texts that must stand on the page


JOURNEYS = {
    "acute, adult": Journey(
        ("victim", "fine", "within_72h", "touched", "18_plus", "nightlife", "medical", "talk"), ("csg-national",),
        never=("loef-acute-child",), notices=("not_your_fault", "window_pep", "window_traces", "costs_care"),
        words=("site.urgency.U1",)),
    "child under 12 asks": Journey(
        ("victim", "fine", "within_7_days", "touched", "under_12", "home", "talk"), ("kindertelefoon-line", "csg-national"),
        anywhere=("kindertelefoon-line", "csg-national"), notices=("no_parental_gate",)),
    "someone reads along": Journey(
        ("victim", "monitored", "unsafe", "ongoing", "domestic", "18_plus", "partner", "safety"), ("vt-line", "csg-national"),
        notices=("monitored_device", "call_112_silent"), words=("site.advice.channels_off", "site.call.call_stays")),
    "professional": Journey(
        ("professional", "fine", "longer_ago", "domestic", "child", "12_15", "home", "advice"), ("vt-line",),
        notices=("meldcode", "do_not_question_child")),
    "worried about own feelings": Journey(
        ("worried_self", "fine", "18_plus", "therapy"), ("stop-it-now-line", "de-waag-care", "gp"),
        anywhere=("stop-it-now-line",), notices=("own_behaviour_help",)),
    "everything skipped": Journey((), ("csg-national",)),
    "does not know if it counts": Journey(("not_sure", "fine"), ("csg-national", "shn-line"), notices=("not_your_fault",)),
    "long ago": Journey(
        ("victim", "fine", "longer_ago", "touched", "18_plus", "home", "therapy", "police_no"), ("gp", "shn-line"),
        anywhere=("csg-national",), notices=("not_too_late", "limitation_ask", "waiting_bridge")),
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", JOURNEYS)
# R: R2 R8 R18 R123 R124
def test_a_few_answers_lead_to_someone_to_call(open_page, words, numbers, name, language, scripts):
    journey = JOURNEYS[name]
    page = open_page(scripts=scripts, locale="nl-NL" if language == "nl" else "en-GB")
    walk = Walk(page, language, journey.answers, at_each_page=lambda seen: fits_a_small_screen(seen)).to_advice()

    assert len(walk.questions) <= MOST_QUESTIONS
    assert len(set(walk.questions)) == len(walk.questions), "a question was asked twice"
    first, shown = walk.first(), walk.first() + walk.also()
    assert set(journey.first) & set(first), f"{journey.first} not among {first}"
    assert set(journey.anywhere) <= set(shown), f"{journey.anywhere} not all among {shown}"
    assert not set(journey.never) & set(shown)
    assert set(journey.notices) <= set(walk.notices()), f"{set(journey.notices) - set(walk.notices())} not shown"
    for key in journey.words:
        assert words[language][key] in page.locator("main").inner_text(), key
    for slug in set(journey.first) & set(first):
        shows_number(page, slug, numbers[slug])
    assert 1 <= len(first) <= 4
    neutral_all_the_way(walk, language)
    if scripts:
        nothing_stays_behind(page)
    assert page.seen.complaints == []


def fits_a_small_screen(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def shows_number(page, slug, number):
    if number is None:
        return
    card = page.locator(f"#{slug}")
    assert number in card.inner_text()
    dial = card.locator("a.call").first.get_attribute("href")
    assert re.fullmatch(r"tel:\+?\d+", dial), dial
    assert re.sub(r"\D", "", number).lstrip("0") in dial


def neutral_all_the_way(walk, language):
    paths = {address.split("/", 3)[3] for address in walk.addresses}
    assert paths <= {PATHS[language][one].lstrip("/") for one in ("home", "questions", "advice")}, "an address says what was answered"
    for title in walk.titles:
        assert title and not telling(title), title


def nothing_stays_behind(page):
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,"
        " (await navigator.serviceWorker.getRegistrations()).length]")
    assert kept == [0, 0, 0, 0, 0]
    assert page.context.cookies() == []
    assert all(url.startswith(page.url.split("/", 3)[0]) and "127.0.0.1" in url for url in page.seen.requests), page.seen.requests


# R: R23
def test_in_danger_the_first_thing_on_the_page_is_112(open_page):
    page = open_page()
    walk = Walk(page, "nl", ("victim", "now")).to_advice()
    assert walk.notices()[0] == "call_112"
    call = page.locator("main a.call").first
    assert call.get_attribute("href") == "tel:112"
    assert call.bounding_box()["y"] < page.viewport_size["height"], "112 stands below the fold"


def test_an_answer_left_out_is_asked_for_kindly_and_the_form_stays(open_page, words):
    page = open_page(scripts=False)
    walk = Walk(page, "nl")
    walk.start()
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        walk.press("next")
    assert posted.value.status == 422
    assert words["nl"]["site.question.choose_error"] in page.locator("main").inner_text()
    link = page.locator('main [role="group"] a[href^="#"], main .urgent a[href^="#"]').first.get_attribute("href")
    assert page.locator(link).count() == 1, "the message leads to no field"
    walk.press("skip")
    assert walk.is_question()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_back_shows_the_question_with_what_was_chosen(open_page, scripts):
    page = open_page(scripts=scripts)
    walk = Walk(page, "nl", ("victim", "fine"))
    walk.start()
    one = page.locator("main h1").inner_text()
    walk.answer()
    assert page.locator("main h1").inner_text() != one
    walk.press("back")
    assert page.locator("main h1").inner_text() == one
    assert page.locator("main input:checked").get_attribute("value") == "victim"


# R: R19
def test_show_now_stops_asking_at_any_question(open_page):
    page = open_page()
    walk = Walk(page, "en", ("victim",))
    walk.start()
    walk.answer()
    walk.press("show")
    assert walk.is_advice() and "csg-national" in walk.first()


def test_every_reason_has_a_source_and_a_date(open_page):
    page = open_page()
    Walk(page, "nl", JOURNEYS["acute, adult"].answers).to_advice()
    for card in page.locator("main section.card").all():
        reason = card.locator("details").last
        reason.locator("summary").click()
        assert re.search(r"\b20\d\d\b", reason.locator(".quiet").first.inner_text())
