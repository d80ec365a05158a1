"""The desk: who works there sees who waits, reads, answers, passes on and closes."""

import re
import shutil
import tempfile
import threading

import pytest

from desk import LONG_AGO, MONITORED, SOON, URGENT, WIDE, Worker, enter_by_hand, enter_in, leave_messages, send, silent, writing
from local_server import LocalServer


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
