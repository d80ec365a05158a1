"""Entering the desk and leaving it; that a stranger learns nothing of it; and what becomes of a page, a draft and a line when an entry or the program ends."""

import http.client
import os
import re
import shutil
import subprocess
import tempfile
import threading

import pytest

from desk import PASSPHRASE, PATHS, SECRET, WIDE, Worker, digits, enter_by_hand, enter_in, events, fresh_digits, leave_messages
from local_server import DEBUG, LocalServer
from messages import Visitor


# ---- entering and leaving

@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_whatever_was_wrong_at_entry_the_page_says_the_same(open_page, desk, scripts):
    page = open_page(scripts=scripts, viewport=WIDE)
    said = set()
    for wrong in ({"u": "niemand"}, {"p": "een andere lange zin"}, {"f": "000000"}):
        page.goto(desk.url + PATHS["nl"]["entry"])
        enter_by_hand(page, desk.url, "sam", **{"f": digits(), **wrong})
        page.locator(".urgent h2").wait_for()
        said.add(page.locator("main").inner_text())
        assert page.locator("#p").input_value() == "" and page.locator("#f").input_value() == ""
        assert not page.context.cookies()
    assert len(said) == 1


def test_a_code_of_the_second_factor_works_once(desk):
    code = fresh_digits((desk.url, "joost"))
    first = Worker(desk.url, "joost", enters=False).go("entry").send(PATHS["nl"]["entry"], u="joost", p=PASSPHRASE, f=code)
    again = Worker(desk.url, "joost", enters=False).go("entry").send(PATHS["nl"]["entry"], u="joost", p=PASSPHRASE, f=code)
    assert first.address.endswith("/nl/werk") and again.status == 422 and not list(again.cookies)


def test_the_digits_of_a_demonstration_are_those_of_the_command():
    before = digits()
    said = subprocess.run([DEBUG, "staff", "digits", "--demo"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"\d{6}", said).group(0) in {before, digits()}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_after_leaving_nothing_of_it_opens(page_of, open_page, desk, scripts):
    worker = Worker(desk.url, "iris" if scripts else "joost")
    page = page_of(worker, scripts=scripts)
    page.locator(".signout button").click()
    page.wait_for_url("**/nl/werk/uit")
    assert not [one for one in page.context.cookies() if one["name"] == "w"]
    page.go_back()
    assert page.locator("#queue, .signout").count() == 0
    assert Worker.go(worker, "inbox").address.endswith("/nl/werk/in?n=ended")


def test_pages_of_the_desk_are_kept_nowhere_and_have_sizes_that_tell_nothing(sam, noor, written):
    _, path = written()
    for worker, paths in ((sam, ["/nl/werk", path, "/nl/werk/teams", "/nl/werk/gesloten"]), (noor, ["/nl/werk/mensen", "/nl/werk/inzage"])):
        for one in paths:
            worker.fetch(one)
            assert worker.status == 200 and len(worker.text.encode()) % 4096 == 0, one
            assert worker.headers["Cache-Control"].startswith("no-store") and worker.headers["Content-Encoding"] is None
            assert "noindex" in worker.headers["X-Robots-Tag"]


def test_the_desk_is_not_named_where_visitors_come(crawl):
    assert all("/werk" not in page.path and "/work" not in page.path for page in crawl)


def test_a_stranger_learns_nothing_of_the_desk(desk, written):
    _, path = written()
    stranger = Visitor(desk.url)
    for one in ("/nl/werk", path, "/nl/werk/teams", "/nl/werk/mensen", "/nl/werk/inzage", "/nl/werk/g/" + "0" * 32):
        assert stranger.fetch(one).address.endswith("/nl/werk/in"), one
    assert stranger.fetch("/nl/werk/g/geen-nummer").status in (200, 404)
    assert not list(stranger.cookies)
    assert SECRET.decode() not in stranger.text


# ---- drafts, ends, restarts

def test_a_draft_survives_a_kill_and_the_open_page_goes_on(open_page):
    folder, canary = tempfile.mkdtemp(), "KANARIE-p3VnWq8ZtR5mLx7KdYc2"
    try:
        first = LocalServer(data=folder)
        with first:
            sam = Worker(first.url, "sam")
            leave_messages(first.url, ("hallo", ()))
            path, = sam.conversations()
            page = enter_in(open_page(viewport=WIDE), sam)
            page.goto(first.url + path)
            page.locator("button.claim").click()
            box = page.locator("textarea[name=text]")
            box.fill(canary)
            box.blur()
            page.wait_for_function("() => document.getElementById('draft').textContent.startsWith('Concept bewaard')")
            first.process.kill()
            first.process.wait()
        box.fill(canary + " en meer")
        box.blur()
        page.locator("#unsaved").wait_for()
        for root, _, files in os.walk(folder):
            for name in files:
                with open(os.path.join(root, name), "rb") as file:
                    assert canary.encode() not in file.read(), name
        again = LocalServer(data=folder)
        again.port, again.host, again.url = first.port, first.host, first.url
        with again:
            assert canary in sam.fetch(path).text, "what was kept is there, in the same entry"
            box.focus()
            box.blur()
            page.wait_for_function("() => document.getElementById('unsaved').hidden")
            assert canary + " en meer" in sam.fetch(path).text, "the page that stood open goes on"
            page.reload()
            assert page.locator("textarea[name=text]").input_value() == canary + " en meer"
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_when_the_entry_ends_in_the_middle_of_writing_nothing_is_lost(page_of, desk, written, scripts):
    _, path = written()
    worker = Worker(desk.url, "joost").take(path)
    page = page_of(worker, scripts=scripts)
    page.goto(desk.url + path)
    page.route("**/live*", lambda route: route.fulfill(status=204))
    other = page.context.new_page()
    other.goto(desk.url + "/nl/werk")
    page.locator("textarea[name=text]").fill("Hier was ik gebleven")
    other.locator(".signout button").click()
    other.wait_for_url("**/nl/werk/uit")
    page.locator("button[value=send]").click()
    page.locator("#p").wait_for()
    assert "Hier was ik gebleven" in page.locator("textarea[name=text]").input_value()
    enter_by_hand(page, desk.url, "joost")
    page.wait_for_url(f"**{path}?n=draft")
    assert page.locator("textarea[name=text]").input_value() == "Hier was ik gebleven"


def test_a_page_whose_entry_ended_elsewhere_shows_nothing_any_more(page_of, desk, sam, written):
    _, path = written("Dit blijft niet op het scherm")
    worker = Worker(desk.url, "iris")
    page = page_of(worker)
    page.goto(desk.url + path)
    assert "Dit blijft niet op het scherm" in page.content()
    Worker.go(worker, "inbox").send(PATHS["nl"]["leave"])
    # The next change on the line tells that the entry is over.
    written("iets nieuws")
    page.wait_for_url("**/nl/werk/in?n=ended")
    assert "Dit blijft niet op het scherm" not in page.content()


def test_before_an_entry_ends_the_page_says_so_and_one_press_begins_the_time_anew(page_of, sam):
    page = page_of(sam, "teams")
    asked = []
    page.route("**/nl/werk/live*", lambda route: route.fulfill(
        status=200, headers={"content-type": "text/event-stream"}, body="event: ending\ndata: {}\n\n") if not asked else route.fulfill(status=204))
    page.route("**/nl/werk/hier", lambda route: (asked.append(route.request.headers), route.continue_()))
    page.reload()
    page.locator("#stay").wait_for()
    assert "log je vanzelf uit" in page.locator("#stay").inner_text()
    page.locator("#stay button").click()
    page.locator("#stay").wait_for(state="hidden")
    assert "x-live" not in asked[0], "staying is an act of the worker"


def test_what_the_page_does_by_itself_says_so(page_of, sam, written):
    _, path = written()
    sam.take(path)
    page = page_of(sam)
    by_itself = []
    page.context.on("request", lambda one: by_itself.append((one.method, one.url, one.headers.get("x-live"))) if one.resource_type in (
        "fetch", "xhr") else None)
    written()
    page.wait_for_timeout(500)
    page.goto(sam.url + path)
    box = page.locator("textarea[name=text]")
    box.fill("Een begin")
    box.blur()
    page.wait_for_function("() => document.getElementById('draft').textContent.startsWith('Concept bewaard')")
    assert {method for method, _, _ in by_itself} == {"GET", "POST"} and all(live == "1" for _, _, live in by_itself), by_itself


def test_a_line_tells_numbers_and_never_words(desk, sam, written):
    _, path = written("KANARIE op de lijn")
    found = []
    listening = threading.Thread(target=lambda: found.extend(events(desk.url, "/nl/werk/live?g=" + path.rsplit("/", 1)[1] + "&s=1", sam.cookie, 2)))
    listening.start()
    written("nog een KANARIE")
    listening.join(30)
    assert len(found) == 2 and all(kind == "change" for kind, _ in found)
    assert all(set(data) <= {"waiting", "say", "here", "fresh"} for _, data in found) and "KANARIE" not in str(found)


def test_the_program_stops_while_pages_listen():
    folder = tempfile.mkdtemp()
    try:
        with LocalServer(data=folder) as server:
            sam = Worker(server.url, "sam")
            heard = []
            lines = [threading.Thread(target=lambda: heard.append(len(events(server.url, "/nl/werk/live", sam.cookie, 1)))) for _ in range(3)]
            for one in lines:
                one.start()
            for one in lines:
                one.join(20)
            held = http.client.HTTPConnection(server.host, timeout=20)
            held.request("GET", "/nl/werk/live", headers={"Cookie": f"w={sam.cookie}", "Accept": "text/event-stream"})
            assert held.getresponse().readline() and heard == [1, 1, 1]
            server.process.terminate()
            assert server.process.wait(8) == 0
    finally:
        shutil.rmtree(folder)
