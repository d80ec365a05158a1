"""The same site on PostgreSQL: nothing else changes, and when the server is away nobody is left with an empty page."""

import itertools
import re
import subprocess
import threading
import time

import pytest

from local_server import DEBUG, ROOT, LocalServer, free_port
from messages import Visitor, leave_message
from postgres import Postgres

PASSWORD = "geheim-K4n4r1e"


@pytest.fixture(scope="module")
def postgres():
    with Postgres(PASSWORD) as running:
        yield running


@pytest.fixture
def database(postgres):
    return postgres.url(postgres.database())


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys"


def entree(*words, content=True):
    more = ["--content", ROOT / "Content"] if content else []
    return subprocess.run([DEBUG, *words, *more], capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, timeout=100)


def served(tmp_path, database, keys):
    return LocalServer(data=tmp_path, options=("--database", database, "--keys", str(keys)))


# R: R7
def test_a_message_is_left_found_again_by_its_code_answered_for_and_erased(tmp_path, database, keys, postgres):
    with served(tmp_path, database, keys) as server:
        person, words = leave_message(server.url, "bewaard in PostgreSQL 😀")
        assert "bewaard in PostgreSQL 😀" in person.text
    # Another program, another day.
    with served(tmp_path, database, keys) as server:
        person = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(words))
        assert person.address.endswith("/nl/m") and "bewaard in PostgreSQL 😀" in person.text
        person.press("send", m="en nog iets")
        assert "en nog iets" in person.text
        person.press("erase").wait().press("wipe", c=" ".join(words))
        gone = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(words))
        assert not gone.address.endswith("/nl/m")
        said = server.said()
    assert not list(tmp_path.glob("*.sqlite*"))
    assert PASSWORD not in said and "PostgreSQL 😀" not in said
    assert "bewaard" not in postgres.log() and "nog iets" not in postgres.log()


def test_public_pages_stay_while_the_server_is_away_and_the_rest_says_so_kindly(tmp_path, database, keys, postgres):
    with served(tmp_path, database, keys) as server:
        person, words = leave_message(server.url, "voor de storing")
        postgres.stop()
        try:
            for path in ("/nl", "/en", "/nl/vragen", "/nl/lijst", "/nl/wat-nu", "/nl/nu", "/nl/terug", "/api/v1/services"):
                assert Visitor(server.url).fetch(path).status == 200, path
            for visit in (lambda: person.fetch("/nl/m"), lambda: Visitor(server.url).fetch("/nl/schrijf"),
                          lambda: Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(words))):
                seen = visit()
                assert seen.status == 503, (seen.address, seen.main)
                assert "postgres" not in seen.text.lower() and "database" not in seen.text.lower()
                # Whoever cannot wait finds somebody to call.
                assert "112" in seen.text
        finally:
            postgres.start()
        # Nobody has to start the site again. A server that crashed has forgotten who was in: the code is asked once more.
        person.fetch("/nl/m").wait().press("enter", c=" ".join(words))
        assert person.status == 200 and "voor de storing" in person.text
        assert PASSWORD not in server.said()


def test_what_was_typed_while_the_server_was_away_is_still_on_the_page(tmp_path, database, keys, postgres):
    with served(tmp_path, database, keys) as server:
        person, _ = leave_message(server.url, "eerste")
        postgres.stop("fast")
        try:
            person.press("send", m="dit mag niet verloren gaan")
            assert person.status == 503 and "dit mag niet verloren gaan" in person.text
        finally:
            postgres.start()
        # Stopped and started in good order, it even knows who was in.
        person.fetch("/nl/m").press("send", m="dit mag niet verloren gaan")
        assert person.status == 200 and person.fetch("/nl/m").text.count("dit mag niet verloren gaan") == 1


def test_no_confirmed_message_is_lost_or_doubled_when_the_server_crashes_while_people_write(tmp_path, database, keys, postgres):
    is_over, confirmed, tried, failures = threading.Event(), {}, {}, []

    def write(number, person, words):
        try:
            for count in itertools.count():
                if is_over.is_set():
                    return
                text = f"bericht-{number}-{count:04d}."
                tried[number].append(text)
                person.press("send", m=text)
                if person.status == 200 and person.address.endswith("/nl/m") and text in person.text:
                    confirmed[number].append(text)
                    continue
                assert person.status in (200, 503), person.status
                # Out, or asked for the code once more: as a person does it, until the door opens again.
                while not is_over.is_set() and not (person.status == 200 and person.address.endswith("/nl/m")):
                    person.fetch("/nl/m")
                    if person.status == 200 and person.address.endswith("/nl/terug"):
                        person.wait().press("enter", c=" ".join(words))
        except Exception as error:                    # noqa: BLE001 - told by the test itself
            failures.append((number, repr(error), person.address, person.status, person.main[:200]))

    with served(tmp_path, database, keys) as server:
        people = [leave_message(server.url, f"begin {number}") for number in range(4)]
        for number in range(4):
            confirmed[number], tried[number] = [], []
        threads = [threading.Thread(target=write, args=(number, *one)) for number, one in enumerate(people)]
        for thread in threads:
            thread.start()
        for _ in range(2):
            before = sum(map(len, confirmed.values()))
            while sum(map(len, confirmed.values())) < before + 20 and not failures:
                time.sleep(0.01)
            postgres.stop()
            time.sleep(0.3)
            postgres.start()
        before = sum(map(len, confirmed.values()))
        while sum(map(len, confirmed.values())) < before + 20 and not failures:
            time.sleep(0.01)
        is_over.set()
        for thread in threads:
            thread.join()
        assert not failures
        for number, (_, words) in enumerate(people):
            seen = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(words)).text
            assert all(seen.count(text) == 1 for text in confirmed[number])
            assert all(seen.count(text) <= 1 for text in tried[number])


def test_every_command_works_on_it(tmp_path, database, keys):
    place = ("--database", database, "--keys", keys, "--data", tmp_path)
    empty = entree("doctor", *place)
    assert empty.returncode == 1 and "key file" in empty.stderr
    nothing = entree("audit", "verify", *place, content=False)
    assert nothing.returncode == 1 and "nothing here yet" in nothing.stderr
    made = entree("migrate", *place, content=False)
    newest = re.search(r"main: 0 → ([0-9]+)", made.stdout)
    assert made.returncode == 0 and newest
    again = entree("migrate", *place, content=False)
    assert again.returncode == 0 and f"main: {newest[1]} → {newest[1]}" in again.stdout
    found = entree("staff", "found", *place, "--organisation", "Verzonnen", "--desk", "Dag", "--name", "Noor", "--login", "noor")
    assert found.returncode == 0 and "Invitation code" in found.stdout
    sick = entree("doctor", *place)
    assert sick.returncode == 1 and "needs two" in sick.stderr
    whole = entree("audit", "verify", *place, content=False)
    assert whole.returncode == 0 and "whole" in whole.stdout
    lines = entree("audit", "export", *place, content=False)
    assert lines.returncode == 0 and '"kind":"log"' in lines.stdout
    assert PASSWORD not in "".join(one.stdout + one.stderr for one in (empty, nothing, made, found, sick, whole, lines))


@pytest.mark.parametrize("command", ["serve", "migrate", "doctor", "audit verify"])
def test_a_wrong_address_is_said_in_plain_words_without_the_password(tmp_path, command, postgres):
    elsewhere = f"postgres://entree:{PASSWORD}@127.0.0.1:{free_port()}/entree"
    stranger = postgres.url("entree").replace(PASSWORD, "fout-" + PASSWORD)
    content = command in ("serve", "doctor")
    more = ["--demo", "--port", "0"] if command == "serve" else []
    for address, code in ((elsewhere, 1), (stranger, 1), (f"host=127.0.0.1 password={PASSWORD}", 2), ("nergens", 2)):
        told = entree(*command.split(), *more, "--database", address, "--data", tmp_path, content=content)
        assert told.returncode == (1 if command == "doctor" else code), (address, told.stderr)
        assert "reached" in told.stderr if code == 1 else "postgres://" in told.stderr
        assert PASSWORD not in told.stdout + told.stderr
        assert "FATAL" not in told.stderr and "connection to server" not in told.stderr


def test_a_server_that_may_lose_what_it_acknowledged_is_not_used(tmp_path, database, postgres):
    postgres.stop()
    postgres.start("fsync=off")
    try:
        told = entree("migrate", "--database", database, "--data", tmp_path, content=False)
        assert told.returncode == 1 and "fsync" in told.stderr and "lost" in told.stderr
    finally:
        postgres.stop("fast")
        postgres.start()


def test_a_user_without_rights_and_a_newer_database_are_said_in_plain_words(tmp_path, postgres):
    name = postgres.database()
    postgres.sql(name, f"CREATE ROLE guest{postgres.databases} LOGIN PASSWORD '{PASSWORD}'")
    guest = postgres.url(name, f"guest{postgres.databases}")
    told = entree("migrate", "--database", guest, "--data", tmp_path, content=False)
    assert told.returncode == 1 and "CREATE" in told.stderr
    assert entree("migrate", "--database", postgres.url(name), "--data", tmp_path, content=False).returncode == 0
    told = entree("migrate", "--database", guest, "--data", tmp_path, content=False)
    assert told.returncode == 1 and "may not make or use tables" in told.stderr
    newer = int(postgres.sql(name, "UPDATE entree.schema_version SET version = version + 1 RETURNING version").split()[0])
    for command in ("migrate", "audit verify"):
        told = entree(*command.split(), "--database", postgres.url(name), "--data", tmp_path, content=False)
        assert told.returncode == 1 and "newer version" in told.stderr and f"schema {newer}" in told.stderr
