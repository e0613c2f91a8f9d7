"""Feeds, sitemaps and WordPress's list of posts: what is new and what has changed, without a page to read.

They are read for addresses, dates and the words of a card. Some systems print comments in front of the XML declaration
and send a feed as text/html, so the bytes are read from where the XML begins, whatever the content type says.
"""

import json
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import feedparser
from scrapy.utils.sitemap import Sitemap

from spiders.markup import text_of

_BEGINNING = re.compile(rb"<(?:\?xml|rss\b|feed\b|rdf:RDF\b|urlset\b|sitemapindex\b)")
_ROOT = re.compile(rb"<(rss|feed|rdf:RDF|urlset|sitemapindex)\b")
# A whole document of that kind, behind a byte order mark, comments and declarations; a page may quote one.
_DOCUMENT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?.*?\?>)*(?:<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b|\[\s*[{\]])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """An address that a feed, a sitemap or a list of posts names. ``changed`` is UTC ISO 8601 with seconds and ``Z``,
    or empty; ``published`` is the day (UTC), ``title`` and ``summary`` are plain text, all three empty in sitemaps.
    """

    url: str
    changed: str = ""
    title: str = ""
    summary: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed, a sitemap or a list of posts says: its kind, its title, its entries, and the further sitemaps that
    it leads to.
    """

    kind: Literal["feed", "sitemap", "posts", "nothing"] = "nothing"
    title: str = ""
    entries: tuple[Hint, ...] = ()
    sitemaps: tuple[str, ...] = ()


def is_no_page(body: bytes) -> bool:
    """Return whether a response is a feed, a sitemap or a list of posts, by how it begins."""
    return _DOCUMENT.match(body) is not None


def read_hints(body: bytes) -> Hints:
    """Return what a feed (RSS, Atom), a sitemap or a list of posts names; of kind ``nothing`` when it is neither."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return _posts(body)
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
    found = feedparser.parse(body)
    entries = tuple(_entry(entry) for entry in found.entries if entry.get("link"))
    return Hints(kind="feed", title=text_of(found.feed.get("title", "")), entries=entries)


def _entry(entry: Any) -> Hint:
    # feedparser lets `updated` fall back to the date of publication, which says nothing about changes.
    changed = entry["updated_parsed"] if "updated" in set(entry) else None
    return Hint(
        url=entry["link"].strip(),
        changed=_moment(changed),
        title=text_of(entry.get("title", "")),
        summary=text_of(entry.get("summary", "")),
        published=_moment(entry.get("published_parsed"))[:10],
    )


def _moment(parsed: Any) -> str:
    return datetime.fromtimestamp(timegm(parsed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if parsed else ""


def _posts(body: bytes) -> Hints:
    """Read what WordPress answers at ``/wp-json/wp/v2/posts`` (REST API handbook, "Posts")."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError):
        return Hints()
    found = tuple(_post(post) for post in posts if isinstance(post, dict) and isinstance(post.get("link"), str))
    return Hints(kind="posts", entries=found) if found or not posts else Hints()


def _post(post: dict[str, Any]) -> Hint:
    return Hint(
        url=post["link"],
        changed=utc(_string(post.get("modified_gmt"))),
        title=text_of(_rendered(post, "title")),
        summary=text_of(_rendered(post, "excerpt")),
        published=utc(_string(post.get("date_gmt")))[:10],
    )


def _rendered(post: dict[str, Any], name: str) -> str:
    field = post.get(name)
    return _string(field.get("rendered")) if isinstance(field, dict) else ""


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
