"""A thousand wrong codes at once: what somebody notices who asks for the first page meanwhile, and how much memory it takes."""

import multiprocessing
import os
import re
import selectors
import socket
import time
import urllib.parse

PEOPLE = 1000
SCRYPT = 128 << 20          # bytes of one derivation at full cost


def wrong_code(number):
    """20 digits with good check digits that nobody was ever given, as good as certainly."""
    secret = (number * 786_433 + 123_456_789_012_345_678) % 10**18
    return f"{secret:018d}{98 - secret % 97 * 100 % 97:02d}"


def request(port, method, path, body=""):
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    if body:
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return (head + "\r\n" + body).encode()


class Line:
    """One visitor's connection, kept open."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.got = b""

    def status(self):
        """The status when the whole answer is there, else None."""
        head, end, body = self.got.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        if not end or not length or len(body) < int(length.group(1)):
            return None
        return int(head.split(b" ", 2)[1])


def ask_all(lines, requests, patience=120):
    """Sends everything as fast as it goes, then waits for all answers. Returns how often each status came."""
    waiting = selectors.DefaultSelector()
    for line, sent in zip(lines, requests):
        line.got = b""
        line.socket.send(sent)
        waiting.register(line.socket, selectors.EVENT_READ, line)
    found, end = {}, time.monotonic() + patience
    while waiting.get_map():
        if time.monotonic() > end:
            raise RuntimeError(f"{len(waiting.get_map())} of {len(lines)} got no answer")
        for key, _ in waiting.select(1):
            more = key.fileobj.recv(65_536)
            key.data.got += more
            status = key.data.status()
            if status is not None or not more:
                waiting.unregister(key.fileobj)
                found[status] = found.get(status, 0) + 1
    return found


def probe(port, begun, over, answers):
    """Asks for the first page again and again, some hundred times a second, and hands over how long each took."""
    took = []
    line = socket.create_connection(("127.0.0.1", port))
    page = Line.__new__(Line)
    while not over.is_set():
        start = time.perf_counter()
        page.got = b""
        line.sendall(request(port, "GET", "/nl"))
        while page.status() is None:
            more = line.recv(65_536)
            if not more:
                raise RuntimeError("the first page did not come")
            page.got += more
        if begun.is_set():
            took.append(time.perf_counter() - start)
        time.sleep(0.005)
    answers.send(took)


def peak(server):
    """The largest resident memory since it was last set back, in bytes."""
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def wrong_codes(server):
    """Seconds that the first page took meanwhile, memory above rest in shares of the pool, and what became of the codes.

    Rest is the server with as many connections open, after as many wrong codes were tried on them before.
    """
    ticket = re.search(r'name="ticket" value="([^"]+)"', server.ask("GET", "/nl/terug").text).group(1)

    def form(code):
        return request(server.port, "POST", "/nl/terug", urllib.parse.urlencode({"ticket": ticket, "c": code}))

    alone = server.memory()
    lines = [Line(server.port) for _ in range(PEOPLE)]
    ask_all(lines, [form(wrong_code(1)[:-1])] * PEOPLE)
    # A server that has seen such an hour before: what a thousand waiting forms take is with it already.
    ask_all(lines, [form(wrong_code(number)) for number in range(PEOPLE + 1, 2 * PEOPLE + 1)])
    rest = server.memory()
    try:
        with open(f"/proc/{server.process.pid}/clear_refs", "w", encoding="ascii") as reset:
            reset.write("5")
    except PermissionError:
        pass                                      # only root may; the most is then that since the start, which is no less
    begun, over = multiprocessing.Event(), multiprocessing.Event()
    mine, theirs = multiprocessing.Pipe()
    other = multiprocessing.Process(target=probe, args=(server.port, begun, over, theirs))
    other.start()
    time.sleep(0.5)
    begun.set()
    found = ask_all(lines, [form(wrong_code(number)) for number in range(1, PEOPLE + 1)])
    over.set()
    took = mine.recv()
    other.join(10)
    for line in lines:
        line.socket.close()
    if set(found) - {200, 503}:
        raise RuntimeError(f"codes were answered with {found}")
    pool = max(1, os.cpu_count() - 1) * SCRYPT
    return took, (peak(server) - rest) / pool, f"{found.get(200, 0)} tried, {found.get(503, 0)} asked to come back", (rest - alone) / 1e6
