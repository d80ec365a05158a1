"""Sharing without consent: one worker proposes, a second one agrees with passphrase and code, the team reads exactly that, and the person is told."""

import pytest

from conftest import PHONE
from desk import PASSPHRASE, Worker, enter_in, fresh_digits
from test_closed_loop import begin, shot, tap
from test_own_area import DESK
from test_own_story import check
from shots import shots
from test_together import looks_right


@pytest.mark.parametrize(("scripts", "viewport", "scheme"), [(True, DESK, "light"), (False, PHONE, "dark")])
# R: R62
def test_two_workers_share_what_must_be_shared_and_the_person_reads_it(desk, sam, open_page, scripts, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    before = set(sam.conversations())
    page = open_page(viewport=PHONE, color_scheme=scheme, scripts=scripts)
    own, _ = begin(page, desk.url, scripts)
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)
    helper = enter_in(open_page(viewport=viewport, color_scheme=scheme, scripts=scripts), sam)
    helper.goto(desk.url + path)
    helper.get_by_role("link", name="Delen zonder toestemming").click()
    helper.locator("button[value=propose]").click()
    assert "Er ontbreekt nog iets" in helper.locator("main").inner_text()
    check(helper, "ground", "child")
    # The police stand first.
    helper.locator("input[name=team]").last.check()
    helper.locator("[name=reason]").fill("Er is geen andere weg.")
    helper.locator("[name=text]").fill(f"Een kind van 4 {name}.")
    check(helper, "weeks", "2")
    check(helper, "telling", "now")
    looks_right(helper, scripts)
    shot(helper, f"without-form-{name}")
    helper.locator("button[value=propose]").click()
    text = helper.locator("main").inner_text()
    assert "Er is nog niets gedeeld" in text and "Je kunt je eigen voorstel niet zelf goedkeuren." in text
    one = helper.url.split("?")[0]

    iris = Worker(desk.url, "iris")
    second = enter_in(open_page(viewport=viewport, color_scheme=scheme, scripts=scripts), iris, "sent")
    assert "wacht op een tweede hulpverlener" in second.locator("main").inner_text()
    second.goto(one)
    looks_right(second, scripts)
    shot(second, f"without-second-{name}")
    second.locator("[name=p]").fill(PASSPHRASE)
    second.locator("[name=f]").fill("000000")
    second.locator("button[value=agree]").click()
    assert "passen niet" in second.locator("main").inner_text()
    second.locator("[name=p]").fill(PASSPHRASE)
    second.locator("[name=f]").fill(fresh_digits((desk.url, "iris")))
    second.locator("button[value=agree]").click()
    assert "Gedeeld, te lezen tot en met" in second.locator("main").inner_text()

    vera = Worker(desk.url, "vera")
    team = enter_in(open_page(viewport=viewport, color_scheme=scheme, scripts=scripts), vera, "received")
    team.get_by_role("link", name="Lees wat is gedeeld").first.click()
    text = team.locator("main").inner_text()
    assert "Een kind van 4" in text and "Een bericht" not in text
    looks_right(team, scripts)
    shot(team, f"without-team-{name}")

    page.goto(desk.url + "/nl/m")
    assert "zonder dat jij dat koos" in page.locator("main").inner_text()
    own.press("without")
    text = page.locator("main").inner_text()
    assert f"Een kind van 4 {name}." in text and "Er is geen andere weg." in text
    shot(page, f"without-person-{name}")
    own.press("back")
    own.press("who")
    assert "zonder jouw toestemming" in page.locator("main").text_content()
    assert own.wrong == {}


@pytest.mark.parametrize(("scripts", "viewport", "scheme"), [(True, PHONE, "light"), (False, PHONE, "dark"), (True, DESK, "dark")])
# R: R32 R62 R87
def test_teams_sit_together_on_a_ground_and_the_person_is_told_and_says_yes(desk, sam, open_page, scripts, viewport, scheme):
    name = f"{viewport['width']}-{scheme}"
    before = set(sam.conversations())
    page = open_page(viewport=viewport, color_scheme=scheme, scripts=scripts)
    own, words = begin(page, desk.url, scripts)
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)

    def worker(who, where=""):
        return enter_in(open_page(viewport=viewport, color_scheme=scheme, scripts=scripts), who, *([where] if where else []))

    helper = worker(sam)
    helper.goto(desk.url + path)
    helper.get_by_role("link", name="Delen zonder toestemming").click()
    helper.get_by_role("link", name="Samen aan tafel zonder toestemming").click()
    helper.locator("button[value=propose]").click()
    assert "Er ontbreekt nog iets" in helper.locator("main").inner_text()
    check(helper, "kind", "child_abuse")
    check(helper, "ground", "acute_danger")
    for team in ["Veilig Thuis Voorbeeld", "Politie Voorbeeld"]:
        helper.get_by_label(team).check()
    helper.locator("[name=reason]").fill("Er is vannacht geen tijd voor een vraag.")
    helper.locator("[name=text]").fill(f"Vannacht een veilige plek {name}.")
    check(helper, "weeks", "1")
    check(helper, "telling", "later")
    helper.locator("[name=silence]").fill("Iemand kijkt mee.")
    helper.locator("[name=days]").select_option("2")
    helper.locator("button[value=propose]").click()
    # A ground that does not fit keeps what was typed.
    assert "Deze grond past niet" in helper.locator("main").inner_text()
    check(helper, "kind", "acute")
    looks_right(helper, scripts)
    shot(helper, f"ground-form-{name}")
    helper.locator("button[value=propose]").click()
    assert "Er is nog niets gedeeld" in helper.locator("main").inner_text()
    one = helper.url.split("?")[0]
    assert helper.locator("button[value=agree]").count() == 0

    iris = Worker(desk.url, "iris")
    second = worker(iris, "sent")
    second.goto(one)
    looks_right(second, scripts)
    shot(second, f"ground-second-{name}")
    second.locator("[name=p]").fill(PASSPHRASE)
    second.locator("[name=f]").fill(fresh_digits((desk.url, "iris")))
    second.locator("button[value=agree]").click()
    assert "De teams zitten samen" in second.locator("main").inner_text()

    vera = worker(Worker(desk.url, "vera"))
    vera.goto(desk.url + "/nl/werk/samen")
    looks_right(vera, scripts)
    vera.locator("main table a").first.click()
    text = vera.locator("main").inner_text()
    assert f"Vannacht een veilige plek {name}." in text and "weet nog niet van dit overleg" in text and "Een bericht" not in text
    assert "geen tijd voor een vraag" not in text
    looks_right(vera, scripts)
    shot(vera, f"ground-team-{name}")
    table = vera.url

    # As long as it is unsafe, nothing of it stands anywhere on the person's own pages.
    page.goto(desk.url + "/nl/m")
    assert "zonder dat jij dat koos" not in page.locator("main").inner_text()
    own.press("where") if page.locator("button[value=where]").count() else None
    assert "veilige plek" not in page.content()
    page.goto(desk.url + "/nl/m")
    own.press("who")
    assert "zonder jouw toestemming" not in page.locator("main").text_content()

    second.goto(one)
    second.locator("button[value=tell]").click()
    page.goto(desk.url + "/nl/m")
    own.press("without")
    text = page.locator("main").inner_text()
    assert "zonder dat jij ja zei" in text and "geen tijd voor een vraag" in text
    shot(page, f"ground-told-{name}")
    own.press("table")
    text = page.locator("main").inner_text()
    assert "Hier heb jij geen ja op gezegd" in text and "Het stopt vanzelf na" in text
    assert page.locator("button[value^=tablestop-]").count() == 0 and page.locator("button[value^=tableout-]").count() == 0
    shot(page, f"ground-own-{name}")
    tap(own, "tableask")
    assert "Wil je ja zeggen op dit overleg?" in page.locator("h1").inner_text()
    shot(page, f"ground-ask-{name}")
    tap(own, "tableyes")
    page.locator("[name=c]").fill(" ".join(words))
    tap(own, "tablesure")
    assert "Dit begon zonder jouw ja" in page.locator("main").inner_text()
    shot(page, f"ground-yes-{name}")
    tap(own, "tablestop")
    tap(own, "tablestopped")
    vera.goto(table)
    assert "veilige plek" not in vera.locator("body").inner_text()
    second.goto(one)
    assert "Voorbij: gestopt" in second.locator("main").inner_text()
    assert own.wrong == {}
    # What is over is put away, for the next of these walks.
    for put in (vera, helper):
        put.goto(desk.url + "/nl/werk/samen")
        while put.get_by_role("button", name="Gezien").count():
            put.get_by_role("button", name="Gezien").first.click()


@pytest.mark.parametrize(("scripts", "viewport"), [(True, PHONE), (False, DESK)])
# R: R32 R62 R88
def test_a_table_on_a_recorded_ground_in_english(desk, sam, olga, open_page, scripts, viewport):
    name = f"{viewport['width']}-en-{scripts}"
    before = set(sam.conversations())
    page = open_page(viewport=PHONE, scripts=scripts)
    own, words = begin(page, desk.url, scripts, language="en")
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)

    def worker(login):
        return enter_in(open_page(viewport=viewport, scripts=scripts), Worker(desk.url, login, language="en"))

    helper = enter_in(open_page(viewport=viewport, scripts=scripts), sam)
    helper.goto(desk.url + path.replace("/nl/werk/g/", "/en/work/c/"))
    helper.get_by_role("link", name="Share without consent").click()
    helper.get_by_role("link", name="Together at the table without consent").click()
    looks_right(helper, scripts)
    check(helper, "kind", "child_abuse")
    check(helper, "ground", "child")
    helper.get_by_label("Veilig Thuis Voorbeeld").check()
    helper.locator("[name=reason]").fill("Waiting for a yes takes too long tonight.")
    helper.locator("[name=text]").fill(f"Nobody asks the child again {name}.")
    check(helper, "weeks", "1")
    check(helper, "telling", "now")
    shots(helper, f"ground-form-{name}")
    helper.locator("button[value=propose]").click()
    assert "Nothing has been shared yet" in helper.locator("main").inner_text()
    one = helper.url.split("?")[0]
    second = worker("iris")
    second.goto(one)
    looks_right(second, scripts)
    shots(second, f"ground-second-{name}")
    second.locator("[name=p]").fill(PASSPHRASE)
    second.locator("[name=f]").fill(fresh_digits((desk.url, "iris")))
    second.locator("button[value=agree]").click()
    assert "The teams sit together, until" in second.locator("main").inner_text()

    vera = worker("vera")
    vera.goto(desk.url + "/en/work/together")
    links = [link.get_attribute("href") for link in vera.locator("main table a").all()]
    for link in links:
        vera.goto(desk.url + link)
        if f"Nobody asks the child again {name}." in vera.locator("main").inner_text():
            break
    text = vera.locator("main").inner_text()
    assert f"Nobody asks the child again {name}." in text and "The person knows this." in text
    assert "takes too long tonight" not in text and "Een bericht" not in text
    looks_right(vera, scripts)
    shots(vera, f"ground-team-{name}")
    table = vera.url
    # Nobody else finds it, by the same address.
    assert enter_in(open_page(viewport=viewport, scripts=scripts), olga).goto(table).status == 404

    page.goto(desk.url + "/en/m")
    assert "shared without your choice" in page.locator("main").inner_text()
    own.press("without")
    text = page.locator("main").inner_text()
    assert "without your yes. Nothing of your story went along." in text and "takes too long tonight" in text
    shot(page, f"ground-told-{name}")
    own.press("table")
    text = page.locator("main").inner_text()
    assert "You did not say yes to this." in text and "It ends by itself after" in text
    assert page.locator("button[value^=tablestop-]").count() == 0
    tap(own, "tableask")
    assert page.locator("h1").inner_text() == "Do you want to say yes to this meeting?"
    tap(own, "tableyes")
    page.locator("[name=c]").fill(" ".join(words))
    tap(own, "tablesure")
    assert "This began without your yes." in page.locator("main").inner_text()
    shot(page, f"ground-yes-{name}")
    tap(own, "tablestop")
    tap(own, "tablestopped")
    vera.goto(table)
    assert "Nobody asks the child" not in vera.locator("body").inner_text()
    second.goto(one)
    assert "Over: stopped" in second.locator("main").inner_text()
    page.goto(desk.url + "/en/m")
    own.press("who")
    assert "without your agreement" in page.locator("main").text_content()
    assert own.wrong == {}
    # What is over is put away, for the next of these walks.
    for put in (vera, helper):
        put.goto(desk.url + "/en/work/together")
        while put.get_by_role("button", name="Seen, take this away").count():
            put.get_by_role("button", name="Seen, take this away").first.click()


@pytest.mark.parametrize(("scripts", "viewport"), [(True, PHONE), (False, DESK)])
# R: R62
def test_a_copy_of_a_part_goes_only_with_what_makes_it_necessary(desk, sam, open_page, scripts, viewport):
    name = f"{viewport['width']}-{scripts}"
    before = set(sam.conversations())
    page = open_page(viewport=PHONE, scripts=scripts)
    own, _ = begin(page, desk.url, scripts)
    own.press("parts")
    for part, text in (("safety", f"Hij heeft een sleutel {name}."), ("mental", "Iets over slapen.")):
        own.press("part-" + part)
        own.press("put-" + part, e=text)
        own.press("parts")
    own.press("agreed")
    own.press("share")
    page.get_by_label("Meldpunt Voorbeeld").check()
    for part in ("safety", "mental"):
        check(page, "g", part)
    check(page, "s", "all")
    own.press("show")
    own.press("yes")
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)

    def worker(who):
        return enter_in(open_page(viewport=viewport, scripts=scripts), who)

    # In English from here: nobody asked for less in the other language.
    helper = worker(sam)
    helper.goto(desk.url + path.replace("/nl/werk/g/", "/en/work/c/"))
    helper.get_by_role("link", name="Share without consent").click()
    check(helper, "ground", "child")
    helper.get_by_label("Veilig Thuis Voorbeeld").check()
    helper.locator("[name=reason]").fill("There is no other way.")
    helper.locator("[name=text]").fill(f"A child of 4 {name}.")
    helper.locator("[name=need-safety]").fill("Without this they do not know of the key.")
    check(helper, "weeks", "2")
    check(helper, "telling", "later")
    looks_right(helper, scripts)
    shots(helper, f"copies-form-{name}")
    helper.locator("button[value=propose]").click()
    # What is still missing is said, and nothing that was typed is gone.
    assert "Something is still missing" in helper.locator("main").inner_text()
    assert helper.locator("[name=need-safety]").input_value() == "Without this they do not know of the key."
    check(helper, "telling", "now")
    helper.locator("button[value=propose]").click()
    one = helper.url.split("?")[0]
    second = worker(Worker(desk.url, "iris", language="en"))
    second.goto(one)
    for there in (helper, second):
        text = there.locator("main").inner_text()
        assert f"Hij heeft een sleutel {name}." in text and "do not know of the key" in text and "Iets over slapen" not in text
    looks_right(second, scripts)
    shots(second, f"copies-second-{name}")
    second.locator("[name=p]").fill(PASSPHRASE)
    second.locator("[name=f]").fill(fresh_digits((desk.url, "iris")))
    second.locator("button[value=agree]").click()

    team = worker(Worker(desk.url, "vera", language="en"))
    team.goto(desk.url + "/en/work/received")
    for there in [link.get_attribute("href") for link in team.get_by_role("link", name="Read what was shared").all()]:
        team.goto(desk.url + there)
        if f"A child of 4 {name}." in team.locator("main").inner_text():
            break
    text = team.locator("main").inner_text()
    assert f"Hij heeft een sleutel {name}." in text and "Iets over slapen" not in text
    looks_right(team, scripts)
    shots(team, f"copies-team-{name}")

    page.goto(desk.url + "/nl/m")
    own.press("without")
    text = page.locator("main").inner_text()
    assert f"Een kopie van ‘Veilig zijn’, zoals het toen was:\n\nHij heeft een sleutel {name}." in text
    shots(page, f"copies-person-{name}")
    # And kept away from, that team opens it no more.
    page.goto(desk.url + "/nl/m")
    own.press("parts")
    own.press("agreed")
    own.press("never")
    page.locator("select[name=f]").select_option(label="Veilig Thuis Voorbeeld")
    own.press("bar")
    team.reload()
    assert "sleutel" not in team.locator("body").inner_text()
    second.goto(one)
    assert "This organisation can read this no more" in second.locator("main").inner_text()
    looks_right(second, scripts)
    shots(second, f"copies-stopped-{name}")
    page.goto(desk.url + "/nl/m")
    own.press("without")
    assert "nooit naar" in page.locator("main").inner_text()
    assert own.wrong == {}
