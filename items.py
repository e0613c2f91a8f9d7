"""The vocabulary: what flows from a response to a row of the archive.

Every class is frozen, slotted and keyword-only: a stage that changes an item returns ``dataclasses.replace(...)``.
Times are UTC, ISO 8601 with seconds and ``Z`` (``2026-11-22T08:00:00Z``); dates are ``YYYY-MM-DD``. A text that a
page does not give is the empty string, never None; a link between items that may be missing is None.
"""

from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["DMY", "MDY", "YMD"]
Kind = Literal["news", "call", "event", "newsletter", "document", "profile", "other"]
Relation = Literal["language", "address", "stem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """CSS selectors that a source declares: hints, checked against the structure of the page, never blindly obeyed.

    ``list`` is the container of the cards, ``item`` one card; ``title``, ``link``, ``teaser``, ``date`` and ``label``
    are looked up inside a card. ``next`` is the link to the next page of the list. ``article`` is the element that
    holds an article on its own page, ``author``, ``organisation``, ``published`` and ``tags`` are looked up inside it.
    """

    list: str = ""
    item: str = ""
    title: str = ""
    link: str = ""
    teaser: str = ""
    date: str = ""
    label: str = ""
    next: str = ""
    article: str = ""
    author: str = ""
    organisation: str = ""
    published: str = ""
    tags: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The facts of one site: everything that crawling and extraction need to know about it.

    ``listings`` are the addresses of its lists: where a crawl starts. A list is a page, a feed, a sitemap, or what
    WordPress answers at ``/wp-json/wp/v2/posts``. ``hints_at`` are the addresses of feeds and sitemaps that stand
    beside the lists and say cheaply what is new and what has changed.
    ``host`` is the one name under which the site is stored and fetched; ``aliases`` are its other names, rewritten to
    ``host`` before a request; every other host is foreign and never requested. ``identity_query`` names the query
    parameters that tell one article from another (all others are dropped from its address), ``fetch_query`` those
    that the server insists on without their being part of the identity. ``topic_paths`` are the path prefixes of
    listings whose title is a topic. ``node`` is the CSS selector and attribute (``selector@attribute``) of the
    site's own article key. ``tail`` and ``head`` are lines at which the body ends or before which it starts.
    ``article_paths`` are the path prefixes of articles: of the addresses in a sitemap, and in a feed too, those alone
    count. ``offsite`` says that cards which lead to other sites are fetched as well: that one page, nothing behind it.
    """

    name: str
    title: str
    homepage: str
    country: str
    language: str
    host: str
    listings: tuple[str, ...] = ()
    hints_at: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    identity_query: tuple[str, ...] = ()
    fetch_query: tuple[str, ...] = ()
    topic_paths: tuple[str, ...] = ()
    private_paths: tuple[str, ...] = ()
    article_paths: tuple[str, ...] = ()
    offsite: bool = False
    node: str = ""
    date_order: DateOrder = "DMY"
    max_pages: int = 200
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where one response lies: a record of a WARC file. ``offset`` and ``length`` are bytes of the compressed file;
    ``digest`` is ``sha1:`` and the base32 SHA-1 of the payload as it came over the wire (WARC-Payload-Digest).
    """

    url: str
    fetched_at: str
    status: int
    media_type: str
    digest: str
    warc: str
    offset: int
    length: int
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic in one of its spellings: ``slug`` is the same for all of them, ``name`` is as printed on the site,
    ``title`` is how we print it.
    """

    slug: str
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of a listing page, as the list showed it. ``url`` is absolute; ``published`` is a date or empty."""

    url: str
    title: str = ""
    summary: str = ""
    summary_truncated: bool = False
    label: str = ""
    published: str = ""
    position: int = 0
    source: str = ""
    listing_url: str = ""
    listing_title: str = ""
    topic: Topic | None = None
    page: int = 1
    seen_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one page of a list gives: its heading, its cards in the order of the page, the address of the next page
    (absolute, or None), and in words whatever disagreed between the declared selectors and the structure.
    """

    title: str = ""
    cards: tuple[Card, ...] = ()
    next_url: str | None = None
    drift: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched article page, with all that extraction needs: no clock, no network, no spider behind it.

    ``url`` is the canonical address of what was fetched, ``requested`` the canonical address that was asked for
    (they differ after a redirect), ``charset`` what the Content-Type header said, ``card`` the entry that led here.
    """

    source: Source
    url: str
    requested: str = ""
    fetched_at: str
    status: int = 200
    media_type: str = "text/html"
    charset: str = ""
    body: bytes = field(repr=False)
    capture: Capture | None = None
    card: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link from an article to a file: absolute address and the text of the link."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueItem:
    """A story of a newsletter: ``position`` counts from 1, ``url`` is absolute, or empty when it leads nowhere."""

    position: int
    title: str
    summary: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """An address that a page stands beside. ``relation``: ``language`` is the page's own word for its version in
    ``language`` (BCP 47), ``address`` one that it calls its own though it was not fetched there, ``stem`` its address
    without the language in it.
    """

    url: str
    relation: Relation
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as extracted from its page. ``published`` is a date, or a date-time in UTC, or empty when the page
    gives none; ``*_source`` name the place that won. ``body`` is plain text, paragraphs parted by one newline.
    ``node`` is the site's own key, ``addresses`` every other canonical address that led here. ``items`` are the
    stories of a newsletter.
    """

    source: str
    url: str
    title: str
    title_source: str
    body: str = field(repr=False)
    fetched_at: str
    summary: str = ""
    summary_truncated: bool = False
    kind: Kind = "other"
    language: str = ""
    author: str = ""
    organisation: str = ""
    published: str = ""
    published_source: str = ""
    topics: tuple[Topic, ...] = ()
    documents: tuple[Link, ...] = ()
    items: tuple[IssueItem, ...] = ()
    node: str = ""
    addresses: tuple[str, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    content_hash: str = ""
    extractor: str = ""
    capture: Capture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A page, slide or sheet of a file. ``number`` counts from 1, ``own`` is of its ``text`` what no earlier page has
    said (running heads, slides that come back), ``repeats`` is the number of the earlier page that says it all.
    """

    number: int
    text: str = field(repr=False)
    own: str = field(repr=False)
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """What a file says. ``reason`` is in plain words why it could not be read, or not to its end.

    ``media_type`` is the one that its first bytes tell, or empty; ``page_count`` is the number of its pages, of which
    ``pages`` are those that were read. ``title``, ``created`` and ``modified`` are what the file says of itself: the
    times as exactly as it says them (``YYYY``, ``YYYY-MM``, a date, or a date-time in UTC). ``language`` is that of
    the text.
    """

    state: Literal["read", "unreadable"]
    reason: str = ""
    media_type: str = ""
    page_count: int = 0
    title: str = ""
    language: str = ""
    created: str = ""
    modified: str = ""
    pages: tuple[DocumentPage, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that an article or a card links to, fetched and captured. ``size`` is in bytes. ``article_url`` is the
    article that it belongs to. ``body`` is the file until it is read; ``text`` is what it says from then on.
    """

    source: str
    url: str
    article_url: str
    media_type: str
    size: int
    fetched_at: str
    capture: Capture | None = None
    body: bytes = field(default=b"", repr=False)
    text: DocumentText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A request or a page that did not end as an item. ``reason`` is one plain sentence, ``status`` the HTTP status
    or 0 when there was no response; ``listing`` is True for a page of a list, without which a crawl has failed.
    """

    source: str
    url: str
    reason: str
    status: int = 0
    seen_at: str
    listing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A sign that a source's pages no longer look as its spider expects, in one plain sentence."""

    source: str
    url: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address for the ledger: ``url`` is what it is known by, ``request`` what is asked for. ``mapped`` says of a
    known article that a sitemap vouches for it.
    """

    source: str
    url: str
    request: str
    role: Literal["list", "article", "file", "mapped"]
    seen_at: str
    article_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How the walk of a list stands: begun, done (as far as there was anything new), or whole (to its end)."""

    source: str
    url: str
    seen_at: str
    state: Literal["begun", "done", "whole"]
    begun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """An article that is as it was when last read: the server said so, or sent the same bytes."""

    source: str
    url: str
    seen_at: str


Item = Card | Page | Article | Document | Failure | Drift | Wanted | Walked | Confirmed
