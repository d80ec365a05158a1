"""Beside a conversation: what was told, hours that count, places, knowledge, phrases and the short registration; with scripts and without."""

import re

import pytest

from desk import Worker, enter_in, leave_messages
from test_access import axe
from walk import telling

WIDE = {"width": 1280, "height": 900}
ACUTE = ("victim", "fine", "within_72h", "18_plus", "touched")
ORGANISED = ("victim", "fine", "longer_ago", "18_plus", "organised")
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def talk(open_page, desk, sam):
    """Sam has a conversation open in a browser. Gives the page, and the person."""
    def make(answers=ACUTE, scripts=True, viewport=WIDE, language="nl", **options):
        before = sam.conversations()
        (person, _), = leave_messages(desk.url, ("Ik zoek hulp.", answers))
        path, = [one for one in sam.conversations() if one not in before]
        sam.take(path)
        page = enter_in(open_page(scripts=scripts, viewport=viewport, **options), sam)
        page.goto(desk.url + (path if language == "nl" else path.replace("/nl/werk/g/", "/en/work/c/")))
        return page, person
    return make


def fold(page, title):
    """Opens what is folded under a title, and gives it."""
    part = page.locator("details", has=page.locator(f':scope > summary:has-text("{title}")')).first
    if part.get_attribute("open") is None:
        part.locator(":scope > summary").click()
    return part


def answer(page):
    return page.locator(".reply textarea").input_value()


def press(page, button, scripts):
    """With scripts the page stays; without, it comes back."""
    if scripts:
        return button.click()
    with page.expect_navigation():
        button.click()


@BOTH
# R: R14 R37 R39 R43
def test_what_was_told_the_hours_the_places_and_the_cards_stand_beside(talk, scripts):
    page, _ = talk(scripts=scripts)
    aside = page.locator("aside")
    titles = aside.locator("h2").all_inner_texts()
    assert titles[0] == "Al verteld: vraag dit niet opnieuw" and titles[1] == "Tijd die telt"
    assert "18 of ouder" in aside.locator("section").first.inner_text()
    windows = page.locator(".windows")
    assert re.search(r"Medicijn tegen hiv \(PEP\) nog hooguit 7[12] uur", windows.inner_text())
    window = fold(page, "Medicijn tegen hiv")
    assert "Liefst binnen 2 uur" in window.inner_text() and "Bron: soaaids.nl" in window.inner_text()
    places = page.locator("ul.places").first
    assert "Centrum Seksueel Geweld" in places.inner_text() and "0800-0188" in places.inner_text() and "Nog niet nagebeld" in places.inner_text()
    assert "Dag en nacht open" in places.inner_text()
    card = fold(page, "Korter dan 7 dagen geleden")
    assert "Vraag niet naar het verhaal." in card.inner_text()
    sources = fold(page, "Bronnen")
    assert "Naast de bronnen gelegd op" in sources.inner_text() and sources.locator("li").count() > 3
    others = fold(page, "Alle andere kaarten")
    shown = page.locator(".knowledge > details.card").count()
    assert shown + others.locator("a").count() == 21
    assert all(one.get_attribute("target") == "_blank" for one in others.locator("a").all())
    assert not page.seen.complaints, page.seen.complaints


# R: R39
def test_for_a_group_or_network_the_card_on_control_comes_first(talk):
    page, _ = talk(ORGANISED)
    titles = page.locator(".knowledge > details.card > summary b").all_inner_texts()
    assert "Controle en manipulatie in een groep of netwerk" in titles[:2], titles
    assert page.locator(".windows").count() == 0


@BOTH
def test_a_phrase_goes_into_the_answer_and_nothing_typed_is_lost(talk, scripts):
    page, _ = talk(scripts=scripts)
    page.locator(".reply textarea").fill("Dag.")
    note = fold(page, "Schrijf een notitie")
    note.locator("textarea").fill("Voor het team")
    picker = fold(page, "Standaardzinnen")
    fold(page, "Steun")
    phrase = picker.locator("li.b1 button").get_by_text("Goed dat je dit vertelt. Ik neem het serieus.")
    press(page, phrase, scripts)
    assert answer(page) == "Dag. Goed dat je dit vertelt. Ik neem het serieus."
    assert page.locator('textarea[name="memo"]').input_value() == "Voor het team"
    assert page.evaluate("document.activeElement.name") == "text"
    # The easier words, chosen without a reload in either way.
    fold(page, "Standaardzinnen")
    page.locator("#phrases label", has_text="Eenvoudig").click()
    fold(page, "Welkom")
    assert page.locator("#phrases li.b1:visible").count() == 0
    press(page, page.locator("#phrases li.a2 button:visible").first, scripts)
    assert answer(page).endswith("serieus. Hoi. Goed dat je er bent. Je naam hoeft niet. Waar kan ik mee helpen?")
    with page.expect_navigation():
        page.locator("#phrases button", has_text="Zinnen in het Engels").click()
    assert answer(page).startswith("Dag. Goed dat") and page.locator('#phrases button.say[lang="en"]').count() > 20
    assert not page.seen.complaints, page.seen.complaints


def test_with_scripts_it_goes_where_the_cursor_is_what_is_open_is_chosen_and_undo_works(talk):
    page, _ = talk()
    box = page.locator(".reply textarea")
    box.fill("Voor. Achter.")
    box.evaluate("one => one.setSelectionRange(5, 5)")
    fold(page, "Standaardzinnen")
    fold(page, "Wachten")
    page.locator("#phrases li.b1 button", has_text="Het duurt nog ongeveer").click()
    assert answer(page) == ("Voor. Fijn dat je wacht. Het duurt nog ongeveer [aantal] minuten. Je plek blijft van jou, ook als je hier verder leest. "
                            "Achter.").replace(". Achter", ". Achter")
    page.keyboard.type("5")
    assert "ongeveer 5 minuten" in answer(page)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert answer(page) == "Voor. Achter."


def test_a_phrase_is_found_by_its_heading_or_a_word(talk):
    page, _ = talk()
    fold(page, "Standaardzinnen")
    page.locator("#find").fill("stilte")
    assert page.locator("#phrases .moment:visible > summary").all_inner_texts() == ["Stilte"]
    assert page.locator("#phrases .moment:visible button:visible").count() > 0
    assert re.fullmatch(r"Gevonden: \d+", page.locator("#found").inner_text())
    page.locator("#find").fill("serieus")
    assert "Steun" in page.locator("#phrases .moment:visible > summary").all_inner_texts()
    page.locator("#find").press("Enter")
    assert page.locator("#find").input_value() == "serieus", "Enter sends nothing"
    page.locator("#find").fill("")
    assert page.locator("#phrases .moment:visible").count() == 18 and page.locator("#phrases .moment[open]").count() == 0


@BOTH
def test_what_is_still_open_is_not_sent(talk, scripts):
    page, _ = talk(scripts=scripts)
    page.locator(".reply textarea").fill("Nog ongeveer [aantal] minuten.")
    with page.expect_navigation():
        page.locator('button[value="send"]').click()
    assert "Vul eerst in wat tussen haken staat" in page.locator(".urgent").inner_text()
    assert answer(page) == "Nog ongeveer [aantal] minuten."


@BOTH
# R: R19
def test_a_place_goes_into_the_answer_and_is_a_card_for_the_person(talk, desk, open_page, scripts):
    page, person = talk(scripts=scripts)
    page.locator(".reply textarea").fill("Bel gerust.")
    press(page, page.locator("ul.places").first.locator("li", has_text="Centrum Seksueel Geweld").locator("button.put"), scripts)
    assert re.fullmatch(r"Bel gerust\.\nCentrum Seksueel Geweld, 0800-0188\n/nl/kaart/[0-9a-f]+", answer(page))
    page.locator('button[value="send"]').click()
    page.locator("#said .ours").last.wait_for()
    reader = open_page(scripts=scripts)
    reader.context.add_cookies([{"name": one.name, "value": one.value, "url": desk.url} for one in person.cookies])
    reader.goto(desk.url + "/nl/m")
    card = reader.locator(".named")
    assert card.locator("b").first.inner_text() == "Centrum Seksueel Geweld" and card.locator('a[href="tel:08000188"]').count() == 1
    assert reader.locator(".said").last.inner_text() == "Bel gerust."
    card.locator("p a").click()
    assert re.search(r"/nl/kaart/[0-9a-f]+$", reader.url) and "0800-0188" in reader.locator("main").inner_text()


@BOTH
# R: R105
def test_the_registration_changes_the_advice_and_stays(talk, scripts):
    page, _ = talk(answers=(), scripts=scripts)
    assert "De hulpvrager gaf geen antwoorden mee" in page.locator("aside section").first.inner_text()
    assert page.locator(".windows").count() == 0
    page.locator(".reply textarea").fill("Half af")
    fold(page, "Korte registratie")
    page.locator("#r-channel").select_option(label="Chat")
    page.locator("#r-asker").select_option(label="Degene die het meemaakte")
    page.locator("#r-theme").select_option(label="Iets seksueels dat iemand niet wilde")
    page.locator("#r-day").select_option(index=2)
    page.locator("#r-hour").select_option(label=page.locator("#r-hour option").nth(23).inner_text())
    with page.expect_navigation():
        page.locator('button[value="register"]').click()
    assert "De registratie is bewaard" in page.locator(".done").inner_text()
    assert answer(page) == "Half af"
    assert re.search(r"nog ongeveer \d+ uur: tot \w+dag 2[12]\.00", page.locator(".windows").inner_text()), page.locator(".windows").inner_text()
    assert page.locator("#register > summary").inner_text() == "Korte registratie: 3 van 5"
    assert "Degene" in page.locator("aside section").first.inner_text() or "meemaakte" in page.locator("aside section").first.inner_text()


@BOTH
def test_the_same_in_english(talk, scripts):
    page, _ = talk(scripts=scripts, language="en")
    aside = page.locator("aside").inner_text()
    for words in ("Already told: do not ask this again", "Time that counts", "Places to name", "Knowledge for this conversation"):
        assert words in aside, words
    # The person writes Dutch: so do the phrases, with a heading the worker reads.
    fold(page, "Phrases")
    fold(page, "Welcome")
    assert page.locator('#phrases button.say[lang="nl"]:visible').count() > 0
    card = fold(page, "Less than 7 days ago") if page.locator("summary", has_text="Less than 7 days ago").count() else page.locator(
        ".knowledge > details.card").first
    assert card.locator("button.say").first.get_attribute("lang") == "nl" if card.locator("button.say").count() else True


def test_cards_can_be_read_outside_a_conversation(open_page, desk, sam):
    page = enter_in(open_page(viewport=WIDE), sam, "knowledge")
    assert page.locator(".ways a").count() == 21
    for index in (0, 7):
        title = page.locator(".ways a").nth(index).inner_text()
        page.locator(".ways a").nth(index).click()
        assert page.locator("h1").inner_text() == title and not telling(page.url) and not telling(page.title())
        assert page.locator("h2").first.inner_text() == "Wat je kunt merken"
        page.locator("a.back").click()
    fold(page, "Steun")
    assert "Ik neem het serieus." in page.locator("details[open]").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
# R: R2
def test_axe_finds_nothing_and_nothing_is_too_wide(talk, desk, sam, width, scheme):
    page, _ = talk(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    wrong = {}
    code = re.search(r'href="(/nl/werk/kennis/[a-z0-9]+)"', sam.go("knowledge").text).group(1)
    for path in (page.url, desk.url + "/nl/werk/kennis", desk.url + code):
        page.goto(path)
        found = axe(page)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or over > 0:
            wrong[path] = found + [f"{over} px too wide"]
    assert wrong == {}


def test_the_keyboard_opens_chooses_and_puts(talk):
    page, _ = talk()
    page.locator("#phrases > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "level"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("code")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("put")
    page.keyboard.press("Enter")
    assert answer(page) and page.evaluate("document.activeElement.name") == "text"
