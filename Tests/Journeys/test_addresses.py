"""Titles and addresses that say nothing to whoever looks along, and links that all lead somewhere."""

from urllib.parse import urldefrag, urlsplit

import pytest

from walk import PATHS, telling


def test_there_is_a_whole_site_to_read(crawl):
    assert len(crawl.of("nl")) > 40 and len(crawl.of("nl")) == len(crawl.of("en"))


# R: R41 R124
def test_no_title_and_no_address_tells_what_the_site_is_about(crawl):
    assert {page.path: page.reading.title for page in crawl if telling(page.reading.title) or telling(page.path)} == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_has_its_own_short_title(crawl, language):
    titles = {}
    for page in crawl.of(language):
        titles.setdefault(page.reading.title.strip(), []).append(page.path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1 and not same_page(paths)} == {}
    assert all(0 < len(title) <= 30 for title in titles)


def same_page(paths):
    # In a child's words it is the same page.
    return len({path.removesuffix("?k=1") for path in paths}) == 1


def test_every_page_exists_and_says_its_language_and_one_heading(crawl):
    for page in crawl:
        language = page.path.split("/")[1]
        assert page.status == 200, f"{page.path}, linked from {crawl.from_where.get(page.path)}"
        assert page.reading.language == language and page.reading.direction in ("ltr", None), page.path
        assert len(page.reading.h1) == 1 and page.reading.h1[0].strip(), page.path
        assert len(set(page.reading.ids)) == len(page.reading.ids), f"an id stands twice on {page.path}"


def test_every_link_inside_leads_to_a_page_and_a_place_on_it(crawl):
    broken = []
    for page in crawl:
        for href in crawl.inside(page):
            path, fragment = urldefrag(href)
            target = crawl.pages.get(path)
            if not target or target.status != 200 or fragment and fragment not in target.reading.ids:
                broken.append((page.path, href))
    assert broken == []


def test_the_other_language_shows_the_same_page(crawl):
    for page in crawl.of("nl"):
        other = [href for href in crawl.inside(page) if href.startswith("/en")]
        assert other, f"{page.path} has no English twin"
        assert any(href.startswith("/nl") and href == page.path.removesuffix("?k=1") for href in crawl.inside(crawl.pages[other[0]])), page.path


def test_links_to_elsewhere_tell_nobody_where_one_came_from(crawl):
    for page in crawl:
        for href, rel in page.reading.links:
            scheme = urlsplit(href).scheme
            assert scheme in ("", "https", "tel", "mailto"), f"{href} on {page.path}"
            if scheme == "https":
                assert {"noreferrer", "noopener"} <= set(rel.split()), f"{href} on {page.path}"


def test_every_form_posts_to_the_site_itself_and_none_gets(crawl):
    known = {path for paths in PATHS.values() for path in paths.values()} | {
        "/weg", "/nl/schrijf", "/nl/schrijf?k=1", "/en/write", "/en/write?k=1", "/nl/terug", "/en/back"}
    for page in crawl:
        for method, action in page.reading.forms:
            assert method == "post" and action in known, f"{method} {action} on {page.path}"


def test_the_exit_stands_at_the_top_and_at_the_foot_of_every_page(crawl):
    for page in crawl:
        assert page.reading.forms.count(("post", "/weg")) == 2, page.path


def test_112_can_be_called_from_the_first_page_and_the_child_page(crawl):
    for path in ("/nl", "/en", "/nl/hallo", "/en/hello"):
        assert "tel:112" in [href for href, _ in crawl.pages[path].reading.links], path
