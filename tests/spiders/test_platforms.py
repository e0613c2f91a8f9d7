"""Each platform's base on two makes of the same list, themes and versions that its sites really have: ``platforms/``.

The declared cards are found (no drift) and give the same cards, and the facts of the platform make one address of the
spellings that its servers print.
"""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from extraction.addresses import fetchable, identity, is_own, is_private
from extraction.listing import read_listing
from items import Card, Source
from spiders import platforms
from spiders.walk import Walk

PAGES = Path(__file__).parent / "platforms"
PLACES = json.loads((PAGES / "pages.json").read_text("utf8"))
PLATFORMS = {name for name, value in vars(platforms).items() if isinstance(value, partial)}
# What every page lists: title, teaser, date.
ITEMS = [
    ("A kiln for everyone", "Nine potters share a kiln that is never cold.", "2026-02-18"),
    ("Looms in the old depot", "The trams have gone and the looms have come.", "2026-01-29"),
    ("What a saw costs", "A table of prices that forty mills have filled in.", "2025-12-15"),
]


def source(platform: str) -> Source:
    given: dict[str, Any] = {
        "name": platform,
        "title": "Clusters Example",
        "homepage": "https://clusters.example/",
        "country": "EU",
        "language": "en",
        "host": "clusters.example",
    }
    found: Source = getattr(platforms, platform)(**given)
    return found


@pytest.mark.parametrize("file", PLACES)
def test_both_makes_of_a_platform_give_the_same_cards(file: str) -> None:
    platform, place = file.partition("-")[0], PLACES[file]
    site = source(platform)
    body = (PAGES / file).read_bytes()
    listing = read_listing(body, place["url"], site.hints, partial(is_own, source=site), order=site.date_order)
    assert listing.drift == ()
    has_teasers = platform != "mailchimp"
    expected = [(title, summary if has_teasers else "", day) for title, summary, day in ITEMS]
    assert [(card.title, card.summary, card.published) for card in listing.cards] == expected
    assert listing.next_url == place["next"]


def test_every_platform_is_tried_on_two_makes() -> None:
    assert {f"{name}-{make}.html" for name in PLATFORMS for make in (1, 2)} == set(PLACES)


@pytest.mark.parametrize(
    ("platform", "printed", "kept", "asked"),
    [
        ("typo3", "/a/?tx_news_pi1%5Bnews%5D=7&cHash=ab&no_cache=1", "/a/", "/a/?cHash=ab"),
        ("wordpress", "/?p=15&lang=ca&utm_source=x", "/?p=15", "/?p=15"),
        ("drupal", "/a?f[0]=topic:1&page=0,1", "/a", "/a"),
        ("liferay", "/-/a?inheritRedirect=true&redirect=%2Fnews", "/-/a", "/-/a"),
        ("mailchimp", "/?u=1&id=2&e=[UNIQID]", "/?id=2&u=1", "/?id=2&u=1"),
        ("joomla", "/index.php/a;jsessionid=0A?Itemid=3", "/index.php/a", "/index.php/a"),
    ],
)
def test_the_spellings_of_one_article_are_one_address(platform: str, printed: str, kept: str, asked: str) -> None:
    site, home = source(platform), "https://clusters.example"
    assert identity(home + printed, site) == home + kept
    assert fetchable(home + printed, site) == home + asked


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("drupal", "/user/login?destination=/a"),
        ("ecl", "/user/login"),
        ("wordpress", "/wp-login.php"),
        ("liferay", "/c/portal/login"),
        ("joomla", "/administrator/"),
    ],
)
def test_logins_of_a_platform_are_private(platform: str, path: str) -> None:
    assert is_private(f"https://clusters.example{path}", source(platform))


@pytest.mark.parametrize("file", PLACES)
def test_an_empty_list_of_a_platform_has_no_cards_and_says_so(file: str) -> None:
    site = source(file.partition("-")[0])
    soup = BeautifulSoup((PAGES / file).read_bytes(), "lxml")
    for item in soup.select(site.hints.item):
        item.decompose()
    listing = read_listing(str(soup), PLACES[file]["url"], site.hints, partial(is_own, source=site))
    assert listing.cards == ()
    assert "No cards were found on the page." in listing.drift


@pytest.mark.parametrize("file", [file for file in PLACES if PLACES[file]["next"]])
def test_a_pager_of_a_platform_that_never_ends_is_left(file: str) -> None:
    site = source(file.partition("-")[0])
    url, follow = PLACES[file]["url"], PLACES[file]["next"]
    listing = read_listing((PAGES / file).read_bytes(), url, site.hints, partial(is_own, source=site))
    walk = Walk(url=url, source=site)
    assert walk.next_page(listing) == follow
    assert walk.next_page(replace(listing, next_url=f"{follow}9")) is None, "the same items again"
    assert walk.next_page(replace(listing, cards=(Card(url=f"{url}/new"),), next_url=follow)) is None, "an old page"
