"""Two people press at the same instant: one outcome, and both hear it. What was asked afterwards about the site leads to nobody."""

import shutil
import tempfile

import pytest

from desk import enter_in
from local_server import LocalServer
from test_chat import begin, say, take, until

WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def desk():
    folder = tempfile.mkdtemp()
    with LocalServer(data=folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def pair(desk, sam, open_page):
    """A person and a helper who talk, on pages that hear each other."""
    helper = enter_in(open_page(viewport=WIDE), sam)
    person = begin(open_page(), desk.url)
    path = take(helper, sam)
    say(person, "#m", "Hallo")
    helper.wait_for_selector("#said .words:has-text('Hallo')")
    say(helper, ".reply textarea", "Ik ben er.")
    person.wait_for_selector(".theirs:has-text('Ik ben er.')")
    return person, helper, path


PRESS = "value => { const one = document.querySelector(`button[value=${value}]`); setTimeout(() => one.click(), 30) }"


def together(person, helper, of_person, of_helper):
    """Both press within the same few milliseconds."""
    helper.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    person.evaluate(PRESS, of_person)
    helper.evaluate(PRESS, of_helper)
    person.wait_for_timeout(1500)


@pytest.mark.parametrize("of_helper", ["close", "hand"])
@pytest.mark.parametrize("go", ["discard", "keepit", "send"])
def test_one_outcome_and_both_hear_it(desk, sam, pair, go, of_helper):
    person, helper, path = pair
    if of_helper == "close":
        helper.evaluate("document.querySelector('[name=reason]').value = 'helped'")
    if go == "send":
        person.locator("#m").fill("Wacht, nog iets")
    together(person, helper, go, of_helper)
    sam.fetch(path)
    if go == "discard":
        assert "Het is weggegooid" in person.content()
        assert sam.status == 410 or "niet" in sam.main
        assert path not in sam.conversations()
    elif go == "send":
        person.wait_for_selector(".yours:has-text('Wacht, nog iets')")
        # Whatever the helper pressed, nobody ends what nobody has seen.
        assert path in sam.conversations() and "Wacht, nog iets" in sam.fetch(path).text
    else:
        assert person.locator(".code li").count() == 6
        assert "Hallo" in sam.text
    for page in (person, helper):
        assert "ligt aan ons" not in page.content()


def test_the_questions_afterwards_come_after_every_end_and_lead_to_nobody(desk, sam, pair):
    person, helper, path = pair
    helper.evaluate("document.querySelector('[name=reason]').value = 'helped'")
    together(person, helper, "discard", "close")
    person.locator("button[value=ask]").click()
    person.locator("#b").fill("Niets, dank je")
    # The same form again, while the helper looks at what is gone.
    person.evaluate("value => { document.querySelector(`button[value=${value}]`).click() }", "tell")
    sam.fetch(path)
    person.wait_for_selector("h1:has-text('Bedankt')")
    assert not person.context.cookies()
