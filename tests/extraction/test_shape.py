"""Whether a page that a person named is a list, an article or looks like both: on the saved pages of every source,
and on the forms of page that deceive.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from extraction.addresses import is_own
from extraction.listing import read_listing
from extraction.shape import shape_of
from items import Hints
from tests import valley

PAGES = Path(__file__).parent.parent / "pages"
LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
# Nothing but teasers that lead on: an issue of a newsletter, and an item of two lines. They are read as lists.
OF_TEASERS = {"ecnewsroom/article.html", "ecnewsroom/article-item.html"}

HOST = "https://loomvalley.example"
RELATED = "".join(
    f'<div class="k"><a href="/news/{number}-other-story-of-the-mill">Other story of the mill, number {number}</a>'
    f"<span>{number} March 2026</span><p>{valley.SENTENCES[number]}</p></div>"
    for number in range(4)
)
SHORT = "<p>The hall of the dyers stays closed from Monday to Thursday.</p>"
LONG = "".join(f"<p>{sentence}</p>" for sentence in valley.SENTENCES)
TITLE = "The hall of the dyers stays closed"


def shape(url: str, head: str, body: str) -> str:
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()
    return shape_of(page, "", url, read_listing(page, url, Hints(), lambda link: link.startswith(HOST)))


def test_the_saved_pages_of_every_source_are_told_apart() -> None:
    wrong = set()
    for path in sorted(PAGES.glob("*/[al]*.html")):
        spider: Any = LOADER.load(path.parent.name)
        site, body = spider.source, path.read_bytes()
        url = json.loads((path.parent / "pages.json").read_text("utf8"))[path.name]["url"]
        listing = read_listing(body, url, site.hints, partial(is_own, source=site), order=site.date_order)
        opposite = "list" if path.name.startswith("article") else "article"
        if shape_of(body, "", url, listing) == opposite:
            wrong.add(f"{path.parent.name}/{path.name}")
    assert wrong == OF_TEASERS


@pytest.mark.parametrize("text", [SHORT, LONG])
@pytest.mark.parametrize(
    ("url", "head"),
    [
        (f"{HOST}/news/7-hall-of-the-dyers-closed", ""),
        (f"{HOST}/n/7", '<meta property="article:published_time" content="2026-03-01T08:00:00Z">'),
        (
            f"{HOST}/n/7",
            f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}"}}</script>',
        ),
    ],
)
def test_an_article_with_a_block_of_others_is_no_list(url: str, head: str, text: str) -> None:
    body = f"<h1>{TITLE}</h1><p>1 March 2026</p>{text}<div class='more'><h3>Others</h3>{RELATED}</div>"
    assert shape(url, head, body) in ("article", "both")


@pytest.mark.parametrize("intro", ["", LONG])
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_a_list_with_an_introduction_is_no_article(intro: str, head: str) -> None:
    assert shape(f"{HOST}/news", head, f"<h1>News</h1>{intro}{RELATED}") in ("list", "both")


def test_a_list_that_is_empty_today_is_no_article() -> None:
    assert shape(f"{HOST}/news", "", "<h1>News</h1><p>There are no news.</p>") == "list"
    assert shape(f"{HOST}/news", "", f"<h1>News</h1>{LONG}") == "both"


def test_what_no_parser_takes_is_no_article() -> None:
    assert shape_of(b"\x00\x01", "", HOST, read_listing(b"", HOST, Hints(), bool)) == "list"
