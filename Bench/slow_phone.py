"""From tap to a number to call, on a slow phone with a bad line; and what the first page weighs."""

import os
import shutil
import time

from playwright.sync_api import sync_playwright

RUNS = 20
LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 6
NUMBER = "main section.card a.call"


def browser(playwright):
    return playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium", headless=True,
        args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])


def percentile(values, share):
    """The smallest value that at least this share of the values do not pass."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def wire(server):
    """Bytes of the first page and everything that it asks for."""
    with sync_playwright() as playwright:
        started = browser(playwright)
        page = started.new_context(base_url=server.url).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto("/nl", wait_until="networkidle")
        started.close()
    return sum(sizes), f"{len(sizes)} answers"


def on_screen(page):
    """Waits until the first number is painted, and tells whether one has to scroll for it."""
    page.locator(NUMBER).first.wait_for(state="visible")
    return page.evaluate(
        """number => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
            done(document.querySelector(number).getBoundingClientRect().top < innerHeight))))""", NUMBER)


def taps(server):
    """Seconds from the last tap and from the first of two, for each run, and in how many the number was in view."""
    last, both, seen = [], [], 0
    with sync_playwright() as playwright:
        started = browser(playwright)
        for _ in range(RUNS):
            context = started.new_context(base_url=server.url, viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True)
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", LINE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto("/nl")
            first_tap = time.perf_counter()
            page.locator('main a.go[href="/nl/vragen"]').first.tap(no_wait_after=True)
            show = page.locator('main button[name="go"][value="show"]')
            show.wait_for(state="visible")
            last_tap = time.perf_counter()
            show.tap(no_wait_after=True)
            seen += on_screen(page)
            shown = time.perf_counter()
            last.append(shown - last_tap)
            both.append(shown - first_tap)
            context.close()
        started.close()
    return last, both, seen
