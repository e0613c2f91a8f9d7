"""Reading captures again: which there are, what an article read anew would change, and changing it.

Reading again is no visit to the site. It leaves alone what only a visit can tell (state, first_seen, last_seen,
last_changed) and what tells articles apart (address, node). Topics and files are added and never taken away: whether
the page, a list or an older capture gave one is not on record.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.articles import read_values, save_link, save_revision
from archive.database import ArchiveError, transaction
from archive.entities import name_due
from archive.issues import item_rows, known_rows, save_items
from archive.ledger import card_of
from archive.relations import relate_due, save_alternates
from archive.rows import Value, first, null, put, save_topic
from archive.store import Archive
from items import Article, Capture, Card, Link, Topic

# Rows fetched at once: no statement stays open while others write, and memory does not grow with the archive.
_ROWS = 200
# Differ without any difference in what a reader sees.
_NOT_SHOWN = frozenset({"content_hash", "extractor"})

_CAPTURED = """
    FROM articles JOIN captures ON captures.id = articles.capture_id WHERE captures.fetched_at >= :since
"""
_CAPTURE_COLUMNS = ("url", "fetched_at", "status", "media_type", "digest", "warc", "offset", "length")
_NEXT = f"""
    SELECT articles.id, articles.url, articles.source, captures.id,
           {", ".join(f"captures.{name}" for name in _CAPTURE_COLUMNS)}
    {_CAPTURED} AND articles.id > :after AND articles.source IN (SELECT value FROM json_each(:sources))
    ORDER BY articles.id LIMIT {_ROWS}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """An article whose page was captured, with what reading the page again takes."""

    id: int
    url: str
    source: str
    capture_id: int
    capture: Capture
    card: Card | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What reading a page anew changes: columns of ``articles`` before and after, topics and files that are added,
    and whether the stories of a newsletter are others.
    """

    before: dict[str, Value] = field(default_factory=dict)
    after: dict[str, Value] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    files: tuple[Link, ...] = ()
    items: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what differs for a reader: columns, ``topics``, ``files`` and ``items``."""
        found = {"topics": self.topics, "files": self.files, "items": self.items}
        added = (name for name, others in found.items() if others)
        return (*(name for name in self.after if name not in _NOT_SHOWN), *added)

    @property
    def is_revision(self) -> bool:
        """Whether title or text are others for a reader: white space and Unicode spelling do not count."""
        return "content_hash" in self.after and not self.after.keys().isdisjoint(("title", "body"))


def captured_counts(db: sqlite3.Connection, since: str) -> dict[str, int]:
    """Return the number of articles with a capture of ``since`` (UTC; "" for any) or later, by source."""
    sql = f"SELECT articles.source, count(*) {_CAPTURED} GROUP BY articles.source ORDER BY articles.source"
    return dict(db.execute(sql, {"since": since}).fetchall())


def captured(db: sqlite3.Connection, sources: Collection[str], since: str) -> Iterator[Captured]:
    """Yield the articles of ``sources`` with a capture of ``since`` (UTC; "" for any) or later, by id."""
    values = {"sources": json.dumps(sorted(sources)), "since": since, "after": 0}
    while rows := db.execute(_NEXT, values).fetchall():
        for row in rows:
            yield _captured(db, row)
        values["after"] = rows[-1][0]


def compare(db: sqlite3.Connection, known: Captured, article: Article) -> Difference:
    """Return what ``article``, read from the capture of ``known``, would change in the archive."""
    title_source, published_source = _columns(db, known.id, ("title_source", "published_source"))
    values = read_values(article, title_source, published_source)
    if not first(db, "SELECT 1 FROM sightings WHERE article_id = ? AND summary IS NOT NULL", known.id):
        # No list gave the summary that there is: the page did.
        values |= {"summary": article.summary, "summary_truncated": article.summary_truncated}
    before = dict(zip(values, _columns(db, known.id, tuple(values)), strict=True))
    differing = [name for name, value in values.items() if null(value) != before[name]]
    links = {link.url: link for link in article.documents}
    return Difference(
        before={name: before[name] for name in differing},
        after={name: null(values[name]) for name in differing},
        topics=tuple(topic for topic in article.topics if not _stands_under(db, known.id, topic)),
        files=tuple(link for link in links.values() if not _links_to(db, known.id, link)),
        items=item_rows(article.items) != known_rows(db, known.id),
    )


def rewrite(archive: Archive, batch: Collection[tuple[Captured, Article]]) -> list[Difference]:
    """Write articles that were read anew, in one transaction; return what each of them changed.

    A text that differs becomes a revision with the cause ``reextraction``. Raises ArchiveError when the archive cannot
    be written; nothing of the batch is written then.
    """
    try:
        with transaction(archive.db):
            differences = [_rewrite(archive.db, known, article) for known, article in batch]
            name_due(archive.db)
            relate_due(archive.db)
            return differences
    except sqlite3.Error as error:
        raise ArchiveError(f"{archive.path.name} cannot be written: {error}") from error


def _rewrite(db: sqlite3.Connection, known: Captured, article: Article) -> Difference:
    difference = compare(db, known, article)
    if difference.after:
        put(db, "articles", {"id": known.id}, difference.after)
    if difference.is_revision:
        save_revision(db, known.id, article, known.capture_id, "reextraction")
    for topic in difference.topics:
        save_topic(db, known.id, topic)
    for link in difference.files:
        save_link(db, known.source, known.id, link.url, link.title)
    save_items(db, known.id, article.items)
    save_alternates(db, known.id, article.alternates)
    return difference


def _captured(db: sqlite3.Connection, row: tuple[Any, ...]) -> Captured:
    number, url, source, capture_id, *facts = row
    return Captured(
        id=number,
        url=url,
        source=source,
        capture_id=capture_id,
        capture=Capture(**dict(zip(_CAPTURE_COLUMNS, facts, strict=True))),
        card=card_of(db, source, url),
    )


def _columns(db: sqlite3.Connection, article_id: int, names: tuple[str, ...]) -> tuple[Any, ...]:
    return first(db, f"SELECT {', '.join(names)} FROM articles WHERE id = ?", article_id) or ()


def _stands_under(db: sqlite3.Connection, article_id: int, topic: Topic) -> bool:
    """Return whether the article has the topic, and its spelling is known (if only of a topic of other days)."""
    sql = """
        SELECT 1 FROM article_topics JOIN topics ON topics.id = topic_id
        WHERE article_id = ? AND slug = ? AND EXISTS (SELECT 1 FROM topic_names WHERE topic_names.name = ?)
    """
    return first(db, sql, article_id, topic.slug, topic.name) is not None


def _links_to(db: sqlite3.Connection, article_id: int, link: Link) -> bool:
    """Return whether the article links to the file with these words."""
    sql = """
        SELECT 1 FROM article_documents JOIN documents ON documents.id = document_id
        WHERE article_id = ? AND url = ? AND article_documents.title IS ?
    """
    return first(db, sql, article_id, link.url, null(link.title)) is not None
