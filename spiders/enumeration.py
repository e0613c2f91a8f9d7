"""Lists that are no pages: what a feed, a sitemap or WordPress's list of posts shows, as a list of cards."""

from dataclasses import dataclass

from extraction.addresses import is_article_path, is_own
from extraction.listing_texts import is_cut
from items import Card, Listing, Source
from spiders.hints import Hint, Hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A list that is no page: its cards, when each address changed (UTC, where known), and the further sitemaps."""

    listing: Listing
    changed: dict[str, str]
    sitemaps: tuple[str, ...] = ()


def enumerate_cards(hints: Hints, source: Source, next_url: str | None) -> Enumeration:
    """Return what ``hints`` lists of ``source``: entries on the paths of its articles. A sitemap names every page of a
    site, so of a source that does not say where its articles lie it gives no cards.
    """
    entries = [hint for hint in hints.entries if counts(hint, hints, source)]
    cards = tuple(_card(hint, position) for position, hint in enumerate(entries, 1))
    return Enumeration(
        listing=Listing(title=hints.title, cards=cards, next_url=next_url, drift=_drift(hints, source, bool(cards))),
        changed={hint.url: hint.changed for hint in entries},
        sitemaps=tuple(url for url in hints.sitemaps if is_own(url, source)),
    )


def counts(hint: Hint, hints: Hints, source: Source) -> bool:
    """Return whether an entry is an article: by its path where the source declares paths, else in all but sitemaps."""
    if source.article_paths:
        return is_article_path(hint.url, source)
    return hints.kind != "sitemap"


def _card(hint: Hint, position: int) -> Card:
    return Card(
        url=hint.url,
        title=hint.title,
        summary=hint.summary,
        summary_truncated=is_cut(hint.summary),
        published=hint.published,
        position=position,
    )


def _drift(hints: Hints, source: Source, found: bool) -> tuple[str, ...]:
    if found or hints.sitemaps:
        return ()
    if hints.kind == "sitemap" and not source.article_paths:
        return ("No cards were found: the source does not say which paths of its sitemap are articles.",)
    return (f"No cards were found in the {'list of posts' if hints.kind == 'posts' else hints.kind}.",)
