"""Whatever anybody types stands in no file and in no output: everything is used, and then looked through to the last byte."""

import os
import re
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from desk import PATHS, Worker, digits, invitation_code, secret_of
from local_server import DEBUG, ROOT, LocalServer
from messages import Visitor
from postgres import Postgres
from traces import MARK, Watched, canary, code_forms, files_under, forms, found_in_files, open_and_gone, self_test, stands_in

NUMBER = "0687205319"
DATABASES = ("entree", "log", "shred", "session")


def shown_digits(page):
    return re.sub(r"\D", "", re.search(r'class="digits"[^>]*>(.*?)</p>', page.text, re.S).group(1).replace("&nbsp;", " "))


class Everything:
    """A site on which every kind of thing is typed once.  Keeps what must not be found."""

    def __init__(self, server):
        self.server, self.url = server, server.url
        self.wanted = forms(MARK) | {f"number as {name}": form for name, form in forms(NUMBER).items()}
        self.code = None
        self.visitors_type()
        self.person_types()
        self.desk_types()
        self.person_goes_on()

    def secret(self, kind, text):
        self.wanted |= {f"{kind} as {name}": form for name, form in forms(text).items()}

    def visitors_type(self):
        """Where people look for help, what they get wrong, and what programs send."""
        visitor = Visitor(self.url)
        for path in ("/nl/lijst", "/nl/wat-nu", "/nl/vragen", "/nl/schrijf", "/nl/terug", "/nl/m", "/nl/werk/in", "/nl/werk/nieuw", "/weg"):
            for fields in ([("p", canary("place")), ("k", canary("kind"))], [(canary("field"), canary("value")), ("ticket", canary("ticket"))],
                           [("go", canary("go")), ("c", canary("code")), ("m", canary("unsent")), ("u", canary("login"))]):
                server_answer = self.server.ask("POST", path, "&".join(f"{name}={text}" for name, text in fields))
                assert server_answer.status < 500, path
        for path in ("/nl/kaart/", "/nl/", "/api/v1/services?region=", "/nl/werk/g/", "/nl/lijst?p="):
            visitor.fetch(path + canary("address"))
        headers = {name: canary(name) for name in ("user-agent", "referer", "x-forwarded-for", "cookie", "accept-language", "host", "origin")}
        self.server.ask("GET", "/nl", headers=headers)
        for body in ("{" + canary("json"), '{"asker": "' + canary("asker") + '"}', "\0" + canary("bytes")):
            self.server.ask("POST", "/api/v1/advice", body, {"content-type": "application/json", "accept": "application/json"})

    def person_types(self):
        person = self.person = Visitor(self.url).fetch("/nl/schrijf").press("write")
        typed = {"m": canary("message"), "h": "call", "n": canary("no number"), "w": canary("when"), "o": canary("who answers"), "v": "no"}
        assert canary("message") in person.wait().press("send", **typed).text          # no number: all of it comes back
        person.press("send", **{**typed, "n": NUMBER})
        words, number = person.code_words, shown_digits(person)
        assert len(words) == 6 and len(number) == 20
        self.wanted |= code_forms(words, number)
        person.press("have").press("prove", c=canary("wrong"))
        person.press("prove", c=words[-1])
        assert canary("message") in person.text
        # Two files, of which one is not taken in.
        person.press("parts").press("part-files").attach(canary("file name") + ".txt", canary("in a file").encode() * 9000)
        assert canary("file name") in person.text
        person.attach("tekening.svg", b"<svg>" + canary("refused file").encode() * 9000)
        person.press("parts").press("back")
        # Another code in the place of the first; digits this time.
        person.press("code", m=canary("half a message")).press("change", c=canary("not the code"))
        person.press("change", c=number)
        self.code, number = person.code_words, shown_digits(person)
        self.wanted |= code_forms(self.code, number)
        person.press("have").press("prove", c=number[-4:])
        assert canary("half a message") in person.text
        self.secret("cookie", next(one.value for one in person.cookies))

    def desk_types(self):
        sam, noor, iris = (Worker(self.url, login) for login in ("sam", "noor", "iris"))
        self.sam = sam
        for worker in (sam, noor, iris):
            self.secret("cookie", worker.cookie)
        stranger = Worker(self.url, "sam", enters=False).go("entry")
        stranger.send(PATHS["nl"]["entry"], u=canary("login"), p=canary("passphrase"), f="123456")
        # Somebody with a name, a login and a passphrase of their own.
        noor.go("people")
        team = re.search(r'name="t" value="([0-9a-f]{32})"', noor.text).group(1)
        noor.send(PATHS["nl"]["people"], n=canary("name"), u="nieuw-" + MARK[-8:].lower(), o="helper", t=team, go="invite")
        invitation = invitation_code(noor.text)
        self.secret("login", "nieuw-" + MARK[-8:].lower())
        self.secret("invitation", invitation)
        self.secret("invitation without lines", invitation.replace("-", ""))
        new = Worker(self.url, "nieuw", passphrase=canary("a long passphrase"), enters=False)
        place = PATHS["nl"]["invitation"]
        new.go("invitation").send(place, k=canary("no invitation"), go="code")
        new.send(place, k=invitation, go="code")
        secret = secret_of(new.text)
        self.wanted["second factor"] = secret
        new.send(place, p=new.passphrase, q=canary("another passphrase"), f=digits(secret), go="choose")
        new.send(place, p=new.passphrase, q=new.passphrase, f=digits(secret), go="choose")
        assert new.cookie and canary("name") in sam.go("teams").text
        # Everything that is typed at a conversation.
        path, = sam.conversations()
        sam.take(path)
        assert canary("message") in sam.text and canary("who answers") in sam.text
        assert NUMBER in sam.send(path, go="reveal").text
        sam.by_script(path, [("ticket", ""), ("go", "draft"), ("text", canary("draft of the page"))])
        sam.fetch(path).send(path, go="keep", text=canary("draft"))
        sam.fetch(path).send(path, go="note", memo=canary("note"))
        sam.fetch(path).send(path, go="send", text=canary("answer"))
        sam.fetch(path).send(path, go="keep", text=canary("unfinished answer"))
        iris.fetch(path)
        iris.send(path, go=re.search(r'value="(take-[0-9a-f]{32})"', iris.text).group(1), why=canary("why"))
        iris.fetch(path).send(path, go="hand", note=canary("hand over"))
        sam.fetch(path)
        for kind in ("note", "answer", "why", "hand over", "unfinished answer"):
            assert canary(kind) in sam.text, kind

    def person_goes_on(self):
        person = self.person
        assert canary("answer") in person.fetch("/nl/m").text
        person.press("send", m=canary("second message"))
        person.press("contact").press("save", h="call", n=NUMBER, w=canary("when else"), o=canary("who else"))
        person.press("leave").press("ask").press("tell", a=canary("rather told"), b=canary("missed"), f="easily", g="self")
        # Somebody else writes and erases it.
        other = Visitor(self.url).fetch("/nl/schrijf").press("write").wait().press("send", m=canary("erased"))
        words, number = other.code_words, shown_digits(other)
        self.wanted |= code_forms(words, number)
        other.press("have").press("prove", c=words[-1]).press("erase").wait().press("wipe", c=" ".join(words))
        assert not list(other.cookies)


@pytest.fixture
def places(tmp_path):
    made = {name: tmp_path / name for name in ("data", "keys", "work", "temporary", "backup")}
    for place in made.values():
        place.mkdir(mode=0o700)
    made["keys"].rmdir()
    return made


def served(places, *options):
    return LocalServer(
        data=places["data"], options=("--keys", str(places["keys"]), *options), place=places["work"],
        environment={"TMPDIR": str(places["temporary"]), "HOME": str(places["work"])})


def backed_up(places, tmp_path, *options):
    """What the command says."""
    environment = {**os.environ, "TMPDIR": str(places["temporary"])}
    for words in (["backup", "keygen", "--out", tmp_path / "safe"],
                  ["backup", "write", "--data", places["data"], "--keys", places["keys"], "--to", tmp_path / "safe.pub", "--out",
                   places["backup"], *options],
                  ["audit", "verify", "--data", places["data"], "--keys", places["keys"], *options]):
        told = subprocess.run([DEBUG, *map(str, words)], capture_output=True, cwd=places["work"], env=environment)
        assert told.returncode == 0, told.stderr
        yield told.stdout + told.stderr
    told = subprocess.run([DEBUG, "audit", "export", "--data", places["data"], "--keys", places["keys"], *map(str, options)],
                          capture_output=True, cwd=places["work"], env=environment)
    yield told.stdout + told.stderr


def test_the_search_itself_finds_every_disguise(tmp_path):
    self_test()
    watched = Watched(tmp_path)
    (tmp_path / "gone").touch()
    (tmp_path / "gone").unlink()
    assert watched.made() == [str(tmp_path / "gone")]
    with tempfile.TemporaryFile(dir=tmp_path):
        assert [name for name in open_and_gone("self") if str(tmp_path) in name]
    assert stands_in(b"..." + b"zon, appel, boom, vis, maan, hek" + b"...", code_forms(["zon", "appel", "boom", "vis", "maan", "hek"]))


# R: R7
def test_what_anybody_typed_stands_in_no_file_and_no_output_and_nothing_is_written_beside_the_databases(places, tmp_path):
    with served(places) as server:
        Visitor(server.url).fetch("/nl/schrijf")
        before = {path.relative_to(tmp_path) for path in files_under(tmp_path)}
        watched = Watched(places["work"], places["temporary"], places["data"], places["keys"])
        seen = Everything(server)
        made = [Path(name) for name in watched.made()]
        # Nothing was made, not even for a moment; the databases have what SQLite keeps beside each while it is open.
        assert [path for path in made if path.parent != places["data"]] == []
        assert {path.name for path in made} <= {f"{name}.sqlite-{end}" for name in DATABASES for end in ("wal", "shm")}
        assert {path.relative_to(tmp_path) for path in files_under(tmp_path)} == before
        # What it says goes into a file of the test that has no name.
        log = os.readlink(f"/proc/{server.process.pid}/fd/1")
        assert [name for name in open_and_gone(server.process.pid) if name != log] == []
        # While it runs, with everything that is not yet in its place.
        assert found_in_files(seen.wanted, *places.values()) == []
        for said in backed_up(places, tmp_path):
            assert stands_in(said, seen.wanted) == []
    assert stands_in(server.said().encode(), seen.wanted) == []
    assert found_in_files(seen.wanted, *places.values()) == []
    assert files_under(places["work"], places["temporary"]) == []
    assert len(files_under(places["backup"])) == 2
    # And it was there all the time, for whoever has the code.
    with served(places) as server:
        person = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=" ".join(seen.code))
        assert canary("second message") in person.text


def test_what_anybody_typed_stands_in_no_file_of_postgresql_and_not_in_its_log(places, tmp_path):
    with Postgres() as postgres:
        options = ("--database", postgres.url(postgres.database()))
        with served(places, *options) as server:
            seen = Everything(server)
            for said in backed_up(places, tmp_path, *options):
                assert stands_in(said, seen.wanted) == []
        postgres.stop("fast")
        assert stands_in(server.said().encode(), seen.wanted) == []
        assert found_in_files(seen.wanted, postgres.folder, *places.values()) == []
        assert "ERROR" not in postgres.log() or MARK not in postgres.log()


def test_with_everything_but_the_pepper_a_known_code_finds_nothing(places, tmp_path):
    with served(places) as server:
        person = Visitor(server.url).fetch("/nl/schrijf").press("write").wait().press("send", m=canary("message"))
        words, number = person.code_words, shown_digits(person)
        person.press("have").press("prove", c=words[-1])
    taken = {**places, "data": tmp_path / "taken", "keys": tmp_path / "taken-keys"}
    shutil.copytree(places["data"], taken["data"])
    shutil.copytree(places["keys"], taken["keys"])
    pepper = taken["keys"] / "pepper-code"
    assert len(pepper.read_bytes()) == 32
    pepper.write_bytes(secrets.token_bytes(32))
    with served(taken) as server:
        never = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c="0000 0000 0000 0000 0098")
        for typed in (" ".join(words), number):
            known = Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=typed)
            assert (known.status, known.main) == (never.status, never.main) and not list(known.cookies)
    # With it, the same copy opens: it was the pepper that kept it shut.
    shutil.copy(places["keys"] / "pepper-code", pepper)
    with served(taken) as server:
        assert canary("message") in Visitor(server.url).fetch("/nl/terug").wait().press("enter", c=number).text
