#!/usr/bin/env python3
"""Checks an exported access log without any of the site's own code: every entry, its place, the tree, the signatures.

    entree audit export > log.jsonl
    Tools/verify_log.py log.jsonl                           one or more exports
    Tools/verify_log.py log.jsonl --earlier head.txt        and that it begins with what a head put aside before said
    Tools/verify_log.py log.jsonl --key 'name+1a2b3c4d+AQ'  with the key that was handed over, not the one in the file

No secret is needed: entries are hashed as they are sealed. Exits 0 when all is good, 1 when not, 2 on wrong usage.
Sources: RFC 9162 section 2.1 (tree), RFC 8032 section 5.1.7 (Ed25519), C2SP signed-note and tlog-checkpoint (heads).
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


class Wrong(Exception):
    """What is wrong, and among which entries."""


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P


def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def sha(data):
    return hashlib.sha256(data).digest()


def leaf_data(leaf):
    fields = b"svlog/v1", leaf["reference"], leaf["salt"], leaf["previous"].to_bytes(8, "big", signed=True), leaf["key"], leaf["payload"]
    return sha(b"".join(len(field).to_bytes(2, "big") + field for field in fields))


class Key:
    """The log's name and Ed25519 key, as `name+fingerprint+key`."""

    def __init__(self, text):
        self.name, fingerprint, key = text.split("+", 2)
        blob = base64.b64decode(key, validate=True)
        self.key, self.fingerprint = blob[1:], sha(self.name.encode() + b"\n" + blob)[:4]
        if blob[0] != 1 or len(blob) != 33 or self.fingerprint.hex() != fingerprint:
            raise ValueError("no key of a log")

    def head(self, note):
        """Size and root of a note that this key signed, or None."""
        text, _, signatures = note.partition("\n\n")
        name, size, root = (text.split("\n") + ["", ""])[:3]
        start = f"— {self.name} "
        for line in signatures.split("\n"):
            if line.startswith(start) and text == f"{self.name}\n{size}\n{root}" and name == self.name:
                blob = base64.b64decode(line.removeprefix(start), validate=True)
                is_canonical = base64.b64encode(blob).decode() == line.removeprefix(start)
                if is_canonical and blob[:4] == self.fingerprint and is_signed(self.key, (text + "\n").encode(), blob[4:]):
                    return int(size), base64.b64decode(root, validate=True)
        return None


def grow(peaks, size, data):
    """One root for each bit of the size, with one more leaf; and the root of all."""
    node = sha(b"\0" + data)
    while size & 1:
        node, size = sha(b"\1" + peaks.pop() + node), size >> 1
    peaks.append(node)
    for peak in reversed(peaks[:-1]):
        node = sha(b"\1" + peak + node)
    return node


def verify(lines, key=None, earlier=()):
    """The number of entries, and how many of them are erased. Raises Wrong."""
    peaks, roots, newest, sound, erased = [], [sha(b"")], {}, 0, 0
    for record in map(json.loads, lines):
        kind, size = record.pop("kind"), len(roots) - 1
        if kind == "log":
            key = key or Key(record["key"])
        elif kind == "leaf":
            leaf = {name: value if isinstance(value, int) else bytes.fromhex(value) for name, value in record.items()}
            reference, is_erased = leaf["reference"], not leaf["salt"] and not leaf["payload"]
            if leaf["index"] != size:
                raise Wrong(f"gap at {size}")
            if not is_erased and leaf_data(leaf) != leaf["data"]:
                raise Wrong(f"leaf at {size}")
            if leaf["previous"] != (newest.get(reference, -1) if reference else -1):
                raise Wrong(f"chain at {size}")
            newest[reference] = size
            erased += is_erased
            roots.append(grow(peaks, size, leaf["data"]))
        elif kind == "head":
            head = record["size"], bytes.fromhex(record["root"])
            if key.head(record["note"]) != head:
                raise Wrong(f"signature at {head[0] - 1}")
            if not 0 <= head[0] <= size or roots[head[0]] != head[1]:
                raise Wrong(f"root at {sound}-{max(sound, head[0] - 1)}")
            sound = max(sound, head[0])
    for head in map(key.head, earlier):
        if head is None or head[0] >= len(roots) or roots[head[0]] != head[1]:
            raise Wrong(f"earlier at 0-{head[0] if head else 0}")
    if sound != len(roots) - 1:
        raise Wrong(f"gap at {sound}")
    return sound, erased


def main():
    parser = argparse.ArgumentParser(description="Checks an exported access log.")
    parser.add_argument("exports", nargs="+", type=Path, metavar="EXPORT")
    parser.add_argument("--earlier", action="append", default=[], type=Path, metavar="FILE", help="a head that was put aside before")
    parser.add_argument("--key", type=Key, help="the log's public key, as it was handed over")
    options = parser.parse_args()
    earlier, bad = [path.read_text(encoding="utf-8") for path in options.earlier], 0
    for path in options.exports:
        try:
            size, erased = verify(path.read_text(encoding="utf-8").splitlines(), options.key, earlier)
            print(f"{path}: OK, {size} entries, {erased} erased")
        except (Wrong, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            bad += 1
            print(f"{path}: WRONG, {error if isinstance(error, Wrong) else 'not an export'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
