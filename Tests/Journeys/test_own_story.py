"""A person's own story in parts, who may read it, and taking that back: walked through in a browser, with and without scripts."""

import pytest

from test_own_area import DESK, PHONE, Own
from walk import telling


class Plain(Own):
    """The same without scripts, where nothing can be measured in the page."""

    def look(self, name):
        text, title = self.page.locator("body").inner_text(), self.page.title()
        if "⟦" in text or "{" in text or telling(title) or "?" in self.page.url:
            self.wrong[name] = (title, self.page.url)


def begin(page, language, scripts):
    own = (Own if scripts else Plain)(page, language)
    page.goto({"nl": "/nl/schrijf", "en": "/en/write"}[language])
    own.press("write")
    page.wait_for_timeout(2100)
    own.press("send", m="Een bericht")
    words = page.locator(".code li").all_inner_texts()
    own.press("have")
    own.press("prove", c=words[-1])
    return own, words


def check(page, name, value):
    page.locator(f"input[name={name}][value='{value}']").check()


def parts(own):
    own.press("parts", m="half af")
    own.press("part-story")
    own.press("put-story", e="Een verhaal, لتجربة, з буквами. 😀\nEen tweede regel")
    own.press("put-story", e="Een verhaal, korter")
    own.press("parts")
    own.press("part-medical")
    own.press("put-medical", e="Een pil")
    own.press("parts")


def share(own):
    page = own.page
    own.press("agreed")
    own.press("share")
    own.press("show")                       # nothing chosen: a kind refusal
    page.locator("input[name=f]").first.check()
    check(page, "g", "story")
    check(page, "s", "all")
    own.press("show")
    text = page.locator("main").inner_text()
    assert "Een verhaal, korter" in text and "Een tweede regel" in text and "Een pil" not in text
    own.press("notnow")
    own.press("share")
    page.locator("input[name=f]").first.check()
    check(page, "g", "story")
    check(page, "s", "all")
    own.press("show")
    own.press("yes")
    own.tap(page.locator("button[value^=end-]"), "end")
    own.tap(page.locator("button[value^=undo-]"), "stopped")
    assert page.locator("button[value^=end-]").count() == 0


def never(own):
    own.press("never")
    own.press("bar")
    own.page.locator("select[name=f]").select_option(index=1)
    own.press("bar", d="Iemand")
    own.tap(own.page.locator("button[value^=unbar-]"), "unbarred")
    own.press("agreed")


def where(own):
    page = own.page
    own.press("where")
    own.press("request")
    if page.locator("input[name=f]").count() == 0:
        own.press("where")
        return
    page.locator("input[name=f]").first.check()
    own.press("send_request", e="Bel 06 12 34 56 78")
    page.locator("input[name=f]").first.check()
    own.press("send_request", e="Ik zoek iemand om mee te praten")
    own.tap(page.locator("button[value^=halt-]"), "halt")
    own.tap(page.locator("button[value^=halted-]"), "halted")


@pytest.mark.parametrize(("language", "screen", "scheme", "scripts"), [
    ("nl", PHONE, "light", True), ("en", DESK, "dark", False), ("en", PHONE, "dark", True), ("nl", DESK, "light", False),
])
# R: R22 R29 R41 R62
def test_a_story_is_told_once_shared_and_taken_back(open_page, language, screen, scheme, scripts):
    page = open_page(viewport=screen, color_scheme=scheme, scripts=scripts)
    own, words = begin(page, language, scripts)
    parts(own)
    share(own)
    never(own)
    where(own)
    own.press("agreed")
    own.press("parts")
    with page.expect_download() as coming:
        page.locator("button[value=file]").click()
    text = open(coming.value.path(), encoding="utf-8").read()
    assert "Een verhaal, korter" in text and "Een pil" in text and "Een bericht" in text
    own.press("back")
    assert page.locator("textarea[name=m]").input_value() == "half af"
    own.press("who")
    own.press("back")
    own.press("erase")
    own.press("wipe", c=" ".join(words))
    assert own.wrong == {}
    assert [one for one in page.seen.complaints if "status of 4" not in one] == []
    assert all(url.startswith(page.url.split(f"/{language}/")[0]) or url.startswith("blob:") for url in page.seen.requests)
