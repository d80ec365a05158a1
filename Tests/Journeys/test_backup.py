"""A backup is made beside the running site, says nothing to who finds it, and gives everything back except what was erased."""

import base64
import os
import shutil
import sqlite3
import stat
import subprocess
import zlib

import pytest

from days import day
from local_server import DEBUG, ROOT, LocalServer
from messages import Visitor, leave_message
from postgres import Postgres

CANARY = "KANARIE-7hQpW2xVt9Lm4RzB8sKd"


def entree(*words, content=False):
    more = ["--content", ROOT / "Content"] if content else []
    return subprocess.run([DEBUG, *map(str, words), *more], capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, timeout=100)


def did(*words, **options):
    told = entree(*words, **options)
    assert told.returncode == 0, told.stderr
    return told.stdout


def refused(*words, code=1, **options):
    told = entree(*words, **options)
    assert told.returncode == code, (told.returncode, told.stdout, told.stderr)
    assert "Error" not in told.stderr and "Refusal" not in told.stderr
    return told.stderr


def on_day(folder, part, days_ago):
    return folder / f"{day(-days_ago)}-{part}.sealed"


def forms(text):
    """The ways in which somebody might find it in a file."""
    plain = text.encode()
    return [plain, text.encode("utf-16-le"), text.encode("utf-16-be"), plain.hex().encode(), plain.hex().upper().encode(),
            base64.b64encode(plain)[:-4], base64.b64encode(b"x" + plain)[4:-4], base64.b64encode(b"xx" + plain)[4:-4], zlib.compress(plain)[2:-4]]


def served(data, keys, database=None):
    return LocalServer(data=data, options=("--keys", str(keys), *(("--database", database) if database else ())))


def comes_back(server, words):
    return Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(words))


@pytest.fixture(scope="module")
def postgres():
    with Postgres() as running:
        yield running


@pytest.fixture
def safe(tmp_path):
    """The key in the safe."""
    did("backup", "keygen", "--out", tmp_path / "safe")
    return tmp_path / "safe"


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A site with one message, and its backup.  Returns the folder, the key in the safe, and the words of the code."""
    place = tmp_path_factory.mktemp("installation")
    with served(place / "data", place / "keys") as server:
        _, words = leave_message(server.url, "voor het archief " + CANARY)
    did("backup", "keygen", "--out", place / "safe")
    did("backup", "write", "--data", place / "data", "--keys", place / "keys", "--to", place / "safe.pub", "--out", place / "out")
    return place, words


def test_a_key_is_two_files_of_which_one_is_for_the_safe(tmp_path):
    out = tmp_path / "safe"
    said = did("backup", "keygen", "--out", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    secret, public = out.read_text().splitlines(), (tmp_path / "safe.pub").read_text().splitlines()
    assert secret[2] == public[2] and secret[2] in said and public[1] in said and secret[1] not in said
    before = out.read_bytes()
    assert "is there already" in refused("backup", "keygen", "--out", out)
    assert out.read_bytes() == before
    out.rename(tmp_path / "elsewhere")
    assert "is there already" in refused("backup", "keygen", "--out", out)
    assert not out.exists()


# R: R10
def test_an_erased_conversation_stays_erased_and_another_comes_back(tmp_path, safe, postgres):
    data, keys, out = tmp_path / "data", tmp_path / "keys", tmp_path / "out"
    write = ("backup", "write", "--data", data, "--keys", keys, "--to", f"{safe}.pub", "--out", out)
    with served(data, keys) as server:
        _, kept = leave_message(server.url, "dit blijft " + CANARY)
        person, erased = leave_message(server.url, "dit gaat weg " + CANARY)
        said = did(*write)
        assert CANARY not in said
        names = sorted(path.name for path in out.iterdir())
        assert names == [f"{day()}-main.sealed", f"{day()}-shred.sealed"]
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in out.iterdir())
        # Twenty days later, of which only the file of the dossiers is left.
        old = on_day(out, "main", 20)
        (out / names[0]).rename(old)
        (out / names[1]).unlink()
        person.press("erase").wait().press("wipe", c=" ".join(erased))
        did(*write)
        _, later = leave_message(server.url, "na de kopie")
    for path in out.iterdir():
        content = path.read_bytes()
        assert not any(form in content for form in forms(CANARY)), path.name
        assert b"entree-dump" not in content and b"shred_key" not in content and b"SVD1" not in content
    for number, database in enumerate([None, postgres.url(postgres.database())]):
        place = tmp_path / f"again{number}"
        more = ("--database", database) if database else ()
        said = did("backup", "read", "--key", safe, "--data", place, "--keys", keys, *more, old)
        assert "1 dossiers" in said and "Erased since, and so not put back: 1" in said
        assert "whole" in did("audit", "verify", "--data", place, "--keys", keys, *more)
        with served(place, keys, database) as server:
            assert "dit blijft " + CANARY in comes_back(server, kept).text
            stranger = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c="0000 0000 0000 0000 0098")
            for words in (erased, later):
                gone = comes_back(server, words)
                assert (gone.status, gone.main) == (stranger.status, stranger.main)
            # And life goes on in it.
            _, new = leave_message(server.url, "een nieuw begin")
            assert "een nieuw begin" in comes_back(server, new).text
        assert "whole" in did("audit", "verify", "--data", place, "--keys", keys, *more)


def test_what_was_kept_in_postgresql_comes_back_in_files(tmp_path, safe, postgres):
    keys, out, place = tmp_path / "keys", tmp_path / "out", tmp_path / "again"
    database = postgres.url(postgres.database())
    with served(tmp_path / "data", keys, database) as server:
        _, words = leave_message(server.url, "van de een naar de ander")
        did("backup", "write", "--database", database, "--keys", keys, "--to", f"{safe}.pub", "--out", out)
    did("backup", "read", "--key", safe, "--data", place, "--keys", keys, out)
    with served(place, keys) as server:
        assert "van de een naar de ander" in comes_back(server, words).text


def test_old_files_go_and_the_newest_never(installation, tmp_path):
    place, _ = installation
    out = tmp_path / "out"
    shutil.copytree(place / "out", out)
    new = {path.name for path in out.iterdir()}
    for part, ages in (("main", (1, 34, 35, 60)), ("shred", (1, 6, 7, 8, 34))):
        for age in ages:
            on_day(out, part, age).write_bytes(b"old")
    (out / "2020-01-01-notes.txt").write_bytes(b"somebody else's")
    (out / ".unfinished-2026-01-01-main.sealed").write_bytes(b"half")
    said = did("backup", "write", "--data", place / "data", "--keys", place / "keys", "--to", place / "safe.pub", "--out", out)
    stays = {on_day(out, "main", age).name for age in (1, 34)} | {on_day(out, "shred", age).name for age in (1, 6)}
    assert {path.name for path in out.iterdir()} == new | stays | {"2020-01-01-notes.txt"}
    assert said.count("removed") == 5
    # When none can be made, the last one that could stays.
    for path in out.iterdir():
        path.unlink()
    for age in (40, 50):
        on_day(out, "main", age).write_bytes(b"old")
    nothing = refused("backup", "write", "--data", tmp_path / "none", "--keys", place / "keys", "--to", place / "safe.pub", "--out", out)
    assert "nothing here yet" in nothing and not (tmp_path / "none").exists()
    assert on_day(out, "main", 40).exists()


def test_a_file_opens_for_its_key_alone_and_only_as_it_was(installation, tmp_path, safe):
    place, _ = installation
    good = on_day(place / "out", "main", 0).read_bytes()
    check = ("backup", "read", "--check", "--key", place / "safe")
    assert "Whole." in did(*check, place / "out")
    assert "another key" in refused("backup", "read", "--check", "--key", safe, place / "out")
    broken = tmp_path / "broken"
    broken.mkdir()
    shutil.copy(on_day(place / "out", "shred", 0), broken)
    bad = on_day(broken, "main", 0)
    for count in (0, 5, 11, 100, 1199, 1200, len(good) // 2, len(good) - 17, len(good) - 1):
        bad.write_bytes(good[:count])
        assert "cut off" in refused(*check, bad), count
    bad.write_bytes(good + b"x")
    assert "damaged" in refused(*check, bad)
    bad.write_bytes(b"PK\3\4" + good)
    assert "no backup" in refused(*check, bad)
    header = 1200
    for where in [*range(0, header, 61), *range(header, len(good), max(1, len(good) // 40)), len(good) - 1]:
        changed = bytearray(good)
        changed[where] ^= 0x10
        bad.write_bytes(changed)
        refused(*check, bad)
    # The other file under this name.
    bad.write_bytes(on_day(place / "out", "shred", 0).read_bytes())
    refused(*check, bad, code=2)
    bad.unlink()
    refused(*check, broken, code=2)
    refused(*check, tmp_path / "nowhere", code=2)
    bad.write_bytes(good)
    on_day(broken, "shred", 0).unlink()
    assert "shred keys" in refused(*check, bad)
    elsewhere = tmp_path / "keys-elsewhere"
    elsewhere.mkdir()
    shutil.copy(on_day(place / "out", "shred", 0), elsewhere / "any-name")
    assert "Whole." in did(*check, bad, elsewhere / "any-name")


def test_a_backup_goes_only_into_an_empty_place_with_its_own_keys(installation, tmp_path, postgres):
    place, words = installation
    read = ("backup", "read", "--key", place / "safe", place / "out")
    before = {path.name: path.read_bytes() for path in (place / "data").glob("*.sqlite")}
    assert "empty place" in refused(*read, "--data", place / "data", "--keys", place / "keys")
    assert before == {path.name: path.read_bytes() for path in (place / "data").glob("*.sqlite")}
    assert "key file" in refused(*read, "--data", tmp_path / "one", "--keys", tmp_path / "none")
    with served(tmp_path / "other", tmp_path / "otherkeys"):
        pass
    assert "not those of this backup" in refused(*read, "--data", tmp_path / "one", "--keys", tmp_path / "otherkeys")
    assert not list((tmp_path / "one").glob("*")) if (tmp_path / "one").exists() else True
    url = postgres.url(postgres.database())
    did(*read, "--database", url, "--keys", place / "keys")
    assert "empty place" in refused(*read, "--database", url, "--keys", place / "keys")
    os.chmod(place / "safe", 0o644)
    assert "chmod 600" in refused(*read, "--data", tmp_path / "two", "--keys", place / "keys")
    os.chmod(place / "safe", 0o600)
    assert "private" in refused("backup", "read", "--key", place / "safe.pub", place / "out", code=2)
    assert "public" in refused("backup", "write", "--data", place / "data", "--keys", place / "keys", "--to", place / "safe", "--out",
                               tmp_path / "out", code=2)
    mistyped = tmp_path / "mistyped.pub"
    text = (place / "safe.pub").read_text()
    mistyped.write_text(text[:200] + ("A" if text[200] != "A" else "B") + text[201:])
    assert "mistyped" in refused("backup", "write", "--data", place / "data", "--keys", place / "keys", "--to", mistyped, "--out",
                                 tmp_path / "out")


def test_a_log_that_somebody_changed_is_no_reason_to_be_without_a_backup(installation, tmp_path):
    place, words = installation
    shutil.copytree(place / "data", tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "log.sqlite") as log:
        log.execute("DROP TRIGGER audit_leaf_stays")
        log.execute("UPDATE audit_leaf SET leaf_hash = zeroblob(32) WHERE number = 0")
    told = refused("backup", "write", "--data", tmp_path / "data", "--keys", place / "keys", "--to", place / "safe.pub", "--out", tmp_path / "out")
    assert "takes no entries" in told
    told = refused("backup", "read", "--key", place / "safe", "--data", tmp_path / "again", "--keys", place / "keys", tmp_path / "out")
    assert "not whole" in told
    with served(tmp_path / "again", place / "keys") as server:
        # Without a log nobody gets a key; what was kept is there, and waits for somebody who finds out what happened.
        assert Visitor(server.url).fetch("/nl").status == 200
        assert comes_back(server, words).status == 503


def test_the_doctor_says_when_there_is_no_backup_of_today(installation, tmp_path):
    place, _ = installation
    out = tmp_path / "out"
    out.mkdir()
    look = ("doctor", "--data", place / "data", "--keys", place / "keys", "--backups", out)
    assert "There is no backup" in refused(*look, content=True)
    for path in (place / "out").iterdir():
        shutil.copy2(path, out)
    assert "Nothing is wrong" in did(*look, content=True)
    on_day(out, "main", 0).rename(on_day(out, "main", 2))
    told = refused(*look, content=True)
    assert "older than a day" in told and "shred keys is older" not in told
    on_day(out, "shred", 9).write_bytes(b"old")
    assert "Remove it" in refused(*look, content=True)


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(installation, tmp_path):
    place, _ = installation
    words = [DEBUG, "backup", "write", "--data", place / "data", "--keys", place / "keys", "--to", place / "safe.pub", "--out", tmp_path / "out"]
    for delay in (0.01, 0.03, 0.06, 0.1, 0.15):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        files = [path for path in (tmp_path / "out").glob("*.sealed") if not path.name.startswith(".")]
        mains = [path for path in files if "main" in path.name]
        if mains:
            assert "Whole." in did("backup", "read", "--check", "--key", place / "safe", tmp_path / "out")
    did(*words[1:])
    assert not list((tmp_path / "out").glob(".unfinished*"))
    assert "Whole." in did("backup", "read", "--check", "--key", place / "safe", tmp_path / "out")
