"""Whoever waits comes to one helper, calmly: with scripts and without, by ear when the helper wants it, and never in the way of typing."""

import shutil
import tempfile

import pytest

from desk import Worker, enter_in
from local_server import LocalServer
from messages import Visitor
from test_access import axe
from test_chat import WIDE, begin, until

# Counts what the page lets sound, without a loudspeaker.
EARS = """
  window.heard = 0
  const Real = window.OscillatorNode
  window.OscillatorNode = class extends Real { constructor(...all) { super(...all); window.heard += 1 } }
"""


@pytest.fixture
def desk():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def sam(desk):
    return Worker(desk.url, "sam")


def shown(page):
    return page.locator("#offer h2").count() > 0


def test_whoever_waits_is_offered_where_the_helper_is_and_nothing_that_is_typed_is_disturbed(desk, sam, open_page):
    first = enter_in(open_page(viewport=WIDE), sam)
    begin(open_page(), desk.url)
    first.wait_for_selector("#offer h2:has-text('past bij jou')")
    assert first.title().startswith("● ")
    first.locator("#offer button[value^=claim]").click()
    first.wait_for_selector(".reply textarea")
    box = first.locator(".reply textarea")
    box.fill("Ik ben aan het schrij")
    box.focus()
    before = box.bounding_box()
    person = begin(open_page(), desk.url)
    first.wait_for_selector("#offer h2:has-text('past bij jou')")
    assert first.evaluate("document.activeElement === document.querySelector('.reply textarea')")
    first.keyboard.type("ven")
    assert box.input_value() == "Ik ben aan het schrijven" and box.bounding_box() == before
    until(first, "document.getElementById('live').textContent.includes('past bij jou')")
    # Passed on in its place: the page stays, the words stay, and the person stays in the list.
    address = first.url
    first.locator("#offer button[value^=pass]").click()
    first.wait_for_selector("#offer h2", state="detached")
    assert first.url == address and box.input_value() == "Ik ben aan het schrijven" and not first.title().startswith("●")
    assert len([path for path in sam.conversations() if f"claim-{path[-32:]}" in sam.text]) == 1
    assert "volgende" in person.locator("main").inner_text()
    assert first.seen.complaints == []


def test_the_helper_who_is_asked_reads_it_without_scripts_and_a_colleague_may_be_first(desk, sam, open_page):
    iris = Worker(desk.url, "iris")
    pages = {one: enter_in(open_page(scripts=False, viewport=WIDE), one) for one in (sam, iris)}
    begin(open_page(), desk.url)
    for page in pages.values():
        page.reload()
    asked, = [one for one in pages if shown(pages[one])]
    other, = [one for one in pages if one is not asked]
    page = pages[asked]
    assert page.locator("main > *").nth(1).get_attribute("id") == "offer" and "Tot " in page.locator("#offer").inner_text()
    assert pages[other].locator("button[value^=claim]").count() == 1
    page.locator("#offer button[value^=pass]").click()
    assert not shown(page)
    pages[other].reload()
    assert shown(pages[other])
    page.locator("#queue button[value^=claim]").click()
    assert page.url.endswith("?n=claimed")
    # The page that still shows it says who has it.
    pages[other].locator("#offer button[value^=claim]").click()
    assert "was je net voor" in pages[other].locator(".urgent").inner_text()


def test_an_offer_goes_by_itself_when_its_time_is_over(desk, sam, open_page):
    page = enter_in(open_page(viewport=WIDE), sam)
    begin(open_page(), desk.url)
    page.wait_for_selector("#offer h2")
    page.wait_for_selector("#offer h2", state="detached", timeout=40_000)
    assert page.locator("#queue button[value^=claim]").count() == 1


def test_a_soft_sound_only_where_the_helper_turned_it_on(desk, sam, open_page):
    page = open_page(viewport=WIDE)
    page.add_init_script(EARS)
    enter_in(page, sam)
    assert page.locator("#sound").inner_text().startswith("Zacht geluid als er iemand komt: uit.")
    begin(open_page(), desk.url)
    page.wait_for_selector("#offer h2")
    assert page.evaluate("window.heard") == 0
    page.locator("#offer button[value^=pass]").click()
    page.locator("#sound button").click()
    page.wait_for_url("**/nl/werk?n=sound")
    page.locator("h1").click()
    page.wait_for_timeout(6000)
    before = page.evaluate("window.heard")
    begin(open_page(), desk.url)
    until(page, f"window.heard > {before}")
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    page.locator("#sound button").click()
    page.wait_for_url("**/nl/werk")
    begin(open_page(), desk.url)
    page.wait_for_timeout(1500)
    assert page.evaluate("window.heard") == 0
    assert page.seen.complaints == []


def test_who_signs_out_is_off_the_floor_at_once(desk, sam, open_page):
    page = enter_in(open_page(viewport=WIDE), sam)
    page.wait_for_selector("#queue, .empty")
    visitor = Visitor(desk.url)
    assert 'value="chat"' in visitor.fetch("/nl/schrijf").text
    page.locator(".signout button").click()
    page.wait_for_url("**/nl/werk/uit")
    assert 'value="chat"' not in visitor.fetch("/nl/schrijf").text


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_somebody_is_offered(desk, sam, open_page, scheme, width):
    page = enter_in(open_page(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}), sam)
    begin(open_page(), desk.url)
    page.wait_for_selector("#offer h2")
    assert axe(page) == []
    page.locator("#offer button[value^=claim]").click()
    begin(open_page(), desk.url)
    page.wait_for_selector("#offer.aside h2")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
