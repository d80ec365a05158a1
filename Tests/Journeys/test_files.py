"""A photo and a letter in one's own story: put in, looked at, given to a team, opened there, taken back. With and without scripts."""

import re
import socket
import sqlite3
import struct
import time
import zlib

import pytest

from conftest import PHONE
from desk import enter_in
from messages import Forms, Visitor
from test_access import axe
from test_own_area import DESK, Own
from test_own_story import Plain, begin
from traces import MARK, forms, found_in_files
from shots import shot


def picture(words=b""):
    """A small PNG, with words beside the picture."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0)) + (chunk(b"tEXt", b"Comment\0" + words) if words else b"")
            + chunk(b"IDAT", zlib.compress((b"\0" + b"\x40\x80\xc0" * 40) * 40)) + chunk(b"IEND", b""))


class Files:
    """Somebody at the page with their files."""

    def __init__(self, own, url):
        self.own, self.page, self.url = own, own.page, url

    def open(self):
        self.page.goto(self.url)
        self.own.press("parts")
        self.own.press("part-files")

    def put(self, name, content, whole=False):
        self.page.set_input_files("input[name=b]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
        if whole:
            self.page.locator("input[name=s][value=all]").check()
        self.page.locator("form[enctype] button").click()
        self.page.locator("h1").wait_for()
        self.own.look("put " + name)

    def names(self):
        return self.page.locator("section.room h2").all_inner_texts()

    def save(self, place, button="taken-"):
        """Downloads a file, by its place in the list."""
        self.page.locator("button[value^=take-]").nth(place).click()
        self.own.look("take")
        with self.page.expect_download() as coming:
            self.page.locator(f"button[value^={button}]").click()
        return coming.value.suggested_filename, open(coming.value.path(), "rb").read()


@pytest.mark.parametrize(("language", "screen", "scheme", "scripts"), [
    ("nl", PHONE, "light", True), ("en", DESK, "dark", True), ("nl", PHONE, "dark", False),
])
# R: R22 R41
def test_files_are_put_in_looked_at_and_taken_away(open_page, language, screen, scheme, scripts):
    page = open_page(viewport=screen, color_scheme=scheme, scripts=scripts)
    own, _ = begin(page, language, scripts)
    files = Files(own, f"/{language}/m")
    files.open()
    shot(page, f"files-empty-{language}-{scripts}")
    own.tap(page.locator("form[enctype] button"), "nothing chosen")        # nothing chosen: a kind refusal
    files.put("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert files.names() == [] and page.locator("#problems").is_visible()
    shot(page, f"files-refused-{language}-{scripts}")
    files.put("blauwe plek.jpg", picture(b"GPS 52.37"))
    files.put("brief één.txt", "Lieve ík, لتجربة".encode() + b"\n" + b"z" * 300_000)
    files.put("precies zo.png", picture(b"GPS 52.37"), whole=True)
    assert files.names() == ["blauwe plek.png", "brief één.txt", "precies zo.png"]
    shot(page, f"files-{language}-{scripts}")
    assert files.save(0) == ("document-1.png", picture())
    shot(page, f"files-take-{language}-{scripts}")
    page.locator("button[value=part-files]").click()
    assert files.save(1, "named-")[0] == "brief één.txt"
    page.locator("button[value=part-files]").click()
    assert files.save(2)[1] == picture(b"GPS 52.37")
    page.locator("button[value=part-files]").click()
    own.tap(page.locator("button[value^=drop-]").first, "drop")
    own.tap(page.locator("button[value^=dropped-]"), "dropped")
    assert files.names() == ["brief één.txt", "precies zo.png"]
    assert own.wrong == {}
    assert [one for one in page.seen.complaints if "status of 4" not in one] == []
    assert not any("blauwe" in url or "brief" in url for url in page.seen.requests)


@pytest.mark.parametrize("scripts", [True, False])
# R: R22 R29 R62
def test_a_team_opens_a_file_that_was_given_and_nothing_after_it_was_taken_back(desk, tess, open_page, scripts):
    page = open_page(viewport=PHONE, scripts=scripts)
    own = (Own if scripts else Plain)(page, "nl")
    page.goto(desk.url + "/nl/schrijf")
    own.press("write")
    page.wait_for_timeout(2100)
    own.press("send", m="Een bericht")
    words = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c=words[-1])
    files = Files(own, desk.url + "/nl/m")
    files.open()
    files.put("foto één.jpg", picture(b"GPS"))
    own.press("parts")
    own.press("agreed")
    own.press("where")
    own.press("request")
    page.get_by_label("Traumahulp Voorbeeld").check()
    own.press("send_request", e=f"Ik zoek iemand om mee te praten {scripts}")
    path = re.findall(r"/nl/werk/v/[0-9a-f]{32}", tess.go("received").text)[-1]
    tess.fetch(path).send(path, go="accepted")
    page.goto(desk.url + "/nl/m")
    own.press("agreed")
    own.press("where")
    own.tap(page.locator("button[value^=may-]"), "may")
    for part in page.locator("input[name=g]:checked").all():
        part.uncheck()
    page.locator("input[name=g][value=files]").check()
    page.locator("input[name=s][value=all]").check()
    own.press("show")
    assert "foto één.png" in page.locator("main").inner_text()
    shot(page, f"files-preview-{scripts}")
    own.press("yes")

    partner = enter_in(open_page(viewport=PHONE, scripts=scripts), tess, "received")
    partner.goto(desk.url + path)
    partner.get_by_role("link", name="Bestanden").click()
    assert "foto één.png" in partner.locator("main").inner_text()
    if scripts:
        assert axe(partner) == []
        assert partner.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    shot(partner, f"files-partner-{scripts}")
    with partner.expect_download() as coming:
        partner.get_by_role("link", name="Open het bestand").click()
    assert coming.value.suggested_filename == "foto één.png"
    assert open(coming.value.path(), "rb").read() == picture()
    link = partner.get_by_role("link", name="Open het bestand").get_attribute("href")
    assert "foto" not in partner.title() and re.fullmatch(r"/nl/werk/v/[0-9a-f]{32}/7/[0-9a-f]{32}", link)

    files.page.goto(desk.url + "/nl/m")
    own.press("who")
    assert "Opende een bestand" in page.locator("main").inner_text()
    own.press("back")
    own.press("agreed")
    page.locator("button[value^=end-]").click()
    page.locator("button[value^=undo-]").click()
    assert tess.fetch(link).status == 404
    assert tess.fetch(path + "/7").status == 404
    partner.reload()
    assert "foto één" not in partner.content()
    assert own.wrong == {}


# R: R7
def test_a_file_stands_in_no_file_of_the_site_by_name_or_by_content(desk, open_page, tmp_path):
    page = open_page(viewport=PHONE)
    page.goto(desk.url + "/nl/schrijf")
    own = Own(page, "nl")
    own.press("write")
    page.wait_for_timeout(2100)
    own.press("send", m="Een bericht")
    words = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c=words[-1])
    files = Files(own, desk.url + "/nl/m")
    files.open()
    files.put(f"{MARK}.txt", (MARK * 40_000).encode())
    files.put(f"{MARK}.svg", ("<svg>" + MARK * 40_000).encode())
    files.save(0, "named-")
    assert found_in_files(forms(MARK), desk.data) == []
    assert MARK not in desk.said()


def rows(folder, table):
    with sqlite3.connect(f"file:{folder}/entree.sqlite?mode=ro", uri=True) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


# R: R7
def test_a_line_that_breaks_half_way_leaves_nothing_behind_and_a_long_film_is_told_so(desk):
    person = Visitor(desk.url).fetch("/nl/schrijf").press("write").wait().press("send", m="Een bericht")
    words = person.code_words
    person.press("have").press("prove", c=words[-1]).press("parts").press("part-files")
    before = rows(desk.data, "dossier_file"), rows(desk.data, "file_piece")
    ticket = next(value for form in Forms(person.text).forms for name, value in form["fields"]
                  if name == "ticket" and any(field == "b" for field, _ in form["fields"]))
    cookie = "; ".join(f"{one.name}={one.value}" for one in person.cookies)
    head = (f'--x\r\nContent-Disposition: form-data; name="ticket"\r\n\r\n{ticket}\r\n'
            '--x\r\nContent-Disposition: form-data; name="b"; filename="lang.txt"\r\n\r\n')
    with socket.create_connection((desk.host.split(":")[0], desk.port)) as line:
        line.sendall((f"POST /nl/m HTTP/1.1\r\nHost: {desk.host}\r\nCookie: {cookie}\r\nContent-Length: 9000000\r\n"
                      "Content-Type: multipart/form-data; boundary=x\r\n\r\n" + head).encode() + b"a" * 3_000_000)
        end = time.monotonic() + 30
        while rows(desk.data, "file_piece") == before[1] and time.monotonic() < end:
            time.sleep(0.05)
        assert rows(desk.data, "file_piece") > before[1]
    while (rows(desk.data, "dossier_file"), rows(desk.data, "file_piece")) != before and time.monotonic() < end:
        time.sleep(0.05)
    assert (rows(desk.data, "dossier_file"), rows(desk.data, "file_piece")) == before
    person.press("part-files") if "part-files" in person.text else person.fetch("/nl/m").press("parts").press("part-files")
    assert "lang.txt" not in person.text
    assert "groter dan 25 MB" in person.attach("film.txt", b"a" * 60_000_000).text and person.status == 422
    assert (rows(desk.data, "dossier_file"), rows(desk.data, "file_piece")) == before
    assert "Bewaard." in person.attach("kort.txt", b"een tekst").text
