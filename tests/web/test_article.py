"""The page of an article: what a reader learns."""

import re

import pytest
from bs4 import Tag

from tests.web.looking import data, words
from tests.web.sample import TEXTS
from tests.web.sample_history import CHANGED, GONE, LISTED_TWICE, MOVED, OLD_ADDRESS, RETURNED, UNREAD
from tests.web.serving import Site, one


def facts(page: Tag) -> dict[str, str]:
    """Return the facts of an article's page by their names."""
    return {words(dt): words(dt.find_next_sibling("dd")) for dt in page.select("aside dt")}  # type: ignore[arg-type]  # each has one


def section(page: Tag, heading: str) -> Tag:
    """Return the section of ``page`` under ``heading``."""
    return next(found for found in page.select("section") if found.h2 and words(found.h2) == heading)


def test_what_a_reader_sees(site: Site) -> None:
    page = site.page("/article/1")
    title, _, organisation, _, body, _ = TEXTS[0]
    assert words(one(page, "h1")) == title
    assert one(page, "title").get_text() == f"{title} · Cluster News Archive"
    assert [p.get_text() for p in page.select(".prose p")] == body.split("\n")
    assert one(page, ".prose")["lang"] == "en"
    assert words(one(page, ".byline")) == organisation
    assert one(page, ".byline a")["href"] == "/search?organisation=timber-north"
    assert one(page, "header .facts a")["href"] == "/source/demo"
    assert {a.get_text(): a["href"] for a in page.select(".tags a")} == {
        "Circular economy": "/topic/circular-economy",
        "Smart specialisation": "/topic/smart-specialisation",
    }
    original = one(page, ".original a")
    assert (original["href"], original["rel"]) == ("https://clusters.example/news/0", ["noopener", "nofollow"])
    assert one(page, "link[rel=canonical]")["href"] == "http://localhost/article/1"
    assert one(page, "meta[name=description]")["content"] == TEXTS[0][3]


def test_three_clocks_in_words(site: Site) -> None:
    assert facts(site.page(f"/article/{CHANGED}")) == {
        "Published": "2 February 2026, from a date element of the page",
        "Seen here": "from 1 November 2026 to 20 November 2026",
        "Last changed": "on 9 November 2026",
        "Language": "Dutch",
    }
    undated = facts(site.page("/article/1"))
    assert (undated["Published"], undated["Last changed"]) == ("The page gives no date.", "not since it was first read")


@pytest.mark.parametrize(
    ("article_id", "sentence"),
    [
        (GONE, "gone from its site since 12 November 2026. Below is the last text that was seen there, on 10 November"),
        (RETURNED, "It was gone from its site on 5 November 2026, and there again on 8 November 2026."),
        (MOVED, "This article has moved on its site."),
        (UNREAD, "Only what a list says of this article is known: its page has not been read."),
    ],
)
def test_states_are_said_plainly(site: Site, article_id: int, sentence: str) -> None:
    assert sentence in words(one(site.page(f"/article/{article_id}"), ".note"))


def test_other_addresses(site: Site) -> None:
    assert OLD_ADDRESS in words(section(site.page(f"/article/{MOVED}"), "What was kept"))


def test_where_it_was_listed(site: Site) -> None:
    lists = section(site.page(f"/article/{LISTED_TWICE}"), "Where it was listed").select("li")
    assert [one(item, "a")["href"] for item in lists] == ["/list/3", "/list/1"]
    assert words(lists[0]) == (
        "Circular economy, labelled Members shown there from 1 November 2026 to 14 November 2026,"
        " gone from the list on 16 November 2026"
        " Until 6 November 2026 the list said: Timber clusters to share a hall, labelled Announcements"
    )
    assert words(lists[1]) == "News, labelled Community News shown there on 20 November 2026"


def test_documents(site: Site) -> None:
    files = section(site.page(f"/article/{CHANGED}"), "Files").select("li")
    assert [words(item) for item in files] == [
        "The call PDF 1.2 MB 12 pages kept in the archive",
        "The form not fetched",
        "https://harbour.example/files/old.pdf could not be fetched",
    ]
    assert one(files[0], "a")["rel"] == ["noopener", "nofollow"]


def test_versions_are_listed(site: Site) -> None:
    versions = section(site.page(f"/article/{CHANGED}"), "Versions").select("li")
    assert [words(item) for item in versions] == [
        "9 November 2026, present text The page was the same; a newer version of our program read it otherwise:"
        " 0 words added, 3 words removed",
        "9 November 2026 The page had changed: 19 words added, 4 words removed",
        "2 November 2026 First text",
    ]


def test_every_link_within_the_archive_leads_somewhere(site: Site) -> None:
    page = site.page(f"/article/{CHANGED}")
    links = {str(link["href"]) for link in page.select("main a[href^='/']")}
    assert {"/article/2.json", "/archive/captures/2", "/archive/documents/8001"} <= links
    assert {link: site.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("path", ["/article/999999", "/article/0", "/article/1/version/999999", "/article/3/version/7"])
def test_what_is_not_there_is_said(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert re.search("There is no (article of this number|such version)", answer.text)


def test_what_machines_are_told(site: Site) -> None:
    told = data(site.page(f"/article/{CHANGED}"))
    assert told["@type"] == "NewsArticle"
    assert told["headline"] == TEXTS[1][0]
    assert told["datePublished"] == "2026-02-02"
    assert told["inLanguage"] == "nl"
    assert told["publisher"] == {"@type": "Organization", "name": "Motor Valley"}
    assert told["archivedAt"] == "http://localhost/article/2"
    event = data(site.page("/article/5"))
    assert (event["@type"], event["name"]) == ("Event", TEXTS[4][0])
    assert data(site.page("/article/6"))["@type"] == "Report"
