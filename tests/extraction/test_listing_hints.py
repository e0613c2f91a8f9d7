"""Declared selectors: used where they agree with the structure of the page, reported where they do not."""

import pytest

from extraction.listing import read_listing
from items import Hints, Listing
from tests.extraction.test_listing import BODY, FOUR, HINTS, URL, WHOLE


def hinted(**selectors: str) -> Listing:
    return read_listing(BODY, URL, Hints(**selectors))


@pytest.mark.parametrize("hints", [Hints(), HINTS, Hints(list=".view-calls"), Hints(item=".call", link="h3 a")])
def test_page_gives_its_list(hints):
    assert read_listing(BODY, URL, hints) == WHOLE


@pytest.mark.parametrize("selector", [".cards", "main > .row", "][", "svg"])
@pytest.mark.parametrize("field", ["list", "item", "title", "teaser", "date", "label", "next"])
def test_selector_that_finds_nothing_is_drift_and_no_loss(field, selector):
    listing = hinted(**{field: selector})
    assert (listing.cards, listing.next_url) == (WHOLE.cards, WHOLE.next_url)
    assert len(listing.drift) == 1
    assert repr(selector) in listing.drift[0]


def test_selector_of_something_else_is_drift_and_no_loss():
    listing = hinted(item=".menu--main a")
    assert listing.cards == FOUR
    assert "found 2 cards, structure 4 others" in listing.drift[0]


def test_declared_list_chooses_among_several():
    listing = hinted(list=".view-profiles .view-content", item=".views-row")
    assert [card.title for card in listing.cards] == ["Aluminium Valley", "Basalt and Glass"]


def test_declared_list_without_cards_is_drift():
    listing = hinted(list=".view-filters")
    assert listing.cards == FOUR
    assert listing.drift == ("The declared list '.view-filters' holds no cards; 4 stand elsewhere on the page.",)


def test_declared_fields_go_before_structural_ones():
    listing = hinted(title=".call__text", teaser=".call__title", label=".deadline")
    assert listing.cards[0].title == FOUR[0].summary
    assert listing.cards[0].summary == FOUR[0].title
    assert [card.label for card in listing.cards] == ["Deadline: 03/04/2026", "Community News", "", ""]


def test_declared_next_page_is_checked_as_any_other():
    assert hinted(next=".view-profiles .pager__item--next a").next_url == WHOLE.next_url
    assert hinted(next=".pager__item:nth-child(2)").next_url == WHOLE.next_url
