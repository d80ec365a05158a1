"""The whole way on one small phone, in one sitting: from the first question to help that has begun. Every address that a worker sees on the way is
then asked for by everybody to whom it is not meant."""

import re

import pytest

from conftest import PHONE
from desk import Worker, enter_in
from shots import shot
from test_closed_loop import again, open_referral
from test_own_area import DESK, Own
from test_own_story import check
from test_referral import looks_right, step
from walk import Walk

WORDS = {
    "nl": {"story": "Wat ik maar 1 keer vertel.", "ask": "Ik zoek iemand om mee te praten.", "begun": "begonnen", "room": "heeft plek",
           "read": "Las het deel ‘Wat er is gebeurd’", "only": "Alleen jij kunt dit deel lezen."},
    "en": {"story": "What I tell only once.", "ask": "I look for somebody to talk with.", "begun": "begun", "room": "has room",
           "read": "Read the part ‘What happened’", "only": "Only you can read this part."},
}


@pytest.mark.parametrize("language", ["nl", "en"])
# R: R19 R21 R22 R29 R62
def test_from_the_first_question_to_help_that_has_begun(desk, sam, open_page, language):
    said = WORDS[language]
    page = open_page(viewport=PHONE, base_url=desk.url)
    own = Own(page, language)
    before = set(sam.conversations())
    walk = Walk(page, language, ("victim", "fine", "longer_ago", "18_plus", "touched", "therapy")).to_advice()
    assert walk.first(), "the advice names nobody"
    shot(page, f"sitting-advice-{language}")
    own.press("before")
    own.press("write")
    page.wait_for_timeout(2100)
    check(page, "t", "yes")
    own.press("send", m=said["ask"])
    words = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c=words[-1])
    own.press("parts")
    own.press("part-story")
    assert said["only"] in page.locator("main").inner_text()
    own.press("put-story", e=f"{said['story']} {language}")
    own.press("parts")
    own.press("agreed")
    own.press("where")
    own.press("request")
    page.get_by_label("Traumahulp Voorbeeld").check()
    own.press("send_request", e=f"{said['ask']} {language}")
    shot(page, f"sitting-asked-{language}")

    tess = Worker(desk.url, "tess")
    partner = open_page(viewport=DESK)
    open_referral(partner, tess, desk.url, f"{said['ask']} {language}")
    referral = partner.url.split("?")[0]
    assert said["story"] not in partner.content()
    step(partner, "accepted", text_accepted="Kom maar.")

    page.goto(desk.url + f"/{language}/m")
    own.look("room")
    own.press("parts")
    own.press("agreed")
    own.press("where")
    assert said["room"] in page.locator("main").inner_text()
    own.tap(page.locator("button[value^=may-]").first, "may")
    for part in page.locator("input[name=g]:checked").all():
        part.uncheck()
    # One part with words and two that are empty still: links below each other can be pressed with a thumb.
    for part in ("contact", "story", "safety"):
        check(page, "g", part)
    check(page, "s", "all")
    own.press("show")
    shot(page, f"sitting-preview-{language}")
    own.press("yes")

    partner.goto(referral)
    part = desk.url + partner.locator("main a[href$='/2']").first.get_attribute("href")
    share = desk.url + partner.locator("main a[href*='/werk/d/']").first.get_attribute("href").split("?")[0]
    partner.goto(part)
    assert f"{said['story']} {language}" in partner.locator("main").inner_text()
    partner.goto(referral)
    step(partner, "begun")
    looks_right(partner, f"sitting-begun-{language}")

    again(own)
    assert said["begun"] in page.locator("main").inner_text()
    shot(page, f"sitting-where-{language}")
    own.press("back")
    own.press("who")
    assert said["read"] in page.locator("main").text_content()
    shot(page, f"sitting-who-{language}")
    assert own.wrong == {}

    # Everybody else, by every address of the way.
    path = next(path for path in sam.conversations() if path not in before)
    for login in ("cato", "hilde", "vera", "pim", "lena", "olga", "wout", "petra", "noor", "joost"):
        other = enter_in(open_page(viewport=DESK, scripts=False), Worker(desk.url, login))
        for address in (part, share, f"{share}/2?w=1", f"{share}/2"):
            answer = other.goto(address)
            assert answer.status == 404 and said["story"] not in other.content(), (login, address)
        if login != "joost":
            for address in (referral, desk.url + path):
                assert other.goto(address).status == 404 and said["ask"] not in other.content(), (login, address)
    # The desk that asked follows how it goes, and reads nothing of what was shared.
    helper = enter_in(open_page(viewport=DESK, scripts=False), sam)
    for address in (part, share):
        assert helper.goto(address).status == 404, address
    assert helper.goto(referral).status == 200 and said["story"] not in helper.content()
    # And somebody else's own pages do not know of it either.
    stranger = Own(open_page(viewport=PHONE), language)
    stranger.page.goto(desk.url + {"nl": "/nl/schrijf", "en": "/en/write"}[language])
    stranger.press("write")
    stranger.page.wait_for_timeout(2100)
    stranger.press("send", m="Iemand anders.")
    forms = stranger.page.locator("main form").first
    ticket = forms.locator("input[name=ticket]").get_attribute("value")
    for go in ("may-", "halted-", "undo-", "end-"):
        name = re.search(r"/([0-9a-f]{32})$", referral if go in ("may-", "halted-") else share).group(1)
        answer = stranger.page.request.post(
            desk.url + f"/{language}/m", form={"ticket": ticket, "go": go + name}, headers={"Origin": desk.url})
        assert said["story"] not in answer.text() and "Traumahulp" not in answer.text(), go
    partner.goto(part)
    assert said["story"] in partner.locator("main").inner_text()
