"""A crash leaves no picture of the memory and no word of anybody, whatever the machine and its surroundings ask for."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local_server import LocalServer
from messages import leave_message
from traces import MARK, canary, code_forms, files_under, forms, found_in_files, stands_in

CRASHES = [signal.SIGSEGV, signal.SIGABRT, signal.SIGILL, signal.SIGBUS, signal.SIGFPE, signal.SIGTRAP, signal.SIGQUIT]
# What a machine is set to on which every crash is to be looked into.
CURIOUS = "enable=yes,output-to={},interactive=no,registers=all,threads=all,images=all,limit=none,sanitize=no"


def everything_is_kept():
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


@pytest.fixture
def curious(tmp_path):
    """A server on such a machine: its data, its working folder, its temporary files and the reports that it may write."""
    places = [tmp_path / name for name in ("data", "work", "temporary", "reports")]
    for place in places:
        place.mkdir()
    data, work, temporary, reports = places
    return lambda: LocalServer(
        data=data, place=work, before=everything_is_kept,
        environment={"SWIFT_BACKTRACE": CURIOUS.format(reports), "TMPDIR": str(temporary), "HOME": str(work)})


def test_a_crash_leaves_no_core_no_report_and_no_words(tmp_path, curious):
    # Another program that ends so on this machine leaves its memory behind, or hands it to a collector.
    control = tmp_path / "control"
    control.mkdir()
    subprocess.run([sys.executable, "-c", "import os; os.abort()"], cwd=control, preexec_fn=everything_is_kept, capture_output=True)
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="ascii").strip()
    keeps = not pattern.startswith(("|", "/")) and resource.getrlimit(resource.RLIMIT_CORE)[1] == resource.RLIM_INFINITY
    assert bool(list(control.iterdir())) == keeps
    person, words, wanted, said = None, None, forms(MARK), b""
    for number, crash in enumerate(CRASHES):
        with curious() as server:
            if person is None:
                person, words = leave_message(server.url, canary("first message"))
            person.url = server.url
            person.fetch("/nl/m").press("send", m=canary(f"message-{number}"))
            assert canary(f"message-{number}") in person.text
            limits = Path(f"/proc/{server.process.pid}/limits").read_text(encoding="ascii")
            soft, hard = next(line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core file size"))
            assert int(soft) <= 1 and int(hard) <= 1
            os.kill(server.process.pid, crash)
            # It ends by that very signal, so that whoever runs it sees what it was; and without a core.
            assert os.waitstatus_to_exitcode(os.waitpid(server.process.pid, 0)[1]) == -crash
            server.process.returncode = -crash
            said += server.said().encode()
    wanted |= code_forms(words)
    assert files_under(tmp_path / "work", tmp_path / "temporary", tmp_path / "reports") == []
    assert not [path for path in files_under(tmp_path / "data") if "core" in path.name]
    assert not found_in_files(wanted, tmp_path / "data")
    assert not stands_in(said, wanted)
    for word in (b"Backtrace", b"Registers", b"Crash", b"Thread 0", b"rax", b"Fatal"):
        assert word not in said, said.decode()
    # And nothing of it was lost.
    with curious() as server:
        person.url = server.url
        assert all(canary(f"message-{number}") in person.fetch("/nl/m").text for number in range(len(CRASHES)))
