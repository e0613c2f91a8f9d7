"""Which addresses of a sitemap are taken for articles when a person gives it and no source says so."""

import pytest

from items import Source
from spiders.enumeration import enumerate_cards
from spiders.hints import Hint, Hints

SITE = "https://clusters.example"
SOURCE = Source(name="mill", title="Mill", homepage=f"{SITE}/", country="EU", language="en", host="clusters.example")
PAGES = ("", "/", "/about", "/about/our-team", "/news", "/members/join-us", "/privacy-policy")


def cards(*paths: str, given: bool = True) -> list[str]:
    hints = Hints(kind="sitemap", entries=tuple(Hint(url=SITE + path) for path in (*PAGES, *paths)))
    return [card.url.removeprefix(SITE) for card in enumerate_cards(hints, SOURCE, None, given=given).listing.cards]


@pytest.mark.parametrize(
    "articles",
    [
        ["/news/431-a-mill-opens", "/news/430-wool-of-the-valley", "/news/429-flax", "/news/428-two-looms-meet"],
        ["/2026/03/a-mill-opens/", "/2026/03/flax/", "/2025/12/wool-of-the-valley/", "/2024/01/two-looms-meet/"],
        ["/a-mill-opens", "/wool-of-the-valley", "/two-looms-meet"],
    ],
)
def test_articles_are_told_by_their_siblings(articles: list[str]) -> None:
    assert cards(*articles) == articles
    assert cards(*articles, given=False) == []


def test_a_sitemap_without_articles_says_what_to_do() -> None:
    hints = Hints(kind="sitemap", entries=tuple(Hint(url=SITE + path) for path in PAGES))
    for given, told in ((True, "give the page that lists the news"), (False, "name them as `article_paths`")):
        [message] = enumerate_cards(hints, SOURCE, None, given=given).listing.drift
        assert told in message
