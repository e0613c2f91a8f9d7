"""Feeds of searches, topics, sources and lists: valid, the same in both forms, and sent again only when changed."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import feedparser
import jsonschema  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.web.sample import build
from tests.web.serving import Site, one, serving
from web.formats.entries import MOST_TEXT, NEVER, paragraphs, timestamp
from web.formats.feeds import MOST_ENTRIES

SCHEMAS = Path(__file__).parent / "schemas"
ATOM_SCHEMA = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
JSON_SCHEMA = json.loads((SCHEMAS / "json_feed.json").read_text("utf-8"))

FEEDS = [
    "/search",
    "/search?q=hostile",
    "/search?q=nothing+has+this",
    "/search?q=-%22",
    "/search?q=%22a+b%22%3Cscript%3E&source=demo&source=%C3%A9%00&kind=other&year=2026&topic=hostile-1",
    "/topic/hydrogen",
    "/topic/hostile-0",
    "/source/demo",
    "/list/1",
    "/list/5",
]


def address(page: str, form: str) -> str:
    path, mark, query = page.partition("?")
    return f"{path}.{form}{mark}{query}"


def atom(site: Site, page: str) -> Any:
    """The Atom feed of a page as feedparser reads it, after checks that it is valid."""
    answer = site.get(address(page, "atom"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    ATOM_SCHEMA.assertValid(etree.fromstring(answer.content))
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


def json_feed(site: Site, page: str) -> Any:
    answer = site.get(address(page, "feed.json"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/feed+json")
    feed = answer.json()
    jsonschema.validate(feed, JSON_SCHEMA)
    return feed


def test_the_schemas_refuse_what_is_no_feed(site: Site) -> None:
    """A schema that allows everything would prove nothing."""
    good = site.get("/search.atom?q=hydrogen").text
    for bad in (
        good.replace("<updated>", "<updated>x"),
        re.sub("<id>.*?</id>", "", good, count=1),
        good.replace('rel="alternate"', 'rel="alternate" onclick="x"'),
        good.replace("<title>", "<title></title><title>"),
    ):
        assert not ATOM_SCHEMA.validate(etree.fromstring(bad.encode()))
    feed = site.get("/search.feed.json?q=hydrogen").json()
    for item in ({"id": 1}, {"id": "1"}, {**feed["items"][0], "external_url": "javascript:1"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**feed, "items": [item]}, JSON_SCHEMA)


@pytest.mark.parametrize("page", FEEDS)
def test_feeds_are_valid_and_both_forms_say_the_same(site: Site, page: str) -> None:
    first, other = atom(site, page), json_feed(site, page)
    assert first.feed.title == other["title"]
    assert [entry.id for entry in first.entries] == [item["id"] for item in other["items"]]
    assert [entry.updated for entry in first.entries] == [item["date_modified"] for item in other["items"]]
    assert [entry.get("published") for entry in first.entries] == [
        item.get("date_published") for item in other["items"]
    ]
    assert first.feed.updated == max((item["date_modified"] for item in other["items"]), default=NEVER)
    links = {link.rel: link.href for link in first.feed.links}
    assert links == {"self": "http://localhost" + links["self"][16:], "alternate": other["home_page_url"]}
    assert other["feed_url"].startswith("http://localhost" + page.partition("?")[0] + ".feed.json")
    assert feedparser.parse(site.get(links["self"].removeprefix("http://localhost")).content).feed.id == first.feed.id


def test_an_entry_says_what_its_article_is(site: Site) -> None:
    entry = atom(site, "/search?q=barges&year=2025").entries[0]
    assert entry.title == "Hydrogen barges leave the drawing board (2)"
    assert entry.link == entry.id == "http://localhost/article/10"
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://harbour.example/news/9"]
    assert (entry.published, entry.updated) == ("2025-10-10T00:00:00Z", "2026-11-01T06:00:00Z")
    assert entry.author == "Harbour Valley"
    assert [tag.label for tag in entry.tags] == ["News", "Hydrogen", "Skills"]
    assert entry.summary == "Two barges will carry gravel on hydrogen from next summer."
    assert BeautifulSoup(entry.content[0].value, "lxml").find_all("p")[1].get_text().startswith("The filling station")
    assert entry.title_detail.language == "nl"


def test_the_newest_articles_come_first_whatever_the_address_says(site: Site) -> None:
    newest = [item["id"] for item in site.get("/search.json").json()["articles"]]
    feed = json_feed(site, "/search?sort=best&page=7")
    assert [int(item["id"].rpartition("/")[2]) for item in feed["items"]][:20] == newest
    assert feed["feed_url"] == "http://localhost/search.feed.json"


def test_a_feed_is_narrowed_as_its_page_is(site: Site) -> None:
    query = "q=varmland&source=demo&year=2026"
    found = [item["id"] for item in site.get(f"/search.json?{query}").json()["articles"]]
    feed = json_feed(site, f"/search?{query}")
    assert [int(item["id"].rpartition("/")[2]) for item in feed["items"]] == found != []
    assert feed["title"] == "“varmland”, Clusters Example, 2026 · Cluster News Archive"
    assert feed["home_page_url"] == f"http://localhost/search?{query}"


def test_the_feed_of_a_list_holds_what_the_list_showed(site: Site, archive: Path) -> None:
    db = sqlite3.connect(archive)
    shown = db.execute(
        "SELECT id FROM articles JOIN sightings ON article_id = id WHERE listing_id = 1"
        " ORDER BY substr(coalesce(articles.published, articles.first_seen), 1, 10) DESC, id DESC"
    ).fetchall()
    db.close()
    feed = json_feed(site, "/list/1")
    assert [item["id"] for item in feed["items"]] == [f"http://localhost/article/{key}" for (key,) in shown]
    assert feed["title"] == "Clusters Example: News · Cluster News Archive"


def test_hostile_texts_are_texts(site: Site) -> None:
    for item in json_feed(site, "/search?kind=other")["items"]:
        html = BeautifulSoup(item["content_html"], "lxml")
        assert {element.name for element in html.find_all(True)} <= {"html", "body", "p", "a"}
        assert {link["href"] for link in html.find_all("a")} <= {item["url"]}
        assert item["title"].strip()
        assert not re.search("[\0-\x1f\u202a-\u202e]", item["title"])


@pytest.mark.parametrize("path", ["/topic/no", "/source/no", "/list/999"])
def test_what_is_not_there_has_no_feed(site: Site, path: str) -> None:
    assert site.get(f"{path}.atom").status_code == 404
    assert site.get(f"{path}.feed.json").status_code == 404


@pytest.mark.parametrize("form", ["atom", "feed.json"])
def test_a_feed_is_sent_again_only_when_an_article_has_changed(tmp_path: Path, form: str) -> None:
    archive = build(tmp_path / "archive.db", copies=1, hostile=False)
    with serving(archive) as site:
        first = site.get(f"/search.{form}?q=barges")
        known = {"If-None-Match": first.headers["etag"]}
        again = site.get(f"/search.{form}?q=barges", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        db = sqlite3.connect(archive)
        with db:
            db.execute("UPDATE articles SET title = 'Barges!', last_changed = '2027-01-01T00:00:00Z' WHERE id = 4")
        db.close()
        changed = site.get(f"/search.{form}?q=barges", headers=known)
        assert changed.status_code == 200
        assert "2027-01-01T00:00:00Z" in changed.text


def test_a_feed_holds_no_more_than_the_newest_and_is_never_large(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive.db", copies=10, hostile=False)
    db = sqlite3.connect(archive)
    with db:
        db.execute("UPDATE articles SET body = ?, title = ?", ("word & word\n" * 100_000, "title " * 100_000))
    db.close()
    with serving(archive) as site:
        assert len(atom(site, "/search").entries) == MOST_ENTRIES
        assert len(site.get("/search.atom").content) < 50 * 20_000
        html = json_feed(site, "/search")["items"][0]["content_html"]
    last = BeautifulSoup(html, "lxml").find_all("p")[-1]
    assert last.get_text() == "The whole text"
    assert str(one(last, "a")["href"]).startswith("http://localhost/article/")


@pytest.mark.parametrize(
    ("stored", "time"),
    [
        ("2026-11-03", "2026-11-03T00:00:00Z"),
        ("2026-11-03T06:30:00Z", "2026-11-03T06:30:00Z"),
        ("2026-11-03T06:30:00.75+02:00", "2026-11-03T04:30:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+02:00", ""),
        ("2026-02-30", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_stored_dates_are_times_of_rfc_3339(stored: str, time: str) -> None:
    assert timestamp(stored) == time


@given(text=st.text(max_size=200))
def test_any_text_can_stand_in_xml(text: str) -> None:
    root = etree.Element("x")
    root.text = paragraphs(text, "https://x.example/", "more")
    assert etree.fromstring(etree.tostring(root, encoding="utf-8")).text == (root.text or None)


def test_a_long_text_is_cut_between_words() -> None:
    html = paragraphs("word " * MOST_TEXT, "https://x.example/?a&b", "<more>")
    assert html.count("word") == MOST_TEXT // 5 - 1
    assert html.endswith('word …</p>\n<p><a href="https://x.example/?a&amp;b">&lt;more&gt;</a></p>')
    assert paragraphs("x" * MOST_TEXT, "", "more") == f"<p>{'x' * MOST_TEXT}</p>"
