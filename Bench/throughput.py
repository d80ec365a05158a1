"""How many pages a second, beside nginx serving the same bytes from a file. Both on this machine, by turns."""

import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from local_server import free_port

ROUNDS, SECONDS, CONNECTIONS = 5, 4, 64
OWN = {"content-length", "date", "connection", "content-type", "vary"}


class Nginx:
    """nginx with a configuration of its own in a folder that goes away; one file for each page."""

    def __init__(self, pages):
        self.pages = pages                       # name: Answer
        self.folder = tempfile.TemporaryDirectory()
        self.port = free_port()

    def __enter__(self):
        folder = Path(self.folder.name)
        folder.chmod(0o755)
        places = ""
        for name, answer in self.pages.items():
            (folder / f"{name}.html").write_bytes(answer.body)
            headers = "".join(
                f"add_header {key} '{value}';" if "'" not in value else f'add_header {key} "{value}";'
                for key, value in answer.headers.items() if key not in OWN and not ("'" in value and '"' in value))
            places += f"location = /{name} {{ root {folder}; try_files /{name}.html =404; {headers} }}\n"
        for kind in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (folder / kind).mkdir()
        paths = "".join(f"{option} {folder}/{kind};" for option, kind in [
            ("client_body_temp_path", "body"), ("proxy_temp_path", "proxy"), ("fastcgi_temp_path", "fastcgi"),
            ("uwsgi_temp_path", "uwsgi"), ("scgi_temp_path", "scgi")])
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/errors warn;\n"
            "events { worker_connections 1024; }\n"
            f"http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 100000000; {paths}\n"
            "default_type 'text/html; charset=utf-8'; types {}\n"
            f"server {{ listen 127.0.0.1:{self.port}; {places} }} }}\n", encoding="utf-8")
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.process = subprocess.Popen([program, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "errors"])
        time.sleep(0.5)
        if self.process.poll() is not None:
            raise RuntimeError((folder / "errors").read_text(encoding="utf-8"))
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()


def wrk(url, seconds=SECONDS, script=None):
    """Requests a second, and how many were made. Anything but success counts as failure of the measurement."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *(["-s", script] if script else []), url]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)), int(re.search(r"(\d+) requests in", said).group(1))


def form_script(folder, body):
    path = Path(folder) / "form.lua"
    path.write_text(
        f'wrk.method = "POST"\nwrk.body = "{body}"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n', encoding="utf-8")
    return str(path)


def ratios(server, ticket):
    """For the first page and for an advice: pages a second here, there, and the median of their ratios."""
    body = f"ticket={ticket}&go=show"
    advice = server.ask("POST", "/nl/vragen", body)
    if advice.status != 200 or b"0800-0188" not in advice.body:
        raise RuntimeError("the form led to no advice")
    found = {}
    with Nginx({"home": server.ask("GET", "/nl"), "advice": advice}) as nginx, tempfile.TemporaryDirectory() as folder:
        script = form_script(folder, body)
        for name, path, lua in [("home", "/nl", None), ("advice", "/nl/vragen", script)]:
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(wrk(server.url + path, script=lua)[0])
                theirs.append(wrk(f"http://127.0.0.1:{nginx.port}/{name}")[0])
            ratio = statistics.median(one / other for one, other in zip(ours, theirs))
            found[name] = (ratio, f"{statistics.median(ours):,.0f} and {statistics.median(theirs):,.0f} a second")
    return found


def memory_after(server, wanted=1_000_000, most_seconds=240):
    """Resident memory after so many requests, and how many they were."""
    made, end = 0, time.monotonic() + most_seconds
    while made < wanted and time.monotonic() < end:
        made += wrk(server.url + "/nl", seconds=10)[1]
    return server.memory(), made
