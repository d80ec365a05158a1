"""The program is killed while somebody takes back what a team may read: afterwards either nothing of it happened, or it is finished by whoever
comes first, and nothing of their own is lost."""

import os
import random
import re
import sqlite3
import threading
import time

from desk import leave_messages
from local_server import LocalServer
from messages import Forms, Visitor

# In every run; more of them at night.
KILLS = int(os.environ.get("WITHDRAWING_KILLS", "8"))
PARTS = {"story": "een verhaal", "medical": "een pil", "safety": "een slot"}


def rows(folder, sql):
    database = sqlite3.connect(f"file:{folder}/entree.sqlite?mode=ro", uri=True)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def press_all(person, go, fields):
    """A form with a field that stands in it several times."""
    form = next(form for form in Forms(person.text).forms if go in form["go"])
    kept = [(name, value) for name, value in form["fields"] if name and name not in dict(fields)]
    return person.fetch(form["action"] or person.address, kept + fields + [("go", go)])


def agree(person, name):
    """From the page that says who may read what."""
    person.press("share")
    team = re.search(rf'value="([0-9a-f]{{32}})"[^>]*>\s*<span>{name}', person.text).group(1)
    press_all(person, "show", [("f", team), ("s", "all"), ("y", "26"), ("q", "help")] + [("g", part) for part in PARTS])
    assert "Ja, dit mag" in person.text, person.main
    return person.press("yes")


def back(url, words):
    person = Visitor(url).fetch("/nl/terug").wait()
    person.press("enter", c=" ".join(words))
    assert person.status == 200 and person.address.endswith("/nl/m"), person.main
    return person


# R: R22 R62
def test_taking_back_is_whole_or_finished_by_whoever_comes_next(tmp_path):
    chance = random.Random(20261122)
    with LocalServer(data=tmp_path) as first:
        [(person, words)] = leave_messages(first.url, ("begin", ()))
        person.press("parts")
        for part, text in PARTS.items():
            person.press("part-" + part).press("put-" + part, e=text).press("parts")
        agree(person.press("agreed"), "Advocaten Voorbeeld")
        assert "mag nu lezen" in person.main
    seen = set()
    for _ in range(KILLS):
        with LocalServer(data=tmp_path) as server:
            person = back(server.url, words).press("agreed")
            # Anew where it was taken back the time before.
            if len(re.findall('value="end-', person.text)) < 2:
                agree(person, "Traumahulp Voorbeeld")
                assert "mag nu lezen" in person.main, person.main
            # Of the two that hold, the one of the trauma team.
            card = next(card for card in person.text.split('class="card room"') if "Traumahulp Voorbeeld" in card and 'value="end-' in card)
            name = re.search(r'value="end-([0-9a-f]{32})"', card).group(1)
            person.press("end-" + name)

            def take_back():
                try:
                    person.press("undo-" + name)
                except OSError:
                    pass

            taking = threading.Thread(target=take_back)
            taking.start()
            time.sleep(chance.uniform(0, 0.09))
            server.process.kill()
            taking.join()
            server.process.wait()
        with LocalServer(data=tmp_path) as server:
            [(state,)] = rows(tmp_path, f"SELECT state FROM consent WHERE id = x'{name}'")
            [(keys,)] = rows(tmp_path, f"SELECT count(*) FROM section_grant WHERE consent = x'{name}'")
            [(marked,)] = rows(tmp_path, "SELECT count(*) FROM dossier_section WHERE needs_new_key = 1")
            seen.add((state, marked))
            # Never half: it holds with all its keys and no part waits for another, or it ended and has none.
            if state == "granted":
                assert keys >= len(PARTS) and marked == 0
            else:
                assert state == "withdrawn" and keys == 0
            person = back(server.url, words).press("parts")
            assert rows(tmp_path, "SELECT count(*) FROM dossier_section WHERE needs_new_key = 1") == [(0,)]
            for part, text in PARTS.items():
                assert text in person.press("part-" + part).text
                person.press("parts")
            # Another team goes on reading what it may.
            [(others,)] = rows(tmp_path, "SELECT count(DISTINCT section) FROM section_grant WHERE consent IN "
                                         "(SELECT id FROM consent WHERE state = 'granted')")
            assert others >= len(PARTS)
    assert seen
