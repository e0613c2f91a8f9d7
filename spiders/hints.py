"""Feeds and sitemaps: cheap hints of what is new and what has changed.

They are read for addresses and dates alone. Some systems print comments in front of the XML declaration and send a
feed as text/html, so the bytes are read from where the XML begins, whatever the content type says.
"""

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import feedparser
from scrapy.utils.sitemap import Sitemap

_BEGINNING = re.compile(rb"<(?:\?xml|rss\b|feed\b|rdf:RDF\b|urlset\b|sitemapindex\b)")
_ROOT = re.compile(rb"<(rss|feed|rdf:RDF|urlset|sitemapindex)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """An address that a feed or a sitemap names. ``changed`` is UTC ISO 8601 with seconds and ``Z``, or empty."""

    url: str
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed or a sitemap says: its kind, its entries, and the further sitemaps that it leads to."""

    kind: Literal["feed", "sitemap", "nothing"] = "nothing"
    entries: tuple[Hint, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_hints(body: bytes) -> Hints:
    """Return what a feed (RSS, Atom) or a sitemap names; of kind ``nothing`` when it is neither."""
    start, root = _BEGINNING.search(body), _ROOT.search(body)
    if not start or not root:
        return Hints()
    body = body[start.start() :]
    if root[1] in (b"urlset", b"sitemapindex"):
        return _sitemap(body)
    return _feed(body)


def utc(text: str) -> str:
    """Return a W3C date (sitemaps.org) as UTC ISO 8601 with seconds and ``Z``; empty when it is none.

    A date without time stands for its last moment: what changed on that day may have changed since any look at it.
    """
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if len(text) == len("2026-03-01"):
        moment += timedelta(days=1, seconds=-1)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return ""


def _sitemap(body: bytes) -> Hints:
    try:
        sitemap = Sitemap(body)
        rows: list[dict[str, Any]] = list(sitemap)
    except (ValueError, SyntaxError):  # lxml's syntax errors are SyntaxErrors
        return Hints()
    hints = tuple(Hint(url=row["loc"], changed=utc(row.get("lastmod") or "")) for row in rows if row.get("loc"))
    if sitemap.type == "sitemapindex":
        return Hints(kind="sitemap", sitemaps=tuple(hint.url for hint in hints))
    return Hints(kind="sitemap", entries=hints)


def _feed(body: bytes) -> Hints:
    entries = feedparser.parse(body).entries
    return Hints(kind="feed", entries=tuple(_entry(entry) for entry in entries if entry.get("link")))


def _entry(entry: Any) -> Hint:
    # feedparser lets `updated` fall back to the date of publication, which says nothing about changes.
    moment = entry["updated_parsed"] if "updated" in set(entry) else None
    changed = datetime.fromtimestamp(timegm(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    return Hint(url=entry["link"].strip(), changed=changed)
