#!/usr/bin/env python3
"""Lets others judge the running site: published schemas, the Dutch API rules, a fuzzer, and cases written by researchers.

What they judge by stands beside the project, in ../shared; without it nothing is judged, and that is said.
Exits 0 good, 1 a finding, 2 when a judge could not do its work.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tools"))
SHARED = ROOT.parent / "shared"

# What does not fit an interface that has no accounts and stores nothing.
NOT_FOR_US = {
    "ignored_auth": "there is no authentication",
    "object_level_authorization": "nothing belongs to anybody",
    "use_after_free": "nothing can be deleted",
    "ensure_resource_availability": "nothing can be made",
}
DOCUMENTS = {"/api/v1/openapi.json": "/api/v1", "/api/hsds/openapi.json": "/api/hsds"}
MOST_SHOWN = 25


class Judges:
    def __init__(self, server):
        self.server = server
        self.refused = 0

    def hear(self, name, judge):
        """Lets one judge speak. A judge gives its findings and how much it looked at."""
        started = time.monotonic()
        found, looked = judge()
        self.refused += len(found)
        print(f"{'refused' if found else 'good   '}  {name}: {looked}, {len(found)} findings, {time.monotonic() - started:.1f} s", flush=True)
        for finding in found[:MOST_SHOWN]:
            print("         " + " · ".join(str(part) for part in finding))
        if len(found) > MOST_SHOWN:
            print(f"         and {len(found) - MOST_SHOWN} more")

    def document(self, path):
        return json.loads(self.server.ask("GET", path).body)

    # --- the judges ---

    def open_referral(self):
        import hsds
        found, answers = hsds.findings(self.server, SHARED / "data" / "hsds")
        return found, f"{answers} answers"

    def openapi(self):
        import builtin_rules
        found = []
        for path in DOCUMENTS:
            found += [(path, where, what) for where, what in builtin_rules.whole(self.document(path))]
            found += [(path, where, what) for where, what in builtin_rules.unique_operation_ids(self.document(path))]
        return found, f"{len(DOCUMENTS)} documents"

    def dutch_rules(self):
        import adr
        import yaml
        rules = yaml.safe_load((SHARED / "data" / "nl-adr-linter.yaml").read_text(encoding="utf-8"))["rules"]
        return adr.findings(self.document("/api/v1/openapi.json"), rules), f"{len(rules)} rules"

    def fuzzer(self, path):
        command = [
            str(Path(sys.executable).parent / "schemathesis"), "run", self.server.url + path,
            "--url", self.server.url + DOCUMENTS[path], "--checks", "all", "--exclude-checks", ",".join(NOT_FOR_US),
            "--max-examples", "25", "--seed", "1", "--generation-deterministic",
            "--request-timeout", "10", "--suppress-health-check", "all", "--warnings", "off", "--no-color"]
        answer = subprocess.run(command, cwd=ROOT / ".build", capture_output=True, text=True, timeout=600, check=False)
        summary = [line.strip(" =") for line in answer.stdout.splitlines() if " in " in line and line.startswith("=")]
        if answer.returncode not in (0, 1):
            raise RuntimeError(answer.stdout[-2000:] + answer.stderr[-2000:])
        found = []
        if answer.returncode:
            start = answer.stdout.find("FAILURES")
            found = [(line,) for line in answer.stdout[max(0, start):].splitlines() if line.strip()][:200]
        return found, summary[-1] if summary else "no summary"

    def cases(self):
        answer = subprocess.run(
            [self.server.program, "casus", SHARED / "data" / "casussen.yaml", "--content", ROOT / "Content", "--json"],
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        if answer.returncode not in (0, 1):
            raise RuntimeError(answer.stderr[-2000:])
        told = json.loads(answer.stdout)
        found = [(case["id"], "; ".join(map(str, case["misses"]))) for case in told["cases"] if not case["passed"]]
        if told["passed"] + told["failed"] != len(told["cases"]) or bool(found) != bool(answer.returncode):
            found.append(("casus", "the counts or the exit code do not fit the cases"))
        return found, f"{len(told['cases'])} cases"

    def design(self):
        import vocabulary
        found, words = vocabulary.findings(self.server, SHARED, ROOT)
        return found, f"{words} words"


def main():
    if not (SHARED / "data").is_dir():
        print("outside: the judges are not here (../shared is missing), so nothing was judged")
        return 0
    from local_server import LocalServer

    with LocalServer() as server:
        judges = Judges(server)
        judges.hear("OpenAPI, by openapi-spec-validator", judges.openapi)
        judges.hear("Dutch API Design Rules", judges.dutch_rules)
        judges.hear("Open Referral HSDS 3.1, strict", judges.open_referral)
        judges.hear("cases of researchers", judges.cases)
        judges.hear("words of the design", judges.design)
        for path in DOCUMENTS:
            judges.hear(f"schemathesis on {path}", lambda path=path: judges.fuzzer(path))
    print(f"outside: {judges.refused} findings")
    return 1 if judges.refused else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, KeyError, ValueError, subprocess.TimeoutExpired) as error:
        print(f"outside: a judge could not do its work: {error!r}", file=sys.stderr)
        sys.exit(2)
