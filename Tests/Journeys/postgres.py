"""A PostgreSQL of the tests' own: a new cluster in a temporary folder, reached by a socket in it or a port of this machine, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from local_server import free_port

PROGRAMS = Path("/usr/lib/postgresql")


class Postgres:
    def __init__(self, password=None):
        self.password = password
        self.folder = Path(tempfile.mkdtemp(prefix="entree-journey-postgres-"))
        newest = max((int(path.name) for path in PROGRAMS.iterdir() if path.name.isdigit()), default=None)
        self.programs = PROGRAMS / str(newest) / "bin"
        self.port = free_port()
        self.databases = 0

    def __enter__(self):
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        secret = self.folder / "password"
        secret.write_text(self.password or "unused")
        if os.getuid() == 0:
            shutil.chown(secret, "postgres")
        manner = "scram-sha-256" if self.password else "trust"
        self.run("initdb", "-D", self.folder / "data", "-U", "entree", "-A", manner, f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "-N")
        secret.unlink()
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments, input=None):
        """PostgreSQL refuses to run as root."""
        before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        environment = {**os.environ, "PGPASSWORD": self.password or ""}
        return subprocess.run(
            [*before, self.programs / program, *map(str, arguments)], check=True, cwd="/", env=environment, input=input, text=True,
            stdin=None if input else subprocess.DEVNULL, stdout=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL).stdout

    def start(self, *settings):
        words = ["listen_addresses=127.0.0.1", f"port={self.port}", f"unix_socket_directories={self.folder}", "fsync=on", *settings]
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-t", "60", "-l", self.folder / "log", "-o",
                 " ".join(f"-c {word}" for word in words), "start")

    def stop(self, manner="immediate"):
        if (self.folder / "data" / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.folder / "data", "-w", "-m", manner, "stop")

    def sql(self, database, text, user="entree"):
        return self.run("psql", "-h", self.folder, "-p", self.port, "-U", user, "-d", database, "-v", "ON_ERROR_STOP=1", "-Atqc", text)

    def database(self):
        """A new, empty database.  Returns its name."""
        self.databases += 1
        name = f"journey{self.databases}"
        self.run("createdb", "-h", self.folder, "-p", self.port, "-U", "entree", name)
        return name

    def url(self, database, user="entree"):
        secret = f":{self.password}" if self.password else ""
        return f"postgres://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")
