"""What people let a team read without a referral: a list of numbers, a choice of what it is opened for, the part, and after taking back nothing."""

import re

import pytest

from conftest import PHONE
from desk import Worker, enter_in
from shots import shot, shots
from test_closed_loop import again, ask, begin, open_referral, tap
from test_referral import looks_right, step

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
    assert words not in officers["wout"].content()
    assert "deel van een dossier geopend: Verhaal" in officers["wout"].locator("main").inner_text()
    for login in ("petra", "ruud"):
        assert officers[login].locator("h1").inner_text() == "Wie wat inzag" and words not in officers[login].content()
    if scripts:
        looks_right(officers["wout"], f"officer-{viewport['width']}")
    answer(own, officers, words, scripts, desk.url)
    assert words not in partner.content()
    page.goto(desk.url + "/nl/m")
    own.press("parts")
    own.press("agreed")
    page.locator("button[value^=end-]").first.click()
    page.locator("button[value^=undo-]").first.click()
    assert partner.goto(desk.url + found).status == 404
    assert "De persoon trok het in, de tijd is om, of iemand van jullie gaf het terug." in partner.locator("main").inner_text()
    partner.goto(desk.url + "/nl/werk/delen")
    assert partner.locator(f"a[href='{found}']").count() == 0


def answer(own, officers, words, scripts, url):
    """The officer opens it, writes what was found, and marks it once more; the person reads both where they read who looked."""
    page, wout = own.page, officers["wout"]
    width = page.viewport_size["width"]
    wout.locator("a[href^='/nl/werk/inzage/b/']", has_text="nog niet bekeken").first.click()
    wout.wait_for_url("**/inzage/b/*")
    assert words in wout.locator("main").inner_text()
    if scripts:
        looks_right(wout, f"remark-{width}")
    for login in ("petra", "ruud"):
        assert officers[login].goto(wout.url).status == 404
    found = f"Tess viel in voor Tom {width}."
    wout.locator("textarea").fill(found)
    wout.locator("button[value=answer]").click()
    assert "Je antwoord staat bij de persoon" in wout.locator("main").inner_text()
    wout.locator("button[value=mark]").click()
    assert "De persoon kan zien dat ernaar gekeken is" in wout.locator("main").inner_text()
    wout.goto(url + "/nl/werk/inzage")
    assert "nog niet bekeken" not in wout.locator("main").inner_text() and words not in wout.content()
    page.goto(url + "/nl/m")
    own.press("who")
    said = page.locator("main").inner_text()
    assert words in said and found in said and "De privacybewaker van Traumahulp Voorbeeld keek ernaar op" in said
    assert "Er staat geen antwoord bij" in said
    if scripts:
        looks_right(page, f"remark-answered-{width}")


@pytest.mark.parametrize("scripts, viewport", [(True, PHONE), (False, WIDE)])
# R: R22 R62
def test_a_team_gives_back_what_it_needs_not_and_the_person_reads_it(desk, sam, tess, open_page, scripts, viewport):
    name = f"{viewport['width']}-{scripts}"
    page = open_page(scripts=scripts, viewport=viewport)
    own, _ = begin(page, desk.url, scripts=scripts)
    own.press("parts")
    for part in ("story", "medical"):
        own.press("part-" + part)
        own.press("put-" + part, e=f"{part} {name}")
        own.press("parts")
    question = f"Ik zoek iemand om mee te praten {name}"
    ask(own, "Traumahulp Voorbeeld", question)
    partner = open_page(scripts=scripts, viewport=viewport)
    open_referral(partner, tess, desk.url, question)
    step(partner, "accepted", text_accepted="Kom maar.")
    again(own)
    tap(own, "may")
    for part in ("story", "medical"):
        page.locator(f"input[name=g][value={part}]").check()
    page.locator("input[name=s][value=all]").check()
    own.press("show")
    own.press("yes")

    partner.reload()
    referral = partner.url
    partner.get_by_role("link", name="Geef het terug").click()
    # They came to do just that: it is open, and nothing is chosen for them.
    assert partner.locator("details#back").get_attribute("open") is not None
    if scripts:
        shots(partner, f"give-back-{name}")
    partner.get_by_label("we hebben het niet nodig om te helpen").check()
    partner.get_by_role("button", name="Geef ‘Lichaam en gezondheid’ terug").click()
    assert "Teruggegeven. Jullie kunnen het niet meer openen." in partner.locator("main").inner_text()
    if scripts:
        looks_right(partner, f"given-back-{name}")
    share = partner.url.split("?")[0]
    partner.goto(referral)
    text = partner.locator("main").inner_text()
    assert "gaf iets terug dat de persoon liet lezen" in text and partner.get_by_role("link", name="Lichaam en gezondheid").count() == 0
    address = partner.get_by_role("link", name="Verhaal").get_attribute("href")
    assert partner.goto(desk.url + address.rsplit("/", 1)[0] + "/3").status == 404

    again(own)
    assert "gaf iets terug dat zij niet nodig hadden" in page.locator("main").text_content()
    own.press("agreed")
    text = page.locator("main").inner_text()
    assert "Traumahulp Voorbeeld had ‘Je lichaam’ niet nodig, en kan het niet meer lezen. (Vandaag)" in text
    assert "Je lichaam" not in next(line for line in text.split("\n") if line.startswith("Mag lezen: "))
    shot(page, f"given-back-own-{name}")
    own.press("parts")
    own.press("part-medical")
    assert "Alleen jij kunt dit deel lezen." in page.locator("main").inner_text()

    # The rest as well; help goes on.
    partner.goto(share)
    partner.locator("details#back summary").click()
    partner.get_by_role("button", name="Geef alles terug").click()
    assert "Alles is teruggegeven." in partner.locator("main").inner_text()
    assert partner.goto(share).status == 404
    partner.goto(referral)
    assert "Jullie gaven het terug" in partner.locator("main").inner_text()
    step(partner, "begun")
    own.press("parts")
    own.press("agreed")
    text = page.locator("main").text_content()
    assert "kan er niets meer van lezen. Jij hoeft niets te doen. (Vandaag)" in text and "De tijd die jij koos, is om." not in text
    shot(page, f"given-back-all-{name}")
    own.press("parts")
    own.press("back")
    own.press("who")
    assert "Gaf het deel ‘Je lichaam’ terug" in page.locator("main").text_content()
    # The desk sees that it was done, and not which part.
    sam.go("sent")
    links = re.findall(r'href="(/nl/werk/v/[0-9a-f]{32})"', sam.text)
    seen = next(text for text in (sam.fetch(link).main for link in dict.fromkeys(links)) if question in text)
    assert "gaf iets terug dat de persoon liet lezen" in seen and "Lichaam" not in seen
    assert own.wrong == {}
