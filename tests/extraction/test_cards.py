"""One invented list in markups that share nothing has to give the same cards in all of them."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest

from extraction.listing import read_listing
from items import Card
from tests.extraction.listing_items import ITEMS, LABEL, Item
from tests.extraction.listing_markups import MARKUPS

URL = "https://clusters.example/tags/smart-regions"
FRAME = (Path(__file__).parent / "pages" / "listing_frame.html").read_text("utf-8")
UNTITLED = next(number for number, item in enumerate(ITEMS) if not item.title)


def page(listing: str) -> str:
    """The list among all that stands around lists: menus, side columns, other lists, a footer."""
    return FRAME.replace("<!-- the list -->", listing)


def expected(items: tuple[Item, ...], dated: bool) -> list[Card]:
    return [
        Card(
            url=urljoin(URL, item.path),
            title=item.title,
            summary=item.teaser,
            summary_truncated=item.teaser.endswith("..."),
            label=item.label,
            published=item.day if dated else "",
            position=number,
        )
        for number, item in enumerate(items, 1)
    ]


def assert_exact(name: str, items: tuple[Item, ...]) -> None:
    listing = read_listing(page(MARKUPS[name].render(items)), URL)
    assert list(listing.cards) == expected(items, MARKUPS[name].dated)
    assert listing.next_url == URL + "?page=1"
    assert (listing.title, listing.drift) == ("smart regions", ())


@pytest.mark.parametrize("name", MARKUPS)
def test_markup_gives_exact_cards(name):
    assert_exact(name, ITEMS)


@pytest.mark.parametrize("name", MARKUPS)
def test_list_without_labels(name):
    assert_exact(name, tuple(replace(item, label="") for item in ITEMS))


@pytest.mark.parametrize("name", MARKUPS)
def test_only_the_first_card_has_a_label(name):
    assert_exact(name, (replace(ITEMS[0], label=LABEL), *(replace(item, label="") for item in ITEMS[1:])))


@pytest.mark.parametrize("name", MARKUPS)
def test_every_card_has_one_of_two_labels(name):
    labels = ("Event", "Open call")
    assert_exact(name, tuple(replace(item, label=labels[number % 2]) for number, item in enumerate(ITEMS)))


@pytest.mark.parametrize("name", MARKUPS)
@pytest.mark.parametrize("place", [0, len(ITEMS) - 1])
def test_card_without_title_at_either_end(name, place):
    others = [item for item in ITEMS if item.title]
    others.insert(place, ITEMS[UNTITLED])
    assert_exact(name, tuple(others))


@pytest.mark.parametrize("name", MARKUPS)
def test_three_cards(name):
    assert_exact(name, ITEMS[3:6])
