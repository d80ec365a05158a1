"""Talking at once: two browsers, a person and a helper, with a line between them that may be cut."""

import os
import re

import pytest

from desk import Worker, enter_in
from test_access import axe

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def helper(desk, sam, open_page):
    """The helper's browser, with the list open."""
    page = open_page(viewport=WIDE)
    return enter_in(page, sam)


def begin(page, url):
    """Somebody begins to talk, with one press. Gives the page."""
    page.goto(url + "/nl/schrijf")
    page.locator("button[value=chat]").click()
    page.wait_for_url("**/nl/m")
    return page


def take(helper, sam):
    """The helper opens what came last and takes it. Gives the path."""
    before = set(getattr(sam, "taken", ()))
    path = next(one for one in sam.conversations() if one not in before)
    sam.taken = before | {path}
    helper.goto(sam.url + path)
    helper.locator("#work .claim").click()
    helper.wait_for_selector(".reply textarea")
    return path


@pytest.fixture
def talking(desk, sam, helper, open_page):
    """A person and a helper who talk."""
    def start(**options):
        person = begin(open_page(**options), desk.url)
        take(helper, sam)
        return person
    return start


def until(page, what):
    """Waits until something is true on a page, whose policy lets nobody but itself run scripts."""
    for _ in range(200):
        if page.evaluate(what):
            return
        page.wait_for_timeout(25)
    raise AssertionError(what)


def say(page, box, text):
    page.locator(box).fill(text)
    page.locator("button[value=send]").click()


def test_both_sides_see_what_the_other_says_without_touching_the_page(talking, helper):
    person = talking()
    person.wait_for_selector("text=Er is een hulpverlener voor je")
    addresses = (person.url, helper.url)
    say(person, "#m", "Hallo.\nIs daar iemand?")
    helper.wait_for_selector("#said .words:has-text('Is daar iemand?')")
    say(helper, ".reply textarea", "Ja, ik ben er.")
    person.wait_for_selector(".theirs:has-text('Ja, ik ben er.')")
    for number in range(3):
        say(person, "#m", f"Zin {number}")
        helper.wait_for_selector(f"#said .words:has-text('Zin {number}')")
    assert (person.url, helper.url) == addresses
    assert helper.locator("#said .words").all_inner_texts() == ["Hallo.\nIs daar iemand?", "Ja, ik ben er.", "Zin 0", "Zin 1", "Zin 2"]
    assert person.locator("#m").input_value() == "" and helper.locator(".reply textarea").input_value() == ""
    assert person.seen.complaints == [] and helper.seen.complaints == []


def test_what_the_helper_is_writing_stays_while_the_person_goes_on(talking, helper):
    person = talking()
    box = helper.locator(".reply textarea")
    box.fill("Ik ben nog aan het ")
    box.focus()
    say(person, "#m", "Ik zeg er nog iets bij")
    helper.wait_for_selector("#said .words:has-text('nog iets bij')")
    assert box.input_value() == "Ik ben nog aan het "
    assert helper.evaluate("document.activeElement === document.querySelector('.reply textarea')")
    # What came while they wrote stood on their screen, so the answer is taken; with the keyboard alone.
    helper.keyboard.type("schrijven")
    helper.keyboard.press("Control+Enter")
    person.wait_for_selector(".theirs:has-text('Ik ben nog aan het schrijven')")
    assert helper.evaluate("document.activeElement === document.querySelector('.reply textarea')")


def test_the_person_sees_that_somebody_is_writing_and_that_it_stops(talking, helper):
    person = talking()
    assert person.locator("#writing").is_hidden()
    helper.locator(".reply textarea").press_sequentially("Even denken", delay=20)
    person.wait_for_selector("#writing:not([hidden])")
    helper.locator("button[value=send]").click()
    person.wait_for_selector(".theirs:has-text('Even denken')")
    person.wait_for_selector("#writing", state="hidden")


def test_a_line_that_is_cut_loses_nothing_and_doubles_nothing(talking, helper):
    person = talking()
    person.context.set_offline(True)
    say(person, "#m", "Deze zin moet aankomen")
    person.wait_for_selector("#unsent:not([hidden])")
    assert person.locator("#m").input_value() == "Deze zin moet aankomen"
    say(helper, ".reply textarea", "Ben je er nog?")
    helper.wait_for_selector("#said .ours")
    person.context.set_offline(False)
    person.locator("button[value=send]").click()
    person.wait_for_selector(".yours:has-text('Deze zin moet aankomen')")
    person.wait_for_selector(".theirs:has-text('Ben je er nog?')")
    helper.wait_for_selector("#said .words:has-text('Deze zin moet aankomen')")
    assert person.locator(".yours").count() == 1 and person.locator(".theirs").count() == 1
    assert person.locator("#unsent").is_hidden()


def cut_after_sending(page, pattern):
    """What is sent arrives, and no word comes back."""
    def cut(route):
        if route.request.method == "POST" and "go=send" in (route.request.post_data or ""):
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route(pattern, cut)


def test_an_answer_that_arrived_without_a_word_back_is_one_answer(talking, helper):
    person = talking()
    cut_after_sending(helper, "**/nl/werk/g/*")
    say(helper, ".reply textarea", "Eén antwoord")
    helper.wait_for_selector("#unsent:not([hidden])")
    helper.unroute("**/nl/werk/g/*")
    person.wait_for_selector(".theirs:has-text('Eén antwoord')")
    # The page has heard of its own answer by then.
    helper.wait_for_selector("#said .ours")
    helper.locator("button[value=send]").click()
    until(helper, "document.querySelector('.reply textarea').value === ''")
    assert helper.locator("#said .ours").count() == 1
    person.reload()
    assert person.locator(".theirs").count() == 1
    # What is said next is a new answer.
    say(helper, ".reply textarea", "Eén antwoord")
    until(helper, "document.querySelectorAll('#said .ours').length === 2")


def test_a_message_that_arrived_without_a_word_back_is_one_message(talking, helper):
    person = talking()
    cut_after_sending(person, "**/nl/m")
    say(person, "#m", "Eén bericht")
    person.wait_for_selector("#unsent:not([hidden])")
    person.unroute("**/nl/m")
    person.wait_for_selector(".yours:has-text('Eén bericht')")
    person.locator("button[value=send]").click()
    until(person, "document.querySelector('#m').value === ''")
    assert person.locator(".yours").count() == 1
    helper.reload()
    assert helper.locator("#said .words").all_inner_texts() == ["Eén bericht"]


def test_without_scripts_both_sides_talk_and_the_person_need_not_press_anything_to_see_it(desk, sam, helper, open_page):
    person = begin(open_page(scripts=False), desk.url)
    assert "Je staat in de rij" in person.locator("main").inner_text()
    plain = enter_in(open_page(scripts=False, viewport=WIDE), sam)
    path = take(plain, sam)
    # While the page looks by itself, nothing can be typed that it would lose.
    person.locator("button[value=type]").click()
    say(person, "#m", "Zonder scripts")
    plain.locator("#again").click()
    assert plain.locator("#said .words").all_inner_texts() == ["Zonder scripts"]
    say(plain, ".reply textarea", "Ook hier")
    assert plain.url.startswith(sam.url + path)
    person.wait_for_selector(".theirs:has-text('Ook hier')", timeout=30_000)


def test_a_helper_who_looks_elsewhere_sees_in_the_title_that_something_came(talking, helper):
    person = talking()
    helper.evaluate("Object.defineProperty(document, 'hidden', {get: () => window.away, configurable: true}); window.away = true")
    say(person, "#m", "Ben je er nog")
    until(helper, "document.title.startsWith('\\u25CF ')")
    assert helper.locator("#said .words:has-text('Ben je er nog')").count() == 0
    helper.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    helper.wait_for_selector("#said .words:has-text('Ben je er nog')")
    assert not helper.title().startswith("\u25cf")
    assert re.fullmatch(r"(\(\d+\) )?Gesprek #\d+|.*Werk.*", helper.title())


def test_the_pages_of_a_chat_hold_for_everybody(talking, helper):
    person = talking()
    for number in range(12):
        say(person, "#m", f"Regel {number}\n" + "lang " * 40)
        until(person, f"document.querySelectorAll('.yours').length === {number + 1}")
    helper.wait_for_selector("#said .words:has-text('Regel 11')")
    # The last words are in sight, without scrolling.
    last = helper.locator("#said .words").last.bounding_box()
    assert last["y"] + last["height"] <= WIDE["height"], last
    for page in (person, helper):
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert person.viewport_size["width"] == 320


def test_the_list_says_who_chats_and_whether_they_are_there(desk, sam, helper, open_page):
    person = begin(open_page(), desk.url)
    row = helper.locator("#queue tbody tr", has_text=re.compile("Chat, is er nu.*Nog van niemand", re.S))
    row.wait_for()
    assert row.count() == 1
    person.locator("button[value=discard]").click()
    row.wait_for(state="detached")


def test_a_press_right_after_sending_is_heard(talking):
    person = talking()
    say(person, "#m", "Dit was het voor nu")
    person.wait_for_selector(".yours:has-text('Dit was het voor nu')")
    person.locator("button[value=keepit]").click()
    person.wait_for_selector(".code li")


def test_what_it_looks_like(talking, helper):
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        pytest.skip("SCREENSHOTS names the folder")
    person = talking()
    say(person, "#m", "Hoi. Ik weet niet goed waar ik moet beginnen.")
    helper.wait_for_selector("#said .words")
    say(helper, ".reply textarea", "Dat hoeft ook niet. Begin maar ergens. Ik luister.")
    person.wait_for_selector(".theirs")
    say(person, "#m", "Het is gisteren gebeurd.")
    helper.wait_for_selector("#said .words:has-text('gisteren')")
    for name, page in (("person", person), ("helper", helper)):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{folder}/chat-{name}-{scheme}.png", full_page=True)
