"""Starts the program on a free port of this machine, for tests and measurements, and ends it again."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEBUG = ROOT / ".build" / "debug" / "entree"
RELEASE = ROOT / ".build" / "release" / "entree"
# Receipts of proven rules stand here, so that a second start is quick.
DATA = ROOT / ".build" / "checks"
# Codes are derived with little effort: tests are about what happens, not about how dear guessing is.
CHEAP = ("--derivation-cost", "1024")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class LocalServer:
    """One running `entree serve --demo`. Everything it says is kept, so that a test can look for what it must not say."""

    def __init__(self, program=None, data=DATA, patience=300, options=(), place=ROOT, environment=None, before=None):
        """`place` is its working folder, `environment` is added to its own, `before` is called in it before it begins."""
        self.program = Path(program or os.environ.get("ENTREE_PROGRAM", DEBUG))
        self.data = Path(data)
        self.options = options
        self.place, self.environment, self.before = place, environment or {}, before
        self.patience = patience
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        self.process = None
        self.log = None

    def __enter__(self):
        if not self.program.exists():
            sys.exit(f"{self.program} is not built")
        self.data.mkdir(parents=True, exist_ok=True)
        if self.data != DATA and (DATA / "receipts").exists():
            shutil.copytree(DATA / "receipts", self.data / "receipts", dirs_exist_ok=True)
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [self.program, "serve", "--demo", "--content", ROOT / "Content", "--data", self.data,
             "--host", "127.0.0.1", "--port", str(self.port), *CHEAP, *self.options],
            cwd=self.place, env={**os.environ, **self.environment}, preexec_fn=self.before,
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.said()}")
            if self.answers():
                return self
            time.sleep(0.01)
        self.__exit__()
        raise RuntimeError(f"the server did not answer within {self.patience} s:\n{self.said()}")

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def answers(self):
        try:
            return self.ask("GET", "/nl").status == 200
        except OSError:
            return False

    def said(self):
        """All output so far."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def memory(self):
        """Resident memory in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))

    def ask(self, method, path, body=None, headers=None, timeout=30):
        """One request, nothing followed. The body may be text or bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            sent = {key.lower(): value for key, value in (headers or {}).items()}
            body = body.encode() if isinstance(body, str) else body
            if body is not None:
                sent.setdefault("content-length", str(len(body)))
                sent.setdefault("content-type", "application/x-www-form-urlencoded")
            for key, value in sent.items():
                connection.putheader(key, value)
            connection.endheaders()
            if body:
                try:
                    connection.send(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass                          # refused before all of it was sent
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.all_headers = [(key.lower(), value) for key, value in headers]
        self.headers = dict(self.all_headers)
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8")
