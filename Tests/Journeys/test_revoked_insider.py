"""Somebody of a team saved every key they ever had, and carries away copies of the databases, with the key folder of the server: what they open is
what they could read, and nothing of after it was taken back. The program that plays them asks no workflow for anything."""

import json
import re
import shutil
import subprocess

import pytest

from desk import PASSPHRASE, Worker, fresh_digits
from local_server import CHEAP, DEBUG, LocalServer
from messages import Visitor
from test_killed_withdrawing import press_all

INSIDER = DEBUG.parent / "RevokedInsider"
WORDS = ["KANARIE-verhaal-een", "KANARIE-medisch-een", "KANARIE-bericht-een", "KANARIE-bestand-een", "KANARIE-verhaal-twee",
         "KANARIE-verhaal-drie", "KANARIE-medisch-drie", "KANARIE-bericht-drie", "KANARIE-antwoord", "KANARIE-weg", "KANARIE-blijft",
         "KANARIE-gewogen", "KANARIE-gedeeld"]


class Insider:
    """Plays somebody with copies, and gives what opened."""

    def __init__(self, tmp_path):
        self.place, self.keys, self.words = tmp_path, tmp_path / "keys", tmp_path / "words"
        self.words.write_text("\n".join(WORDS), encoding="utf-8")

    def opens(self, *copies, login=None, code=None, saved=None, only_parts=False, save=None, strong=True):
        told = [part for copy in copies for part in ("--copy", copy)] + ["--words", self.words]
        told += ["--keys", self.keys, "--cost", CHEAP[-1]] if strong else []
        told += ["--login", login, "--passphrase", PASSPHRASE] if login else []
        told += ["--code", code] if code else []
        told += ["--saved", saved] if saved else []
        told += ["--only-parts"] if only_parts else []
        told += ["--save", save] if save else []
        answer = subprocess.run([INSIDER, *map(str, told)], capture_output=True, text=True, timeout=100)
        assert answer.returncode == 0, answer.stderr
        # It tells numbers and hashes, and never what stands there.
        assert "KANARIE" not in answer.stdout + answer.stderr
        return json.loads(answer.stdout)


def said(opened):
    return {WORDS[number] for one in opened for number in one["words"]}


def digits_of(page):
    return re.sub(r"\D", "", re.search(r'class="digits"[^>]*>(.*?)</p>', page.text, re.S).group(1).replace("&nbsp;", " "))


def begin(url, text):
    """Somebody writes and keeps their code. Gives them and the digits."""
    person = Visitor(url).fetch("/nl/schrijf").press("write").wait().press("send", m=text)
    words, digits = person.code_words, digits_of(person)
    return person.press("have").press("prove", c=words[-1]), digits


def write(person, part, text):
    person.press("part-" + part).press("put-" + part, e=text).press("parts")


def agree(person, name, parts):
    person.press("agreed").press("share")
    team = re.search(rf'value="([0-9a-f]{{32}})"[^>]*>\s*<span>{name}', person.text).group(1)
    press_all(person, "show", [("f", team), ("s", "all"), ("y", "26"), ("q", "help")] + [("g", part) for part in parts])
    assert "mag nu lezen" in person.press("yes").main


def copied(data, to):
    shutil.copytree(data, to)
    return to


@pytest.fixture
def insider(tmp_path):
    return Insider(tmp_path)


# R: R7 R22 R62
def test_what_was_taken_back_opens_with_no_key_that_was_saved(tmp_path, insider):
    data = tmp_path / "data"
    with LocalServer(data=data, options=("--keys", str(insider.keys))) as server:
        person, code = begin(server.url, "KANARIE-bericht-een")
        person.press("parts")
        write(person, "story", "KANARIE-verhaal-een")
        write(person, "medical", "KANARIE-medisch-een")
        person.press("part-files").attach("brief.txt", b"KANARIE-bestand-een " * 5000)
        person.press("parts")
        agree(person, "Traumahulp Voorbeeld", ["story", "medical", "files"])
        person.press("parts")
        agree(person, "Advocaten Voorbeeld", ["story"])
        before = copied(data, tmp_path / "before")
        write(person.press("parts"), "story", "KANARIE-verhaal-twee")
        person.press("agreed")
        card = next(card for card in person.text.split('class="card room"') if "Traumahulp Voorbeeld" in card and 'value="end-' in card)
        name = re.search(r'value="end-([0-9a-f]{32})"', card).group(1)
        person.press("end-" + name).press("undo-" + name)
        assert "Gestopt" in person.main
        person.press("parts")
        write(person, "story", "KANARIE-verhaal-drie")
        write(person, "medical", "KANARIE-medisch-drie")
        # While it runs: with everything that SQLite keeps beside its files.
        after = copied(data, tmp_path / "after")
    granted = {"KANARIE-verhaal-een", "KANARIE-medisch-een", "KANARIE-bestand-een"}
    saved = tmp_path / "saved"
    then = insider.opens(before, login="tess", save=saved)
    assert said(then) == granted
    dossier = next(one["dossier"] for one in then if one["words"])
    for strong in (True, False):
        now = insider.opens(after, saved=saved, only_parts=True, strong=strong)
        assert said(now) == set()
        # What they agreed on is kept for both, without a word of what was shared.
        assert {one["kind"] for one in now if one["dossier"] == dossier} <= {"agreement/agreement"}
        both = insider.opens(before, after, saved=saved, strong=strong)
        assert said(both) == granted
        assert {one["hash"] for one in both if one["words"]} == {one["hash"] for one in then if one["words"]}
    # Entering still gives them their own keys, and those lead nowhere.
    assert said(insider.opens(after, login="tess")) == set()
    others = {"KANARIE-verhaal-een", "KANARIE-verhaal-twee", "KANARIE-verhaal-drie"}
    assert said(insider.opens(after, login="lena")) == others
    # And it is all there, for whoever it is of.
    own = said(insider.opens(after, code=code))
    assert own == granted | others | {"KANARIE-medisch-drie", "KANARIE-bericht-een"}


# R: R7 R62
def test_what_was_shared_without_consent_opens_no_more_for_whom_the_person_keeps_away(tmp_path, insider):
    data = tmp_path / "data"
    with LocalServer(data=data, options=("--keys", str(insider.keys))) as server:
        person, code = begin(server.url, "KANARIE-bericht-een")
        sam, iris = Worker(server.url, "sam"), Worker(server.url, "iris")
        path = next(path for path in sam.conversations() if "KANARIE-bericht-een" in sam.take(path).text)
        form = path + "/uitzondering"
        sam.fetch(form)
        team = re.search(r'name="team" value="([0-9a-f]{32})"[^>]*>\s*<span>Veilig Thuis Voorbeeld', sam.text).group(1)

        def press(worker, address, *fields):
            ticket = re.search(r'name="ticket" value="([^"]+)"', worker.text.split(f'action="{address}"')[1]).group(1)
            return worker.fetch(address, [("ticket", ticket), *fields])

        press(sam, form, ("ground", "child"), ("team", team), ("reason", "KANARIE-gewogen"), ("text", "KANARIE-gedeeld"), ("weeks", "4"),
              ("telling", "now"), ("go", "propose"))
        assert "Er is nog niets gedeeld" in sam.main
        one = "/" + sam.address.split("?")[0].split("/", 3)[3]
        asked = copied(data, tmp_path / "asked")
        iris.fetch(one)
        press(iris, one, ("p", PASSPHRASE), ("f", fresh_digits((server.url, "iris"))), ("go", "agree"))
        assert "Gedeeld, te lezen tot en met" in iris.main
        before = copied(data, tmp_path / "before")
        # Kept away on the same day, weeks before its end.
        person.press("parts").press("agreed").press("never")
        place = re.search(r'<option[^>]*value="([^"]+)"[^>]*>Veilig Thuis Voorbeeld<', person.text).group(1)
        press_all(person, "bar", [("f", place)])
        assert "Het staat op je lijst." in person.main
        after = copied(data, tmp_path / "after")
    shared = {"KANARIE-gewogen", "KANARIE-gedeeld"}
    saved = tmp_path / "saved"
    # Before a second worker agreed nothing was theirs; from then on exactly these words were.
    assert said(insider.opens(asked, login="vera")) == set()
    assert said(insider.opens(before, login="vera", save=saved)) == shared
    for strong in (True, False):
        assert said(insider.opens(after, saved=saved, only_parts=True, strong=strong)) == set()
        assert said(insider.opens(before, after, saved=saved, strong=strong)) == shared
    assert said(insider.opens(after, login="vera")) == set()
    # The person, who was told, and the desk that weighed it, still read it.
    assert said(insider.opens(after, code=code)) >= shared
    assert said(insider.opens(after, login="sam")) >= shared


# R: R7 R10
def test_what_was_erased_opens_with_no_copy_of_before_and_every_key_there_is(tmp_path, insider):
    data = tmp_path / "data"
    with LocalServer(data=data, options=("--keys", str(insider.keys))) as server:
        person, code = begin(server.url, "KANARIE-weg")
        person.press("parts")
        write(person, "story", "KANARIE-verhaal-een")
        agree(person, "Traumahulp Voorbeeld", ["story"])
        begin(server.url, "KANARIE-blijft")
        sam = Worker(server.url, "sam")
        path = next(path for path in sam.conversations() if "KANARIE-weg" in sam.take(path).text)
        sam.fetch(path).send(path, go="send", text="KANARIE-antwoord")
        before = copied(data, tmp_path / "before")
        person.press("parts").press("back").press("erase").wait().press("wipe", c=code)
        assert not list(person.cookies)
        after = copied(data, tmp_path / "after")
    # As a copy of weeks ago comes back by hand: everything of before, and the keys of dossiers as they are today.
    mixed = copied(before, tmp_path / "mixed")
    for file in mixed.glob("shred.sqlite*"):
        file.unlink()
    for file in after.glob("shred.sqlite*"):
        shutil.copy(file, mixed)
    gone = {"KANARIE-weg", "KANARIE-verhaal-een", "KANARIE-antwoord"}
    for who in ({"login": "sam"}, {"login": "tess"}, {"code": code}):
        # With the keys of dossiers of before it would have been easy: that is why copies of these are kept for a week, and no longer.
        easy = insider.opens(before, **who)
        assert said(easy) & gone
        dossier = next(one["dossier"] for one in easy if gone & {WORDS[number] for number in one["words"]})
        hard = insider.opens(mixed, **who)
        assert said(hard) & gone == set()
        assert {one["kind"] for one in hard if one["dossier"] == dossier} <= {"conversation/card"}
        assert said(insider.opens(after, **who)) & gone == set()
    assert said(insider.opens(mixed, login="sam")) == {"KANARIE-blijft"}
    # Nor does the operator open anything with what lies in the safe: everything of before, and no key of a person or a team.
    assert said(insider.opens(before)) == set()
