"""docs/security-tests.md names tests that are there: a promise that no test keeps any more is found here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security-tests.md"
NAMED = re.compile(r"`(\w+/[\w/]+\.(?:swift|py))::(\w+)`")
ASKED = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "D1", "D2", "D3", "D4", "D5", "D7", "A1", "A2", "A3", "A4", "A5", "A8", "A9", "L1", "L3", "L4", "L5", "L6",
         "W1", "W4", "W8", "W9", "W10", "W11"]


def rows():
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not line.startswith("| ---") and cells[0] not in ("id", "what goes wrong"):
            yield cells


def functions(path):
    """The names of the tests in a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return set(re.findall(r"^def (test_\w+)\(", text, re.MULTILINE))
    return set(re.findall(r"@Test\b.*?\bfunc (\w+)", text, re.DOTALL))


@pytest.mark.parametrize("named", sorted(set(NAMED.findall(PAGE.read_text(encoding="utf-8")))), ids="::".join)
def test_every_named_test_is_there(named):
    file, function = named
    assert (ROOT / "Tests" / file).is_file(), f"{file} is not there"
    assert function in functions(ROOT / "Tests" / file), f"{file} has no test {function}"


def test_every_property_that_was_asked_for_has_a_row():
    found = [cells[0] for cells in rows() if re.fullmatch(r"[CDALW]\d+", cells[0])]
    assert found == ASKED


def test_a_row_without_a_test_says_what_is_missing():
    for cells in rows():
        shown, missing = cells[-2], cells[-1]
        assert NAMED.search(shown) or missing, cells[0]
