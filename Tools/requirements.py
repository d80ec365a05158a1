#!/usr/bin/env python3
"""Says of every requirement what is there, and holds each claim against the tests.

    Tools/requirements.py                      write docs/requirements.md
    Tools/requirements.py --check              refuse a stale page, or a row that 'works' without a test
    Tools/requirements.py --check --results F  also refuse one whose test failed or did not run
    Tools/requirements.py --write-tags         write Tests/TestKit/RequirementTags.swift

The claims stand in docs/requirements/requirements.yaml. A Swift test says what it shows with `.tags(.R12, .R45)` on
@Test or @Suite, a Python test with `@requires("R12")` or with `# R: R12` on the line above it.
Exits 0 good, 1 a finding, 2 wrong usage or a broken file.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from tagged_tests import python_tests, result_key, swift_tests

ROOT = Path(__file__).resolve().parent.parent

try:
    import yaml
except ModuleNotFoundError:
    venv = ROOT / ".venv" / "bin" / "python"
    if venv.exists() and Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        os.execv(venv, [str(venv), *sys.argv])
    sys.exit("requirements: PyYAML is missing; run `make setup`")

LEDGER = Path("docs/requirements/requirements.yaml")
PAGE = Path("docs/requirements.md")
TAGS = Path("Tests/TestKit/RequirementTags.swift")
COUNT = 124
STATES = {"works": "works", "part": "in part", "not_yet": "not yet"}
TYPES = {"F": "function", "P": "process", "A": "actor", "N": "quality", "D": "data", "C": "constraint"}
PRIORITIES = {"M": "must", "S": "should", "L": "later"}
SEEDS = {"S0", "S1", "S2", "S3", "S4"}
TESTS_SHOWN = 3


# --- the ledger ---------------------------------------------------------------------------------------------------


def number(requirement):
    return int(requirement[1:])


def load_ledger(path):
    """The sections and rows of the ledger, and what is wrong with them."""
    ledger = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = ledger["requirements"]
    problems = []
    expected = [f"R{n}" for n in range(1, COUNT + 1)]
    if [row.get("id") for row in rows] != expected:
        problems.append(f"the ledger must hold R1 to R{COUNT}, each once and in order")
    covered = [n for s in ledger["sections"] for n in range(number(s["first"]), number(s["last"]) + 1)]
    if covered != list(range(1, COUNT + 1)):
        problems.append("the sections must cover every row once")
    for row in rows:
        problems += [f"{row.get('id')}: {p}" for p in row_problems(row)]
    return ledger["sections"], rows, problems


def row_problems(row):
    for key in ("term", "says"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield f"'{key}' is empty"
    if not row.get("seed") or not set(row["seed"]) <= SEEDS:
        yield "'seed' must name S0 to S4"
    if row.get("type") not in TYPES:
        yield "'type' must be one of " + ", ".join(TYPES)
    if row.get("priority") not in PRIORITIES:
        yield "'priority' must be one of " + ", ".join(PRIORITIES)
    if row.get("claim") not in STATES:
        yield "'claim' must be one of " + ", ".join(STATES)
    if not isinstance(row.get("where"), list) or not row["where"]:
        yield "'where' must be a list (of '' where there is nothing to see)"
    elif row.get("claim") == "works" and not any(row["where"]):
        yield "'where' must say where a working row can be seen"
    if row.get("claim") in ("part", "not_yet") and not row.get("missing"):
        yield "'missing' must say what is not there"
    if row.get("claim") == "works" and row.get("missing"):
        yield "a row that misses something does not work: claim 'part'"


# --- the results --------------------------------------------------------------------------------------------------


def load_results(path):
    results = {}
    for entry in json.loads(path.read_text(encoding="utf-8")):
        key = result_key(entry["test"])
        results[key] = results.get(key, True) and entry["passed"] is True
    return results


def outcome(test, results):
    """True passed, False failed, None did not run."""
    found = [results[k] for k in test.keys if k in results]
    return all(found) if found else None


# --- the page and the check ---------------------------------------------------------------------------------------


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def tests_cell(tests):
    if not tests:
        return "–"
    shown = [f"[{cell(t.name).replace('[', '(').replace(']', ')')}](../{t.file})" for t in tests[:TESTS_SHOWN]]
    if len(tests) > TESTS_SHOWN:
        shown.append(f"and {len(tests) - TESTS_SHOWN} more")
    return "<br>".join(shown)


def evidence(rows, tests):
    by_row = {row["id"]: [] for row in rows}
    for test in tests:
        for requirement in test.requirements:
            if requirement in by_row and not test.disabled:
                by_row[requirement].append(test)
    for found in by_row.values():
        found.sort(key=lambda t: (t.file, t.name))
    return by_row


def page(sections, rows, by_row):
    counts = {state: sum(r["claim"] == state for r in rows) for state in STATES}
    must = {state: sum(r["claim"] == state and r["priority"] == "M" for r in rows) for state in STATES}
    shown = sum(bool(by_row[r["id"]]) for r in rows)
    out = [
        "<!-- Made by Tools/requirements.py from docs/requirements/requirements.yaml and the tests. Change those, then run it again. -->",
        "",
        "# What was asked, and what is there",
        "",
        "Five Dutch letters on policy (2020-2024) ask for what this product is to be: 124 requirements, here in our own words.",
        "",
        "- **works**: what is asked of the software is there as a whole, and at least one test shows it.",
        "- **in part**: something of it is there; the last column says what is not.",
        "- **not yet**: it is not in this release.",
        "",
        "'Works' says what the software does. It does not say that a lawyer, a doctor or an experience expert has approved the texts,",
        "nor that a number in the directory was called: none has been yet.",
        "",
        "| | works | in part | not yet | all |",
        "| --- | --: | --: | --: | --: |",
        "| all | " + " | ".join(str(counts[s]) for s in STATES) + f" | {len(rows)} |",
        "| of which 'must' | " + " | ".join(str(must[s]) for s in STATES) + f" | {sum(must.values())} |",
        "",
        f"{shown} of {len(rows)} rows have at least one test.",
        "",
        "Seeds: S0 letter of 24 May 2024 on organised abuse of children · S1 letter of the National Rapporteur, 19 August 2024 ·",
        "S2 reaction to the victim monitor 2017-2018, 24 April 2020 · S3 letter on one national entry, 9 November 2021 ·",
        "S4 reaction to the monitor 2018-2022, 25 June 2024.",
        "",
        "Kind: " + " · ".join(f"{k} {v}" for k, v in TYPES.items()) + ". Weight: " +
        " · ".join(f"{k} {v}" for k, v in PRIORITIES.items()) + ".",
    ]
    by_id = {row["id"]: row for row in rows}
    for section in sections:
        out += ["", f"## {section['id']}. {section['title']}", "",
                "| nr | Dutch term | seed | what it asks | state | where to see it | tests that show it | what is missing |",
                "| --- | --- | --- | --- | --- | --- | --- | --- |"]
        for n in range(number(section["first"]), number(section["last"]) + 1):
            row = by_id[f"R{n}"]
            where = "<br>".join(cell(w) for w in row["where"] if w) or "–"
            out.append("| " + " | ".join([
                f"<a id=\"r{n}\"></a>R{n} ({row['type']}/{row['priority']})", cell(row["term"]), ", ".join(row["seed"]),
                cell(row["says"]), f"**{STATES[row['claim']]}**", where, tests_cell(by_row[row["id"]]),
                cell(row.get("missing") or "–")]) + " |")
    return "\n".join(out) + "\n"


def tags_source():
    lines = [
        "// Made by `Tools/requirements.py --write-tags`: one tag for each requirement of docs/requirements/requirements.yaml.",
        "// swift-format-ignore-file",
        "",
        "import Testing",
        "",
        "/// A test bears the numbers of the requirements it shows, so that docs/requirements.md can name it.",
        "extension Tag {",
    ]
    lines += [f"    @Tag public static var R{n}: Self" for n in range(1, COUNT + 1)]
    return "\n".join(lines + ["}"]) + "\n"


def findings(root, rows, tests, by_row, written, results):
    known = {row["id"] for row in rows}
    for test in tests:
        for unknown in sorted(test.requirements - known):
            yield f"{test.file}: '{test.name}' names {unknown}, which does not exist"
    path = root / PAGE
    if not path.exists() or path.read_text(encoding="utf-8") != written:
        yield f"{PAGE} is stale: run Tools/requirements.py"
    tags = root / TAGS
    if not tags.exists() or tags.read_text(encoding="utf-8") != tags_source():
        yield f"{TAGS} is stale: run Tools/requirements.py --write-tags"
    for row in rows:
        if row["claim"] != "works":
            continue
        if not by_row[row["id"]]:
            yield f"{row['id']} is said to work, and no test shows it"
        elif results is not None:
            for test in by_row[row["id"]]:
                state = outcome(test, results)
                if state is not True:
                    how = "failed" if state is False else "did not run"
                    yield f"{row['id']} is said to work, and '{test.name}' ({test.file}) {how}"


def main():
    parser = argparse.ArgumentParser(description="What was asked, what is there, and which test shows it.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a finding")
    parser.add_argument("--results", type=Path, help='a JSON list of {"test": "...", "passed": true}')
    parser.add_argument("--write-tags", action="store_true", help=f"write {TAGS} and stop")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args()
    root = options.root.resolve()

    if options.write_tags:
        (root / TAGS).write_text(tags_source(), encoding="utf-8")
        return 0
    try:
        sections, rows, problems = load_ledger(root / LEDGER)
        tests = swift_tests(root) + python_tests(root)
        results = load_results(options.results) if options.results else None
    except (OSError, KeyError, TypeError, ValueError, SyntaxError, yaml.YAMLError) as error:
        print(f"requirements: {error}", file=sys.stderr)
        return 2
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2

    by_row = evidence(rows, tests)
    written = page(sections, rows, by_row)
    if not options.check:
        (root / PAGE).write_text(written, encoding="utf-8")
    found = list(findings(root, rows, tests, by_row, written, results))
    if options.check:
        print("".join(f"{finding}\n" for finding in found), end="", file=sys.stderr)
    counts = " · ".join(f"{sum(r['claim'] == s for r in rows)} {label}" for s, label in STATES.items())
    print(f"{len(rows)} requirements: {counts}; {len(tests)} tests read, {len(found)} findings")
    return 1 if options.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
