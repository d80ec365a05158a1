#!/usr/bin/env python3
"""Measures what a person in need would notice, and what an operator pays for. Writes the table in docs/performance.md.

    Bench/bench.py                  everything (about ten minutes)
    Bench/bench.py --only tap wire  some of it; the page is not written

Everything stays on this machine, and ends by itself. Exits 0 good, 1 when a floor is not reached, 2 when something could not be measured.
"""

import argparse
import datetime
import http.client
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tools"))

import flood  # noqa: E402
import slow_phone  # noqa: E402
import talk  # noqa: E402
import throughput  # noqa: E402
from local_server import DATA, RELEASE, LocalServer, free_port  # noqa: E402

MEASURE = RELEASE.with_name("Measure")
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: written by `make bench` -->", "<!-- end of what was measured -->"
# The last of two options of one name counts: codes cost here what they cost in use.
FULL_COST = ("--derivation-cost", str(1 << 17))
START = """# What was measured

Speed is help: on an old phone and a bad line, a second is long. This page says what is measured, how, and what came out.

"""


def measure(what):
    """What the program says of itself, median of three."""
    command = [RELEASE, "measure", what, "--content", ROOT / "Content"]
    values = [float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True).stdout) for _ in range(3)]
    return statistics.median(values), ""


def start():
    """Milliseconds from spawn to the first page, with the receipt of a proof at hand."""
    took = []
    for _ in range(10):
        port = free_port()
        began = time.perf_counter()
        process = subprocess.Popen(
            [RELEASE, "serve", "--demo", "--content", ROOT / "Content", "--data", DATA, "--host", "127.0.0.1", "--port", str(port)],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not first_page(port):
                if process.poll() is not None or time.perf_counter() - began > 60:
                    raise RuntimeError("the server did not start")
                time.sleep(0.001)
            took.append((time.perf_counter() - began) * 1000)
        finally:
            process.terminate()
            process.wait(10)
    return statistics.median(took), f"slowest {max(took):.0f}"


def first_page(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/nl")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def memory(server):
    used, made = throughput.memory_after(server)
    return used / 1e6, f"after {made:,} requests"


def kept(what, **settings):
    """What the separate program measures on real files in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        command = [MEASURE, what, f"data={folder}", f"content={ROOT / 'Content'}", *(f"{key}={value}" for key, value in settings.items())]
        return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=True).stdout)


def messages(writers):
    found = kept("messages", writers=writers)
    return found["ratio"], f"{found['ours']:,.0f} and {found['bare']:,.0f} a second, {found['bytes']:,.0f} B each"


def entry():
    found = kept("entry")
    return found["ratio"], f"{found['ours']:.0f} and {found['bare']:.0f} ms"


def opening():
    found = kept("opening")
    return found["milliseconds"], f"95th percentile {found['p95']:.1f}, slowest {found['slowest']:.1f}"


def sharing():
    """Opening a part, taking one back, a long list, and a list among a million."""
    found = kept("sharing")
    return {
        "part": (found["part"], f"95th percentile {found['part95']:.1f}"),
        "withdraw": (found["withdraw"], f"slowest {found['withdrawSlowest']:.0f}"),
        "caselist": (found["list"], f"the first time {found['listFirst']:.0f}"),
        "inbox": (found["inbox"], f"the first time {found['inboxFirst']:.0f}"),
    }


def wrong_codes():
    """How long the first page took meanwhile, and the memory in shares of the pool."""
    with LocalServer(program=RELEASE, options=FULL_COST) as server:
        took, memory, became, lines = flood.wrong_codes(server)
    page = (slow_phone.percentile(took, 99) * 1000, f"median {statistics.median(took) * 1000:.1f}, slowest {max(took) * 1000:.0f}; {became}")
    return page, (memory, f"the open connections take {lines:.0f} MB more")


def ticket(server):
    return re.search(r'name="ticket" value="([^"]+)"', server.ask("GET", "/nl/vragen").text).group(1)


def all_values(wanted):
    """Measured values with a remark, by id."""
    found = {}

    def take(name, values):
        found[name] = values
        print(f"{name}: {values[0]:.4g} ({values[1]})", flush=True)

    with LocalServer(program=RELEASE) as server:            # the first start proves the rules and leaves the receipt
        if {"home", "advice"} & wanted:
            for name, values in throughput.ratios(server, ticket(server)).items():
                take(name, values)
        if "wire" in wanted:
            take("wire", slow_phone.wire(server))
        if {"tap", "taps"} & wanted:
            last, both, seen = slow_phone.taps(server)
            take("tap", (slow_phone.percentile(last, 95), f"median {statistics.median(last):.2f}; in view without scrolling {seen} of {len(last)}"))
            take("taps", (slow_phone.percentile(both, 95), f"median {statistics.median(both):.2f}"))
    for name, one in [
            ("engine", lambda: measure("advice")), ("proof", lambda: measure("proof")), ("start", start),
            ("messages", lambda: messages(64)), ("message", lambda: messages(1)), ("entry", entry), ("opening", opening)]:
        if name in wanted:
            take(name, one())
    if {"part", "withdraw", "caselist", "inbox"} & wanted:
        for name, values in sharing().items():
            take(name, values)
    if {"codes", "codememory"} & wanted:
        page, pool = wrong_codes()
        take("codes", page)
        take("codememory", pool)
    if "openlines" in wanted:
        take("openlines", talk.memory_each())
    if "seen" in wanted:
        take("seen", talk.messages())
    if "claims" in wanted:
        take("claims", talk.claims())
    if {"rush", "places"} & wanted:
        page, wrong = talk.broadcast()
        take("rush", page)
        take("places", wrong)
    if "memory" in wanted:
        with LocalServer(program=RELEASE) as server:
            take("memory", memory(server))
    return found


def shown(value, unit):
    if value is None:
        return "–"
    return f"{value:,.{0 if value == int(value) and unit not in ('×', 's') else digits(value, unit)}f} {unit}".replace(" ×", "").strip()


def digits(value, unit):
    """How many places behind the point are measured, and so are shown and compared."""
    if abs(value) >= 100:
        return 0
    return {"×": 2, "s": 2, "ms": 1, "kB": 1}.get(unit, 0)


def missed(goal, value, level):
    if goal.get(level) is None:
        return False
    value = round(value, digits(value, goal["unit"]))
    return value < goal[level] if goal["better"] == "higher" else value > goal[level]


def table(goals, found):
    lines = ["| what | floor | goal | measured | how |", "| --- | --: | --: | --: | --- |"]
    for goal in goals:
        value, remark = found[goal["id"]]
        mark = " (misses the floor)" if missed(goal, value, "floor") else " (short of the goal)" if missed(goal, value, "goal") else ""
        lines.append(f"| {goal['what']} | {shown(goal['floor'], goal['unit'])} | {shown(goal['goal'], goal['unit'])} | "
                     f"**{shown(value, goal['unit'])}**{mark}{'; ' + remark if remark else ''} | {goal['how']} |")
    return "\n".join(lines)


def write(goals, found):
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else START + BEGIN + "\n" + END + "\n"
    machine = f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}; release build; everything on one machine"
    measured = f"{BEGIN}\n\n{datetime.date.today().isoformat()}, on {machine}.\n\n{table(goals, found)}\n\n{END}"
    before, rest = text.split(BEGIN, 1)
    PAGE.write_text(before + measured + rest.split(END, 1)[1], encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


def main():
    goals = yaml.safe_load((Path(__file__).parent / "goals.yaml").read_text(encoding="utf-8"))
    ids = [goal["id"] for goal in goals]
    parser = argparse.ArgumentParser(description="Measures against the goals.")
    parser.add_argument("--only", nargs="+", choices=ids, help="some of it; the page is not written")
    wanted = set(parser.parse_args().only or ids)
    found = all_values(wanted)
    if wanted == set(ids):
        write(goals, found)
    short = [goal["id"] for goal in goals if goal["id"] in found and missed(goal, found[goal["id"]][0], "floor")]
    print(f"bench: {len(found)} measured, short of the floor: {', '.join(short) or 'none'}")
    return 1 if short else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.SubprocessError, AttributeError) as error:
        print(f"bench: {error!r}", file=sys.stderr)
        sys.exit(2)
