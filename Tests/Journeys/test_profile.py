"""What a browser keeps on disk after somebody wrote, came back and left: no word of it, and no title that tells."""

import sqlite3

import pytest

from conftest import PHONE
from traces import MARK, canary, code_forms, files_under, forms, found_in_files, stands_in
from walk import telling

NEUTRAL = "Weer"


@pytest.fixture
def at_home(tmp_path, playwright, launch, server):
    """Opens a browser that keeps what a browser keeps, in a folder of its own."""
    def make(**options):
        return playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"), **launch, viewport=PHONE, base_url=server.url, ignore_https_errors=True, **options)

    return make


def write(page):
    """Leaves a message and half of another. Gives the words and the digits of the code."""
    page.goto("/nl")
    page.goto("/nl/schrijf")
    page.locator("button[name=go][value=write]").click()
    page.locator("textarea[name=m]").fill(canary("message"))
    page.wait_for_timeout(2300)
    page.locator("button[name=go][value=send]").click()
    words = page.locator(".code li").all_inner_texts()
    number = "".join(one for one in page.locator(".digits").inner_text() if one.isdigit())
    page.locator("button[name=go][value=have]").click()
    page.locator("input[name=c]").fill(words[-1])
    page.locator("button[name=go][value=prove]").click()
    page.get_by_text(canary("message")).first.wait_for()
    page.locator("textarea[name=m]").fill(canary("half"))
    return words, number


def come_back(page, words):
    page.goto("/nl/terug")
    page.locator("input[name=c]").fill(" ".join(words))
    page.wait_for_timeout(2300)
    page.locator("button[name=go][value=enter]").click()
    page.get_by_text(canary("message")).first.wait_for()
    page.locator("textarea[name=m]").fill(canary("again"))


def history(profile):
    with sqlite3.connect(f"file:{profile}/Default/History?mode=ro&immutable=1", uri=True) as kept:
        return kept.execute("SELECT url, title FROM urls").fetchall()


def cookies(profile):
    with sqlite3.connect(f"file:{profile}/Default/Cookies?mode=ro&immutable=1", uri=True) as kept:
        return kept.execute("SELECT host_key, name FROM cookies").fetchall()


@pytest.mark.parametrize("leaves", ["exit", "window"])
# R: R7 R41
def test_the_profile_of_a_browser_holds_no_word_no_code_and_no_title_that_tells(tmp_path, at_home, neutral, leaves):
    profile = tmp_path / "profile"
    context = at_home()
    page = context.pages[0] if context.pages else context.new_page()
    words, number = write(page)
    come_back(page, words)
    held = [one["value"] for one in context.cookies() if one["name"] == "s"]
    assert held
    if leaves == "exit":
        page.locator(".exit .weg").click()
        page.wait_for_url(f"*://{neutral.host}/*")
        page.locator("h1").wait_for()
    page.wait_for_timeout(500)
    context.close()
    kept = history(profile)
    assert any(url.endswith("/nl/m") for url, _ in kept), "the browser kept nothing at all, so this shows nothing"
    assert leaves == "window" or (f"https://{neutral.host}/", NEUTRAL) in kept
    assert not [(url, title) for url, title in kept if telling(url) or telling(title) or "?" in url or "#" in url]
    # A closed window leaves its session to the browser, which ends it at the next start, and to the site, which ends it soon.
    assert cookies(profile) == ([] if leaves == "exit" else [("127.0.0.1", "s")])
    wanted = forms(MARK) | code_forms(words, number) | {"cookie": held[0].encode()}
    assert files_under(profile) and found_in_files(wanted, profile) == []
    # Nothing of the site stands in the cache, where somebody could read what it is about.
    pages = {f"page as {name}": form for name, form in forms("Wie leest dit").items()}
    assert found_in_files(pages, profile) == []
    # A new window of the same browser is a stranger.
    context = at_home()
    page = context.new_page()
    page.goto("/nl/m")
    assert page.url.endswith("/nl/terug") and not stands_in(page.content().encode(), wanted)
    context.close()
