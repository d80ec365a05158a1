"""Every page on which somebody writes or reads what is theirs, walked through in a browser and looked at on the way."""

import pytest

from test_access import axe
from walk import telling

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


class Own:
    """A person in the pages of their own, one press after another. After each press the page is looked at."""

    def __init__(self, page, language):
        self.page = page
        self.language = language
        self.wrong = {}

    def look(self, name):
        page = self.page
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found = axe(page) + ([f"{over} px too wide"] if over > 0 else [])
        text = page.locator("body").inner_text()
        found += ["a text is missing"] if "⟦" in text or "{" in text else []
        found += [f"title: {page.title()}"] if telling(page.title()) or not 0 < len(page.title()) <= 30 else []
        found += [f"address: {page.url}"] if "?" in page.url or "#" in page.url else []
        if found:
            self.wrong[name] = found

    def press(self, value, stays=False, **fields):
        """`stays` where a script sends it from the page itself."""
        for name, text in fields.items():
            self.page.locator(f"[name={name}]:not([type=radio])").fill(text)
        button = self.page.locator(f"button[name=go][value={value}]")
        if not stays:
            return self.tap(button, value)
        button.click()
        self.look(value)

    def tap(self, button, name):
        """What is looked at is the page that comes, and not what is left of the one before."""
        with self.page.expect_navigation():
            button.click()
        self.look(name)


def walk(page, language):
    own = Own(page, language)
    page.goto({"nl": "/nl/schrijf", "en": "/en/write"}[language])
    own.look("before")
    own.press("write")
    own.press("send")                       # too soon and empty: a kind refusal
    page.wait_for_timeout(2100)
    own.press("send", m="Een bericht, لتجربة, з буквами. 😀")
    words = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c="0000")
    own.press("prove", c=words[-1])
    own.press("contact")
    page.locator("input[name=h][value=call]").check()
    own.press("save", n="niets")
    own.press("save", n="06 00 00 00 09", w="dinsdag")
    own.press("look", m="half af")
    assert page.locator("textarea[name=m]").input_value() == "half af"
    own.press("who")
    own.press("back")
    own.press("code")
    own.press("change", c="appel")
    own.press("change", c=" ".join(words))
    own.press("keep")
    own.press("erase")
    own.press("wipe", c="1234")
    own.press("back")
    own.press("leave")
    own.press("ask")
    own.press("tell")
    page.goto({"nl": "/nl/terug", "en": "/en/back"}[language])
    own.look("door")
    page.wait_for_timeout(2100)
    own.press("enter", c="1234 5678")
    own.press("enter", c="-".join(words))
    own.press("erase")
    own.press("wipe", c=" ".join(words))
    page.goto(f"/{language}/m")
    assert page.url.endswith({"nl": "/nl/terug", "en": "/en/back"}[language])
    return own


@pytest.mark.parametrize(("language", "screen", "scheme"), [
    ("nl", PHONE, "light"), ("en", DESK, "dark"), ("en", PHONE, "dark"), ("nl", DESK, "light"),
])
# R: R2 R7 R41
def test_every_page_of_ones_own_can_be_used_by_everybody_and_tells_no_bystander(open_page, language, screen, scheme):
    page = open_page(viewport=screen, color_scheme=scheme)
    own = walk(page, language)
    assert own.wrong == {}
    assert [one for one in page.seen.complaints if "status of 422" not in one] == []
    assert all(url.startswith(page.url.split(f"/{language}/")[0]) for url in page.seen.requests)
