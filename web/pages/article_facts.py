"""What the archive holds of one article. Every question is answered by an index and bounded."""

import sqlite3
from dataclasses import dataclass, fields
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article's row and its source's, as they are stored: see docs/schema.md."""

    id: int
    url: str
    source: str
    source_title: str
    source_homepage: str
    kind: str
    title: str | None
    summary: str | None
    body: str | None
    language: str | None
    author: str | None
    organisation: str | None
    published: str | None
    published_source: str | None
    first_seen: str
    last_seen: str
    last_changed: str
    state: str
    capture_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of the article."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that the article links to. ``state`` is linked, fetched, read, unreadable or failed."""

    id: int
    url: str
    title: str | None
    media_type: str | None
    bytes: int | None
    pages: int | None
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """The entry of the article on a list. Times are UTC; ``left_list`` is NULL while the list shows it."""

    listing_id: int
    list_title: str | None
    list_url: str
    title: str | None
    label: str | None
    first_seen: str
    last_seen: str
    left_list: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a list said of the article until ``seen`` (UTC)."""

    listing_id: int
    seen: str
    title: str | None
    summary: str | None
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time (UTC) in which the article was gone from its site; ``returned`` is NULL while it is."""

    gone: str
    returned: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Another address that led to the article."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that an article names, as its author or as the one it is of."""

    role: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything around an article but its texts."""

    topics: tuple[Topic, ...]
    documents: tuple[Document, ...]
    sightings: tuple[Sighting, ...]
    changes: tuple[Change, ...]
    gaps: tuple[Gap, ...]
    addresses: tuple[Address, ...]
    organisations: tuple[Organisation, ...]


STORED = """
    SELECT articles.id, articles.url, articles.source, sources.title AS source_title,
           sources.homepage AS source_homepage, articles.kind, articles.title, articles.summary, articles.body,
           articles.language, articles.author, articles.organisation, articles.published, articles.published_source,
           articles.first_seen, articles.last_seen, articles.last_changed, articles.state, articles.capture_id
    FROM articles JOIN sources ON sources.name = articles.source WHERE articles.id = ?
"""
TOPICS = """
    SELECT topics.slug, topics.name FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
    WHERE article_topics.article_id = ? ORDER BY topics.name LIMIT 60
"""
DOCUMENTS = """
    SELECT documents.id, documents.url, coalesce(article_documents.title, documents.title) AS title,
           documents.media_type, documents.bytes, documents.pages, documents.state, documents.reason
    FROM article_documents JOIN documents ON documents.id = article_documents.document_id
    WHERE article_documents.article_id = ? ORDER BY documents.id LIMIT 100
"""
SIGHTINGS = """
    SELECT listings.id AS listing_id, listings.title AS list_title, listings.url AS list_url,
           sightings.title, sightings.label, sightings.first_seen, sightings.last_seen, sightings.left_list
    FROM sightings JOIN listings ON listings.id = sightings.listing_id
    WHERE sightings.article_id = ? ORDER BY sightings.first_seen, listings.id LIMIT 50
"""
CHANGES = """
    SELECT listing_id, seen, title, summary, label FROM sighting_changes
    WHERE article_id = ? ORDER BY seen DESC, id DESC LIMIT 50
"""
GAPS = "SELECT gone, returned FROM gaps WHERE article_id = ? ORDER BY gone DESC LIMIT 20"
# Of several authors, the line that names them leads nowhere.
ORGANISATIONS = """
    SELECT role, min(slug) AS slug FROM article_entities
    WHERE article_id = ? AND role IN ('author', 'organisation') GROUP BY role
    HAVING count(*) = 1 AND min(kind) = 'organisation'
"""
ADDRESSES = "SELECT url FROM article_urls WHERE article_id = ? ORDER BY url LIMIT 20"


def stored(db: sqlite3.Connection, article_id: int) -> Stored | None:
    """Return the row of an article, or None when there is none."""
    return next(iter(rows(db, Stored, STORED, article_id)), None)


def facts(db: sqlite3.Connection, article_id: int) -> Facts:
    """Return what is known around an article."""
    return Facts(
        topics=rows(db, Topic, TOPICS, article_id),
        documents=rows(db, Document, DOCUMENTS, article_id),
        sightings=rows(db, Sighting, SIGHTINGS, article_id),
        changes=rows(db, Change, CHANGES, article_id),
        gaps=rows(db, Gap, GAPS, article_id),
        addresses=rows(db, Address, ADDRESSES, article_id),
        organisations=rows(db, Organisation, ORGANISATIONS, article_id),
    )


def rows(db: sqlite3.Connection, kind: type[Row], sql: str, *values: object) -> tuple[Row, ...]:
    """Return the answers to ``sql``, whose columns are the fields of the dataclass ``kind`` in their order."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every kind is a dataclass
    cursor = db.execute(sql, values)
    assert [column[0] for column in cursor.description] == names
    return tuple(kind(**dict(zip(names, row, strict=True))) for row in cursor)
