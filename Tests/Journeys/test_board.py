"""How busy it is, on a page and on a wall; how a shift went; and sentences of one's own: with scripts and without."""

import re
import shutil
import tempfile

import pytest

from desk import Worker, enter_in, leave_messages
from local_server import LocalServer
from messages import Visitor
from test_access import axe
from test_chat import WIDE, begin, until

WALL = {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def desk():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


def figures(page):
    """The numbers on a board by their names."""
    return {one.locator("dt").inner_text(): one.locator("dd").inner_text() for one in page.locator(".figures > div").all()}


def test_the_board_says_how_busy_it_is_and_changes_by_itself(desk, sam, joost, open_page):
    page = enter_in(open_page(viewport=WIDE), sam)
    page.goto(desk.url + "/nl/werk/bord")
    before = int(figures(page)["Wachten"])
    begin(open_page(), desk.url)
    until(page, f"document.querySelector('.figures dd').textContent === '{before + 1}'")
    assert page.locator(".bars tbody tr").count() == before + 1
    text = page.locator("main").inner_text()
    assert "Sam" not in text and "Joost" not in text and not re.search(r"#\d{4}", text)
    assert page.seen.complaints == []


def test_a_screen_on_the_wall_keeps_itself_fresh_without_a_hand(desk, sam, open_page):
    # A screen is nobody at the desk: somebody must be, or nobody can begin to talk.
    sam.go("inbox")
    iris = Worker(desk.url, "iris")
    screen = enter_in(open_page(scripts=False, viewport=WALL), iris)
    screen.goto(desk.url + "/nl/werk/bord")
    screen.locator("summary", has_text="aan de muur").click()
    screen.locator("button[value=wall]").click()
    screen.wait_for_url("**/nl/werk/scherm")
    assert screen.locator("button, form, nav a").count() == 0
    before = int(figures(screen)["Wachten"])
    begin(open_page(), desk.url)
    with screen.expect_navigation(timeout=40_000):
        pass
    assert int(figures(screen)["Wachten"]) == before + 1
    # Nothing else is there for it, whatever address somebody types.
    for path in ("/nl/werk/gesloten", "/nl/werk/kennis", "/nl/werk/zinnen", "/nl/werk/rooster"):
        assert screen.goto(desk.url + path).status == 404
        screen.locator("main a").click()
        screen.wait_for_url("**/nl/werk/scherm")
    assert screen.goto(desk.url + "/nl/werk").url.endswith("/nl/werk/scherm")


def test_a_screen_with_scripts_changes_at_once(desk, sam, open_page):
    # A screen is nobody at the desk: somebody must be, or nobody can begin to talk.
    sam.go("inbox")
    iris = Worker(desk.url, "iris")
    screen = enter_in(open_page(viewport=WALL), iris)
    screen.goto(desk.url + "/nl/werk/bord")
    screen.locator("summary", has_text="aan de muur").click()
    screen.locator("button[value=wall]").click()
    screen.wait_for_url("**/nl/werk/scherm")
    before = int(figures(screen)["Wachten"])
    begin(open_page(), desk.url)
    until(screen, f"document.querySelector('.figures dd').textContent === '{before + 1}'")
    assert screen.seen.complaints == []


def closed(desk, sam, words, reason="helped"):
    """Somebody wrote and was answered, and it was closed. Gives the person."""
    before = sam.conversations()
    (person, code), = leave_messages(desk.url, (words, ()))
    path, = [one for one in sam.conversations() if one not in before]
    sam.take(path).send(path, go="close", reason=reason)
    return person, path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_shift_lead_looks_back_at_numbers_and_a_helper_cannot(desk, sam, joost, open_page, scripts):
    closed(desk, sam, "Geheim in dit gesprek", reason="abuse")
    page = enter_in(open_page(scripts=scripts, viewport=WIDE), joost)
    page.goto(desk.url + "/nl/werk/dienst")
    text = page.locator("main").inner_text()
    assert "1 op de 20" in text.replace("Eén", "1") and "kwaliteitstoets" in text
    assert "Geen hulpvraag" in text and "Geheim" not in text and "Sam" not in text
    assert sam.fetch("/nl/werk/dienst").status == 404


def test_the_person_reads_beforehand_that_conversations_are_looked_through(desk):
    visitor = Visitor(desk.url)
    assert "1 op de 20" in visitor.fetch("/nl/schrijf").main and "1 in 20" in visitor.fetch("/en/write").main


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_sentence_of_ones_own_is_written_put_in_an_answer_and_wiped(desk, sam, open_page, scripts):
    page = enter_in(open_page(scripts=scripts, viewport=WIDE), sam)
    page.goto(desk.url + "/nl/werk/kennis")
    page.locator("a", has_text="Je eigen zinnen").click()
    page.locator("#text").fill("Neem gerust de tijd. Ik blijf hier.")
    page.locator("button[value=add]").click()
    page.wait_for_url("**?n=added")
    (_, _), = leave_messages(desk.url, ("Voor de zin", ()))
    path = next(one for one in sam.conversations() if f"claim-{one[-32:]}" in sam.text)
    page.goto(desk.url + path)
    page.locator("#work .claim").click()
    page.locator("#phrases > summary").click()
    page.locator("#phrases summary", has_text="Eigen zinnen").click()
    page.locator("#phrases button[value^='put.o.']").click()
    page.wait_for_selector("#phrases")
    assert page.locator("textarea[name=text]").input_value().strip() == "Neem gerust de tijd. Ik blijf hier."
    page.goto(desk.url + "/nl/werk/zinnen")
    page.locator("button[value^=remove]").click()
    page.wait_for_url("**?n=removed")
    assert "Je hebt nog geen eigen zinnen" in page.locator("main").inner_text()
    assert page.seen.complaints == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_these_pages(desk, sam, joost, open_page, scheme, width):
    leave_messages(desk.url, ("Spoed", ("victim", "now", "within_72h")))
    page = enter_in(open_page(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}), joost)
    found = {}
    for path in ("/nl/werk/bord", "/en/work/board", "/nl/werk/scherm", "/nl/werk/dienst", "/en/work/shift", "/nl/werk/zinnen", "/en/work/phrases"):
        page.goto(desk.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wrong := axe(page) + ([f"{over} px too wide"] if over > 0 else []):
            found[path] = wrong
    assert found == {}
