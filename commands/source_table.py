"""What a first look at a list found, as a table for a person."""

from collections.abc import Iterator, Sequence

from commands import plain
from items import Card, Listing
from spiders.look import Look, LookedAt

_WIDTH = 100
_FIELDS = ("title", "published", "summary", "label")


def table(look: Look) -> Iterator[str]:
    """Yield the lines of the table, fit for a terminal."""
    for name, text in rows(look):
        yield f"  {name:<14} {shortened(text)}"


def rows(look: Look) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each finding."""
    source, listing = look.source, look.listing
    assert source
    assert look.page
    yield "list", listing.title or "(no heading)"
    if look.page.url != look.url:
        yield "answers at", look.page.url
    yield "robots.txt", look.robots
    yield "platform", _platform(look)
    yield "feed", look.feed or "none that names these articles"
    yield "sitemap", look.sitemap or "none"
    yield "language", f"{source.language}, country {source.country}"
    yield "cards", _cards(listing)
    yield "next page", listing.next_url or "none"
    for message in listing.drift:
        yield "note", message
    for message in look.notes:
        yield "note", message
    for number, one in enumerate(look.articles, 1):
        yield from _article(number, one)


def card_counts(cards: Sequence[Card]) -> str:
    """Return how many cards there are and how many have each of their parts."""
    names = {"title": "title", "published": "date", "summary": "teaser", "label": "label"}
    parts = [f"{sum(bool(getattr(card, name)) for card in cards)} with {names[name]}" for name in _FIELDS]
    return f"{len(cards)}: {', '.join(parts)}"


def shortened(text: str, width: int = _WIDTH) -> str:
    """Return ``text`` as one line that fits a terminal, or ``width`` characters."""
    line = plain(text)
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _cards(listing: Listing) -> str:
    return f"{card_counts(listing.cards)}; the first: {listing.cards[0].title}"


def _platform(look: Look) -> str:
    if not look.platform:
        return "none of those known; nothing is lost by that"
    return look.platform_title + (", with a theme of its own" if look.plain_hints else "")


def _article(number: int, one: LookedAt) -> Iterator[tuple[str, str]]:
    yield f"article {number}", one.page.url
    found = one.article
    if found is None:
        yield "  not read", one.reason
        return
    yield "  title", found.title
    yield "  date", f"{found.published} ({found.published_source})" if found.published else "none"
    yield "  author", found.author or "none"
    yield "  organisation", found.organisation or "none"
    yield "  kind", f"{found.kind}, language {found.language}, {len(found.body.split())} words"
    yield "  begins", next(iter(found.body.splitlines()), "")
