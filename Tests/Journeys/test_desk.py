"""The desk: who works there enters, sees who waits, reads, answers, passes on, closes; and nobody sees what is not theirs."""

import http.client
import os
import re
import shutil
import subprocess
import tempfile
import threading

import pytest

from desk import (PASSPHRASE, PATHS, SECRET, Worker, digits, enter_by_hand, enter_in, events, fresh_digits, invitation_code,
                  leave_messages, secret_of, send, writing)
from conftest import PHONE
from local_server import CHEAP, DEBUG, ROOT, LocalServer
from messages import Visitor
from test_access import axe
from test_chat import until
from walk import telling

WIDE = {"width": 1280, "height": 900}
URGENT = ("victim", "now", "within_72h")
SOON = ("victim", "fine", "within_72h", "16_17", "touched")
LONG_AGO = ("victim", "fine", "longer_ago", "18_plus", "touched")
MONITORED = ("victim", "monitored", "longer_ago", "18_plus")


@pytest.fixture
def written(desk, sam):
    """Somebody writes: the person, and the path of their conversation."""
    def write(text="Ik wil met iemand praten.", answers=()):
        before = sam.conversations()
        (person, _), = leave_messages(desk.url, (text, answers))
        path, = [one for one in sam.conversations() if one not in before]
        return person, path
    return write


@pytest.fixture
def page_of(open_page):
    """A browser in which somebody of the desk entered."""
    def make(worker, place="inbox", scripts=True, viewport=WIDE, **options):
        return enter_in(open_page(scripts=scripts, viewport=viewport, **options), worker, place)
    return make


def silent(page, url):
    """Nothing was asked for elsewhere, nothing failed, and no title or address tells anything."""
    assert not page.seen.complaints, page.seen.complaints
    assert all(one.startswith(url) for one in page.seen.requests), [one for one in page.seen.requests if not one.startswith(url)]
    assert not telling(page.title()) and not telling(page.url)


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


# ---- the list

def test_a_desk_where_nobody_waits_is_calm_and_the_order_is_urgency_then_waiting(open_page):
    folder = tempfile.mkdtemp()
    try:
        with LocalServer(data=folder) as server:
            sam = Worker(server.url, "sam")
            page = enter_in(open_page(viewport=WIDE), sam)
            assert page.title() == "Werk" and page.locator(".empty h2").inner_text() == "Niemand wacht"
            # There is no list to jump to.
            assert page.locator("a.skip").all_inner_texts() == ["Naar de inhoud"]
            people = leave_messages(
                server.url, ("aap", LONG_AGO), ("noot", SOON), ("mies", URGENT), ("boom", LONG_AGO), ("roos", MONITORED))
            page.locator("#queue").wait_for()
            page.wait_for_function("() => document.title == '(5) Werk'")
            rows = page.locator("#queue tbody tr")
            rows.nth(4).wait_for()
            assert [re.sub(r"\W*(.*)", r"\1", one) for one in rows.locator("td:nth-child(2)").all_inner_texts()][:2] == [
                "Levensgevaar", "Zo snel mogelijk"]
            texts = [sam.fetch(path).text for path in sam.conversations()]
            order = [next(word for word in ("aap", "noot", "mies", "boom", "roos") if f">{word}<" in text) for text in texts]
            assert order[:2] == ["mies", "noot"]
            assert order.index("aap") < order.index("boom"), "who waits longer comes first"
            assert "Iemand kan meelezen" in rows.last.inner_text()
            # The same page, without scripts, by a link.
            bare = enter_in(open_page(scripts=False, viewport=WIDE), sam)
            assert bare.title() == "(5) Werk" and bare.locator("#queue tbody tr").count() == 5
            bare.get_by_text("Laat deze pagina elke halve minuut zelf kijken").click()
            assert bare.locator('meta[http-equiv="refresh"]').count() == 1
            silent(page, server.url)
            assert people
    finally:
        shutil.rmtree(folder)


def test_what_arrives_stands_in_the_list_without_a_reload_and_is_said_once_politely(page_of, desk, sam, written):
    page = page_of(sam)
    page.evaluate("window.sameDocument = true")
    before = page.locator("#queue tbody tr").count()
    heading = page.locator("h1").inner_text()
    _, path = written("Er kwam iemand bij")
    page.locator(f'a[href="{path}"]').wait_for()
    assert page.locator("#queue tbody tr").count() == before + 1
    assert page.evaluate("window.sameDocument") and page.locator("h1").inner_text() == heading
    assert re.fullmatch(r"\(\d+\) Werk", page.title())
    spoken = page.locator("#live")
    assert spoken.get_attribute("role") == "status"
    page.wait_for_function("() => document.getElementById('live').textContent.includes('nieuw bericht')")
    assert "Er kwam iemand bij" not in page.content()
    silent(page, desk.url)


def test_who_stands_in_the_list_with_the_keyboard_stays_there_when_it_changes(page_of, sam, written):
    _, path = written()
    page = page_of(sam)
    page.locator(f'tr:has(a[href="{path}"]) button').focus()
    _, other = written()
    page.locator(f'a[href="{other}"]').wait_for()
    assert page.evaluate("document.activeElement.value") == "claim-" + path.rsplit("/", 1)[1]


# ---- one conversation

@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R5 R14
def test_a_helper_takes_reads_answers_and_the_person_reads_it(open_page, desk, written, scripts):
    person, path = written("Ik slaap slecht sinds vorig jaar.", LONG_AGO)
    page = open_page(scripts=scripts, viewport=WIDE)
    login = "sam" if scripts else "iris"
    enter_by_hand(page, desk.url, login)
    page.locator(f'tr:has(a[href="{path}"]) button').click()
    page.wait_for_url(f"**{path}?n=claimed")
    assert "Ik slaap slecht sinds vorig jaar." in page.locator(".spoken .words").first.inner_text()
    beside = page.locator("aside")
    assert "18 of ouder" in beside.inner_text() and "langer dan 7 dagen geleden" in beside.inner_text()
    assert beside.locator(".card .number, .card b").count() > 0, "the advice for these answers stands beside it"
    page.locator("textarea[name=text]").fill("Fijn dat je schrijft. Neem je tijd.")
    page.locator("button[value=send]").click()
    page.locator("#said .ours", has_text="Fijn dat je schrijft.").wait_for()
    assert "Fijn dat je schrijft." in person.fetch("/nl/m").main
    silent(page, desk.url)


def test_the_same_in_english(open_page, desk, written):
    person, path = written("One more evening")
    path = path.replace("/nl/werk/g/", "/en/work/c/")
    page = open_page(viewport=WIDE)
    enter_by_hand(page, desk.url, "joost", "en")
    page.locator(f'tr:has(a[href="{path}"]) button').click()
    page.wait_for_url(f"**{path}?n=claimed")
    assert page.locator("h1").inner_text().startswith("Conversation #") and "This conversation is now yours" in page.locator("main").inner_text()
    page.locator("textarea[name=text]").fill("Take your time.")
    page.locator("button[value=send]").click()
    page.locator("#said .ours", has_text="Take your time.").wait_for()
    page.locator("summary", has_text="Close this conversation").click()
    page.locator("input[value=helped]").check()
    page.locator("button[value=close]").click()
    page.wait_for_url("**/en/work?n=closed**")
    page.locator(".signout button").click()
    assert page.locator("h1").inner_text() == "You are signed out"
    assert "Take your time." in person.fetch("/nl/m").main
    silent(page, desk.url)


def test_an_answer_waits_until_what_came_in_was_read(open_page, sam, written):
    person, path = written("een")
    sam.take(path)
    page = enter_in(open_page(scripts=False, viewport=WIDE), sam)
    page.goto(sam.url + path)
    box = page.locator("textarea[name=text]")
    box.fill("Mijn antwoord op een")
    person.press("send", m="en twee")
    page.locator("button[value=send]").click()
    page.locator(".urgent h2").wait_for()
    assert "en twee" in page.locator("main").inner_text() and box.input_value() == "Mijn antwoord op een"
    page.locator("button[value=send]").click()
    page.locator("#said .ours", has_text="Mijn antwoord op een").wait_for()


def test_who_looks_at_a_conversation_that_is_not_theirs_is_told_that_something_came(page_of, sam, written):
    person, path = written("een")
    page = page_of(sam)
    page.goto(sam.url + path)
    person.press("send", m="en twee")
    page.locator("#news").wait_for()
    assert "Er kwam iets bij" in page.locator("#news").inner_text() and "en twee" not in page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R5
def test_that_somebody_waits_goes_from_the_page_with_the_answer(page_of, sam, iris, written, scripts):
    person, path = written("een")
    along = page_of(iris, scripts=scripts)
    along.goto(iris.url + path)
    sam.take(path)
    page = page_of(sam, scripts=scripts)
    page.goto(sam.url + path)
    stands = page.locator("#stands")
    assert stands.inner_text().startswith("Wacht: ") and along.locator("#stands").inner_text().startswith("Wacht: ")
    page.evaluate("window.sameDocument = true")
    page.locator("textarea[name=text]").fill("Ik ben er.")
    page.locator("button[value=send]").click()
    page.locator("#stands", has_text="Beantwoord").wait_for()
    if not scripts:
        along.reload()
    along.locator("#stands", has_text="Beantwoord").wait_for()
    person.press("send", m="en twee")
    if scripts:
        page.locator("#stands", has_text="Wacht: ").wait_for()
        assert page.evaluate("window.sameDocument"), "the page was not loaded anew"
        # A colleague answers in its place.
        iris.fetch(path)
        iris.send(path, go=re.search(r'value="(take-[0-9a-f]{32})"', iris.text).group(1), why="Ik neem het over.")
        iris.fetch(path).send(path, go="send", text="Nu ik.")
        page.locator("#stands", has_text="Beantwoord").wait_for()


def test_what_happens_elsewhere_does_not_disturb_who_is_writing(page_of, sam, written):
    _, path = written("rustig")
    sam.take(path)
    page = page_of(sam)
    page.goto(sam.url + path)
    page.locator("textarea[name=text]").fill("Ik ben bezig")
    page.locator("textarea[name=text]").focus()
    before = page.title()
    _, other = written("iemand anders")
    page.wait_for_function("was => document.title != was", arg=before)
    page.locator(f'#others a[href="{other}"]').wait_for()
    assert page.locator("#others [aria-current]").get_attribute("href") == path
    assert page.locator("#news").is_hidden() and page.evaluate("document.activeElement.name") == "text"
    assert page.locator("textarea[name=text]").input_value() == "Ik ben bezig"


def test_of_two_who_take_it_at_the_same_instant_one_has_it_and_both_are_told(page_of, desk, sam, iris, written):
    for _ in range(3):
        _, path = written("voor wie")
        outcomes = []

        def take(worker, cookies):
            one = Worker(desk.url, worker.login, enters=False)
            one.cookies, one.opener = cookies, worker.opener
            one.fetch(path)
            gate.wait()
            outcomes.append(one.send(path, go="claim"))

        gate = threading.Barrier(2)
        both = [threading.Thread(target=take, args=(one, one.cookies)) for one in (sam, iris)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(one.status for one in outcomes) == [200, 409]
        won, lost = sorted(outcomes, key=lambda one: one.status)
        assert won.address.endswith("?n=claimed") and "Dit gesprek is nu van jou" in won.main
        assert "was je net voor" in lost.main


def test_who_presses_a_moment_after_a_colleague_reads_who_was_first(page_of, sam, iris, written):
    _, path = written()
    page = page_of(iris)
    page.goto(iris.url + path)
    sam.take(path)
    page.locator("#news").wait_for()
    assert "Sam" in page.locator("#news").inner_text()
    page.locator("button.claim").click()
    page.locator(".urgent h2").wait_for()
    assert page.locator(".urgent h2").inner_text() == "Sam (verzonnen) was je net voor"


def test_a_hand_over_brings_the_note_and_the_unfinished_answer(page_of, sam, iris, written):
    _, path = written()
    sam.take(path)
    page = page_of(sam)
    page.goto(sam.url + path)
    page.locator("textarea[name=text]").fill("Half af")
    page.locator("summary", has_text="Draag over").click()
    page.locator("textarea[name=note]").fill("Let op: alleen ’s avonds")
    page.locator("button[value=hand]").click()
    page.wait_for_url("**/nl/werk?n=handed_over**")
    assert "staat weer in de lijst" in page.locator("main").inner_text()
    seen = iris.fetch(path).main
    assert "Let op: alleen ’s avonds" in seen and "Half af" in seen and "Niet verstuurd" in seen


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_says_where_a_note_was_left_until_who_takes_it_has_seen_it(page_of, sam, iris, written, width):
    person, path = written("Ben je er nog?")
    sam.take(path).send(path, go="send", text="Ik ben er nog even.")
    sam.fetch(path).send(path, go="hand", note="Vraag naar maandag.")
    page = page_of(iris, viewport={"width": width, "height": 700})
    row = page.locator(f'#queue tr:has(a[href="{path}"])')
    mark = row.get_by_text("Er ligt een notitie")
    assert mark.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"
    # The person's side makes the row anew.
    person.fetch("/nl/m").press("send", m="Ik ben er weer")
    row.get_by_text("Beantwoord").wait_for(state="detached")
    assert mark.is_visible()
    assert "Er ligt een notitie" in sam.go("inbox").main and "Vraag naar maandag." in sam.fetch(path).main
    page.reload()
    assert mark.is_visible(), "looking alone takes nothing away"
    with page.expect_navigation():
        row.locator("button").click()
    page.get_by_role("link", name="Lees de notitie").click()
    note = page.locator("#left", has_text="Vraag naar maandag.")
    assert note.evaluate("one => one.getBoundingClientRect().top < innerHeight"), "one press leads to it"
    page.goto(iris.url + "/nl/werk")
    assert row.count() == 1 and mark.count() == 0
    iris.fetch(path).send(path, go="close", reason="helped")


def test_a_conversation_is_closed_with_a_reason_found_again_and_opened(page_of, sam, iris, written):
    person, path = written("Dank je wel")
    sam.take(path)
    page = page_of(sam)
    page.goto(sam.url + path)
    page.locator("summary", has_text="Sluit dit gesprek").click()
    page.locator("button[value=close]").click()
    page.locator(".urgent h2").wait_for()
    assert page.locator("input[value=helped]").is_visible(), "the choice stands open"
    page.locator("input[value=helped]").check()
    page.locator("button[value=close]").click()
    page.wait_for_url("**/nl/werk?n=closed**")
    assert path not in sam.conversations()
    page.get_by_text("Gesloten gesprekken").click()
    assert "De hulpvrager kan verder" in page.locator(f'tr:has(a[href="{path}"])').inner_text()
    assert "Dit gesprek is gesloten" in iris.fetch(path).main
    iris.send(path, go="claim")
    assert path in iris.conversations() and path not in iris.go("closed").text
    iris.fetch(path).send(path, go="close", reason="referred")
    person.fetch("/nl/m").press("send", m="Toch nog iets")
    assert path in sam.conversations()


def test_taking_over_asks_a_reason_and_both_are_told(page_of, sam, iris, written):
    _, path = written()
    sam.take(path)
    his = page_of(sam)
    his.goto(sam.url + path)
    his.locator("textarea[name=text]").fill("Wat Sam typte")
    her = page_of(iris)
    her.goto(iris.url + path)
    assert her.locator("textarea[name=text]").count() == 0
    her.locator("summary", has_text="Neem het over van Sam").click()
    her.locator("button[value^=take]").click()
    her.locator(".urgent h2").wait_for()
    her.locator("textarea[name=why]").fill("Sam is naar huis")
    her.locator("button[value^=take]").click()
    her.wait_for_url("**?n=taken_over")
    assert "Je collega ziet dat jij het overnam" in her.locator("main").inner_text()
    his.locator("#news").wait_for()
    assert "Iris" in his.locator("#news").inner_text()
    his.locator("button[value=send]").click()
    his.locator(".urgent h2").wait_for()
    assert "van je overgenomen" in his.locator(".urgent h2").inner_text()
    assert "Wat Sam typte" in his.locator("main").inner_text(), "what was typed is still there"


def test_who_lost_a_conversation_reads_so_in_the_list_until_they_have_seen_it(page_of, sam, iris, written):
    _, path = written()
    sam.take(path)
    iris.fetch(path)
    holder = re.search(r'value="(take-[0-9a-f]{32})"', iris.text).group(1)
    iris.send(path, go=holder, why="Wissel van dienst")
    page = page_of(sam)
    # Of this one: what was lost in an earlier journey stands there until it is looked at.
    notice = page.locator(".good", has_text="van je overgenomen").filter(has=page.locator(f"a[href='{path}']"))
    assert "Iris" in notice.inner_text()
    with page.expect_navigation():
        notice.locator("button").click()
    assert notice.count() == 0


def test_the_number_is_shown_after_the_rule_and_that_is_written_down(desk, sam, noor):
    person = writing(desk.url).wait()
    send(person, "Bel me maar", h="call", n="0612345678", w="’s avonds na 8 uur", o="Alleen ik neem op", v="no")
    path = next(one for one in sam.conversations() if "Bel me maar" in sam.fetch(one).text)
    assert "0612345678" not in sam.fetch(path).text and "na 8 uur" in sam.main
    assert "0612345678" in sam.send(path, go="reveal").text
    assert "nummer bekeken" in noor.go("log").main


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


# ---- people and teams

@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_somebody_is_invited_chooses_a_passphrase_is_compared_and_let_in(open_page, page_of, desk, sam, noor, written, scripts):
    login = "bowie" if scripts else "cemal"
    _, path = written("Voor wie er net bij komt")
    admin = page_of(noor, "people", scripts=scripts)
    admin.locator("#n").fill(login.capitalize())
    admin.locator("#u").fill(login)
    admin.locator("input[name=o][value=helper]").check()
    admin.locator("label", has_text="Beantwoordt berichten").check()
    admin.locator("button[value=invite]").click()
    admin.locator(".groups").wait_for()
    code = invitation_code(admin.content())
    assert code not in admin.url

    page = open_page(scripts=scripts, viewport=WIDE)
    page.goto(desk.url + PATHS["nl"]["entry"])
    page.get_by_text("Ik ben uitgenodigd").click()
    page.locator("#k").fill("AAAAA BBBBB CCCCC DDDDD EEEEE")
    page.locator("main button").click()
    page.locator(".urgent h2").wait_for()
    page.locator("#k").fill(code.lower().replace("-", " "))
    page.locator("main button").click()
    page.locator("#q").wait_for()
    secret = secret_of(page.content())
    for field in ("#p", "#q"):
        page.locator(field).fill("zes groene boten op een rij")
    page.locator("#f").fill(digits(secret))
    page.locator("main button").click()
    page.get_by_text(f"Welkom, {login.capitalize()}").wait_for()
    own = page.locator(".groups").inner_text()
    page.goto(desk.url + "/nl/werk")
    assert "nog niet toegelaten" in page.locator("main").inner_text() and path not in page.content()

    holder = page_of(sam, "teams", scripts=scripts)
    row = holder.locator("tr", has_text=login.capitalize())
    assert row.locator(".groups").inner_text().split() == own.split() and len("".join(own.split())) == 30
    row.locator("button").click()
    holder.wait_for_url("**?n=admitted")
    page.goto(desk.url + path)
    assert "Voor wie er net bij komt" in page.locator("main").inner_text()

    # Whoever goes is out at once, and the team goes on with a new key.
    admin.goto(desk.url + PATHS["nl"]["people"])
    admin.locator("tr", has_text=login.capitalize()).locator("button[value^=ask_end]").click()
    admin.locator("main button").click()
    admin.wait_for_url("**?n=ended")
    page.goto(desk.url + path)
    assert page.url.endswith("/nl/werk/in?n=ended")
    assert "Voor wie er net bij komt" in sam.fetch(path).main
    assert sam.go("inbox").status == 200 and "krijgt een nieuwe sleutel" not in sam.main
    gone = Worker(desk.url, login, passphrase="zes groene boten op een rij", secret=secret, enters=False).go("entry")
    assert gone.send(PATHS["nl"]["entry"], u=login, p=gone.passphrase, f=fresh_digits(login, secret)).status == 422
    silent(holder, desk.url)


def test_a_team_with_one_holder_says_that_it_needs_a_second(page_of, noor, joost):
    assert "Heeft een tweede persoon nodig" in noor.go("people").main
    assert "heeft een tweede persoon nodig" in joost.go("inbox").main


# R: R72
def test_each_role_comes_where_it_may_and_for_the_rest_there_is_no_such_page(sam, joost, noor, written):
    _, path = written("KANARIE voor het team")
    pages = {"inbox": "/nl/werk", "conversation": path, "closed": "/nl/werk/gesloten", "teams": "/nl/werk/teams", "people": "/nl/werk/mensen",
             "log": "/nl/werk/inzage", "feedback": "/nl/werk/ervaringen"}
    may = {sam: {"inbox", "conversation", "closed", "teams"}, joost: {"inbox", "conversation", "closed", "teams", "feedback"},
           noor: {"teams", "people", "log"}}
    for worker, allowed in may.items():
        for name, one in pages.items():
            worker.fetch(one)
            assert "KANARIE" not in worker.text or name == "conversation", (worker.login, name)
            # Where everybody begins, each comes to the first page that is theirs.
            if name == "inbox" and name not in allowed:
                assert worker.address.endswith("/nl/werk/mensen"), worker.address
                continue
            assert worker.status == (200 if name in allowed else 404), (worker.login, name)
        listening = worker.by_script("/nl/werk/live", accept="text/event-stream") if worker is noor else None
        assert listening is None or listening.status == 404


def test_an_administrator_sees_who_did_what_and_no_word_of_it(page_of, noor, sam, written):
    _, path = written("KANARIE van een mens")
    sam.take(path).send(path, go="keep", text="KANARIE van de hulpverlener")
    sam.send(path, go="note", memo="KANARIE voor het team")
    page = page_of(noor, "log")
    text = page.locator("main").inner_text()
    for said in ("gelezen", "gesprek genomen", "concept bewaard", "notitie geschreven"):
        assert said in text
    assert "#" in text and "Sam (verzonnen)" in text
    for one in ("/nl/werk/mensen", "/nl/werk/teams", "/nl/werk/inzage"):
        assert "KANARIE" not in noor.fetch(one).text
    for go in ("claim", "send", "keep", "close", "reveal", "note", "hand"):
        assert noor.fetch(path, [("go", go), ("text", "x")]).status == 404


# R: R112
def test_what_people_said_afterwards_is_counted_without_a_trace_of_whom(page_of, desk, joost, sam, noor):
    page = page_of(joost, "feedback")
    assert "Nog niemand gaf antwoord" in page.locator("main").inner_text()
    (person, _), = leave_messages(desk.url, ("klaar", ()))
    person.fetch("/nl/m").press("leave").press("ask").press("tell", a="Bij de huisarts", b="Niets", f="easily", g="self")
    assert person.status == 200
    page.reload()
    said = page.locator("main").inner_text()
    assert "1 persoon gaf antwoord" in said and "minder dan 5" in said and "Bij de huisarts" in said
    assert sam.go("feedback").status == 404 and noor.go("feedback").status == 404


# ---- other organisations

def found_another(folder):
    """Another organisation on the same installation. Gives the code of its administrator."""
    said = subprocess.run(
        [DEBUG, "staff", "found", "--content", ROOT / "Content", "--data", folder, *CHEAP, "--organisation", "Ander huis", "--desk",
         "Ander team", "--name", "Kim", "--login", "kimmie"], capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 0, said.stderr
    return re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}", said.stdout).group(0)


def accept(url, code, login):
    """Uses a code, without a browser."""
    worker = Worker(url, login, passphrase="negen rode kranen draaien", enters=False)
    invitation = PATHS["nl"]["invitation"]
    worker.go("invitation").send(invitation, k=code, go="code")
    worker.secret = secret_of(worker.text)
    worker.send(invitation, p=worker.passphrase, q=worker.passphrase, f=digits(worker.secret), go="choose")
    assert worker.cookie, worker.main
    return worker


def test_ids_of_another_organisation_lead_nowhere_in_any_place_where_an_id_can_stand():
    folder = tempfile.mkdtemp()
    try:
        with LocalServer(data=folder) as server:
            assert server.url
        code = found_another(folder)
        with LocalServer(data=folder) as server:
            (person, _), = leave_messages(server.url, ("KANARIE alleen voor dit team", ()))
            sam, noor = Worker(server.url, "sam"), Worker(server.url, "noor")
            path, = sam.conversations()
            id = path.rsplit("/", 1)[1]
            kim = accept(server.url, code, "kimmie")
            team = re.search(r'name="t" value="([0-9a-f]{32})"', kim.go("people").text).group(1)
            kim.send(PATHS["nl"]["people"], n="Liv", u="liv", o="helper", t=team, go="invite")
            liv = accept(server.url, invitation_code(kim.text), "liv")
            assert liv.go("inbox").status == 200 and "Niemand wacht" in liv.main and id not in liv.text

            own = next(one for one in re.findall(r'name="ticket" value="([^"]+)"', liv.text))
            for go in ("claim", "send", "keep", "hand", "close", "reveal", "note", "take-" + id):
                fields = [("ticket", own), ("go", go), ("text", "x"), ("why", "x"), ("memo", "x"), ("reason", "helped")]
                assert liv.fetch(path, fields).status == 404, go
            assert liv.fetch(path).status == 404 and liv.fetch(path.replace("/nl/werk/g/", "/en/work/c/")).status == 404
            assert liv.by_script(path, [("go", "draft"), ("text", "x")]).status in (404, 410)
            for go in ("claim-" + id, "seen-" + id):
                assert liv.fetch(PATHS["nl"]["inbox"], [("ticket", own), ("go", go)]).status in (403, 404), go
            told = events(server.url, f"/nl/werk/live?g={id}&s=0", liv.cookie)
            assert told[0][1]["waiting"] == 0 and "KANARIE" not in str(told)
            desk_team = re.search(r'name="t" value="([0-9a-f]{32})"', noor.go("people").text).group(1)
            worker = re.search(r'value="ask_end-([0-9a-f]{32})"', noor.text).group(1)
            for go in (f"admit-{desk_team}-{worker}-00000", f"admit-{team}-{worker}-00000"):
                assert liv.go("teams").send(PATHS["nl"]["teams"], go=go).status in (403, 404)
            for go in ("ask_end", "end", "ask_renew", "renew"):
                assert kim.go("people").send(PATHS["nl"]["people"], go=f"{go}-{worker}").status == 404
            assert kim.go("people").send(PATHS["nl"]["people"], n="Spion", u="spion", o="helper", t=desk_team, go="invite").status == 404
            assert "Sam" not in kim.go("people").legible and "Sam" not in kim.go("log").legible
            assert "Kim" not in noor.go("log").legible
            assert "KANARIE" in sam.fetch(path).text and "Nog van niemand" in sam.main
            assert person.fetch("/nl/m").main.count("KANARIE") == 1
    finally:
        shutil.rmtree(folder)


# ---- for everybody

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
