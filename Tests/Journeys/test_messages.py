"""A message with a code: written, kept, answered, found again, erased."""

import pytest

from messages import Visitor, leave_message


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# R: R7
def test_a_person_writes_keeps_the_code_and_comes_back_elsewhere(open_page, scripts):
    page = open_page(scripts=scripts)
    page.goto("/nl/schrijf")
    page.locator("button[name=go][value=write]").click()
    page.locator("textarea[name=m]").fill("Ik wil met iemand praten. 😀")
    page.wait_for_timeout(2300)
    page.locator("button[name=go][value=send]").click()
    words = page.locator(".code li").all_inner_texts()
    assert len(words) == 6
    assert page.url.endswith("/nl/m")
    page.locator("button[name=go][value=have]").click()
    page.locator("input[name=c]").fill(words[-1])
    page.locator("button[name=go][value=prove]").click()
    page.get_by_text("Ik wil met iemand praten. 😀").first.wait_for()

    other = open_page(scripts=scripts)
    other.goto("/nl/terug")
    other.locator("input[name=c]").fill("  ".join(words).upper())
    other.wait_for_timeout(2300)
    other.locator("button[name=go][value=enter]").click()
    other.get_by_text("Ik wil met iemand praten. 😀").first.wait_for()
    assert "praten" not in other.title() and all(word not in other.url for word in words)
    assert not page.seen.complaints and not other.seen.complaints
    assert all(url.startswith(page.url.split("/nl/")[0]) for url in page.seen.requests)


# R: R41
def test_the_exit_ends_the_session_on_the_server(open_page, server, neutral):
    page = open_page()
    page.goto("/nl/schrijf")
    page.locator("button[name=go][value=write]").click()
    page.locator("textarea[name=m]").fill("weg hier")
    page.wait_for_timeout(2300)
    page.locator("button[name=go][value=send]").click()
    page.locator(".code li").first.wait_for()
    cookie = next(one for one in page.context.cookies() if one["name"] == "s")
    page.locator(".exit .weg").click()
    page.wait_for_url(f"*://{neutral.host}/*")
    stranger = Visitor(server.url)
    stranger.opener.addheaders.append(("Cookie", f"s={cookie['value']}"))
    stranger.fetch("/nl/m")
    assert stranger.address.endswith("/nl/terug")
    assert "weg hier" not in stranger.text


def test_nobody_gets_a_cookie_before_the_first_message(server):
    visitor = Visitor(server.url)
    for path in ("/nl", "/nl/schrijf", "/nl/terug", "/nl/m", "/en/write"):
        visitor.fetch(path)
    visitor.fetch("/nl/schrijf").press("write")
    assert not list(visitor.cookies)


def test_pages_with_messages_have_sizes_that_tell_nothing(server):
    person, _ = leave_message(server.url, "kort")
    short = len(person.text.encode())
    person.press("send", m="x" * 300)
    assert short % 4096 == 0 and len(person.text.encode()) % 4096 == 0
    assert person.headers["Content-Encoding"] is None
    assert person.headers["Cache-Control"].startswith("no-store")


def test_an_erased_code_and_one_that_never_was_get_the_same_page(server):
    person, words = leave_message(server.url, "niet bewaren")
    person.press("erase").wait().press("wipe", c=" ".join(words))
    first = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(words))
    second = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c="0000 0000 0000 0000 0098")
    assert (first.status, first.main) == (second.status, second.main)


def test_what_was_typed_is_still_there_when_the_session_ended(server):
    person, words = leave_message(server.url, "eerste")
    person.cookies.clear()
    person.press("send", m="dit mag niet verloren gaan")
    assert "dit mag niet verloren gaan" in person.text
    person.wait().press("enter", c=" ".join(words))
    assert "dit mag niet verloren gaan" in person.text
