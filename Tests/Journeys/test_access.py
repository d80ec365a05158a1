"""Whoever uses a keyboard, a screen reader, large letters, a dark screen or a small one gets the same site."""

from pathlib import Path

import axe_playwright_python
import pytest

from local_server import LocalServer
from walk import PATHS, Walk

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTROLS = ('button, select, .go, .call, .out, .ways a, .choices label, summary, .top a:not(.skip), footer a, '
            'input:is([type="text"], :not([type]))')


def axe(page):
    """What axe finds, with everything unfolded."""
    page.evaluate(AXE)
    return page.evaluate(
        """async tags => {
            document.querySelectorAll('details').forEach(one => one.open = true)
            const found = await axe.run(document, {
                runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})
            return found.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | '))
        }""", TAGS)


def findings(page, paths):
    found = {}
    for path in paths:
        page.goto(path)
        if wrong := axe(page):
            found[path] = wrong
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
# R: R2
def test_axe_finds_nothing_on_any_page(open_page, crawl, language):
    page = open_page(bypass_csp=True)
    assert findings(page, [one.path for one in crawl.of(language)]) == {}


@pytest.mark.parametrize("how", ["dark", "without the script", "wide"])
def test_axe_finds_nothing_on_any_kind_of_page(open_page, crawl, how):
    page = open_page(
        bypass_csp=True, color_scheme="dark" if how == "dark" else "light",
        **({"viewport": {"width": 1280, "height": 900}} if how == "wide" else {}))
    if how == "without the script":
        page.route("**/w.js*", lambda route: route.abort())
    assert findings(page, [one.path for one in crawl.some("nl") + crawl.some("en")]) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "answers"), [
    ("nl", ("victim", "now", "within_72h", "touched", "18_plus", "medical")),
    ("en", ("professional", "monitored", "child", "under_12", "advice")),
    ("nl", ("victim", "fine", "under_12")),
])
def test_axe_finds_nothing_on_the_way_to_advice(open_page, language, answers, scheme):
    found = {}

    def look(page):
        if wrong := axe(page):
            found[page.locator("h1").inner_text()] = wrong

    Walk(open_page(bypass_csp=True, color_scheme=scheme), language, answers, at_each_page=look).to_advice()
    assert found == {}


def test_axe_finds_nothing_where_something_went_wrong(open_page):
    page = open_page(bypass_csp=True)
    assert findings(page, ["/nl/niet-hier", "/en/card/zzzzz"]) == {}
    walk = Walk(page, "nl")
    walk.start()
    walk.press("next")
    assert page.locator("main .problem, main .urgent").count() > 0 and axe(page) == []


@pytest.mark.parametrize("shape", ["phone", "zoomed to 400 %", "right to left"])
def test_nothing_runs_off_a_narrow_screen(open_page, crawl, shape):
    if shape == "zoomed to 400 %":       # 1280 by 1024 at 400 % is 320 by 256
        page = open_page(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    else:
        page = open_page()
    wide = {}
    for one in crawl.some("nl") + crawl.some("en"):
        page.goto(one.path)
        over = page.evaluate(
            """turn => {
                if (turn) document.documentElement.dir = 'rtl'
                document.querySelectorAll('details').forEach(one => one.open = true)
                const root = document.documentElement
                return root.scrollWidth - root.clientWidth
            }""", shape == "right to left")
        if over > 0:
            wide[one.path] = over
    assert wide == {}


def test_a_language_that_runs_from_right_to_left_fits_as_well(open_page):
    """A pseudo-language that the program can add: the same site, mirrored."""
    with LocalServer(options=["--pseudo-language"]) as mirrored:
        page = open_page(bypass_csp=True)
        for path in ("", "/questions", "/what-now", "/list", "/read", "/hello", "/not-here"):
            page.goto(f"{mirrored.url}/ar-xb{path}")
            assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar-xb"], path
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
            exit_button, width = page.locator(".exit .weg").bounding_box(), page.viewport_size["width"]
            assert exit_button["x"] + exit_button["width"] < width / 2, "the exit stands at the wrong side"


def test_whatever_is_pressed_is_large_enough_for_a_thumb(open_page, crawl):
    page = open_page()
    small = {}
    for one in crawl.some("nl"):
        page.goto(one.path)
        found = page.evaluate(
            """controls => {
                document.querySelectorAll('details').forEach(one => one.open = true)
                return [...document.querySelectorAll(controls)].filter(one => one.checkVisibility()).map(one => {
                    const box = one.getBoundingClientRect()
                    return [one.textContent.trim().slice(0, 30), Math.round(box.width), Math.round(box.height)]
                }).filter(([, width, height]) => width < 44 || height < 44)
            }""", CONTROLS)
        if found:
            small[one.path] = found
    assert small == {}


@pytest.mark.parametrize("place", ["home", "questions", "list", "read"])
def test_with_the_keyboard_skip_comes_first_then_the_exit_and_focus_is_seen(open_page, place):
    page = open_page()
    page.goto(PATHS["nl"][place])
    order = []
    for _ in range(14):
        page.keyboard.press("Tab")
        order.append(page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
                const weg = document.querySelector('.exit .weg').getBoundingClientRect()
                const inside = one.closest('.exit') == null
                const covered = inside && box.left >= weg.left && box.right <= weg.right && box.top >= weg.top && box.bottom <= weg.bottom
                return {what: one.className || one.tagName, text: one.textContent.trim().slice(0, 30),
                    ring: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2,
                    seen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth, covered}
            }"""))
    assert order[0]["what"] == "skip" and order[1]["what"] == "weg", [one["what"] for one in order[:3]]
    for one in order:
        assert one["ring"] and one["seen"] and not one["covered"], one


def test_skip_leads_to_the_content(open_page):
    page = open_page()
    page.goto("/nl")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_exit_stays_in_view_however_far_one_reads(open_page, crawl):
    page = open_page()
    for path in ("/nl", "/nl/lijst", "/nl/wat-nu"):
        page.goto(path)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        box = page.locator(".exit .weg").bounding_box()
        assert 0 <= box["y"] < 100 and box["width"] >= 44 and box["height"] >= 44
        top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).className",
                            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
        assert top == "weg", "something covers the exit"
