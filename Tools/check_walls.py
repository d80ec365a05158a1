#!/usr/bin/env python3
"""Refuses what the compiler lets through: a wrong import, a clock or chance outside its place, a room that grew too large.

    Tools/check_walls.py                     the project this stands in
    Tools/check_walls.py --root DIR          another one
    Tools/check_walls.py --describe FILE     with `swift package describe --type json` already at hand

The table of layers says what Package.swift alone does not hold: an undeclared import builds. A new target gets a row here first.
Exits 0 good, 1 a finding, 2 wrong usage or a package that cannot be read.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from swift_text import blank_swift, closing_place

ROOT = Path(__file__).resolve().parent.parent

# What each target may import of ours. The composition root and the test kit may import all of them.
LAYERS = {
    "Domain": set(),
    "Wording": set(),
    "Triage": {"Domain"},
    "Monitor": {"Domain"},
    "Vault": {"Domain", "CMalloc"},
    "Catalogue": {"Domain", "Triage", "Wording"},
    "Storage": {"Domain", "Monitor"},
    "StorageSQLite": {"Storage", "Domain"},
    "StoragePostgreSQL": {"Storage", "Domain", "CPostgres"},
    "Workflows": {"Vault", "Triage", "Domain"},
    "Pages": {"Wording"},
    "Web": {"Workflows", "Triage", "Monitor", "Pages", "Wording", "Domain", "CZlib"},
    # For the bench alone, not shipped: it times, so it reads the clock, and it compares with bare SQL and a bare derivation.
    "Measure": {"Workflows", "Vault", "Storage", "StorageSQLite", "Domain"},
    # For the tests alone, not shipped: it reads rows and bytes and tries keys on them, past every workflow.
    "RevokedInsider": {"Vault", "Storage", "StorageSQLite", "Domain"},
}
ROOMS_OF_ALL = {"Entree", "TestKit"}

# Who may name a module of someone else. Tests of a target may name what the target itself may.
STANDARD = {"Swift", "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin", "Testing"}
WEB = {"Web", "Entree", "TestKit"}
OUTSIDERS = [
    (re.compile(r"Crypto(Extras)?$"), {"Vault", "Measure", "RevokedInsider"}),
    (re.compile(r"GRDB(SQLite)?$"), {"StorageSQLite"}),
    (re.compile(r"CPostgres$"), {"StoragePostgreSQL"}),
    (re.compile(r"CZlib$"), {"Web"}),
    (re.compile(r"CMalloc$"), {"Vault"}),
    (re.compile(r"Yams$"), {"Catalogue"}),
    (re.compile(r"ArgumentParser$"), {"Entree"}),
    (re.compile(r"(Hummingbird\w*|NIO\w*|HTTPTypes|Logging)$"), WEB),
    (re.compile(r"(ServiceLifecycle|UnixSignals)$"), {"Entree"}),
]

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\(\w+\))?[ \t]+)*(?:(?:public|package|internal|fileprivate|private)[ \t]+)?import[ \t]+"
    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias)[ \t]+)?(\w+)", re.MULTILINE)

# Found in code, not in comments or strings. `exempt` are the targets that may.
REFUSED = [
    (r"\bDate\(\)|\bDate\.now\b|\btimeIntervalSinceNow\b", "reads the clock; `now` is handed in", {"Entree", "Measure"}),
    (r"\b(?:Continuous|Suspending)Clock\b|\bDispatchTime\.now\b", "reads the clock; `now` is handed in", {"Entree", "Measure", "RevokedInsider"}),
    (r"\b(?:clock_gettime|gettimeofday)\b", "reads the clock; `now` is handed in", {"Entree", "Measure"}),
    (r"\bUUID\(\)", "makes chance; ids are handed in", {"Entree"}),
    (r"\.random\(|\bSystemRandomNumberGenerator\b|\.randomElement\(\)|\.shuffled\(\)|\barc4random\w*",
     "makes chance; chance is handed in", {"Entree", "Measure"}),
    (r"\bProcessInfo\b|\bgetenv\b|\bCommandLine\b", "reads the environment; settings are handed in",
     {"Entree", "Measure", "RevokedInsider"}),
    (r"(?<!func )(?<![\w.`])(?:print|debugPrint|dump)\(", "prints; only the command line does", {"Entree", "RevokedInsider"}),
    (r"\.exposed\b", "looks at a secret; only the vault does, and what seals a session",
     {"Entree", "Vault", "Workflows", "Domain", "RevokedInsider"}),
    (r"\btry!", "crashes on an error: `try!`", set()),
    (r"\bas!", "crashes on another type: `as!`", set()),
    (r"\bfatalError\(", "crashes: `fatalError(`", set()),
]
REFUSED = [(re.compile(pattern), reason, exempt) for pattern, reason, exempt in REFUSED]

SQL = re.compile(r"\b(?:SELECT\s[^;\"]*\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|(?:CREATE|ALTER|DROP)\s+(?:TABLE|INDEX))\b")
ELSEWHERE = re.compile(r"https?://(?!www\.w3\.org/)[\w.]")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME)\b")
ATTIC_WHOLE = {"Core", "Base", "Data", "Info"}
ATTIC_PART = re.compile(r"(?:Utils?|Helpers?|Common|Manager|V2)(?![a-z])")
ATTIC_TYPE = re.compile(r"\b(?:struct|class|actor|enum|protocol)\s+(\w*(?:Utils?|Helpers?|Manager))\b")
FUNCTION = re.compile(r"\b(?:func\s+[^\s(<]+|init[?!]?(?=[\s(<])|deinit\b)")
NEXT = re.compile(r"\s*(?:@\w+\s+)*(?:(?:public|static|mutating|private|fileprivate|internal)\s+)*(?:func|init|var|let|case|associatedtype)\b")
FILE_LINES, TEST_LINES, FUNCTION_LINES = 400, 800, 60


def line_of(text, place):
    return text.count("\n", 0, place) + 1


class Walls:
    def __init__(self, root, package):
        self.root = root
        self.targets = {target["name"]: target for target in package["targets"]}
        self.found = []
        self.files = 0

    def say(self, path, line, reason):
        self.found.append(f"{path.relative_to(self.root).as_posix()}:{line}: {reason}")

    def check(self):
        self.check_package()
        self.check_folders()
        for name, target in self.targets.items():
            folder = self.root / target["path"]
            for path in sorted(folder.rglob("*.swift")):
                self.check_file(name, target["type"] == "test" or name == "TestKit", path)
        for folder in ("Bench", "Tests", "Tools"):
            for path in sorted((self.root / folder).rglob("*.py")):
                self.files += 1
                self.check_length(path, path.read_text(encoding="utf-8"), folder == "Tests")
        return self.found

    # --- Package.swift ---

    def check_package(self):
        path = self.root / "Package.swift"
        text = path.read_text(encoding="utf-8")

        def say(target, reason):
            place = re.search(rf'[tT]arget\(\s*name: "{target}"', text)
            self.say(path, line_of(text, place.start()) if place else 1, reason)

        for name, target in self.targets.items():
            if not self.is_known(name, target["type"]):
                say(name, f"the target {name} has no row in the table of layers")
                continue
            for other in target.get("target_dependencies", []):
                if other not in self.siblings_of(name, target["type"]):
                    say(name, f"{name} may not depend on {other}")
            for product in target.get("product_dependencies", []):
                if not self.may_name(name, product):
                    say(name, f"{name} may not depend on {product}: {self.owners(product)}")

    def check_folders(self):
        """Code that belongs to no target is neither built nor tested."""
        homes = [self.root / target["path"] for target in self.targets.values()]
        for top in ("Sources", "Tests", "Bench"):
            for path in sorted((self.root / top).rglob("*.swift")):
                if not any(home in path.parents for home in homes):
                    self.say(path, 1, "belongs to no target of Package.swift")

    def is_known(self, name, kind):
        return name in LAYERS or name in ROOMS_OF_ALL or kind in ("test", "system-target")

    def siblings_of(self, name, kind):
        if name in ROOMS_OF_ALL or kind == "test":
            return set(self.targets) - {name}
        return LAYERS.get(name, set())

    @staticmethod
    def may_name(target, module):
        tested = target.removesuffix("Tests")
        return any(pattern.match(module) and {target, tested} & owners for pattern, owners in OUTSIDERS)

    @staticmethod
    def owners(module):
        for pattern, owners in OUTSIDERS:
            if pattern.match(module):
                return f"{module} belongs to {', '.join(sorted(owners - {'Measure', 'RevokedInsider'}))}"
        return f"{module} is no module of this project"

    # --- one file ---

    def check_file(self, target, is_test, path):
        self.files += 1
        raw = path.read_text(encoding="utf-8")
        code = blank_swift(raw)
        self.check_name(path)
        self.check_size(path, raw, code, is_test)
        self.check_imports(target, path, code)
        for match in UNFINISHED.finditer(raw):
            self.say(path, line_of(raw, match.start()), f"unfinished: {match.group()}")
        for match in ATTIC_TYPE.finditer(code):
            self.say(path, line_of(code, match.start()), f"the name {match.group(1)} says nothing")
        if is_test:
            return
        for pattern, reason, exempt in REFUSED:
            if target not in exempt:
                for match in pattern.finditer(code):
                    self.say(path, line_of(code, match.start()), reason)
        spoken = blank_swift(raw, strings=False)
        if not target.startswith("Storage") and target not in ("Measure", "RevokedInsider"):
            for match in SQL.finditer(spoken):
                self.say(path, line_of(spoken, match.start()), "SQL stands in Storage alone")
        if target == "Pages":
            for match in ELSEWHERE.finditer(spoken):
                self.say(path, line_of(spoken, match.start()), "a page fetches and names nothing from elsewhere")

    def check_name(self, path):
        for part in (*path.relative_to(self.root).parts[1:-1], path.stem):
            word = part.split("+")[-1]
            if word in ATTIC_WHOLE or ATTIC_PART.search(word):
                self.say(path, 1, f"the name {part} says nothing")

    def check_length(self, path, raw, is_test):
        limit = TEST_LINES if is_test else FILE_LINES
        lines = len(raw.splitlines())
        if lines > limit:
            self.say(path, limit + 1, f"{lines} lines, at most {limit}")

    def check_size(self, path, raw, code, is_test):
        self.check_length(path, raw, is_test)
        if is_test:
            return
        for start, end in functions(code):
            length = line_of(code, end) - line_of(code, start) + 1
            if length > FUNCTION_LINES and "inout HTML" not in code[start:code.find("{", start)]:
                self.say(path, line_of(code, start), f"a function of {length} lines, at most {FUNCTION_LINES}")

    def check_imports(self, target, path, code):
        kind = self.targets[target]["type"]
        siblings = self.siblings_of(target, kind)
        for match in IMPORT.finditer(code):
            module = match.group(1)
            if module == target or module in STANDARD or module in siblings:
                continue
            line = line_of(code, match.start(1))
            if module in self.targets:
                self.say(path, line, f"{target} may not import {module}")
            elif not self.may_name(target, module):
                self.say(path, line, f"{target} may not import {module}: {self.owners(module)}")


def functions(code):
    """Where each function with a body begins and ends. A requirement of a protocol has no body and is passed by."""
    for match in FUNCTION.finditer(code):
        depth = 0
        for i in range(match.end(), len(code)):
            mark = code[i]
            if mark in "([":
                depth += 1
            elif mark in ")]":
                depth -= 1
            if depth < 0 or depth == 0 and mark == "}":
                break
            if depth == 0 and mark == "{":
                yield match.start(), closing_place(code, i, "{}")
                break
            if depth == 0 and mark == "\n" and NEXT.match(code, i):
                break


def describe(root):
    command = ["swift", "package", "--package-path", str(root), "describe", "--type", "json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(answer[answer.index("{"):])


def main():
    parser = argparse.ArgumentParser(description="Refuses what the compiler lets through.")
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--describe", type=Path, metavar="FILE", help="the answer of `swift package describe --type json`")
    options = parser.parse_args()
    root = options.root.resolve()
    try:
        package = json.loads(options.describe.read_text(encoding="utf-8")) if options.describe else describe(root)
        walls = Walls(root, package)
        found = walls.check()
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as error:
        print(f"walls: {getattr(error, 'stderr', None) or error}", file=sys.stderr)
        return 2
    for finding in found:
        print(finding)
    print(f"walls: {len(walls.targets)} targets, {walls.files} files, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
