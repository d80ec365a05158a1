"""The words of the codes are held against their rules, and each rule is broken once to see that it is found."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tools"))
import check_words  # noqa: E402

WORDS = (ROOT / "Content/words/nl.txt").read_text("utf-8").split()
PATTERNS = check_words.avoided((ROOT / "Content/words/avoided.txt").read_text("utf-8"))


def test_every_word_of_the_list_keeps_every_rule():
    answer = subprocess.run([ROOT / "Tools/check_words.py"], capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (0, "words: 2048 words, 0 findings\n")


@pytest.mark.parametrize(("word", "what"), [
    ("af", "three to seven letters"), ("verrekijker", "three to seven letters"), ("café", "three to seven letters"),
    ("Appel", "three to seven letters"), ("wurgen", "to be avoided"), ("moeder", "to be avoided"), ("knuffel", "to be avoided"),
])
def test_a_word_that_may_not_be_there_is_found(word, what):
    found = check_words.findings([word if place == 7 else old for place, old in enumerate(WORDS)], PATTERNS)
    assert any(line.startswith(word) and what in line for line in found), found


@pytest.mark.parametrize(("one", "other", "what"), [
    ("lampion", "lampen", "begin alike"), ("peil", "pijl", "sound alike"), ("hout", "houd", "sound alike"), ("rauw", "rouw", "sound alike"),
    ("boom", "boot", "one letter apart"), ("plank", "plan", "one letter apart"), ("tak", "takt", "one letter apart"),
])
def test_two_words_that_can_be_mixed_up_are_found(one, other, what):
    found = check_words.findings([one, other], [])
    assert any(one in line and other in line and what in line for line in found), found


def test_a_list_of_another_length_is_found():
    assert any("2047 words" in line for line in check_words.findings(WORDS[1:], PATTERNS))
