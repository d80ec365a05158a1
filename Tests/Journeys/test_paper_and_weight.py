"""On paper the advice is one sheet without the site's name; over a bad line the first page comes in one round trip."""

import re
from urllib.parse import urlsplit

import pytest

from walk import Walk

ONE_ROUND_TRIP = 14_336


def sheets(page):
    pdf = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "10mm"))
    return len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", pdf)), pdf


@pytest.mark.parametrize("answers", [
    ("victim", "fine", "within_72h", "touched", "18_plus", "nightlife", "medical", "talk"),
    ("parent", "fine", "within_7_days", "touched", "under_12", "home", "safety", "medical"),
    ("victim", "fine", "longer_ago", "touched", "18_plus", "home", "therapy"),
    (),
], ids=["acute", "parent", "long ago", "skipped"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_advice_prints_on_one_sheet_without_the_name_of_the_site(open_page, settings, language, answers):
    page = open_page(viewport={"width": 1280, "height": 900})
    walk = Walk(page, language, answers).to_advice()
    page.emulate_media(media="print")
    printed = page.evaluate("document.body.innerText")
    for trace in (settings["brand"][language], "127.0.0.1"):
        assert trace not in printed
    for hidden in (".exit", "header.top", "footer", "form"):
        assert not page.locator(hidden).first.is_visible(), f"{hidden} would be printed"
    for slug in walk.first():
        assert page.locator(f"#{slug}").is_visible()
    count, pdf = sheets(page)
    assert count == 1, f"{count} sheets"
    assert settings["brand"][language].encode() not in pdf


@pytest.mark.parametrize("path", ["/nl", "/en"])
# R: R2 R37
def test_the_first_page_comes_in_one_round_trip_everything_included(open_page, server, path):
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls, sizes = {}, {}
    session.on("Network.requestWillBeSent", lambda event: urls.setdefault(event["requestId"], event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(path, wait_until="networkidle")
    fetched = {urlsplit(url).path: sizes[one] for one, url in urls.items() if one in sizes}
    assert path in fetched and set(fetched) <= {path, "/w.js", "/favicon.svg"}, fetched
    if "/favicon.svg" not in fetched:        # a browser without a window does not ask for it
        fetched["/favicon.svg"] = len(server.ask("GET", "/favicon.svg").body) + 1_200
    assert sum(fetched.values()) <= ONE_ROUND_TRIP, fetched


def test_a_question_and_an_advice_are_light_too(open_page):
    sizes = []
    Walk(open_page(), "nl", ("victim", "fine", "within_72h", "touched", "18_plus", "medical"),
         at_each_page=lambda page: sizes.append(len(page.content().encode()))).to_advice()
    assert max(sizes[:-1]) < 24_000 and sizes[-1] < 64_000, sizes
