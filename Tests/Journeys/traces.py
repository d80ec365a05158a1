"""Words that are looked for where they must not stand: in files, in what a program says, in any form in which somebody may find them."""

import base64
import ctypes
import gzip
import html
import os
import re
import struct
import threading
import urllib.parse
import zlib
from pathlib import Path

MARK = "KANARIE-q7RzP2mXv9Lk4TnB8sWd"
# Enough of a mark that chance does not write it.
SURE = 10
EMPTY, EMPTY_ENOUGH = re.compile(rb"\0{64,}"), b"\0" * 64


def canary(kind):
    """A word that stands for something somebody typed, and shows in a finding what it was. The mark is the same in all."""
    return f"{kind}-{MARK}"


def forms(text):
    """Every way to write it in which it would be found again, by name."""
    plain = text.encode()
    found = {"utf-8": plain, "upper case": text.upper().encode(), "utf-16-le": text.encode("utf-16-le"), "utf-16-be": text.encode("utf-16-be"),
             "utf-32-le": text.encode("utf-32-le"), "hexadecimal": plain.hex().encode(), "HEXADECIMAL": plain.hex().upper().encode(),
             "backwards": plain[::-1], "html": html.escape(text).encode(), "percent, all of it": "".join(f"%{byte:02X}" for byte in plain).encode(),
             "percent": urllib.parse.quote(text).encode(), "form": urllib.parse.quote_plus(text).encode(),
             "numbers": ", ".join(map(str, plain)).encode(), "html numbers": "".join(f"&#{ord(one)};" for one in text).encode(),
             "escaped": "".join(f"\\u{ord(one):04x}" for one in text).encode()}
    for shift in range(3):
        # What is left of base 64 when the letters that its neighbours also make are taken off, both ways to write it.
        letters = base64.b64encode(b"?" * shift + plain)[(0, 4, 4)[shift]:len(base64.b64encode(b"?" * shift + plain)) - 4]
        found[f"base64 from {shift}"] = letters
        found[f"base64url from {shift}"] = letters.replace(b"+", b"-").replace(b"/", b"_")
    return {name: form for name, form in found.items() if len(form) >= SURE}


def code_forms(words, digits=None):
    """A return code as it may be written down: its six words with anything between them, its digits in groups or not, as a number."""
    texts = [between.join(words) for between in (" ", ", ", ",", "-", "\n", ". ", "+", "%20", "\0", "\t", '","', "</li><li>")]
    if digits:
        groups = [digits[place:place + 4] for place in range(0, 20, 4)]
        texts += [digits, *(between.join(groups) for between in (" ", "-", ".", "+", "%20")), "</span><span>".join(groups)]
    usual = ("utf-8", "upper case", "utf-16-le", "hexadecimal", "base64 from 0", "base64 from 1", "base64 from 2")
    found = {f"{text!r} as {name}": form for text in texts for name, form in forms(text).items() if name in usual}
    if digits:
        number = int(digits[:18])
        found["bytes of the digits"] = bytes(map(int, digits))
        for order in ("big", "little"):
            found[f"number, {order}"] = number.to_bytes(8, order)
    return found


def unpacked(content):
    """What comes out of everything in a file that looks compressed."""
    for start, kind in ((b"\x1f\x8b\x08", 31), (b"\x78\x01", 15), (b"\x78\x5e", 15), (b"\x78\x9c", 15), (b"\x78\xda", 15)):
        place = content.find(start)
        while place >= 0:
            try:
                yield zlib.decompressobj(kind).decompress(content[place:], 1 << 22)
            except zlib.error:
                pass
            place = content.find(start, place + 1)


def stands_in(content, wanted):
    """Names of the forms that stand in some bytes, compressed ones included."""
    return sorted({name for part in (content, *unpacked(content)) for name, form in wanted.items() if form in part})


def files_under(*folders):
    return [Path(place) / name for folder in folders for place, _, names in os.walk(folder) for name in names]


def found_in_files(wanted, *folders):
    """Pairs of file and form."""
    found, read = [], set()
    for path in files_under(*folders):
        # A database server keeps much that is empty, and much twice.
        content = EMPTY.sub(EMPTY_ENOUGH, path.read_bytes()) if path.is_file() else b""
        if content not in read:
            read.add(content)
            found += [(str(path), form) for form in stands_in(content, wanted)]
    return found


def self_test():
    """Looks for a mark in every disguise, so that a search that finds nothing says something."""
    mark = forms(MARK)
    for name, form in {**mark, "gzip": gzip.compress(b"x" * 50 + MARK.encode()), "zlib": zlib.compress(MARK.encode())}.items():
        assert stands_in(b"before " + form + b" after", mark), name
    for shift in range(3):
        assert stands_in(base64.b64encode(b"." * shift + MARK.encode() + b" and more"), mark), shift
        assert stands_in(base64.urlsafe_b64encode(b"." * shift + canary("x").encode() + b" and more"), mark), shift


class Watched:
    """Every file that is made in some folders, even when it is gone at once. Linux tells it (inotify)."""

    MADE, MOVED_IN, FOLDER = 0x100, 0x80, 0x40000000

    def __init__(self, *folders):
        self.library = ctypes.CDLL(None, use_errno=True)
        self.line = self.library.inotify_init1(os.O_CLOEXEC)
        assert self.line >= 0
        self.folders, self.names = {}, []
        for folder in folders:
            number = self.library.inotify_add_watch(self.line, os.fsencode(str(folder)), self.MADE | self.MOVED_IN)
            assert number >= 0, folder
            self.folders[number] = Path(folder)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        while True:
            events = os.read(self.line, 1 << 16)
            while events:
                number, _, _, length = struct.unpack_from("iIII", events)
                name = events[16:16 + length].rstrip(b"\0").decode()
                if name == ".over":
                    return
                self.names.append(str(self.folders[number] / name))
                events = events[16 + length:]

    def made(self):
        """All names so far; nothing is seen any more."""
        over = next(iter(self.folders.values())) / ".over"
        over.touch()
        self.reader.join(10)
        over.unlink()
        os.close(self.line)
        return self.names


def open_and_gone(pid):
    """Files that a program has open and that stand in no folder any more."""
    found = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(one)
        except FileNotFoundError:
            continue
        if target.endswith(" (deleted)"):
            found.append(target)
    return found
