"""Somebody on the telephone: written down while they talk, kept with a code that is read out, or thrown away."""

import os
import re
import signal
import subprocess
import time

import pytest

from conftest import CHROMIUM, PHONE
from desk import Worker, enter_by_hand, enter_in, leave_messages
from shots import shot
from test_access import axe
from traces import MARK, canary, forms, found_in_files, stands_in

WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize("scripts, viewport", [(True, PHONE), (True, WIDE), (False, PHONE)])
def test_a_call_is_kept_and_the_caller_comes_back_with_what_was_read_out(desk, sam, open_page, scripts, viewport):
    helper = enter_in(open_page(scripts=scripts, viewport=viewport), sam)
    name = f"{viewport['width']}-{scripts}"
    helper.goto(desk.url + "/nl/werk/telefoon")
    helper.locator("#q-asker").select_option("victim")
    helper.locator("#text").fill("Samen bedacht: morgen bel je de huisarts.")
    with helper.expect_navigation():
        helper.locator("button[value=look]").click()
    assert helper.locator("#text").input_value().startswith("Samen bedacht")
    if scripts:
        assert axe(helper) == []
        assert helper.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
        shot(helper, f"phone-{name}")
    with helper.expect_navigation():
        helper.locator("button[value=keep]").click()
    words = [re.match("[a-z]+", item).group(0) for item in helper.locator(".code li").all_inner_texts()]
    assert len(words) == 6
    if scripts:
        assert axe(helper) == []
        assert helper.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
        shot(helper, f"phone-code-{name}")

    caller = open_page(scripts=scripts)
    caller.goto(desk.url + "/nl/terug")
    caller.locator("[name=c]").fill(" ".join(words))
    caller.locator("button[value=enter]").click()
    caller.wait_for_url("**/nl/m")
    assert "morgen bel je de huisarts" in caller.content()


def test_a_call_that_is_thrown_away_leaves_nothing(desk, sam, open_page):
    helper = enter_in(open_page(viewport=WIDE), sam)
    before = sam.conversations()
    helper.goto(desk.url + "/nl/werk/telefoon")
    helper.locator("#text").fill("KANARIE")
    helper.locator("button[value=discard]").click()
    helper.wait_for_url("**n=phone_done")
    assert "Er is niets bewaard" in helper.content()
    assert sam.conversations() == before


class Doomed:
    """A browser of the helper's own, with its profile on disk, that ends as browsers do when a machine runs out of everything."""

    def __init__(self, playwright, launch, folder):
        self.folder = folder
        # A session of its own, so that its helpers end with it and nobody else does.
        self.process = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={folder}", *launch["args"]],
            start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end, told = time.monotonic() + 60, folder / "DevToolsActivePort"
        while not (told.exists() and "\n" in told.read_text()):
            assert self.process.poll() is None and time.monotonic() < end, "the browser did not begin"
            time.sleep(0.05)
        self.control = playwright.chromium.connect_over_cdp("http://127.0.0.1:" + told.read_text().splitlines()[0])
        self.page = self.control.contexts[0].new_page()
        self.page.set_default_timeout(20_000)

    def dies(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def doomed(playwright, launch, tmp_path):
    one = Doomed(playwright, launch, tmp_path)
    yield one
    one.dies()


def test_a_browser_that_dies_during_a_call_takes_nothing_along(desk, doomed, open_page):
    page = doomed.page
    enter_by_hand(page, desk.url, "sam")
    page.wait_for_url("**/nl/werk")
    page.goto(desk.url + "/nl/werk/telefoon")
    page.locator("#q-asker").select_option("victim")
    page.locator("#text").fill("Morgen bel je samen met je zus. " + canary("told"))
    page.locator("#memo").focus()
    # Still in the field: nobody leaves it before the browser is gone, two seconds after the last word.
    page.locator("#memo").press_sequentially("Praat zacht. " + canary("memo"))
    page.wait_for_timeout(2500)
    doomed.dies()

    wanted = forms(MARK)
    assert found_in_files(wanted, desk.data) == [], "what the caller said stands in the store in words"
    assert stands_in(desk.said().encode(), wanted) == []
    assert found_in_files(wanted, doomed.folder) == [], "what the caller said stayed in the browser that died"

    # Whoever else helps here begins with an empty page; who helps nobody has no such page.
    for other, status in (("iris", 200), ("joost", 200), ("noor", 404)):
        seen = Worker(desk.url, other).go("phone")
        assert seen.status == status and MARK not in seen.text, other

    again = open_page(viewport=WIDE)
    enter_by_hand(again, desk.url, "sam")
    again.wait_for_url("**/nl/werk")
    again.goto(desk.url + "/nl/werk/telefoon")
    assert again.locator("#text").input_value() == "Morgen bel je samen met je zus. " + canary("told")
    assert again.locator("#memo").input_value() == "Praat zacht. " + canary("memo")
    assert again.locator("#q-asker").input_value() == "victim"
    notice = again.locator(".good")
    assert "Dit stond er nog van een gesprek" in notice.inner_text()
    shot(again, "phone-after-a-crash")
    with again.expect_navigation():
        again.locator("button[value=keep]").click()
    assert again.locator(".code li").count() == 6
    again.goto(desk.url + "/nl/werk/telefoon")
    assert again.locator("#text").input_value() == "" and again.locator("#memo").input_value() == ""


def notes_of_sam(desk, open_page, start):
    """What stands in the notes when Sam opens the page elsewhere, as soon as they begin so."""
    page = open_page(viewport=WIDE)
    enter_by_hand(page, desk.url, "sam")
    page.wait_for_url("**/nl/werk")
    for _ in range(40):
        page.goto(desk.url + "/nl/werk/telefoon")
        if page.locator("#text").input_value().startswith(start):
            break
        page.wait_for_timeout(250)
    text = page.locator("#text").input_value()
    page.locator("button[value=discard]").click()
    page.wait_for_url("**n=phone_done")
    return text


def test_of_somebody_who_never_stops_typing_seconds_are_lost_and_few_requests_are_made(desk, doomed, open_page):
    page, asked = doomed.page, []
    enter_by_hand(page, desk.url, "sam")
    page.wait_for_url("**/nl/werk")
    page.goto(desk.url + "/nl/werk/telefoon")
    page.on("request", lambda request: request.method == "POST" and asked.append(request.url))
    page.locator("#text").press_sequentially("aaaaaaaaaa" + "bbbbbbbbbb" * 9, delay=100)
    doomed.dies()
    assert 1 <= len(asked) <= 5, asked
    text = notes_of_sam(desk, open_page, "a")
    assert text.startswith("aaaaaaaaaabbbbbbbbbb"), text


def test_a_page_that_is_closed_in_the_middle_of_a_word_takes_it_along(desk, sam, open_page):
    page = enter_in(open_page(viewport=WIDE), sam)
    page.goto(desk.url + "/nl/werk/telefoon")
    page.locator("#text").press_sequentially("Midden in een wo")
    page.close(run_before_unload=True)
    assert notes_of_sam(desk, open_page, "Midden") == "Midden in een wo"


def test_an_answer_that_is_written_survives_in_the_same_way(desk, sam, doomed, open_page):
    (_, _), = leave_messages(desk.url, ("Ik wil met iemand praten.", ()))
    path = sam.conversations()[0]
    sam.take(path)
    page = doomed.page
    enter_by_hand(page, desk.url, "sam")
    page.wait_for_url("**/nl/werk")
    page.goto(desk.url + path)
    page.locator(".reply textarea").press_sequentially("Dag. Fijn dat je schrijft")
    page.wait_for_timeout(2500)
    doomed.dies()
    assert "Dag. Fijn dat je schrijft</textarea>" in sam.fetch(path).text
