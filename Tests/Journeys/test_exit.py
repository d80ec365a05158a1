"""Leaving: at once, without a trace on screen, with and without scripts."""

import re

import pytest
from playwright.sync_api import Error as PlaywrightError

from walk import Walk

ANSWERS = ("victim", "fine", "within_72h", "touched", "18_plus", "medical")


def shows_answers(page):
    """Whether a page tells what was chosen or advised."""
    return page.evaluate("document.querySelectorAll('.card, input:checked, [id^=notice-]').length") > 0


def on_the_neutral_page(page, neutral):
    page.wait_for_url(re.compile(re.escape(neutral.host)))
    page.locator("h1").wait_for()
    assert page.title() == "Weer"


@pytest.mark.parametrize("which", [".exit .weg", "footer .weg"], ids=["top", "foot"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R41
def test_one_press_leads_to_the_neutral_page_and_back_shows_no_answer(open_page, neutral, scripts, which):
    page = open_page(scripts=scripts)
    Walk(page, "nl", ANSWERS).to_advice()
    assert shows_answers(page)
    neutral.visits.clear()
    page.locator(which).click()
    on_the_neutral_page(page, neutral)
    assert neutral.visits[0][0] == "/"
    assert "referer" not in {name.lower() for name in neutral.visits[0][1]}

    try:
        page.go_back(wait_until="commit")
    except PlaywrightError as error:
        # What was sent is gone: the browser asks to send it again and shows nothing of the site.
        assert "ERR_CACHE_MISS" in error.message
    page.wait_for_timeout(500)
    assert not shows_answers(page), "Back shows what was answered"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R7 R41
def test_back_from_the_neutral_page_leads_to_no_message_and_no_code(open_page, neutral, scripts):
    page = open_page(scripts=scripts)
    page.goto("/nl")
    page.goto("/nl/schrijf")
    page.locator("button[name=go][value=write]").click()
    page.locator("textarea[name=m]").fill("KANARIE de eerste keer")
    page.wait_for_timeout(2300)
    page.locator("button[name=go][value=send]").click()
    words = page.locator(".code li").all_inner_texts()
    page.locator("button[name=go][value=have]").click()
    page.locator("input[name=c]").fill(words[-1])
    page.locator("button[name=go][value=prove]").click()
    page.locator("textarea[name=m]").fill("KANARIE nog een")
    page.locator("button[name=go][value=send]").click()
    page.get_by_text("KANARIE nog een").first.wait_for()
    page.locator("textarea[name=m]").fill("KANARIE half af")
    page.locator(".exit .weg").click()
    on_the_neutral_page(page, neutral)
    went = []
    for _ in range(8):
        try:
            page.go_back(wait_until="commit")
        except PlaywrightError as error:
            assert "ERR_CACHE_MISS" in error.message
        page.wait_for_timeout(300)
        # What fields hold is no part of the page's text.
        shown = page.content() + str(page.evaluate("[...document.querySelectorAll('textarea, input')].map(one => one.value)"))
        assert "KANARIE" not in shown and not any(f">{word}<" in shown for word in words), page.url
        went.append(page.url)
    assert any("127.0.0.1" in url for url in went), "Back led nowhere"
    page.go_forward(wait_until="commit")
    assert "KANARIE" not in page.content()


def test_shift_three_times_leaves_from_any_page(open_page, neutral):
    for path in ("/nl", "/nl/lijst", "/en/what-now"):
        page = open_page()
        page.goto(path)
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        page.wait_for_timeout(100)
        assert "127.0.0.1" in page.url, "left after two presses"
        assert page.locator(".presses").inner_text().strip(), "nothing is said after two presses"
        page.keyboard.press("Shift")
        on_the_neutral_page(page, neutral)


def test_capitals_while_typing_and_slow_presses_do_not_leave(open_page):
    page = open_page()
    page.goto("/nl")
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift", "x", "Shift", "y", "Shift"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert "127.0.0.1" in page.url


def test_the_page_is_blank_at_once_and_does_not_wait_for_the_neutral_page(open_page, neutral):
    page = open_page()
    Walk(page, "nl", ANSWERS).to_advice()
    # Looked at in the same turn in which it is pressed: nothing can have been waited for.
    left, title = page.evaluate(
        """() => {
            document.querySelector('.exit .weg').click()
            return [document.body.innerHTML, document.title.trim()]
        }""")
    assert left == "" and title == ""
    on_the_neutral_page(page, neutral)


def test_the_exit_takes_the_place_of_the_page_in_the_history(open_page, neutral):
    page = open_page()
    page.goto("/nl")
    page.goto("/nl/lijst")
    length = page.evaluate("history.length")
    page.locator(".exit .weg").click()
    on_the_neutral_page(page, neutral)
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url.endswith("/nl")


def test_the_server_sends_away_whoever_asks_and_clears_cookies_and_storage_but_not_the_cache(server, settings):
    for method, body, headers in [("POST", "", {}), ("POST", "anything=%zz", {}), ("GET", None, {}), ("POST", "x" * 200_000, {}),
                                  ("POST", "", {"sec-fetch-site": "cross-site"})]:
        answer = server.ask(method, "/weg", body, headers)
        assert answer.status == 303 and answer.headers["location"] == settings["exit_url"]
        assert answer.headers["clear-site-data"] == '"cookies", "storage"'
        assert answer.body == b""


def test_while_the_exit_is_pressed_the_content_is_hidden_without_scripts(open_page):
    page = open_page(scripts=False)
    page.goto("/nl")
    page.locator(".exit .weg").hover()
    page.mouse.down()
    assert page.locator("main").evaluate("main => getComputedStyle(main).visibility") == "hidden"
