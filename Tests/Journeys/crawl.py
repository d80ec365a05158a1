"""Reads every public page once, without a browser: what it is called, where it leads, and with which headers it came."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

STARTS = ["/nl", "/en"]
# Where nothing leads by itself: the advice without answers, and the lines that are open.
ALSO = ["/nl/wat-nu", "/en/what-now", "/nl/vragen", "/en/questions", "/nl/nu", "/en/now", "/nl/hallo", "/en/hello"]
PARTS = ("/w.js", "/s.css", "/favicon.svg", "/robots.txt")


class Reading(HTMLParser):
    """The parts of a page that tests ask about."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.language = self.direction = None
        self.title = ""
        self.h1 = []
        self.style = ""
        self.links = []          # (href, rel)
        self.sources = []        # what the page itself fetches
        self.ids = []
        self.forms = []          # (method, action)
        self.hidden = {}
        self.inline = []         # event handlers, style attributes, scripts without a source
        self.words = []
        self.within = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "html":
            self.language, self.direction = a.get("lang"), a.get("dir")
        if "id" in a:
            self.ids.append(a["id"])
        if tag == "a":
            self.links.append((a.get("href", ""), a.get("rel", "")))
        if tag == "form":
            self.forms.append((a.get("method", "get").lower(), a.get("action", "")))
        if tag == "input" and a.get("type") == "hidden":
            self.hidden[a.get("name")] = a.get("value", "")
        for name in ("src", "srcset", "poster", "data"):
            if a.get(name):
                self.sources.append(a[name])
        if tag == "link":
            self.sources.append(a.get("href", ""))
        self.inline += [name for name in a if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in a:
            self.inline.append("script")
        if tag == "h1":
            self.h1.append("")
        if tag not in ("meta", "link", "input", "br", "img", "path", "rect", "circle", "hr"):
            self.within.append(tag)

    def handle_endtag(self, tag):
        while tag in self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data):
        if "title" in self.within and "svg" not in self.within:
            self.title += data
        elif "style" in self.within:
            self.style += data
        else:
            self.words.append(data)
            if "h1" in self.within:
                self.h1[-1] += data

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


class Visited:
    def __init__(self, path, answer):
        self.path = path
        self.status = answer.status
        self.headers = answer.headers
        self.all_headers = answer.all_headers
        self.html = answer.text
        self.reading = Reading(self.html)

    def __repr__(self):
        return self.path


class Crawl:
    def __init__(self, server):
        self.server = server
        self.pages = {}
        self.from_where = {}

    def run(self):
        waiting = STARTS + ALSO
        while waiting:
            path = waiting.pop(0)
            if path in self.pages:
                continue
            page = self.pages[path] = Visited(path, self.server.ask("GET", path))
            for href in self.inside(page):
                target = urldefrag(href)[0]
                self.from_where.setdefault(target, path)
                if target not in self.pages and not target.startswith(PARTS):
                    waiting.append(target)
        return self

    @staticmethod
    def inside(page):
        """Links of a page that stay on the site, as paths."""
        for href, _ in page.reading.links:
            full = urlsplit(urljoin("http://here" + page.path, href))
            if full.scheme == "http" and full.netloc == "here":
                yield full.path + (f"?{full.query}" if full.query else "") + (f"#{full.fragment}" if full.fragment else "")

    def __iter__(self):
        return iter(self.pages.values())

    def of(self, language):
        return [page for page in self if page.path.split("/")[1] == language]

    def some(self, language):
        """Every page that is one of its kind, and a few articles and cards."""
        kinds = {}
        for page in self.of(language):
            kinds.setdefault(page.path.split("/")[2:3][0] if page.path.count("/") > 2 else page.path, []).append(page)
        return [page for pages in kinds.values() for page in pages[:: max(1, len(pages) // 3)][:4]]
