"""What every answer says to the browser, to the letter; and what it never says."""

import base64
import gzip
import hashlib
from urllib.parse import urlsplit

import pytest

from crawl import Reading
from walk import Walk

PERMISSIONS = ("camera=(), microphone=(), geolocation=(), display-capture=(), browsing-topics=(), interest-cohort=(), "
               "clipboard-read=(), payment=(), usb=(), fullscreen=()")
# Where people write and come back: never listed, and with the linked style.
OWN_PAGES = {"/nl/schrijf", "/nl/schrijf?k=1", "/nl/terug", "/en/write", "/en/write?k=1", "/en/back"}
# What a server may add by itself.
OWN = {"content-length", "date", "connection"}


def policy(style, exit_url):
    where = urlsplit(exit_url)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return ("default-src 'none'; style-src 'self' 'sha256-" + digest + "'; img-src 'self'; font-src 'none'; script-src 'self'; "
            f"connect-src 'self'; form-action 'self' {where.scheme}://{where.netloc}; frame-src 'self'; frame-ancestors 'none'; "
            "base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'")


def base(style, settings):
    return {
        "content-security-policy": policy(style, settings["exit_url"]),
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "permissions-policy": PERMISSIONS,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-frame-options": "DENY",
    }


def page_headers(style, settings):
    return base(style, settings) | {
        "cache-control": "no-store, max-age=0", "content-type": "text/html; charset=utf-8", "pragma": "no-cache"}


def given(headers):
    return {key: value for key, value in headers.items() if key not in OWN}


@pytest.fixture(scope="module")
def style(crawl):
    return crawl.pages["/nl"].reading.style


# R: R41
def test_every_page_has_exactly_these_headers(crawl, settings, style):
    # A page that is the same for everybody may come packed; one with a ticket in its form is not.
    plain, packed = page_headers(style, settings), page_headers(style, settings) | {"vary": "Accept-Encoding"}
    wrong = {page.path: given(page.headers) for page in crawl
             if given(page.headers) != (plain | {"x-robots-tag": "noindex, noarchive"} if page.path in OWN_PAGES
                                        else plain if "ticket" in page.reading.hidden else packed)}
    assert wrong == {}


def test_pages_that_come_after_a_form_and_after_a_mistake_have_them_too(server, settings, style):
    expected = page_headers(style, settings)
    for method, path, body in [("POST", "/nl/vragen", "go=skip"), ("POST", "/en/what-now", "p=6811"), ("POST", "/nl/lijst", "o=yes"),
                               ("GET", "/nl/niet-hier", None), ("GET", "/en/card/zzzzz", None), ("POST", "/nl/vragen", "ticket=%zz"),
                               ("POST", "/nl/vragen", "a" * 100_000)]:
        assert given(server.ask(method, path, body).headers) == expected, f"{method} {path}"


def test_only_what_is_the_same_for_everybody_comes_packed(server):
    packed = {"accept-encoding": "gzip, deflate, br"}
    answer = server.ask("GET", "/nl", headers=packed)
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == server.ask("GET", "/nl").body
    # What hangs on a person's answers does not, because its size would tell of them.
    ticket = Reading(server.ask("GET", "/nl/vragen").text).hidden["ticket"]
    for path, body in [("/nl/vragen", f"ticket={ticket}&go=show"), ("/nl/wat-nu", f"ticket={ticket}&n=deaf"), ("/nl/lijst", "o=yes")]:
        assert "content-encoding" not in server.ask("POST", path, body, packed).headers, path


def test_the_parts_of_a_page_may_be_kept_and_the_exit_may_not(server, settings, style):
    for_ever, for_now = "public, max-age=31536000, immutable", "public, max-age=600"
    for path, kind, kept in [
        ("/w.js?v=1", "text/javascript", for_ever), ("/s.css?v=1", "text/css", for_ever), ("/w.js", "text/javascript", for_now),
        ("/robots.txt", "text/plain", for_now),
    ]:
        assert given(server.ask("GET", path).headers) == base(style, settings) | {
            "cache-control": kept, "content-type": f"{kind}; charset=utf-8"}, path
    assert server.ask("GET", "/favicon.svg").headers["content-type"] == "image/svg+xml"
    assert given(server.ask("POST", "/weg", "").headers) == base(style, settings) | {
        "cache-control": "no-store, max-age=0", "clear-site-data": '"cookies", "storage"', "location": settings["exit_url"],
        # Leaving takes both sessions away, whether there were any or not.
        "set-cookie": "w=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"}


def test_the_front_door_leads_to_a_language_the_browser_knows(server, settings, style):
    for accepted, path in [(None, "/nl"), ("en-GB,en;q=0.9", "/en"), ("ar, nl;q=0.5", "/nl"), ("de", "/nl")]:
        answer = server.ask("GET", "/", headers={"accept-language": accepted} if accepted else {})
        assert (answer.status, answer.headers["location"]) == (303, path)
        assert "no-store" in answer.headers["cache-control"]


# R: R7 R41
def test_no_answer_sets_a_cookie_or_names_the_server(crawl, server):
    answers = [page.all_headers for page in crawl]
    for method, path, body in [("POST", "/weg", ""), ("GET", "/weg", None), ("POST", "/nl/vragen", "go=skip"), ("GET", "/w.js", None),
                               ("GET", "/", None), ("GET", "/api/v1/services", None), ("GET", "/nope", None)]:
        answers.append(server.ask(method, path, body).all_headers)
    for headers in answers:
        headers = [(name, value) for name, value in headers if not (name == "set-cookie" and value.endswith("Max-Age=0"))]
        names = {name for name, _ in headers}
        assert not names & {"set-cookie", "server", "x-powered-by", "etag", "last-modified", "report-to", "nel", "link", "refresh"}
        assert len(names) == len(headers), "a header came twice"


def test_a_page_holds_no_script_or_style_of_its_own_but_the_one_whose_hash_is_named(crawl, style):
    for page in crawl:
        assert page.reading.style == ("" if page.path in OWN_PAGES else style), page.path
        assert page.reading.inline == [], page.path
        assert all(source.startswith("/") and not source.startswith("//") for source in page.reading.sources), page.path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_browser_asks_nobody_else_and_complains_of_nothing(open_page, server, crawl, language):
    page = open_page()
    for one in crawl.some(language):
        page.goto(one.path)
    Walk(page, language, ("victim", "fine")).to_advice()
    assert page.seen.complaints == []
    assert {urlsplit(url).netloc for url in page.seen.requests} == {server.host}
