"""An organisation comes in by itself: the desk makes a code, the organisation says what it is, invites its people, reads out the digits of its key over
the telephone; only then it can be asked for somebody, and a changed key closes it again."""

import re

import pytest

from conftest import PHONE
from desk import Worker, digits, enter_in, fresh_digits, invitation_code, leave_messages, secret_of
from messages import Forms, Visitor
from test_referral import looks_right

WIDE = {"width": 1280, "height": 900}
PASS = "negen rode kranen draaien"


def colleague(administrator, url, login):
    """Invited by their administrator; enters and gives the worker."""
    administrator.fetch("/nl/werk/mensen")
    team = re.search(r'name="t" value="([0-9a-f]{32})"(?:(?!value=).)*?Intake<', administrator.text, re.S)
    administrator.send("/nl/werk/mensen", n=login.capitalize(), u=login, o="partner_worker", t=team.group(1), go="invite")
    code = invitation_code(administrator.text)
    worker = Worker(url, login, passphrase=PASS, enters=False)
    worker.fetch("/nl/werk/nieuw").send("/nl/werk/nieuw", k=code, go="code")
    worker.secret = secret_of(worker.text)
    worker.send("/nl/werk/nieuw", p=PASS, q=PASS, f=digits(worker.secret), go="choose")
    assert worker.cookie, worker.main
    return worker


def can_be_asked(sam, path, name):
    return name in sam.fetch(path + "/verder").main


@pytest.mark.parametrize("scripts, viewport, dark", [(True, PHONE, False), (False, WIDE, True)])
def test_an_organisation_comes_in_and_receives_after_a_call(desk, sam, noor, open_page, scripts, viewport, dark):
    name = f"Opvang {viewport['width']}"
    look = {"color_scheme": "dark" if dark else "light"}
    before = set(sam.conversations())
    leave_messages(desk.url, ("Verzonnen woorden.", ()))
    path = next(path for path in sam.conversations() if path not in before)
    sam.take(path)

    admin = enter_in(open_page(scripts=scripts, viewport=viewport, **look), noor, "people")
    admin.get_by_role("link", name="Organisaties").click()
    if scripts:
        looks_right(admin, f"partners-none-{viewport['width']}")
    admin.locator("#n").fill(name)
    admin.locator("button[value=invite]").click()
    admin.locator(".groups").wait_for()
    code = invitation_code(admin.content())
    assert code not in admin.url
    if scripts:
        looks_right(admin, f"partners-code-{viewport['width']}")

    page = open_page(scripts=scripts, viewport=viewport, **look)
    page.goto(desk.url + "/nl/werk/begin")
    page.locator("#k").fill("AAAAA BBBBB CCCCC DDDDD EEEEE")
    page.locator("main form button").click()
    assert "Deze code opent niets" in page.content()
    page.locator("#k").fill(code)
    page.locator("main form button").click()
    page.locator("#q").wait_for()
    assert page.locator("#o").input_value() == name and "Meldpunt Voorbeeld" in page.content()
    if scripts:
        looks_right(page, f"join-{viewport['width']}")
    secret = secret_of(page.content())
    page.locator("#t").fill("Intake")
    page.locator("#n").fill("Bea")
    page.locator("#u").fill(f"bea-{viewport['width']}")
    page.locator("#p").fill(PASS)
    page.locator("#q").fill(PASS)
    page.locator("#f").fill(digits(secret))
    page.locator("main form button").click()
    assert "Kies een plek in de gids" in page.content() and page.locator("#t").input_value() == "Intake"
    # A hospital and a school find themselves among the sorts.
    sorts = " ".join(page.locator("#kind option").all_inner_texts())
    assert "ziekenhuis" in sorts and "school" in sorts
    page.locator("#kind").select_option("shelter")
    page.locator("#p").fill(PASS)
    page.locator("#q").fill(PASS)
    page.locator("#f").fill(digits(secret))
    page.locator("main form button").click()
    page.get_by_text("Welkom, Bea").wait_for()
    if scripts:
        looks_right(page, f"join-welcome-{viewport['width']}")
    # Nobody is above the first administrator: only a second one can invite them again.
    assert "Nodig ook een tweede beheerder uit" in page.content()
    # The code is used up.
    again = Visitor(desk.url)
    again.fetch("/nl/werk/begin")
    form = Forms(again.text).forms[-1]
    again.fetch("/nl/werk/begin", form["fields"][:1] + [("k", code), ("go", "code")])
    assert "Deze code opent niets" in again.text

    bea = Worker(desk.url, f"bea-{viewport['width']}", passphrase=PASS, secret=secret, enters=False)
    fresh_digits((bea.url, bea.login), secret)
    bea.enter()
    cas = colleague(bea, desk.url, f"cas-{viewport['width']}")
    admin.goto(desk.url + "/nl/werk/organisaties")
    card = admin.locator("section.card", has_text=name)
    assert "nog niet gebeld" in card.inner_text() and not can_be_asked(sam, path, name)
    dina = colleague(bea, desk.url, f"dina-{viewport['width']}")
    # Nobody let her in: she reads that, and not only that there is nothing.
    assert "Je hebt de sleutel van je team nog niet" in dina.fetch("/nl/werk/binnen").main
    holder = enter_in(open_page(scripts=scripts, viewport=WIDE), cas, "teams")
    holder.locator("button[value^=admit]").click()
    assert "de sleutel van je team nog niet" not in dina.fetch("/nl/werk/binnen").main
    admin.reload()
    if scripts:
        looks_right(admin, f"partners-{viewport['width']}")
    # Its own people read out the digits that the desk sees.
    own = enter_in(open_page(scripts=scripts, viewport=viewport), bea, "people")
    own.goto(desk.url + "/nl/werk/organisaties")
    if scripts:
        looks_right(own, f"partners-own-{viewport['width']}")
    assert own.locator(".groups").inner_text().split() == card.locator(".groups").inner_text().split()
    assert own.locator("button[value^=vouch]").count() == 0
    # Calling is for the desk; they are called.
    # The sort that it chose stands where it reads about itself, where the desk hears its digits, and where somebody is asked.
    assert "Soort organisatie: Veilige plek" in own.content() and "Soort organisatie: Veilige plek" in card.inner_text()
    assert "Bel dan nog een keer" not in own.content() and "Het meldpunt belt dan nog een keer" in own.content()
    card.locator("button[value^=vouch]").click()
    assert "Schrijf met wie je sprak" in admin.content()
    card.locator("input[name^=w]").fill("Cas, intake")
    card.locator("button[value^=vouch]").click()
    assert "in orde" in card.inner_text() and "van Cas, intake" in card.inner_text()
    assert can_be_asked(sam, path, name) and "Intake. Veilige plek" in sam.main

    # Somebody leaves: another key, other digits, and nothing new until somebody calls again.
    bea.fetch("/nl/werk/mensen")
    person = re.search(r'Dina-(?:(?!</tr>).)*?value="ask_end-([0-9a-f]{32})"', bea.text, re.S).group(1)
    bea.send("/nl/werk/mensen", go=f"ask_end-{person}")
    bea.send("/nl/werk/mensen", go=f"end-{person}")
    cas.fetch("/nl/werk/teams")
    admin.goto(desk.url + "/nl/werk/organisaties")
    assert "andere sleutel" in card.inner_text() and not can_be_asked(sam, path, name)
    assert "de cijfers van daarvoor" in card.inner_text() and "hoorde Noor (verzonnen) deze cijfers" not in card.inner_text()


def test_nobody_else_sees_organisations(desk, sam, open_page):
    assert sam.fetch("/nl/werk/organisaties").status == 404
    page = open_page()
    page.goto(desk.url + "/en/work/begin")
    assert "Taking part with your organisation" in page.content()
