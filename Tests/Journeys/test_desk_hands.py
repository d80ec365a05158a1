"""The desk for every hand and eye: keyboard, finger, width, and what a judge of accessibility says."""

import re

import pytest

from conftest import PHONE
from desk import LONG_AGO, MONITORED, PATHS, SOON, URGENT, WIDE, enter_in, leave_messages
from test_access import axe
from test_chat import until
from walk import telling


@pytest.fixture(scope="module")
def every_page(desk, sam, iris, joost, noor):
    """Every kind of page of the desk, by who sees it."""
    leave_messages(desk.url, ("Eerst", URGENT), ("Iemand kijkt mee", MONITORED), ("Van een collega", LONG_AGO), ("Dicht", ()), ("Mijn eigen", SOON))
    by_text = {text: path for path in sam.conversations() for text in ("Eerst", "Iemand kijkt mee", "Van een collega", "Dicht", "Mijn eigen")
               if f">{text}<" in sam.fetch(path).text}
    sam.take(by_text["Mijn eigen"]).send(by_text["Mijn eigen"], go="note", memo="Een notitie")
    iris.take(by_text["Van een collega"]).send(by_text["Van een collega"], go="keep", text="Half af")
    iris.take(by_text["Dicht"]).send(by_text["Dicht"], go="close", reason="silent")
    worker = re.search(r'value="ask_end-([0-9a-f]{32})"', noor.go("people").text).group(1)
    return {
        "nobody": [(path, None) for path in ("/nl/werk/in", "/en/work/in", "/nl/werk/nieuw", "/en/work/new", "/nl/werk/uit")],
        "sam": [(path, None) for path in ["/nl/werk", "/en/work", "/nl/werk/gesloten", "/nl/werk/teams", "/nl/werk/niet-hier", *by_text.values()]]
        + [(by_text["Mijn eigen"], "close"), (by_text["Van een collega"], "take")],
        "joost": [("/nl/werk/ervaringen", None), ("/en/work/experiences", None)],
        "noor": [("/nl/werk/mensen", None), ("/en/work/people", None), ("/nl/werk/inzage", None), ("/nl/werk/teams", None),
               ("/nl/werk/mensen", "invite"), ("/nl/werk/mensen", "ask_end-" + worker)],
    }


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", ["nobody", "sam", "joost", "noor"])
# R: R2
def test_axe_finds_nothing_on_any_page_of_the_desk(request, open_page, desk, every_page, who, scheme, width):
    page = open_page(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800})
    if who != "nobody":
        enter_in(page, request.getfixturevalue(who), "teams")
    found = {}
    for path, press in every_page[who]:
        page.goto(desk.url + path)
        if press:
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            with page.expect_navigation():
                page.locator(f'button[value^="{press}"]').click()
        assert not telling(page.title()) and len(page.title()) <= 30, page.title()
        wrong = axe(page)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wrong or over > 0:
            found[path, press] = wrong + ([f"{over} px too wide"] if over > 0 else [])
    assert found == {}


def test_whatever_is_pressed_with_a_finger_is_large_enough(open_page, desk, sam, every_page):
    page = enter_in(open_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True), sam)
    small = {}
    for path, press in every_page["sam"]:
        page.goto(desk.url + path)
        found = page.evaluate(
            """() => {
                document.querySelectorAll('details').forEach(one => one.open = true)
                return [...document.querySelectorAll('button, summary, .open, .bar a:not(.skip), .choices label, .field input')]
                    .filter(one => one.checkVisibility()).map(one => {
                        const box = one.getBoundingClientRect()
                        return [one.textContent.trim().slice(0, 30), Math.round(box.height)]
                    }).filter(([, height]) => height < 44)
            }""")
        if found:
            small[path] = found
    assert small == {}


def test_the_keyboard_reaches_everything_in_order_and_focus_is_seen(page_of, sam, written):
    _, path = written()
    page = page_of(sam)
    order = []
    for _ in range(200):
        page.keyboard.press("Tab")
        order.append(page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one)
                return [one.className || one.tagName, one.getAttribute('href') || one.value || '', style.outlineStyle != 'none']
            }"""))
        if order[-1][1] == "claim-" + path.rsplit("/", 1)[1]:
            break
    assert order[0][0] == "skip"
    places = [one[1] for one in order]
    assert "/nl/werk/teams" in places and path in places and places[-1].startswith("claim-")
    assert all(ring for _, _, ring in order)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}?n=claimed")


def test_two_tabs_and_a_key_lead_to_the_answer(desk, page_of, sam, written):
    _, path = written()
    page = page_of(sam)
    page.goto(desk.url + path)
    assert page.locator("a.skip").count() == 1
    page.locator("button[value=claim]").first.click()
    page.wait_for_url(f"**{path}?n=claimed")
    page.goto(desk.url + path)
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Naar je antwoord"
    page.keyboard.press("Enter")
    page.keyboard.type("Dag")
    assert page.locator("textarea:focus").input_value() == "Dag"


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R5
def test_the_first_stop_leads_to_the_list_and_the_next_is_its_first_row(page_of, sam, written, scripts, viewport):
    _, mine = written()
    sam.take(mine)
    written()
    page = page_of(sam, scripts=scripts, viewport=viewport)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    box = skip.bounding_box()
    assert skip.inner_text() == "Naar de lijst" and box["x"] >= 0 and box["y"] >= 0, "it is seen where it has the focus"
    page.keyboard.press("Enter")
    if scripts:
        # Somebody comes meanwhile: whoever stands at the list stays there.
        _, newer = written()
        page.locator(f'#queue a[href="{newer}"]').wait_for()
        assert page.evaluate("document.activeElement.id") == "queue"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == sam.conversations()[0]
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("value") in ("claim-" + sam.conversations()[0].rsplit("/", 1)[1], None)


def test_whoever_stands_at_the_way_to_their_own_stays_there_when_the_list_changes(page_of, sam, written):
    own = [written()[1] for _ in range(9)]
    sam.take(own[0]).take(own[1])
    page = page_of(sam)
    page.locator(f'nav a[href="{own[1]}"]').focus()
    _, newer = written()
    page.locator(f'#queue a[href="{newer}"]').wait_for()
    assert page.evaluate("[document.activeElement.closest('nav') !== null, document.activeElement.getAttribute('href')]") == [True, own[1]]


@pytest.mark.parametrize("who", ["sam", "joost", "hilde", "noor"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_top_of_a_wide_page_is_one_row(request, page_of, desk, who, language):
    page = page_of(request.getfixturevalue(who), "teams")
    page.goto(desk.url + PATHS[language]["teams"])
    middles = page.evaluate("""() => [...document.querySelectorAll('.bar a:not(.skip), .bar button')].map(one => {
        const box = one.getBoundingClientRect()
        return (box.top + box.bottom) / 2
    })""")
    assert len(middles) > 5 and max(middles) - min(middles) < 6, middles


def test_single_keys_do_nothing_until_they_are_turned_on(page_of, sam, written):
    paths = [written()[1] for _ in range(2)]
    page = page_of(sam)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.locator("#keys summary").click()
    page.locator("#keys button").click()
    page.wait_for_url("**/nl/werk")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.locator(f'a[href="{paths[1]}"]').focus()
    page.keyboard.press("c")
    page.wait_for_url(f"**{paths[1]}?n=claimed")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.type("jkcr?")
    assert page.locator("textarea[name=text]").input_value() == "jkcr?"
    page.locator("#keys summary").click()
    page.locator("#keys button").click()
    page.wait_for_url("**/nl/werk")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_the_key_that_takes_opens_ones_own_and_says_so_where_there_is_nobody_to_take(page_of, sam, iris, written):
    own, theirs = written()[1], written()[1]
    sam.take(own)
    iris.take(theirs)
    page = page_of(sam)
    page.locator("#keys summary").click()
    page.locator("#keys button").click()
    page.wait_for_url("**/nl/werk")
    spoken = page.locator("#live")
    for start in (f'#queue a[href="{theirs}"]', None):
        spoken.evaluate("one => { one.textContent = '' }")
        if start:
            page.locator(start).focus()
        else:
            page.evaluate("document.activeElement.blur()")
        page.keyboard.press("c")
        until(page, "document.getElementById('live').textContent.startsWith('Hier is niemand om te nemen.')")
        assert page.url.endswith("/nl/werk")
    assert f'claim-{theirs.rsplit("/", 1)[1]}' not in page.content(), "it is the colleague's still"
    page.locator(f'#queue a[href="{own}"]').focus()
    page.keyboard.press("c")
    page.wait_for_url(f"**{own}")
    page.locator("#keys summary").click()
    page.locator("#keys button").click()
    page.wait_for_url("**/nl/werk")
