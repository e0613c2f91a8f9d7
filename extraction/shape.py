"""Whether an address that a person named is a list or an article."""

from lxml.html import HtmlElement

from extraction.parse import Unreadable, parse
from items import Listing

# Where running text is not the page's own.
_ASIDE = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header or ancestor::form"
# An article is told from a list by its running text: much of it, and several times what the cards account for.
_LONG = 1_500
_TIMES_THE_CARDS = 3


def is_article(body: bytes, charset: str, listing: Listing) -> bool:
    """Return whether the page is an article rather than the list that ``listing`` was read from."""
    try:
        tree = parse(body, charset)
    except Unreadable:
        return False
    if len(tree.xpath("//article[@data-history-node-id]")) == 1:  # Drupal: one node shown whole; lists show many
        return True
    prose = _prose_length(tree)
    cards = sum(len(card.title) + len(card.summary) for card in listing.cards)
    return prose > _LONG and prose > _TIMES_THE_CARDS * cards


def _prose_length(tree: HtmlElement) -> int:
    return sum(len(text) for text in tree.xpath(f"//p[not({_ASIDE})]//text()"))
