"""Sharing without consent: one worker proposes, a second one agrees with passphrase and code, the team reads exactly that, and the person is told."""

import pytest

from conftest import PHONE
from desk import PASSPHRASE, Worker, enter_in, fresh_digits
from test_closed_loop import begin, shot
from test_own_area import DESK
from test_own_story import check
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
