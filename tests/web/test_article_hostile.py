"""The page of an article whose text is hostile, huge, or not there: stored text stays text."""

import json
import re
from collections.abc import Iterator

import html5lib  # type: ignore[import-untyped]  # has no types
import pytest
from bs4 import BeautifulSoup

from archive.database import open_database
from tests.web.looking import data, words
from tests.web.sample import HOSTILE, TEXTS, build
from tests.web.sample_history import CHANGED
from tests.web.serving import Site, one, serving
from web import structured
from web.prose import MOST_CHARACTERS

FIRST_HOSTILE = 5 * len(TEXTS) + 1
HOSTILE_IDS = range(FIRST_HOSTILE, FIRST_HOSTILE + len(HOSTILE))
MEGABYTES = 5_000_000


@pytest.mark.parametrize("article_id", [1, CHANGED, *HOSTILE_IDS])
def test_hostile_text_stays_text(site: Site, article_id: int) -> None:
    answer = site.get(f"/article/{article_id}")
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    page = BeautifulSoup(answer.text, "html5lib")
    assert page.find("img") is None
    assert page.select("script[src]")
    (script,) = page.select("script:not([src])")
    assert script["type"] == "application/ld+json"
    assert data(page)
    for element in page.find_all(True):
        assert not [name for name in element.attrs if name == "style" or name.startswith("on")]
    for link in page.find_all("a", href=True):
        assert re.match(r"/(?!/)|#|https?://", str(link["href"])), link
        if str(link["href"]).startswith("http") and "datasette.io" not in str(link["href"]):
            assert link["rel"] == ["noopener", "nofollow"]


def test_hostile_titles_are_shown_as_they_are(site: Site) -> None:
    for article_id, text in zip(HOSTILE_IDS, HOSTILE, strict=True):
        shown = one(site.page(f"/article/{article_id}"), "h1").get_text()
        if shown != "Without a title" and text.isprintable() and len(text) < 300:
            assert shown == text


def test_what_turns_text_around_stays_in_its_element(site: Site) -> None:
    page = site.page(f"/article/{FIRST_HOSTILE + HOSTILE.index(next(text for text in HOSTILE if 'drawkcab' in text))}")
    assert "\u202e" in one(page, "h1").get_text()
    assert one(page, "h1")["dir"] == "auto"
    for place in (one(page, "title").get_text(), one(page, "#citation").get_text(), str(data(page))):
        assert "\u202e" not in place


def test_nothing_in_a_script_ends_it() -> None:
    hostile = "</script><script>alert(1)</script><!--<script> & \u2028\u2029 \ud800"
    text = structured.script({"headline": hostile})
    assert not re.search("[<>&\u2028\u2029\ud800]", text)
    assert json.loads(text) == {"headline": hostile}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give an archive of articles beyond measure: 1 is huge, 2 is bare, 3 has long lists, 4 odd dates."""
    path = build(tmp_path_factory.mktemp("odd") / "archive.db", copies=0, hostile=False)
    db = open_database(path)
    insert = (
        "INSERT INTO articles (url, source, kind, title, body, language, author, state, first_seen, last_seen,"
        " last_changed) VALUES (?, 'demo', 'news', ?, ?, ?, ?, ?, '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z', '')"
    )
    db.execute("BEGIN")
    huge = "</script>\0 " + "title " * (MEGABYTES // 6)
    body = "body\n" * (MEGABYTES // 5)
    db.execute(insert, ("https://clusters.example/huge", huge, body, "x" * MEGABYTES, huge, "live"))
    db.execute(insert, ("javascript:alert(1)", None, None, None, None, "listed"))
    db.execute(insert, ("https://clusters.example/many", "Many", "w " * MOST_CHARACTERS, "en", None, "live"))
    db.execute(insert, ("https://clusters.example/no-date", "No date", "w", "en", None, "live"))
    db.execute("UPDATE articles SET published = '2026\r\nER  - ', last_seen = '\nTY  - ' WHERE id = 4")
    for number in range(500):
        db.execute("INSERT INTO article_urls VALUES (?, 3)", (f"https://clusters.example/{number}",))
        db.execute("INSERT INTO topics VALUES (?, ?, ?)", (100 + number, f"topic-{number}", f"Topic {number}"))
        db.execute("INSERT INTO article_topics VALUES (3, ?)", (100 + number,))
        db.execute("INSERT INTO gaps VALUES (3, ?, '2026-11-08T06:00:00Z')", (f"2025-{number}",))
        db.execute(
            "INSERT INTO revisions (article_id, seen, body, content_hash, extractor) VALUES (3, ?, 'b', 'h', 'e')",
            (f"2026-01-02T03:04:{number % 60:02}Z",),
        )
    db.execute("COMMIT")
    db.close()
    with serving(path) as served:
        yield served


def test_megabytes_make_a_page_that_can_be_read(odd: Site) -> None:
    answer = odd.get("/article/1")
    page = BeautifulSoup(answer.text, "html5lib")
    assert len(answer.content) < 3 * MOST_CHARACTERS
    assert len(one(page, "h1").get_text()) == 300
    assert one(page, "h1").get_text().endswith("…")
    assert len(one(page, "title").get_text()) < 350
    assert "\0" not in answer.text
    assert "�" not in answer.text
    assert one(page, "article .note a")["href"] == "/article/1.json"
    assert len(odd.get("/article/1.bib").text) < 3_000
    long = odd.page("/article/3")
    assert "The text is longer than this." in words(one(long, "article"))
    assert len(str(long)) < 2 * MOST_CHARACTERS


def test_empty_fields_leave_no_empty_lines(odd: Site) -> None:
    page = odd.page("/article/2")
    for element in page.select("main p, main li, main dt, main dd, main h2, main section, main ul, main span"):
        assert words(element) or element.find("button"), element
    assert words(one(page, "h1")) == "Without a title"
    assert words(one(page, ".original")) == "Address of the original: javascript:alert(1)"
    assert page.select("a[href^=javascript]") == []


def test_long_lists_are_cut(odd: Site) -> None:
    page = odd.page("/article/3")
    assert len(page.select(".tags li")) == 60
    more = one(page, "ol + p a")
    assert (words(more), more["href"]) == ("All 500 versions", "/archive/revisions?article_id=3&_sort_desc=id")
    assert odd.get(str(more["href"])).status_code == 200


def test_dates_that_are_none_are_no_part_of_a_citation(odd: Site) -> None:
    assert odd.page("/article/4")
    lines = odd.get("/article/4.ris").text.split("\r\n")
    assert [line for line in lines if line and not re.match("[A-Z][A-Z0-9]  - ", line)] == []
    assert [line for line in lines if line.startswith(("TY", "PY", "DA", "Y2", "ER"))] == ["TY  - NEWS", "ER  - "]
    assert odd.get("/article/4.txt").text == (
        "Clusters Example (no date). No date. https://clusters.example/no-date"
        " Archived at http://localhost/article/4.\n"
    )
