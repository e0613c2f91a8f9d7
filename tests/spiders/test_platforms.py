"""Each platform's base on two makes of the same list, themes and versions that its sites really have: ``platforms/``.

The declared cards are found (no drift) and give the same cards, and the facts of the platform make one address of the
spellings that its servers print.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extraction.addresses import fetchable, identity, is_own, is_private
from extraction.listing import read_listing
from items import Source
from spiders import platforms

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
