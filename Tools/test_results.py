#!/usr/bin/env python3
"""Turns the reports of the test runners into the list that Tools/requirements.py reads.

    Tools/test_results.py OUT REPORT.xml...

A report is JUnit XML, of Swift Testing or of pytest. A test that was skipped is left out: it showed nothing.
Exits 0 good, 2 when a report is missing or cannot be read.
"""

import json
import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def results(report):
    for suite in xml.parse(report).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            if case.find("skipped") is not None:
                continue
            place, name = case.get("classname"), case.get("name")
            name = f"{place}.{name.split('[')[0]}" if suite.get("name") == "pytest" else f"{place}/{name}"
            yield {"test": name, "passed": case.find("failure") is None and case.find("error") is None}


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    found = []
    for report in arguments[1:]:
        try:
            found += list(results(report))
        except (OSError, xml.ParseError) as error:
            print(f"test results: {report}: {error}", file=sys.stderr)
            return 2
    Path(arguments[0]).write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(f"test results: {len(found)} of {len(arguments) - 1} reports, {sum(not r['passed'] for r in found)} failed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
