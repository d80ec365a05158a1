"""What a visitor types or chooses stands nowhere afterwards: not in an address, not in what the server says, not on the page."""

import re

import pytest

from walk import PATHS, Walk


@pytest.fixture(scope="module")
def postcode(crawl):
    """Four digits that exist as a postcode and stand on no advice page by themselves."""
    text = crawl.pages["/nl/wat-nu"].html
    return next(code for code in ("7325", "6811", "9401", "4381", "8232") if code not in re.sub(r'value="[^"]{20,}"', "", text))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R7 R41 R74
def test_a_postcode_makes_the_advice_fit_and_is_gone(open_page, server, postcode, scripts):
    page = open_page(scripts=scripts)
    Walk(page, "nl", ("victim", "fine")).to_advice()
    page.locator("main details:has(form) > summary").click()
    page.locator('main input[name="p"]').fill(postcode)
    with page.expect_navigation() as posted:
        page.locator('main button[value="refine"]').click()
    assert posted.value.status == 200
    assert page.url.endswith(PATHS["nl"]["advice"])
    html = re.sub(r'name="ticket" value="[^"]*"', "", posted.value.text())
    assert postcode not in html
    assert page.locator('main select[name="r"] option:checked').get_attribute("value").startswith("VR")
    assert postcode not in server.said()
    assert not any(postcode in url for url in page.seen.requests)


def test_a_postcode_that_is_none_comes_back_to_be_mended(open_page, server, words):
    page = open_page()
    page.goto("/nl/wat-nu")
    page.locator("main details:has(form) > summary").click()
    page.locator('main input[name="p"]').fill("qqqxyz")
    with page.expect_navigation() as posted:
        page.locator('main button[value="refine"]').click()
    assert posted.value.status == 422
    field = page.locator('main input[name="p"]')
    assert field.input_value() == "qqqxyz" and field.get_attribute("aria-invalid") == "true"
    assert field.is_visible(), "the field that must change is folded away"
    assert "qqqxyz" not in server.said()


def test_the_ticket_in_the_form_shows_nothing_of_the_answers(open_page):
    page = open_page()
    walk = Walk(page, "nl", ("victim",))
    walk.start()
    walk.answer()
    ticket = page.locator('main input[name="ticket"]').get_attribute("value")
    assert "victim" not in ticket and re.fullmatch(r"[A-Za-z0-9_=.-]+", ticket)


def test_fields_are_kept_by_no_browser(crawl):
    for page in crawl:
        for field in re.findall(r"<input(?![^>]*type=\"(?:hidden|radio|checkbox)\")[^>]*>", page.html):
            for word in ('autocomplete="off"', 'spellcheck="false"', 'autocapitalize="off"'):
                assert word in field, f"{field} on {page.path}"


def test_the_server_says_nothing_of_where_anyone_went(crawl, server):
    for path in ("/nl/vragen", "/en/questions", "/nl/lijst", "/nl/wat-nu"):
        server.ask("POST", path, "p=9999&k=police&ticket=secretsecret", {"user-agent": "canary-agent", "x-forwarded-for": "203.0.113.9"})
    server.ask("GET", "/nl/canary-path?canary=query", headers={"referer": "https://canary.example/"})
    said = server.said().replace(f"Entree: {server.url}/nl", "").replace("Work side: /nl/werk", "")
    for trace in ("/nl", "/en", "canary", "203.0.113.9", "127.0.0.1", "secretsecret", "GET ", "POST "):
        assert trace not in said, f"{trace!r} stands in what the server says"
