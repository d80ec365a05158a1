"""What people let a team read without a referral: a list of numbers, a choice of what it is opened for, the part, and after taking back nothing."""

import pytest

from conftest import PHONE
from desk import Worker, enter_in
from test_closed_loop import begin
from test_referral import looks_right

WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize("scripts, viewport", [(True, PHONE), (False, WIDE)])
def test_a_team_finds_what_somebody_shares_and_says_what_it_is_for(desk, tess, open_page, scripts, viewport):
    own, _ = begin(open_page(scripts=scripts, viewport=viewport), desk.url, scripts=scripts)
    own.press("parts")
    own.press("part-story")
    own.press("put-story", e=f"Het hele verhaal {viewport['width']}")
    own.press("parts")
    own.press("agreed")
    own.press("share")
    page = own.page
    page.get_by_label("Traumahulp Voorbeeld").check()
    page.locator("input[name=g][value=story]").check()
    page.locator("input[name=s][value=all]").check()
    own.press("show")
    own.press("yes")
    assert "Traumahulp Voorbeeld" in page.content()

    # Where they come in, though nobody was referred.
    partner = enter_in(open_page(scripts=scripts, viewport=viewport), tess, "received")
    assert "jullie iets lezen" in partner.locator("main").inner_text()
    if scripts:
        looks_right(partner, f"received-shares-{viewport['width']}")
    partner.get_by_role("link", name="Bekijk wat gedeeld is").click()
    partner.wait_for_url("**/nl/werk/delen")
    if scripts:
        looks_right(partner, f"shares-{viewport['width']}")
    before = partner.locator("table a[href^='/nl/werk/d/']").count()
    assert before >= 1 and "Rechtstreeks van de persoon" in partner.locator("main").inner_text()
    found = None
    for link in [one.get_attribute("href") for one in partner.locator("table a[href^='/nl/werk/d/']").all()]:
        partner.goto(desk.url + link)
        partner.locator("button[name=go][value='2']").click()
        assert "Kies eerst waarvoor je het opent" in partner.content()
        if scripts and found is None:
            looks_right(partner, f"share-{viewport['width']}")
        partner.get_by_label("ik bereid hulp voor").check()
        partner.locator("button[name=go][value='2']").click()
        if f"Het hele verhaal {viewport['width']}" in partner.locator("main").inner_text():
            found = link
            break
    assert found, "the part was not opened"
    # By the address of the part alone nothing is opened.
    bare = partner.url.split("?")[0]
    partner.goto(bare)
    assert "Het hele verhaal" not in partner.content() and "Waarvoor open je dit?" in partner.content()

    own.press("parts")
    own.press("back")
    own.press("who")
    assert "om je te helpen" in page.locator("main").inner_text()
    # 'This is not right' reaches who watches over it at that very organisation, and nobody else.
    words = f"Ik ken iemand daar {viewport['width']}."
    own.press("wrong")
    page.get_by_label("Traumahulp Voorbeeld").check()
    own.press("remark", e=words)
    assert "Je bericht is verstuurd" in page.locator("main").inner_text()
    officers = {login: enter_in(open_page(scripts=scripts, viewport=viewport), Worker(desk.url, login), "log") for login in ("wout", "petra", "ruud")}
    assert words in officers["wout"].locator("main").inner_text()
    assert "deel van een dossier geopend: Verhaal" in officers["wout"].locator("main").inner_text()
    for login in ("petra", "ruud"):
        assert officers[login].locator("h1").inner_text() == "Wie wat inzag" and words not in officers[login].content()
    if scripts:
        looks_right(officers["wout"], f"officer-{viewport['width']}")
    assert words not in partner.content()
    page.goto(desk.url + "/nl/m")
    own.press("parts")
    own.press("agreed")
    page.locator("button[value^=end-]").first.click()
    page.locator("button[value^=undo-]").first.click()
    assert partner.goto(desk.url + found).status == 404
    assert "De persoon trok het in, of de tijd is om." in partner.locator("main").inner_text()
    partner.goto(desk.url + "/nl/werk/delen")
    assert partner.locator(f"a[href='{found}']").count() == 0
