"""Two nodes on one PostgreSQL: a talk with its ends on different nodes works, and outlives either of them."""

import re
import time

import pytest

from desk import Worker, enter_in, leave_messages
from front import Front
from local_server import LocalServer
from messages import Forms, Visitor
from postgres import Postgres
from test_chat import WIDE, begin, say, take, until


PLACES = ("Je bent de volgende", "1 persoon voor je", "2 mensen voor je")


@pytest.fixture(scope="module")
def postgres():
    with Postgres() as running:
        yield running


class House:
    """Two nodes, with a front for each side."""

    def __init__(self, postgres, folder):
        self.options = ("--database", postgres.url(postgres.database()), "--keys", str(folder / "keys"))
        self.folder = folder
        self.nodes = [self.node(0)]
        self.nodes.append(self.node(1))
        self.fronts = [Front(self.nodes[0].port, self.nodes[1].port), Front(self.nodes[1].port, self.nodes[0].port)]

    def node(self, number):
        return LocalServer(data=self.folder / str(number), options=self.options).__enter__()

    def kill(self, number):
        self.nodes[number].process.kill()
        self.nodes[number].process.wait()

    def again(self, number):
        """A node comes back, at an address of its own."""
        old = self.nodes[number].port
        self.nodes[number] = self.node(number)
        for front in self.fronts:
            front.ports = [self.nodes[number].port if port == old else port for port in front.ports]

    def close(self):
        for node in self.nodes:
            node.__exit__()
        for front in self.fronts:
            front.__exit__()


@pytest.fixture
def house(postgres, tmp_path):
    house = House(postgres, tmp_path)
    yield house
    house.close()


@pytest.fixture
def talk(house, open_page):
    """Somebody on the first node and a helper on the second, who talk."""
    sam = Worker(house.fronts[1].url, "sam")
    helper = enter_in(open_page(viewport=WIDE), sam)
    page = open_page()
    for _ in range(80):
        # The first node hears within a moment that somebody is at the desk of the second.
        page.goto(house.fronts[0].url + "/nl/schrijf")
        if page.locator("button[value=chat]").count():
            break
        page.wait_for_timeout(250)
    person = begin(page, house.fronts[0].url)
    take(helper, sam)
    person.wait_for_selector("text=Er is een hulpverlener voor je")
    return person, helper


def exchange(person, helper, word):
    say(person, "#m", f"vraag {word}")
    helper.wait_for_selector(f"#said .words:has-text('vraag {word}')", timeout=20_000)
    say(helper, ".reply textarea", f"antwoord {word}")
    person.wait_for_selector(f".theirs:has-text('antwoord {word}')", timeout=20_000)


def test_a_talk_with_its_ends_on_different_nodes_outlives_the_death_of_either(house, talk):
    person, helper = talk
    exchange(person, helper, "een")
    house.kill(0)
    # The person's line breaks; whatever they say now goes to the other node, and nothing has to be done for it.
    exchange(person, helper, "twee")
    house.again(0)
    house.kill(1)
    exchange(person, helper, "drie")
    said = [f"{kind} {word}" for word in ("een", "twee", "drie") for kind in ("vraag", "antwoord")]
    assert helper.locator("#said .words").all_inner_texts() == said
    person.reload()
    assert person.locator(".yours .said").all_inner_texts() == said[0::2]
    assert person.locator(".theirs .said").all_inner_texts() == said[1::2]


def test_what_is_said_in_the_very_moment_a_node_dies_is_kept_or_still_in_the_field(house, talk):
    person, helper = talk
    kept = []
    for number in range(6):
        text = f"zin {number}"
        person.locator("#m").fill(text)
        person.locator("button[value=send]").click(no_wait_after=True)
        if number % 3 == 1:
            house.kill(0)
        until(person, "!document.querySelector('#m').readOnly")
        if person.locator("#m").input_value() == text:
            person.locator("button[value=send]").click()
            until(person, "document.querySelector('#m').value === ''")
        kept.append(text)
        if number % 3 == 2:
            house.again(0)
    helper.wait_for_selector("#said .words:has-text('zin 5')")
    helper.reload()
    assert helper.locator("#said .words").all_inner_texts() == kept


def test_nobody_loses_their_place_when_a_node_is_restarted(house, open_page):
    Worker(house.fronts[1].url, "sam").go("inbox")
    people = []
    for _ in range(3):
        page = open_page()
        for _ in range(80):
            page.goto(house.fronts[0].url + "/nl/schrijf")
            if page.locator("button[value=chat]").count():
                break
            page.wait_for_timeout(250)
        people.append(begin(page, house.fronts[0].url))
    for number, page in enumerate(people):
        page.locator("button[value=look]").click()
        assert PLACES[number] in page.locator("#talk").inner_text()
    house.nodes[0].__exit__()
    house.again(0)
    for _ in range(2):
        for page in people:
            page.locator("button[value=look]").click()
    for number, page in enumerate(people):
        page.locator("button[value=look]").click()
        assert PLACES[number] in page.locator("#talk").inner_text()


def told(person):
    """What somebody in the queue reads of their place and of how long it takes."""
    person.fetch("/nl/m")
    return re.search(r"(Je bent de volgende|Er (is|zijn) \d+ \w+ voor je)\. [^.]*\.", person.main).group(0)


def waits(lead, node):
    """What a shift lead reads of how many were helped, left and wait now, in all bands together, and who else waits."""
    lead.url = node.url
    text = lead.fetch("/nl/werk/dienst").text
    table = next(one for one in re.findall(r"<table.*?</table>", text, re.S) if "hoe lang ze wachtten" in one)
    rows = [[int(number) for number in re.findall(r">(\d+)</td>", row)] for row in re.findall(r"<tr.*?</tr>", table, re.S)]
    rows = [row for row in rows if row]
    assert len(rows) == 5, table
    return [sum(column) for column in zip(*rows)] + [int(re.search(r"Wachten verder op een antwoord: (\d+)", text).group(1))]


def test_who_waits_reads_the_same_on_every_node_also_on_one_that_has_just_begun(house):
    """Talks ended on the first node, and the helper there has her hands full. Nobody on the other reads that somebody is there for them soon."""
    sam = Worker(house.nodes[0].url, "sam")

    def chats(node):
        person = Visitor(house.nodes[node].url)
        for _ in range(80):
            if any("chat" in form["go"] for form in Forms(person.fetch("/nl/schrijf").text).forms):
                break
            time.sleep(0.25)
        return person.press("chat")

    def taken():
        chats(0)
        path = next(path for path in sam.conversations() if path not in seen)
        seen.add(path)
        return sam.take(path), path

    seen = set()
    for _ in range(5):
        _, path = taken()
        sam.fetch(path).send(path, go="close", reason="helped")
    for _ in range(3):
        taken()
    waiting = [chats(0), chats(1)]
    places = ["Je bent de volgende. Wachten duurt hooguit 5 minuten.", "Er is 1 persoon voor je. Wachten duurt hooguit 5 minuten."]

    def settled():
        for _ in range(60):
            now = [told(person) for person in waiting]
            if now == places:
                break
            time.sleep(0.25)
        return now

    assert settled() == places
    house.nodes[1].__exit__()
    house.again(1)
    waiting[1].url = house.nodes[1].url
    assert settled() == places
    # Somebody who reads it at the other node from now on reads the same.
    for person, other in zip(waiting, (1, 0)):
        person.url = house.nodes[other].url
    assert settled() == places
    boards = []
    for node in house.nodes:
        sam.url = node.url
        boards.append(dict(re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", sam.fetch("/nl/werk/bord").text)))
        del boards[-1]["Langst"]
    assert boards[0] == boards[1] and boards[0]["Chats nu"] == "3" and boards[0]["Vrij"] == "0", boards

    # How long people waited says the same to a shift lead, also on the node that began later: measured where each was taken, and told.
    lead = Worker(house.nodes[0].url, "joost")

    def counted(*expected):
        for _ in range(60):
            # Whoever gives no sign for a while has left.
            for person in waiting:
                person.fetch("/nl/m")
            both = [waits(lead, node) for node in house.nodes]
            if both == [list(expected)] * 2:
                break
            time.sleep(0.25)
        assert both == [list(expected)] * 2, both

    counted(8, 0, 2, 0)
    leave_messages(house.nodes[1].url, ("Een bericht", ()))
    waiting.append(chats(1))
    counted(8, 0, 3, 1)
    # Somebody leaves at the second node, where nobody of the desk has a page.
    waiting.pop().press("discard")
    counted(8, 1, 2, 1)

    # One more talk ends on the node that began later, then the first begins anew: whoever looks where, it is the same every time.
    def read(person):
        def at(node):
            person.url = node.url
            return told(person)

        for _ in range(60):
            both = {at(node) for node in house.nodes}
            if len(both) == 1:
                break
            time.sleep(0.25)
        return both

    sam.url = house.nodes[1].url
    path = next(path for path in seen if any("close" in form["go"] for form in Forms(sam.fetch(path).text).forms))
    sam.fetch(path).send(path, go="close", reason="helped")
    first = [read(person) for person in waiting]
    assert all(len(both) == 1 for both in first), first
    house.nodes[0].__exit__()
    house.again(0)
    second = [read(person) for person in waiting]
    assert all(len(both) == 1 for both in second) and "Je bent de volgende" in next(iter(second[0])), (first, second)
    assert second == first
    counted(8, 1, 2, 1)


def test_a_form_of_one_node_is_sent_to_the_other(house):
    person = Visitor(house.nodes[0].url).fetch("/nl/vragen")
    person.url = house.nodes[1].url
    asked = person.text
    person.press("skip")
    assert person.text != asked and "opnieuw" not in person.main.lower()
