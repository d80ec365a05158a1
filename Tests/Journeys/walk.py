"""Walks through the questions as a person would: by what stands on the screen."""

PATHS = {
    "nl": {"home": "/nl", "questions": "/nl/vragen", "advice": "/nl/wat-nu", "list": "/nl/lijst", "card": "/nl/kaart", "read": "/nl/lezen",
           "child": "/nl/hallo", "now": "/nl/nu"},
    "en": {"home": "/en", "questions": "/en/questions", "advice": "/en/what-now", "list": "/en/list", "card": "/en/card", "read": "/en/read",
           "child": "/en/hello", "now": "/en/now"},
}
MOST_QUESTIONS = 7
# Words that no title and no address may hold: who looks along must not learn what the page is about.
TELLING = ["seksueel", "seksuele", "geweld", "sexual", "violence", "rape", "verkracht", "misbruik", "abuse", "csg", "politie", "police",
           "slachtoffer", "victim", "assault", "dader", "suicid", "zelfmoord"]


def telling(text):
    return [word for word in TELLING if word in text.lower()]


class Walk:
    """`answers` are ids of choices; on each page those that stand there are chosen, and a page without any is skipped."""

    def __init__(self, page, language, answers=(), at_each_page=None):
        self.page = page
        self.language = language
        self.paths = PATHS[language]
        self.answers = set(answers)
        self.at_each_page = at_each_page or (lambda page: None)
        self.questions = []
        self.titles = []
        self.addresses = []

    def to_advice(self):
        self.start()
        while self.is_question():
            assert len(self.questions) < MOST_QUESTIONS, f"an eighth question after {self.questions}"
            self.questions.append(self.page.locator("main h1").inner_text())
            self.answer()
        assert self.is_advice(), self.page.locator("main").inner_text()
        return self

    def start(self):
        self.page.goto(self.paths["home"])
        self.look()
        with self.page.expect_navigation():
            self.page.locator(f'main a.go[href="{self.paths["questions"]}"]').first.click()
        self.look()

    def answer(self):
        chosen = [one for one in self.choices() if one.get_attribute("value") in self.answers]
        for one in chosen:
            one.check()
        self.press("next" if chosen else "skip")

    def press(self, way):
        with self.page.expect_navigation():
            self.page.locator(f'main button[name="go"][value="{way}"]').click()
        self.look()

    def look(self):
        self.titles.append(self.page.title())
        self.addresses.append(self.page.url)
        self.at_each_page(self.page)

    def choices(self):
        return self.page.locator('main form input:is([type="radio"], [type="checkbox"])').all()

    def is_question(self):
        return self.page.locator('main button[name="go"][value="next"]').count() > 0

    def is_advice(self):
        return self.page.locator("main section.card").count() > 0 and not self.is_question()

    def first(self):
        """Slugs of the services to start with."""
        return self.page.locator("main section.card").evaluate_all("cards => cards.map(card => card.id)")

    def also(self):
        return self.page.locator("main details.card").evaluate_all("cards => cards.map(card => card.id)")

    def notices(self):
        return self.page.locator('main [id^="notice-"]').evaluate_all("all => all.map(one => one.id.slice(7))")
