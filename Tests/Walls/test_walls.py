"""Each wall is broken once in a small house, and the check must say which and where. A wall that no test breaks is a promise."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).resolve().parents[2] / "Tools" / "check_walls.py"

TARGETS = {
    # name: (kind, path, targets it depends on, products it depends on)
    "Domain": ("library", "Sources/Domain", [], []),
    "Wording": ("library", "Sources/Wording", [], []),
    "Vault": ("library", "Sources/Vault", ["Domain"], ["Crypto"]),
    "Pages": ("library", "Sources/Pages", ["Wording"], []),
    "Web": ("library", "Sources/Web", ["Domain", "Pages"], ["Hummingbird"]),
    "Entree": ("executable", "Sources/Entree", ["Domain", "Vault", "Web"], ["ArgumentParser"]),
    "RevokedInsider": ("executable", "Tests/Adversary", ["Domain", "Vault"], ["Crypto"]),
    "DomainTests": ("test", "Tests/DomainTests", ["Domain"], []),
}

CLEAN = {
    "Sources/Domain/Landscape/Service.swift": """
        import Synchronization
        /// A place that helps. Never `Date()`, never print("x").
        public struct Service { public let name = "TRY: try! Date() UUID() is only text" }
        public protocol Store { func all() -> [Service]; func print(_ service: Service) }
        """,
    "Sources/Wording/Wording.swift": "public struct Wording {}\n",
    "Sources/Vault/Seal.swift": "import Crypto\nimport Domain\nlet key = SymmetricKey(size: .bits256)\n",
    "Sources/Pages/HomePage.swift": "import Wording\nlet space = \"http://www.w3.org/2000/svg\"\n",
    "Sources/Web/Route.swift": "import Domain\nimport Hummingbird\nimport Pages\n",
    "Sources/Entree/Main.swift": "import ArgumentParser\nimport Domain\nimport Vault\nlet now = ContinuousClock().now\nprint(now)\n",
    "Tests/Adversary/Insider.swift": "import Crypto\nimport Vault\nlet rows = \"SELECT id FROM item\"\nprint(CommandLine.arguments)\n",
    "Tests/DomainTests/ServiceTests.swift": "@testable import Domain\nimport Testing\n",
}


@pytest.fixture
def house(tmp_path):
    (tmp_path / "Package.swift").write_text("".join(f'.target(name: "{name}"),\n' for name in TARGETS), encoding="utf-8")
    for path, text in CLEAN.items():
        put(tmp_path, path, text)
    return tmp_path


def put(house, path, text):
    file = house / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def check(house, **changed):
    package = {"targets": [
        {"name": name, "type": kind, "path": path, "target_dependencies": ours, "product_dependencies": theirs}
        for name, (kind, path, ours, theirs) in {**TARGETS, **changed}.items()]}
    (house / "describe.json").write_text(json.dumps(package), encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(CHECK), "--root", str(house), "--describe", str(house / "describe.json")],
        capture_output=True, text=True, check=False)


def refused(house, expected, **changed):
    answer = check(house, **changed)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    findings = answer.stdout.splitlines()[:-1]
    assert any(re.search(expected, finding) for finding in findings), answer.stdout
    return findings


def test_a_clean_house_passes(house):
    answer = check(house)
    assert (answer.returncode, answer.stdout) == (0, "walls: 8 targets, 8 files, 0 findings\n"), answer.stderr


@pytest.mark.parametrize(("path", "line", "expected"), [
    ("Sources/Domain/A.swift", "import Vault", r"Domain may not import Vault$"),
    ("Sources/Pages/A.swift", "import Domain", r"Pages may not import Domain$"),
    ("Sources/Web/A.swift", "internal import Vault", r"Web may not import Vault$"),
    ("Sources/Web/A.swift", "@_exported import struct Vault.Seal", r"Web may not import Vault$"),
    ("Sources/Domain/A.swift", "import Crypto", r"Domain may not import Crypto: Crypto belongs to Vault"),
    ("Sources/Entree/A.swift", "import Crypto", r"Entree may not import Crypto: Crypto belongs to Vault"),
    ("Sources/Web/A.swift", "import GRDB", r"GRDB belongs to StorageSQLite"),
    ("Tests/Adversary/A.swift", "import Web", r"RevokedInsider may not import Web$"),
    ("Sources/Vault/A.swift", "import Yams", r"Yams belongs to Catalogue"),
    ("Sources/Web/A.swift", "import ArgumentParser", r"ArgumentParser belongs to Entree"),
    ("Sources/Domain/A.swift", "import NIOCore", r"NIOCore belongs to Entree, TestKit, Web"),
    ("Sources/Domain/A.swift", "import SomethingNew", r"SomethingNew is no module of this project"),
    ("Tests/DomainTests/A.swift", "import Hummingbird", r"DomainTests may not import Hummingbird"),
])
def test_a_wrong_import_is_refused(house, path, line, expected):
    put(house, path, line + "\n")
    findings = refused(house, rf"^{re.escape(path)}:1: .*{expected}")
    assert len(findings) == 1


@pytest.mark.parametrize(("target", "code", "expected"), [
    ("Domain", "let now = Date()", "reads the clock"),
    ("Domain", "let now = Date.now", "reads the clock"),
    ("Web", "let clock = ContinuousClock()", "reads the clock"),
    ("Web", "clock_gettime(CLOCK_MONOTONIC, &time)", "reads the clock"),
    ("Domain", "let id = UUID()", "makes chance"),
    ("Domain", "let n = Int.random(in: 0..<9)", "makes chance"),
    ("Domain", "var chance = SystemRandomNumberGenerator()", "makes chance"),
    ("Web", 'let home = ProcessInfo.processInfo.environment["HOME"]', "reads the environment"),
    ("Web", 'print("hello")', "prints"),
    ("Domain", "let all = try! read()", "`try!`"),
    ("Entree", "let all = try! read()", "`try!`"),
    ("Domain", "let one = any as! Service", "`as!`"),
    ("Domain", 'fatalError("never")', "`fatalError\\(`"),
    ("Domain", "// TODO: later", "unfinished: TODO"),
    ("Web", 'let text = "SELECT id FROM people"', "SQL stands in Storage alone"),
    ("Pages", 'let font = "http://fonts.example/a.woff"', "nothing from elsewhere"),
    ("Domain", "struct ServiceManager {}", "the name ServiceManager says nothing"),
])
def test_what_has_no_place_there_is_refused_by_line(house, target, code, expected):
    put(house, f"Sources/{target}/Landscape/A.swift", "// one line before\n\n" + code + "\n")
    findings = refused(house, rf"^Sources/{target}/Landscape/A\.swift:3: .*{expected}")
    assert len(findings) == 1


@pytest.mark.parametrize("path", [
    "Sources/Domain/Utils.swift", "Sources/Domain/Helpers/A.swift", "Sources/Domain/Core/A.swift", "Sources/Web/DeskManager.swift",
    "Sources/Web/Info.swift", "Sources/Web/AdviceV2.swift", "Sources/Domain/Base.swift", "Sources/Domain/Service+Common.swift"])
def test_a_name_that_says_nothing_is_refused(house, path):
    put(house, path, "public let one = 1\n")
    assert len(refused(house, rf"^{re.escape(path)}:1: the name \S+ says nothing")) == 1


def test_a_file_may_have_400_lines_and_a_test_800(house):
    limits = {"Sources/Domain/Long.swift": 400, "Tests/DomainTests/Long.swift": 800, "Tools/long.py": 400, "Tests/Journeys/test_long.py": 800}
    for path, lines in limits.items():
        put(house, path, ("# line\n" if path.endswith("py") else "// line\n") * lines)
    assert check(house).returncode == 0
    for path, lines in limits.items():
        with (house / path).open("a") as file:
            file.write("\n")
        assert f"{path}:{lines + 1}: {lines + 1} lines, at most {lines}" in refused(house, "")


def body(lines, signature="func long()"):
    return f"struct Room {{\n    {signature} {{\n" + "        step()\n" * (lines - 2) + "    }\n}\n"


def test_a_function_may_have_60_lines_and_a_page_more(house):
    put(house, "Sources/Domain/Long.swift", body(60))
    put(house, "Sources/Pages/Long.swift", body(90, "func render(into html: inout HTML)"))
    assert check(house).returncode == 0
    put(house, "Sources/Domain/Long.swift", body(61, "init(\n        a: Int\n    ) where A: B"))
    refused(house, r"^Sources/Domain/Long\.swift:2: a function of 63 lines, at most 60")


def test_a_requirement_of_a_protocol_does_not_borrow_the_next_body(house):
    put(house, "Sources/Domain/Long.swift", "protocol A {\n    func short()\n    var size: Int { get }\n}\n" + body(60))
    assert check(house).returncode == 0


def test_an_arrow_in_the_package_that_points_the_wrong_way_is_refused(house):
    refused(house, r"^Package\.swift:4: Pages may not depend on Domain", Pages=("library", "Sources/Pages", ["Wording", "Domain"], []))
    refused(house, r"^Package\.swift:1: Domain may not depend on Crypto: Crypto belongs to Vault",
            Domain=("library", "Sources/Domain", [], ["Crypto"]))


def test_a_target_without_a_row_is_refused(house):
    refused(house, r"the target Chat has no row", Chat=("library", "Sources/Chat", [], []))


def test_code_that_belongs_to_no_target_is_refused(house):
    put(house, "Tests/LostTests/A.swift", "import Testing\n")
    refused(house, r"^Tests/LostTests/A\.swift:1: belongs to no target")
