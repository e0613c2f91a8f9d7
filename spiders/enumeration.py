"""Lists that are no pages: what a feed, a sitemap or WordPress's list of posts shows, as a list of cards."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from extraction.addresses import is_article_path, is_own
from extraction.listing_texts import is_cut
from items import Card, Listing, Source
from spiders.hints import Hint, Hints

# Of so many words the address of an article is, and so many such addresses make a folder one of articles.
_WORDS, _SIBLINGS = 3, 3
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"/\d+(?=/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A list that is no page: its cards, when each address changed (UTC, where known), and the further sitemaps."""

    listing: Listing
    changed: dict[str, str]
    sitemaps: tuple[str, ...] = ()


def enumerate_cards(hints: Hints, source: Source, next_url: str | None, *, given: bool = False) -> Enumeration:
    """Return what ``hints`` lists of ``source``: entries on the paths of its articles. A sitemap names every page of a
    site, so of a source that does not say where its articles lie it gives no cards; of one that a person has named
    (``given``), what looks like articles.
    """
    if given and hints.kind == "sitemap" and not source.article_paths:
        entries = _likely_articles(hints.entries)
    else:
        entries = [hint for hint in hints.entries if counts(hint, hints, source)]
    cards = tuple(_card(hint, position) for position, hint in enumerate(entries, 1))
    return Enumeration(
        listing=Listing(
            title=hints.title, cards=cards, next_url=next_url, drift=_drift(hints, source, bool(cards), given)
        ),
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


def _likely_articles(hints: Iterable[Hint]) -> list[Hint]:
    """Return the entries that look like articles: those of a folder where at least three have an address of several
    words. Numbers in a folder are dates or parts of one (``/2026/03``). At the top, where all pages of a site lie,
    each is taken for itself.
    """
    folders: dict[str, list[Hint]] = defaultdict(list)
    for hint in hints:
        path = unquote(urlsplit(hint.url).path).rstrip("/")
        folders[_NUMBER.sub("/0", path.rpartition("/")[0])].append(hint)
    found: list[Hint] = []
    for folder, inside in folders.items():
        worded = [hint for hint in inside if _is_worded(hint.url)]
        if len(worded) >= _SIBLINGS:
            found += inside if folder else worded
    return found


def _is_worded(url: str) -> bool:
    slug = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    return len(_WORD.findall(slug)) >= _WORDS


def _drift(hints: Hints, source: Source, found: bool, given: bool) -> tuple[str, ...]:
    if found or hints.sitemaps:
        return ()
    if hints.kind == "sitemap" and given and not source.article_paths:
        return ("No cards were found: nothing in the sitemap looks like articles; give the page that lists the news.",)
    if hints.kind == "sitemap" and not source.article_paths:
        return (
            "No cards were found: the source does not say which paths of its sitemap are articles; name them as"
            " `article_paths` in its file.",
        )
    return (f"No cards were found in the {'list of posts' if hints.kind == 'posts' else hints.kind}.",)
