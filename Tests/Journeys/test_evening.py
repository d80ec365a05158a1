"""An evening to practise at: 40 invented conversations, and people who answer back."""

import shutil
import tempfile

import pytest

from desk import enter_in
from local_server import LocalServer
from test_access import axe
from shots import WIDE, shots



@pytest.fixture(scope="module")
def desk():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder, options=["--evening"]) as running:
        yield running
    shutil.rmtree(folder)


def test_the_list_shows_every_state(desk, sam, open_page):
    assert "An evening with 40 invented conversations" in desk.said()
    page = enter_in(open_page(viewport=WIDE), sam)
    rows = page.locator("#queue tbody tr, #others li").all_inner_texts()
    text = page.locator("main").inner_text()
    for words in ("Chat, is er nu", "Terugbellen", "Telefoon", "Iemand kan meelezen", "Engels", "Onder de 18", "Dwang of netwerk"):
        assert words in text, words
    assert len(rows) >= 35
    assert axe(page) == []
    shots(page, "evening-list")
    for width in (320, 720, 900, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), width
    # How long somebody waits is read at a glance: on one line.
    assert page.evaluate("""() => [...document.querySelectorAll('#queue td.figure')].every(cell => {
        const words = document.createRange()
        words.selectNodeContents(cell)
        return words.getBoundingClientRect().height < 2 * parseFloat(getComputedStyle(cell).fontSize)
    })""")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_narrow_screen_a_row_takes_half_the_screen_at_most_and_nothing_of_it_is_gone(desk, sam, open_page, scripts):
    page = enter_in(open_page(scripts=scripts), sam)
    shots(page, "evening-narrow")
    rows = page.locator("#queue tbody tr")
    assert rows.count() >= 35
    heights = sorted(rows.nth(place).bounding_box()["height"] for place in range(rows.count()))
    # A row was 250 px. The long ones say in the person's own words when they can be called.
    assert heights[len(heights) // 2] <= 125 and heights[-1] <= 250 and sum(heights) < 5200, heights
    for row in rows.all():
        seen = row.inner_text()
        held = row.locator(".sign, .open, button")
        assert all(one.is_visible() for one in held.all()), seen
        # Everything stands within the screen, and nothing over anything else.
        for one in held.all():
            box = one.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 320, seen
    text = page.locator("#queue").inner_text()
    for words in ("Levensgevaar", "Iemand kan meelezen", "Terugbellen: Vanavond tussen 19.00 en 21.00 uur, dan ben ik alleen", "5 uur", "Engels"):
        assert words in text, words


# R: R55
def test_somebody_who_is_answered_answers_back(desk, sam, open_page):
    page = enter_in(open_page(viewport=WIDE), sam)
    for path in sam.conversations():
        sam.fetch(path)
        if "hoi ik ben 11" in sam.text:
            break
    page.goto(desk.url + path)
    page.locator("#work .claim").click()
    page.wait_for_selector(".reply textarea")
    shots(page, "evening-child")
    page.locator(".reply textarea").fill("Hoi. Goed dat je er bent. Ben je nu veilig?")
    page.locator("button[value=send]").click()
    page.wait_for_selector("#said .words:has-text('ik ben bij oma')", timeout=60_000)
