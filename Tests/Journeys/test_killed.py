"""The program is killed at any moment: what somebody was told is kept is there afterwards, once, and the log is whole."""

import os
import random
import subprocess
import threading
import time

import pytest

from desk import leave_messages
from local_server import DEBUG, LocalServer
from messages import Visitor
from postgres import Postgres

# Together fifty in every run; `make soak` makes a thousand of them.
KILLS = int(os.environ.get("KILLS", "45"))
POSTGRES_KILLS = int(os.environ.get("POSTGRES_KILLS", "5"))
AT_ONCE = 9
# Every so many times the program is killed before it answers anybody.
WHILE_STARTING = 4


def parts(kills):
    """As many tests as it takes, each short enough for its two minutes: number and kills."""
    return [pytest.param(number, min(AT_ONCE, kills - number * AT_ONCE), id=f"from-{number * AT_ONCE}")
            for number in range(-(-kills // AT_ONCE))]


class Writer:
    """Somebody who goes on writing, and keeps what they were told is kept."""

    def __init__(self, name, visitor, words):
        self.name, self.number = name, 0
        self.visitor, self.words = visitor, words
        self.tried, self.confirmed, self.failure = [], [], None

    def goes_on(self, url):
        """Back at their messages in a program that was started again: what was confirmed stands there once, the rest at most once."""
        self.visitor.url = url
        self.visitor.fetch("/nl/m")
        self.looks()

    def looks(self):
        assert self.visitor.status == 200 and self.visitor.address.endswith("/nl/m"), self.visitor.main
        for text in self.tried:
            found = self.visitor.text.count(text)
            assert found <= 1 and (found == 1 or text not in self.confirmed), f"{text} stands there {found} times"

    def writes_until_it_ends(self):
        try:
            while True:
                self.number += 1
                text = f"bericht-{self.name}-{self.number:05d}."
                self.tried.append(text)
                self.visitor.press("send", m=text)
                assert self.visitor.status == 200 and text in self.visitor.text, self.visitor.main
                self.confirmed.append(text)
        except OSError:
            pass
        except Exception as error:                    # noqa: BLE001 - told by the test itself
            self.failure = repr(error)


def killed_while_starting(server, delay):
    def end():
        while server.process is None:
            time.sleep(0.001)
        time.sleep(delay)
        server.process.kill()

    ends = threading.Thread(target=end)
    ends.start()
    try:
        with server:
            server.process.wait()
    except RuntimeError:
        pass
    ends.join()


def killed_while_people_write(server, writers, delay):
    with server:
        for writer in writers:
            writer.goes_on(server.url)
        writing = [threading.Thread(target=writer.writes_until_it_ends) for writer in writers]
        for thread in writing:
            thread.start()
        time.sleep(delay)
        server.process.kill()
        for thread in writing:
            thread.join()
        server.process.wait()
    assert not [writer.failure for writer in writers if writer.failure]


def killed_again_and_again(part, kills, folder, *options):
    chance = random.Random(20261121 + part)

    def server():
        return LocalServer(data=folder, options=options)

    with server() as first:
        people = leave_messages(first.url, ("begin", ()), ("begin", ()))
        writers = [Writer(name, *one) for name, one in zip("ab", people)]
    for kill in range(kills):
        if kill % WHILE_STARTING == WHILE_STARTING - 1:
            killed_while_starting(server(), chance.uniform(0, 0.5))
        else:
            killed_while_people_write(server(), writers, chance.uniform(0.02, 0.6))
    with server() as last:
        for writer in writers:
            assert writer.confirmed, "nothing was ever confirmed"
            writer.visitor = Visitor(last.url).fetch("/nl/terug")
        writers[0].visitor.wait()
        for writer in writers:
            writer.visitor.press("enter", c=" ".join(writer.words))
            writer.looks()
    log = subprocess.run([DEBUG, "audit", "verify", "--data", folder, *options], capture_output=True, text=True)
    assert log.returncode == 0 and "whole" in log.stdout, log.stderr


@pytest.mark.parametrize(("part", "kills"), parts(KILLS))
def test_no_confirmed_message_is_lost_or_doubled_when_the_program_is_killed(tmp_path, part, kills):
    killed_again_and_again(part, kills, tmp_path)


@pytest.mark.parametrize(("part", "kills"), parts(POSTGRES_KILLS))
def test_nor_when_the_messages_stand_in_postgresql(tmp_path, part, kills):
    with Postgres() as postgres:
        killed_again_and_again(part, kills, tmp_path, "--database", postgres.url(postgres.database()), "--keys", str(tmp_path / "keys"))
