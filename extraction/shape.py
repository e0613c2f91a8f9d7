"""Whether an address that a person named is a list, an article, or looks like both.

The length of the prose does not tell: articles are short, and a block of related cards is longer than many of them.
None of the signs below decides alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from extraction.jsonld import read_jsonld, types_of
from extraction.outline import Outline, outline
from extraction.parse import Unreadable, parse
from extraction.regions import is_outside
from extraction.wording import text_of
from items import Listing

Shape = Literal["list", "article", "both"]

# Of signs for an article less those for a list; a page without any card is the sooner an article.
_ARTICLE, _ARTICLE_ALONE, _BOTH = 3, 2, 1
# Words that the last parts of the address share with the title: lists share one or two ("/news", "News").
_TITLED, _HALF_TITLED = 3, 2
# Letters of running text that no card accounts for: some of it, and so much that the cards are beside the point.
_SOME, _MUCH, _TIMES_THE_CARDS = 150, 1_500, 3
_MANY_CARDS, _MANY_DATES = 10, 4
_PARAGRAPH, _BEGINNING = 60, 30
_LISTS = frozenset({"CollectionPage", "Blog", "SearchResultsPage"})
_WORD = re.compile(r"[^\W_]{2,}")


def shape_of(body: bytes, charset: str, url: str, listing: Listing) -> Shape:
    """Return what the page at ``url`` is, of which ``listing`` is what it gives as a list.

    ``both`` is a page on which the signs of an article and those of a list are about as strong.
    """
    try:
        page = outline(parse(body, charset), url)
    except Unreadable:
        return "list"
    if len(page.tree.xpath("//article[@data-history-node-id]")) == 1:  # Drupal: one node shown whole; lists show many
        return "article"
    signs = sum(_of_an_article(page, listing)) - sum(_of_a_list(page, listing))
    if signs >= (_ARTICLE if listing.cards else _ARTICLE_ALONE):
        return "article"
    return "both" if signs >= _BOTH else "list"


def _of_an_article(page: Outline, listing: Listing) -> Iterator[int]:
    titles = [*_headings(page), page.title(), page.meta("og:title")]
    node = read_jsonld(page.elements["script"]).article(page.url, tuple(filter(None, titles)))
    yield 2 * any(name.endswith(("Article", "Posting")) for name in (types_of(node) if node else []))
    yield 2 * bool(page.meta("article:published_time"))
    yield page.meta("og:type").lower() == "article"  # so do the archives of some WordPress sites
    shared = max((len(part & _words(title)) for part in _address(page.url) for title in titles), default=0)
    yield 2 if shared >= _TITLED else int(shared == _HALF_TITLED)
    own = sum(_own_prose(page.tree, listing))
    in_cards = sum(len(card.title) + len(card.summary) for card in listing.cards)
    yield (own >= _SOME) + (own > _MUCH and own > _TIMES_THE_CARDS * in_cards)
    yield len(listing.cards) == 1
    path = _path(page.url)
    yield 2 * any(_path(card.url) == path and not urlsplit(card.url).query for card in listing.cards if path)


def _of_a_list(page: Outline, listing: Listing) -> Iterator[int]:
    cards = listing.cards
    beneath = f"{_path(page.url)}/"
    yield 2 * (len(cards) > 1 and 2 * sum(_path(card.url).startswith(beneath) for card in cards) >= len(cards))
    nodes = read_jsonld(page.elements["script"]).nodes
    yield 2 * any(name in _LISTS for node in nodes for name in types_of(node))
    yield bool(listing.next_url)  # of an article it is the next one
    yield sum(bool(card.published) for card in cards) >= _MANY_DATES
    yield len(cards) >= _MANY_CARDS


def _own_prose(tree: HtmlElement, listing: Listing) -> Iterator[int]:
    """Yield the length of each paragraph that stands in no card, no menu and no side block and is no link itself."""
    cards = " ".join(_joined(f"{card.title} {card.summary}") for card in listing.cards)
    for block in tree.iter("p", "li", "td", "dd", "blockquote"):
        text = text_of(block)
        linked = sum(len(text_of(link)) for link in block.iter("a"))
        if len(text) < _PARAGRAPH or 2 * linked > len(text) or is_outside(block):
            continue
        if _joined(text)[:_BEGINNING] not in cards:
            yield len(text)


def _headings(page: Outline) -> list[str]:
    return [text_of(heading) for heading in page.elements["h1"] if not is_outside(heading)]


def _address(url: str) -> list[frozenset[str]]:
    """Return the words of each of the last two parts of a path: behind the slug may stand a number, or index.html."""
    return [_words(part) for part in unquote(urlsplit(url).path).rstrip("/").split("/")[-2:]]


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_folded(text)))


def _joined(text: str) -> str:
    return "".join(_folded(text).split())


def _folded(text: str) -> str:
    """Return ``text`` in small letters without accents, as addresses have them."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
