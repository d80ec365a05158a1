#!/usr/bin/env python3
"""Holds the words of the return codes against the rules by which they were chosen.

    Tools/check_words.py [FOLDER]      FOLDER holds nl.txt and avoided.txt; Content/words when left out

Prints what is wrong, a line for each, and ends with 1 when there is something.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

COUNT = 2048
# What sounds alike at the end or inside of a Dutch word, and the one way in which it is compared.
SOUNDS = [("ij", "ei"), ("ou", "au"), ("dt", "t"), ("d$", "t"), ("b$", "p"), ("g$", "ch"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"),
          ("qu", "kw"), ("x", "ks"), ("th", "t"), ("ph", "f")]


def sound(word):
    """How a word is compared with others that sound like it."""
    for pattern, heard in SOUNDS:
        word = re.sub(pattern, heard, word)
    return re.sub(r"([^aeou])\1", r"\1", word)


def avoided(text):
    """The patterns of `avoided.txt`, by topic."""
    patterns, topic = [], ""
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("["):
            topic = line.strip("[]")
            continue
        for word in line.split():
            patterns.append((re.compile(re.escape(word).replace(r"\*", ".*")), topic))
    return patterns


def shortened(word):
    """Every word that is left when one letter is taken out, with its place."""
    return [(place, word[:place] + word[place + 1:]) for place in range(len(word))]


def too_near(words):
    """Pairs that one changed, added or left-out letter makes the same."""
    known, masks, pairs = set(words), defaultdict(list), []
    for word in words:
        for place, rest in shortened(word):
            if rest in known:
                pairs.append((rest, word))
            masks[(place, len(word), rest)].append(word)
    for group in masks.values():
        pairs += [(group[0], other) for other in group[1:]]
    return pairs


def findings(words, patterns):
    """What is wrong with a list, as sentences."""
    found = []
    if len(words) != COUNT:
        found.append(f"{len(words)} words, and not {COUNT}")
    beginnings, sounds = defaultdict(list), defaultdict(list)
    for word in words:
        if not re.fullmatch("[a-z]{3,7}", word):
            found.append(f"{word}: three to seven letters without accents")
        beginnings[word[:4]].append(word)
        sounds[sound(word)].append(word)
        found += [f"{word}: to be avoided ({topic})" for pattern, topic in patterns if pattern.fullmatch(word)]
    found += [f"{', '.join(group)}: begin alike" for group in beginnings.values() if len(group) > 1]
    found += [f"{', '.join(group)}: sound alike" for group in sounds.values() if len(group) > 1]
    return found + [f"{one}, {other}: one letter apart" for one, other in too_near(words)]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "Content/words"
    words = (folder / "nl.txt").read_text("utf-8").split()
    found = findings(words, avoided((folder / "avoided.txt").read_text("utf-8")))
    print("\n".join(found + [f"words: {len(words)} words, {len(found)} findings"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
