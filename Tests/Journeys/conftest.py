"""What every journey needs: the running program, a browser that can reach nothing else, and everything it saw on the way."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tools"))

from crawl import Crawl  # noqa: E402
from desk import WIDE, Worker, enter_in, leave_messages  # noqa: E402
from local_server import LocalServer  # noqa: E402
from neutral import NeutralSite  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PHONE = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def bounded():
    """No test takes for ever: a browser that waits for what never comes ends the run."""
    def give_up(*_):
        pytest.exit("a test took more than four minutes", returncode=1)

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(240)
    yield
    signal.alarm(0)


@pytest.fixture(scope="session")
def settings():
    return yaml.safe_load((ROOT / "Content/settings.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def server():
    with LocalServer() as running:
        yield running


@pytest.fixture(scope="module")
def desk():
    """A site of the module's own, so that nobody else writes to its desk."""
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


def somebody(login):
    """Who works at the desk of the module, under their own name."""
    @pytest.fixture(scope="module", name=login)
    def enters(desk):
        return Worker(desk.url, login)

    return enters


sam, iris, joost, noor, hilde, lena, olga, tess = map(somebody, ("sam", "iris", "joost", "noor", "hilde", "lena", "olga", "tess"))


@pytest.fixture(scope="session")
def crawl(server):
    """Every public page that links lead to, read once."""
    return Crawl(server).run()


@pytest.fixture(scope="session")
def neutral(settings):
    with NeutralSite(settings["exit_url"]) as site:
        yield site


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def launch(neutral):
    """How every browser begins. Only this machine can be reached, and the neutral site is a stand-in: what fetches from elsewhere fails."""
    rules = f"MAP {neutral.host}:443 127.0.0.1:{neutral.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    return {"executable_path": CHROMIUM, "headless": True, "args": ["--no-sandbox", f"--host-resolver-rules={rules}"]}


@pytest.fixture(scope="session")
def browser(playwright, launch):
    started = playwright.chromium.launch(**launch)
    yield started
    started.close()


class Seen:
    """What a browser asked for and complained about."""

    def __init__(self, context):
        self.requests = []
        self.complaints = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))


@pytest.fixture
def open_page(browser, server):
    """Makes a page in a browser of its own. What it saw stands in `page.seen`."""
    contexts = []

    def make(scripts=True, viewport=PHONE, **options):
        context = browser.new_context(
            java_script_enabled=scripts, viewport=viewport, ignore_https_errors=True, **{"base_url": server.url, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.seen = Seen(context)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def words():
    """All texts of the site by key, per language."""
    def flat(tree, prefix):
        for key, value in tree.items():
            name = f"{prefix}.{key}"
            yield from flat(value, name) if isinstance(value, dict) else [(name, value)]

    return {language: dict(pair for path in sorted((ROOT / "Content/wording" / language).glob("*.yaml")) if path.stem != "child"
                           for pair in flat(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem))
            for language in ("nl", "en")}


@pytest.fixture(scope="session")
def numbers():
    """The first number of every service, by slug."""
    found = {}
    for path in sorted((ROOT / "Content/directory").glob("*.yaml")):
        for organisation in yaml.safe_load(path.read_text(encoding="utf-8")).get("organizations") or []:
            for service in organisation.get("services") or []:
                phones = service.get("phones") or []
                found[service["id"]] = str(phones[0]["number"]) if phones else None
    return found


@pytest.fixture
def written(desk, sam):
    """Somebody writes: the person, and the path of their conversation."""
    def write(text="Ik wil met iemand praten.", answers=()):
        before = sam.conversations()
        (person, _), = leave_messages(desk.url, (text, answers))
        path, = [one for one in sam.conversations() if one not in before]
        return person, path
    return write


@pytest.fixture
def page_of(open_page):
    """A browser in which somebody of the desk entered."""
    def make(worker, place="inbox", scripts=True, viewport=WIDE, **options):
        return enter_in(open_page(scripts=scripts, viewport=viewport, **options), worker, place)
    return make
