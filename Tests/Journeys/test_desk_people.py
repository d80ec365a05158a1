"""Who works at the desk: inviting, letting in, roles, and that nobody sees what is not theirs."""

import re
import shutil
import subprocess
import tempfile

import pytest

from desk import PATHS, WIDE, Worker, accept, digits, events, fresh_digits, invitation_code, leave_messages, secret_of, silent
from local_server import CHEAP, DEBUG, ROOT, LocalServer


# ---- people and teams

@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_somebody_is_invited_chooses_a_passphrase_is_compared_and_let_in(open_page, page_of, desk, sam, noor, written, scripts):
    login = "bowie" if scripts else "cemal"
    _, path = written("Voor wie er net bij komt")
    admin = page_of(noor, "people", scripts=scripts)
    admin.locator("#n").fill(login.capitalize())
    admin.locator("#u").fill(login)
    admin.locator("input[name=o][value=helper]").check()
    admin.locator("label", has_text="Beantwoordt berichten").check()
    admin.locator("button[value=invite]").click()
    admin.locator(".groups").wait_for()
    code = invitation_code(admin.content())
    assert code not in admin.url

    page = open_page(scripts=scripts, viewport=WIDE)
    page.goto(desk.url + PATHS["nl"]["entry"])
    page.get_by_text("Ik ben uitgenodigd").click()
    page.locator("#k").fill("AAAAA BBBBB CCCCC DDDDD EEEEE")
    page.locator("main button").click()
    page.locator(".urgent h2").wait_for()
    page.locator("#k").fill(code.lower().replace("-", " "))
    page.locator("main button").click()
    page.locator("#q").wait_for()
    secret = secret_of(page.content())
    for field in ("#p", "#q"):
        page.locator(field).fill("zes groene boten op een rij")
    page.locator("#f").fill(digits(secret))
    page.locator("main button").click()
    page.get_by_text(f"Welkom, {login.capitalize()}").wait_for()
    own = page.locator(".groups").inner_text()
    page.goto(desk.url + "/nl/werk")
    assert "nog niet toegelaten" in page.locator("main").inner_text() and path not in page.content()

    holder = page_of(sam, "teams", scripts=scripts)
    row = holder.locator("tr", has_text=login.capitalize())
    assert row.locator(".groups").inner_text().split() == own.split() and len("".join(own.split())) == 30
    row.locator("button").click()
    holder.wait_for_url("**?n=admitted")
    page.goto(desk.url + path)
    assert "Voor wie er net bij komt" in page.locator("main").inner_text()

    # Whoever goes is out at once, and the team goes on with a new key.
    admin.goto(desk.url + PATHS["nl"]["people"])
    admin.locator("tr", has_text=login.capitalize()).locator("button[value^=ask_end]").click()
    admin.locator("main button").click()
    admin.wait_for_url("**?n=ended")
    page.goto(desk.url + path)
    assert page.url.endswith("/nl/werk/in?n=ended")
    assert "Voor wie er net bij komt" in sam.fetch(path).main
    assert sam.go("inbox").status == 200 and "krijgt een nieuwe sleutel" not in sam.main
    gone = Worker(desk.url, login, passphrase="zes groene boten op een rij", secret=secret, enters=False).go("entry")
    assert gone.send(PATHS["nl"]["entry"], u=login, p=gone.passphrase, f=fresh_digits(login, secret)).status == 422
    silent(holder, desk.url)


def test_a_team_with_one_holder_says_that_it_needs_a_second(page_of, noor, joost):
    assert "Heeft een tweede persoon nodig" in noor.go("people").main
    assert "heeft een tweede persoon nodig" in joost.go("inbox").main


# R: R72
def test_each_role_comes_where_it_may_and_for_the_rest_there_is_no_such_page(sam, joost, noor, written):
    _, path = written("KANARIE voor het team")
    pages = {"inbox": "/nl/werk", "conversation": path, "closed": "/nl/werk/gesloten", "teams": "/nl/werk/teams", "people": "/nl/werk/mensen",
             "log": "/nl/werk/inzage", "feedback": "/nl/werk/ervaringen"}
    may = {sam: {"inbox", "conversation", "closed", "teams"}, joost: {"inbox", "conversation", "closed", "teams", "feedback"},
           noor: {"teams", "people", "log"}}
    for worker, allowed in may.items():
        for name, one in pages.items():
            worker.fetch(one)
            assert "KANARIE" not in worker.text or name == "conversation", (worker.login, name)
            # Where everybody begins, each comes to the first page that is theirs.
            if name == "inbox" and name not in allowed:
                assert worker.address.endswith("/nl/werk/mensen"), worker.address
                continue
            assert worker.status == (200 if name in allowed else 404), (worker.login, name)
        listening = worker.by_script("/nl/werk/live", accept="text/event-stream") if worker is noor else None
        assert listening is None or listening.status == 404


def test_an_administrator_sees_who_did_what_and_no_word_of_it(page_of, noor, sam, written):
    _, path = written("KANARIE van een mens")
    sam.take(path).send(path, go="keep", text="KANARIE van de hulpverlener")
    sam.send(path, go="note", memo="KANARIE voor het team")
    page = page_of(noor, "log")
    text = page.locator("main").inner_text()
    for said in ("gelezen", "gesprek genomen", "concept bewaard", "notitie geschreven"):
        assert said in text
    assert "#" in text and "Sam (verzonnen)" in text
    for one in ("/nl/werk/mensen", "/nl/werk/teams", "/nl/werk/inzage"):
        assert "KANARIE" not in noor.fetch(one).text
    for go in ("claim", "send", "keep", "close", "reveal", "note", "hand"):
        assert noor.fetch(path, [("go", go), ("text", "x")]).status == 404


# R: R112
def test_what_people_said_afterwards_is_counted_without_a_trace_of_whom(page_of, desk, joost, sam, noor):
    page = page_of(joost, "feedback")
    assert "Nog niemand gaf antwoord" in page.locator("main").inner_text()
    (person, _), = leave_messages(desk.url, ("klaar", ()))
    person.fetch("/nl/m").press("leave").press("ask").press("tell", a="Bij de huisarts", b="Niets", f="easily", g="self")
    assert person.status == 200
    page.reload()
    said = page.locator("main").inner_text()
    assert "1 persoon gaf antwoord" in said and "minder dan 5" in said and "Bij de huisarts" in said
    assert sam.go("feedback").status == 404 and noor.go("feedback").status == 404


# ---- other organisations

def found_another(folder):
    """Another organisation on the same installation. Gives the code of its administrator."""
    said = subprocess.run(
        [DEBUG, "staff", "found", "--content", ROOT / "Content", "--data", folder, *CHEAP, "--organisation", "Ander huis", "--desk",
         "Ander team", "--name", "Kim", "--login", "kimmie"], capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 0, said.stderr
    return re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}", said.stdout).group(0)


def test_ids_of_another_organisation_lead_nowhere_in_any_place_where_an_id_can_stand():
    folder = tempfile.mkdtemp()
    try:
        with LocalServer(data=folder) as server:
            assert server.url
        code = found_another(folder)
        with LocalServer(data=folder) as server:
            (person, _), = leave_messages(server.url, ("KANARIE alleen voor dit team", ()))
            sam, noor = Worker(server.url, "sam"), Worker(server.url, "noor")
            path, = sam.conversations()
            id = path.rsplit("/", 1)[1]
            kim = accept(server.url, code, "kimmie")
            team = re.search(r'name="t" value="([0-9a-f]{32})"', kim.go("people").text).group(1)
            kim.send(PATHS["nl"]["people"], n="Liv", u="liv", o="helper", t=team, go="invite")
            liv = accept(server.url, invitation_code(kim.text), "liv")
            assert liv.go("inbox").status == 200 and "Niemand wacht" in liv.main and id not in liv.text

            own = next(one for one in re.findall(r'name="ticket" value="([^"]+)"', liv.text))
            for go in ("claim", "send", "keep", "hand", "close", "reveal", "note", "take-" + id):
                fields = [("ticket", own), ("go", go), ("text", "x"), ("why", "x"), ("memo", "x"), ("reason", "helped")]
                assert liv.fetch(path, fields).status == 404, go
            assert liv.fetch(path).status == 404 and liv.fetch(path.replace("/nl/werk/g/", "/en/work/c/")).status == 404
            assert liv.by_script(path, [("go", "draft"), ("text", "x")]).status in (404, 410)
            for go in ("claim-" + id, "seen-" + id):
                assert liv.fetch(PATHS["nl"]["inbox"], [("ticket", own), ("go", go)]).status in (403, 404), go
            told = events(server.url, f"/nl/werk/live?g={id}&s=0", liv.cookie)
            assert told[0][1]["waiting"] == 0 and "KANARIE" not in str(told)
            desk_team = re.search(r'name="t" value="([0-9a-f]{32})"', noor.go("people").text).group(1)
            worker = re.search(r'value="ask_end-([0-9a-f]{32})"', noor.text).group(1)
            for go in (f"admit-{desk_team}-{worker}-00000", f"admit-{team}-{worker}-00000"):
                assert liv.go("teams").send(PATHS["nl"]["teams"], go=go).status in (403, 404)
            for go in ("ask_end", "end", "ask_renew", "renew"):
                assert kim.go("people").send(PATHS["nl"]["people"], go=f"{go}-{worker}").status == 404
            assert kim.go("people").send(PATHS["nl"]["people"], n="Spion", u="spion", o="helper", t=desk_team, go="invite").status == 404
            assert "Sam" not in kim.go("people").legible and "Sam" not in kim.go("log").legible
            assert "Kim" not in noor.go("log").legible
            assert "KANARIE" in sam.fetch(path).text and "Nog van niemand" in sam.main
            assert person.fetch("/nl/m").main.count("KANARIE") == 1
    finally:
        shutil.rmtree(folder)
