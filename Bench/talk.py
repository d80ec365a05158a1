"""Thousands who talk or wait at once: memory for each open conversation, how soon the other side sees what was said, and a rush after a broadcast."""

import asyncio
import json
import multiprocessing
import re
import resource
import statistics
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import uvloop

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "Tools"), str(ROOT / "Tests" / "Journeys")]

import flood  # noqa: E402
from desk import Worker, digits, invitation_code, secret_of  # noqa: E402
from local_server import RELEASE, LocalServer  # noqa: E402

OPEN = 10_000               # conversations whose pages stand open
TALKS = 400                 # conversations in which something is said
RATE = 500                  # messages a second, all together
SECONDS = 20                # how long it is said
HELPERS = 64                # who take one conversation at the same instant
ROUNDS = 25                 # how often
RUSH = 2_000                # people who arrive in a minute
MINUTE = 60


class Pipe:
    """One connection that is kept."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def ask(self, method, path, cookie=None, fields=None, more=()):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        body = urllib.parse.urlencode(fields).encode() if fields else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *more]
        if cookie:
            head.append(f"Cookie: {cookie}")
        if fields:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"(?i)\r\ncontent-length: (\d+)", head)
        got = await self.reader.readexactly(int(length.group(1))) if length else b""
        return int(head.split(" ", 2)[1]), head, got.decode("utf-8", "replace")

    def close(self):
        if self.writer:
            self.writer.close()


class Pool:
    """A few connections that many share."""

    def __init__(self, port, size):
        self.free = asyncio.Queue()
        self.pipes = [Pipe(port) for _ in range(size)]
        for pipe in self.pipes:
            self.free.put_nowait(pipe)

    async def ask(self, *words, **more):
        pipe = await self.free.get()
        try:
            return await pipe.ask(*words, **more)
        finally:
            self.free.put_nowait(pipe)

    def close(self):
        for pipe in self.pipes:
            pipe.close()


def ticket(page, value):
    """The slip of the form that has a button with this value."""
    for form in re.findall(r"<form[^>]*>.*?</form>", page, re.S):
        if f'value="{value}"' in form:
            return re.search(r'name="ticket" value="([^"]+)"', form).group(1)
    raise RuntimeError(f"no form that says {value}")


async def begin(pool):
    """Somebody begins to talk. Gives what their browser holds."""
    _, _, page = await pool.ask("GET", "/nl/schrijf")
    status, head, _ = await pool.ask("POST", "/nl/schrijf", fields={"ticket": ticket(page, "chat"), "go": "chat"})
    if status != 303:
        raise RuntimeError(f"a chat was answered with {status}")
    return re.search(r"(?i)set-cookie: ([^;]+)", head).group(1)


async def line(port, path, cookie, heard):
    """An open line; `heard` is called with the name and the data of each event."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 16)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n".encode())
    kind = "sign"
    try:
        while words := await reader.readline():
            if words.startswith(b"event: "):
                kind = words[7:].strip().decode()
            elif words.startswith(b"data: "):
                heard(kind, words[6:])
            elif words.startswith(b":"):
                heard("sign", b"")
    finally:
        writer.close()


def room():
    """As many open files as the machine allows, for this program and those it starts."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most < OPEN + 1000:
        raise RuntimeError(f"only {most} files may be open at once")


async def staffed(server, names=("sam",)):
    """Helpers who are at the desk until the returned task ends."""
    workers = [Worker(server.url, name) for name in names]
    lines = [asyncio.ensure_future(line(server.port, "/nl/werk/live", f"w={one.cookie}", lambda *_: None)) for one in workers]
    await asyncio.sleep(0.5)
    return workers, lines


async def open_lines(server):
    """Bytes of resident memory for each open conversation."""
    _, lines = await staffed(server)
    pool = Pool(server.port, 32)
    cookies = await asyncio.gather(*(begin(pool) for _ in range(OPEN)))
    pool.close()
    await asyncio.sleep(2)
    rest = server.memory()
    came = [asyncio.Event() for _ in cookies]
    for start in range(0, OPEN, 500):
        for cookie, one in zip(cookies[start:start + 500], came[start:start + 500]):
            lines.append(asyncio.ensure_future(line(server.port, "/nl/m?s=0", cookie, lambda *_, one=one: one.set())))
        await asyncio.gather(*(one.wait() for one in came[start:start + 500]))
    # Each has had its signs of life.
    await asyncio.sleep(25)
    each = (server.memory() - rest) / OPEN
    for one in lines:
        one.cancel()
    return each


class Talk:
    """One conversation: what was said and when, and what the helper saw of it."""

    def __init__(self, cookie):
        self.cookie, self.slip, self.path = cookie, None, None
        self.said, self.fetching, self.again = {}, False, False


async def said_and_seen(server):
    """Seconds until each message was accepted, and until the helper's page had it."""
    (sam,), lines = await staffed(server)
    helper = f"w={sam.cookie}"
    pool = Pool(server.port, 48)
    talks = [Talk(cookie) for cookie in await asyncio.gather(*(begin(pool) for _ in range(TALKS)))]
    _, _, page = await pool.ask("GET", "/nl/werk", helper)
    paths = list(dict.fromkeys(re.findall(r'href="(/nl/werk/g/[0-9a-f]{32})"', page)))[:TALKS]

    async def prepare(number, talk):
        _, _, page = await pool.ask("GET", "/nl/m", talk.cookie)
        talk.slip = ticket(page, "send")
        await pool.ask("POST", "/nl/m", talk.cookie, {"ticket": talk.slip, "go": "send", "m": f"wie {number}."})

    async def claim(path):
        _, _, page = await pool.ask("GET", path, helper)
        await pool.ask("POST", path, helper, {"ticket": ticket(page, "claim"), "go": "claim"})
        _, _, page = await pool.ask("GET", path, helper)
        talk = talks[int(re.search(r"wie (\d+)\.", page).group(1))]
        talk.path = path
        return talk, re.search(r'type="text/event-stream" href="([^"]+)"', page).group(1).replace("&amp;", "&")

    await asyncio.gather(*(prepare(number, talk) for number, talk in enumerate(talks)))
    opened = await asyncio.gather(*(claim(path) for path in paths))
    accepted, seen = [], []

    async def fetch(talk):
        if talk.fetching:
            talk.again = True
            return
        talk.fetching = True
        while True:
            talk.again = False
            _, _, part = await pool.ask("GET", talk.path, helper, more=("X-Live: 1", "X-Part: 1"))
            now = time.perf_counter()
            for text in [text for text in talk.said if text in part]:
                seen.append(now - talk.said.pop(text))
            if not talk.again:
                break
        talk.fetching = False

    def heard(talk, kind, words):
        if kind == "change" and b'"count"' in words:
            asyncio.ensure_future(fetch(talk))

    for talk, live in opened:
        lines.append(asyncio.ensure_future(line(server.port, live, helper, lambda kind, words, talk=talk: heard(talk, kind, words))))
    await asyncio.sleep(4)

    async def say(number):
        talk = talks[number % TALKS]
        text = f"zin {number}."
        talk.said[text] = start = time.perf_counter()
        status, _, _ = await pool.ask("POST", "/nl/m", talk.cookie, {"ticket": talk.slip, "go": "send", "m": text})
        if status != 303:
            raise RuntimeError(f"a message was answered with {status}")
        accepted.append(time.perf_counter() - start)

    sending, began = [], time.perf_counter()
    for number in range(RATE * SECONDS):
        delay = began + number / RATE - time.perf_counter()
        if delay > 0:
            await asyncio.sleep(delay)
        sending.append(asyncio.ensure_future(say(number)))
    await asyncio.gather(*sending)
    spent = time.perf_counter() - began
    await asyncio.sleep(3)
    for one in lines:
        one.cancel()
    lost = sum(len(talk.said) for talk in talks)
    pool.close()
    return accepted, seen, lost, RATE * SECONDS / spent


async def rush(server):
    """Many arrive within a minute. What each was told of their place in the end, in order of arrival, and how many were taken meanwhile."""
    workers, lines = await staffed(server, ("sam", "iris", "joost"))
    helper = f"w={workers[0].cookie}"
    pool = Pool(server.port, 32)
    told, order, taken = {}, [], 0

    async def arrive(number):
        cookie = await begin(pool)
        order.append(number)
        _, _, page = await pool.ask("GET", "/nl/m", cookie)
        read(number, re.sub(r"<[^>]+>", "\n", page))
        lines.append(asyncio.ensure_future(line(server.port, "/nl/m?s=0", cookie, lambda kind, words: hear(number, cookie, kind, words))))

    def read(number, text):
        if "Je bent de volgende" in text:
            told[number] = 0
        elif "Er is 1 persoon voor je" in text:
            told[number] = 1
        elif found := re.search(r"Er zijn (\d+) mensen voor je", text):
            told[number] = int(found.group(1))
        else:
            told.pop(number, None)

    def hear(number, cookie, kind, words):
        if kind == "place":
            read(number, " ".join(json.loads(words)["lines"]))
        elif kind == "change":
            asyncio.ensure_future(look(number, cookie))

    async def look(number, cookie):
        _, _, page = await pool.ask("GET", "/nl/m", cookie, more=("X-Live: 1",))
        read(number, re.sub(r"<[^>]+>", "\n", page))

    async def claims():
        nonlocal taken
        while True:
            await asyncio.sleep(1)
            _, _, page = await pool.ask("GET", "/nl/werk", helper)
            free = re.search(r'value="claim-([0-9a-f]{32})"', page)
            if not free:
                continue
            status, _, _ = await pool.ask("POST", "/nl/werk", helper, {"ticket": ticket(page, free.group(0)[7:-1]), "go": "claim-" + free.group(1)})
            taken += status == 303

    desk = asyncio.ensure_future(claims())
    began, coming = time.perf_counter(), []
    for number in range(RUSH):
        delay = began + number * MINUTE / RUSH - time.perf_counter()
        if delay > 0:
            await asyncio.sleep(delay)
        coming.append(asyncio.ensure_future(arrive(number)))
    await asyncio.gather(*coming)
    desk.cancel()
    await asyncio.sleep(8)
    for one in lines:
        one.cancel()
    pool.close()
    return told, order, taken, time.perf_counter() - began


def helpers(server, count):
    """Helpers who were invited, chose a passphrase and were let in, each with an entry of their own."""
    noor, sam = Worker(server.url, "noor"), Worker(server.url, "sam")
    people = []
    for number in range(count):
        page = noor.go("people").text
        team = re.search(r'name="([^"]+)" value="([0-9a-f]{32})"[^>]*>(?:(?!<input).)*?Beantwoordt berichten', page, re.S)
        noor.fetch(noor.paths["people"], [
            ("ticket", ticket(page, "invite")), ("n", f"Helper {number}"), ("u", f"helper{number}"), ("o", "helper"), team.groups(),
            ("go", "invite")])
        one = Worker(server.url, f"helper{number}", passphrase="zes groene boten op een rij", enters=False)
        one.go("invitation").send(one.paths["invitation"], k=invitation_code(noor.text), go="code")
        one.secret = secret_of(one.text)
        one.send(one.paths["invitation"], p=one.passphrase, q=one.passphrase, f=digits(one.secret), go="choose")
        people.append(one)
    while found := re.search(r'<button[^>]*name="([^"]+)" value="(admit[^"]*)"', sam.go("teams").text):
        sam.fetch(sam.paths["teams"], [("ticket", ticket(sam.text, found.group(2))), found.groups()])
    return people


async def race(server, people):
    """How often more than one was told that a conversation is theirs, and how many were told who was first."""
    pipes = [Pipe(server.port) for _ in people]
    cookies = [f"w={one.cookie}" for one in people]
    pool = Pool(server.port, 2)
    doubles = told = 0
    for _ in range(ROUNDS):
        await begin(pool)
        pages = await asyncio.gather(*(pipe.ask("GET", "/nl/werk", cookie) for pipe, cookie in zip(pipes, cookies)))
        go = re.search(r'value="(claim-[0-9a-f]{32})"', pages[0][2]).group(1)
        slips = [ticket(page, go) for _, _, page in pages]
        answers = await asyncio.gather(*(
            pipe.ask("POST", "/nl/werk", cookie, {"ticket": slip, "go": go}) for pipe, cookie, slip in zip(pipes, cookies, slips)))
        won = sum(status == 303 for status, _, _ in answers)
        told += sum(status == 409 and "was je net voor" in page for status, _, page in answers)
        if won < 1:
            raise RuntimeError("nobody has it")
        doubles += won - 1
    for pipe in pipes:
        pipe.close()
    pool.close()
    return doubles, told


def wrong_places(told, order):
    """The share of those who wait that were told another place than theirs. Two who came at the same moment may stand either way."""
    waiting = [number for number in order if number in told]
    places = sorted(told[number] for number in waiting)
    doubled = sum(place != index for index, place in enumerate(places))
    moved = sum(abs(told[number] - index) > 32 for index, number in enumerate(waiting))
    return max(doubled, moved) / max(1, len(waiting))


def memory_each():
    room()
    with tempfile.TemporaryDirectory() as folder, LocalServer(program=RELEASE, data=folder) as server:
        return uvloop.run(open_lines(server)) / 1000, f"{OPEN:,} pages open, each with its signs of life"


def messages():
    room()
    with tempfile.TemporaryDirectory() as folder, LocalServer(program=RELEASE, data=folder) as server:
        accepted, seen, lost, rate = uvloop.run(said_and_seen(server))
    if lost:
        raise RuntimeError(f"{lost} messages were never seen")
    p = lambda times, share: sorted(times)[int(len(times) * share) - 1] * 1000
    return p(seen, 0.99), (f"median {p(seen, 0.5):.1f}; accepted: median {p(accepted, 0.5):.1f}, 99th {p(accepted, 0.99):.1f}; "
                           f"{rate:.0f} a second in {TALKS} conversations")


def claims():
    with tempfile.TemporaryDirectory() as folder, LocalServer(program=RELEASE, data=folder) as server:
        people = helpers(server, HELPERS)
        doubles, told = uvloop.run(race(server, people))
    return doubles, f"{ROUNDS} conversations; {told:,} of {ROUNDS * (HELPERS - 1):,} others were told who was first"


def broadcast():
    """Milliseconds of the first page meanwhile, and the share of wrong places."""
    room()
    with tempfile.TemporaryDirectory() as folder, LocalServer(program=RELEASE, data=folder) as server:
        begun, over = multiprocessing.Event(), multiprocessing.Event()
        mine, theirs = multiprocessing.Pipe()
        other = multiprocessing.Process(target=flood.probe, args=(server.port, begun, over, theirs))
        other.start()
        time.sleep(0.5)
        begun.set()
        told, order, taken, spent = uvloop.run(rush(server))
        over.set()
        took = mine.recv()
        other.join(10)
    p99 = sorted(took)[int(len(took) * 0.99) - 1] * 1000
    pages = (p99, f"median {statistics.median(took) * 1000:.1f}; {len(order):,} came in {spent - 8:.0f} s, {taken} were taken")
    return pages, (wrong_places(told, order) * 100, f"{len(told):,} waited in the end")
