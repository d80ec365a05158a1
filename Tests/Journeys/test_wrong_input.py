"""Whatever is sent, the answer is a calm page in the right language, with a way on and 112."""

import pytest

from crawl import Reading
from local_server import LocalServer

# Words of machines that have no place on a page for people.
INSIDE = ["exception", "error:", "fatal", "swift", "hummingbird", "stack", "nil", "decoding", "null", "traceback"]


def calm(answer, language, status):
    assert answer.status == status
    page = Reading(answer.text)
    assert page.language == language and len(page.h1) == 1
    hrefs = [href for href, _ in page.links]
    assert f"/{language}" in hrefs and "tel:112" in hrefs, "no way on"
    assert page.forms.count(("post", "/weg")) == 2
    assert not [word for word in INSIDE if word in page.text.lower()]
    assert answer.headers["cache-control"].startswith("no-store")


def asked(answer, language, status):
    """A question is shown again, with a kind word."""
    assert answer.status == status, answer.text[:400]
    page = Reading(answer.text)
    assert page.language == language and len(page.h1) == 1 and page.hidden.get("ticket")


def ticket(server, path="/nl/vragen"):
    return Reading(server.ask("GET", path).text).hidden["ticket"]


@pytest.mark.parametrize("language,path", [
    ("nl", "/nl/niet-hier"), ("en", "/en/not-here"), ("nl", "/nl/kaart/zzzzz"), ("en", "/en/card/zzzzz"), ("nl", "/nl/lezen/zz"),
    ("en", "/en/read/%2e%2e%2f%2e%2e%2fetc"), ("nl", "/nl/kaart/%00"), ("nl", "/nl/vragen/meer"), ("nl", "/favicon.ico"), ("nl", "/fr"),
    ("nl", "/nl/kaart/<script>alert(1)</script>".replace("<", "%3C").replace(">", "%3E")), ("nl", "/wp-login.php"), ("nl", "/.env")])
def test_what_is_not_there_is_said_calmly(server, language, path):
    answer = server.ask("GET", path)
    calm(answer, language, 404)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("language,path", [("nl", "/nl/vragen"), ("en", "/en/questions")])
@pytest.mark.parametrize("wrong", ["x", "A" * 400, "....", "%F0%9F%9A%AA", "AAAA%3D%3D", ""])
def test_a_ticket_that_is_not_ours_starts_the_questions_again(server, language, path, wrong):
    asked(server.ask("POST", path, f"ticket={wrong}&a=victim&go=next"), language, 422)


def test_a_changed_ticket_starts_the_questions_again(server):
    good = ticket(server)
    for place in (0, len(good) // 2, len(good) - 2):
        changed = good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1:]
        asked(server.ask("POST", "/nl/vragen", f"ticket={changed}&a=victim&go=next"), "nl", 422)


def test_a_ticket_from_before_a_restart_goes_on_and_one_of_another_site_starts_the_questions_again(server, tmp_path):
    with LocalServer() as before:
        old = ticket(before)
    asked(server.ask("POST", "/nl/vragen", f"ticket={old}&a=victim&go=next"), "nl", 200)
    with LocalServer(data=tmp_path) as other:
        foreign = ticket(other)
    asked(server.ask("POST", "/nl/vragen", f"ticket={foreign}&a=victim&go=next"), "nl", 422)


def test_answers_that_do_not_exist_are_no_answer(server):
    asked(server.ask("POST", "/nl/vragen", f"ticket={ticket(server)}&a=nobody&t=nothing&go=next"), "nl", 422)
    asked(server.ask("POST", "/nl/vragen", f"ticket={ticket(server)}&a=victim&a=parent&go=next"), "nl", 200)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("language,path", [("nl", "/nl/vragen"), ("en", "/en"), ("nl", "/weg")])
def test_a_wrong_method_is_answered_calmly(server, method, language, path):
    answer = server.ask(method, path, "")
    assert answer.status in (404, 405)
    if answer.status == 405:
        assert answer.headers.get("allow")
    calm(answer, language, answer.status)


@pytest.mark.parametrize("path,language", [("/nl/vragen", "nl"), ("/en/what-now", "en"), ("/nl/lijst", "nl")])
def test_too_much_is_refused_calmly(server, path, language):
    calm(server.ask("POST", path, "a=" + "x" * 100_000), language, 413)
    # and the server goes on
    assert server.ask("GET", "/nl").status == 200


@pytest.mark.parametrize("body", ["ticket=%00", "p=%00%00", "%", "a=%zz", b"\xff\xfe\x00", "a=%ff", "&".join("a=1" for _ in range(500))])
@pytest.mark.parametrize("path,language", [("/nl/vragen", "nl"), ("/en/what-now", "en"), ("/en/list", "en")])
def test_what_is_no_form_is_refused_calmly(server, path, language, body):
    calm(server.ask("POST", path, body), language, 400)


def test_a_form_sent_on_by_another_site_is_refused(server):
    for where in ("cross-site", "same-site"):
        calm(server.ask("POST", "/nl/vragen", f"ticket={ticket(server)}&go=skip", {"sec-fetch-site": where}), "nl", 403)
    assert server.ask("POST", "/nl/vragen", f"ticket={ticket(server)}&go=skip", {"sec-fetch-site": "same-origin"}).status == 200


def test_what_was_typed_comes_back_as_text_and_never_as_a_page(server):
    nasty = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'"
    for path in ("/nl/wat-nu", "/nl/lijst"):
        answer = server.ask("POST", path, "p=" + "".join(f"%{byte:02x}" for byte in nasty.encode()))
        page = Reading(answer.text)
        assert answer.status == 422 and page.inline == []
        assert "<script>alert" not in answer.text and "<img" not in answer.text


def test_head_answers_as_get_without_a_body(server):
    for path in ("/nl", "/w.js", "/nl/niet-hier"):
        get, head = server.ask("GET", path), server.ask("HEAD", path)
        assert head.status == get.status and head.body == b""


def test_a_query_changes_nothing_and_comes_back_nowhere(server):
    answer = server.ask("GET", "/nl/vragen?ticket=abc&a=canary")
    assert answer.status == 200 and "canary" not in answer.text
