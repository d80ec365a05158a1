"""The roster: whoever plans sees gaps and fills them, a helper sees their own hours, and people are told when somebody is there to talk."""

import re
import tempfile
from datetime import datetime, timedelta
from html import unescape

import pytest

from conftest import PHONE
from days import AMSTERDAM
from desk import PATHS, Worker, enter_in
from local_server import LocalServer
from messages import Visitor
from test_access import axe
from walk import telling

WIDE = {"width": 1280, "height": 900}


def weeks(worker):
    """Addresses of the four weeks to come."""
    worker.go("roster")
    table = re.search(r'<table.*?</table>', worker.text, re.S).group(0)
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', table)]


def days(text):
    """Of each day on the page: its heading, what is said of it, and its shifts."""
    found = []
    for part in re.findall(r'<section class="wk-day.*?</section>', text, re.S):
        title = unescape(re.search(r"<h3>(.*?)</h3>", part).group(1))
        told = [unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r"<p>(.*?)</p>", part, re.S)]
        shifts = re.findall(r"<li><span[^>]*>(.*?), ([0-9.]+)–([0-9.]+)</span>", part)
        found.append((title, told, shifts))
    return found


def minutes(clock):
    hours, rest = clock.split(".")
    return int(hours) * 60 + int(rest)


def spans(worker):
    """When somebody is there, as the pages of four weeks say it."""
    found = []
    for address in weeks(worker):
        monday = datetime.fromisoformat(re.search(r"w=([0-9-]+)", address).group(1)).replace(tzinfo=AMSTERDAM)
        for number, (_, _, shifts) in enumerate(days(worker.fetch(address.split("#")[0]).text)):
            for _, begin, end in shifts:
                day = monday + timedelta(days=number)
                over = timedelta(days=1) if minutes(end) <= minutes(begin) else timedelta()
                found.append((day + timedelta(minutes=minutes(begin)), day + over + timedelta(minutes=minutes(end))))
    return found


# ---- whoever plans

# R: R6
def test_a_week_shows_in_words_what_the_picture_shows(joost):
    address = weeks(joost)[1]
    shown = days(joost.fetch(address.split("#")[0]).text)
    assert len(shown) == 7
    monday = shown[0]
    assert monday[0].startswith("maandag ")
    assert monday[1] == ["Niemand: 0.00–8.00", "1 persoon: 8.00–14.00, 16.00–24.00"]
    assert [name for name, _, _ in monday[2]] == ["Sam (verzonnen)", "Iris (verzonnen)", "Joost (verzonnen)"]
    for picture in re.findall(r'<div aria-hidden="true">(.*?)</section>', joost.text, re.S):
        for row in re.findall(r'<div class="row-of.*?</div>', picture, re.S):
            assert sum(int(share) for share in re.findall(r'class="n(\d+)', row)) == 48
    # Four weeks at a glance: the same nights of the weekend each time.
    table = re.search(r"<table.*?</table>", joost.text, re.S).group(0)
    assert table.count("16 uur niemand") >= 6 and "de hele dag iemand" in table


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_gap_is_filled_and_the_shift_taken_away_again(open_page, desk, joost, scripts):
    page = enter_in(open_page(scripts=scripts, viewport=WIDE), joost, "roster")
    page.locator(".glance a").nth(2).click()
    sunday = page.locator(".wk-day").nth(6)
    assert "Niemand: 0.00–12.00" in sunday.inner_text()
    page.get_by_role("link", name="Zet iemand op het rooster").click()
    form = page.locator("#plan form")
    form.locator("#p").select_option(label="Sam (verzonnen)")
    form.get_by_text("zondag").click()
    form.locator("#f").select_option(label="6.30")
    form.locator("#e").select_option(label="12.00")
    form.get_by_role("button").click()
    assert page.locator(".done").inner_text() == "De dienst staat op het rooster."
    sunday = page.locator(".wk-day").nth(6)
    assert "Niemand: 0.00–6.30, 20.00–24.00" in sunday.inner_text()
    assert "Sam" in sunday.locator(".lane").first.inner_text()
    sunday.locator("summary").click()
    assert sunday.get_by_role("button", name="Haal weg").count() == 2
    sunday.get_by_role("button", name=re.compile("Sam.*6.30")).click()
    assert page.locator(".done").inner_text() == "De dienst is van het rooster."
    assert "Niemand: 0.00–12.00" in page.locator(".wk-day").nth(6).inner_text()
    assert not page.seen.complaints and not telling(page.title()) and not telling(page.url)


def test_what_was_wrong_is_said_and_what_was_chosen_stays(open_page, desk, joost):
    page = enter_in(open_page(viewport=PHONE), joost, "roster")
    page.locator(".glance a").nth(1).click()
    form = page.locator("#plan form")
    form.locator("#p").select_option(label="Sam (verzonnen)")
    form.get_by_text("maandag").click()
    form.locator("#f").select_option(label="15.00")
    form.locator("#e").select_option(label="17.00")
    form.get_by_role("button").click()
    problems = page.locator(".urgent")
    assert "Deze persoon staat dan al op het rooster." in problems.inner_text()
    assert page.evaluate("document.activeElement.closest('.urgent') !== null")
    assert page.locator("#f option:checked").inner_text() == "15.00" and page.locator("#d").is_checked()
    problems.locator("a").click()
    assert page.evaluate("location.hash") == "#d"


def test_what_somebody_can_do_is_set_and_seen(open_page, desk, noor):
    page = enter_in(open_page(scripts=False, viewport=PHONE), noor, "skills")
    page.get_by_role("link", name="Wijzig voor Sam (verzonnen)").click()
    assert page.locator("#form h2").inner_text() == "Wat Sam (verzonnen) kan"
    page.get_by_text("Gebaart").first.click()
    page.locator("#m").select_option("2")
    page.get_by_role("button", name="Bewaar").click()
    assert page.locator(".done").inner_text() == "Dit is bewaard. Het geldt vanaf nu."
    row = page.locator("tr", has_text="Sam (verzonnen)")
    assert "Gebaart" in row.inner_text() and "2" in row.locator(".figure").inner_text()


# ---- a helper, and people

def test_a_helper_sees_their_own_hours_alone(sam):
    sam.go("roster")
    assert "8.00–16.00" in sam.main and "Iris" not in sam.main and "Joost" not in sam.main
    assert "Zet op het rooster" not in sam.main
    assert sam.go("skills").status == 404


# R: R6
def test_people_are_told_when_the_chat_opens_as_the_roster_says():
    """Nobody is at this desk: only the administrator comes in, who answers nobody."""
    with tempfile.TemporaryDirectory() as folder, LocalServer(data=folder) as quiet:
        there = spans(Worker(quiet.url, "noor"))
        now = datetime.now(AMSTERDAM)
        said = Visitor(quiet.url).fetch("/nl/schrijf").main
    next_one = min((begin for begin, _ in there if begin > now), default=None)
    if any(begin <= now < end for begin, end in there) or next_one - now > timedelta(days=6):
        assert "De chat" not in said
    else:
        clock = f"{next_one.hour}.{next_one.minute:02d}"
        day = (next_one.date() - now.date()).days
        when = {0: "vandaag", 1: "morgen"}.get(day, "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()[next_one.weekday()])
        assert f"De chat gaat {when} om {clock} uur open." in said


# ---- everybody

@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(open_page, desk, joost, sam, viewport, scheme):
    found = {}
    for worker, language in ((joost, "nl"), (sam, "nl"), (joost, "en")):
        page = enter_in(open_page(viewport=viewport, color_scheme=scheme), worker)
        for place in ("roster", "skills"):
            page.goto(desk.url + PATHS[language][place])
            if worker is sam and place == "skills":
                continue
            if wrong := axe(page):
                found[worker.login, language, place] = wrong
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], (worker.login, place)
        if worker is joost and language == "nl":
            page.locator("a", has_text="Wijzig voor").first.click()
            if wrong := axe(page):
                found["form"] = wrong
    assert not found
