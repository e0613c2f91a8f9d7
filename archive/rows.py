"""How items become rows: the parts that every kind of item shares. SQL only; the caller holds the transaction.

Every function writes nothing when the rows already say the same, so that a replay of known captures leaves the
archive as it is, to the byte.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from items import Capture, Failure, Source, Topic

Change = Literal["new", "changed", "same"]
Value = str | int | None

# Pauses after the first, second ... failure, in hours; after the last one the address is given up.
PAUSES = (12, 24, 48, 96, 192, 384, 720)


def put(db: sqlite3.Connection, table: str, key: Mapping[str, Value], values: Mapping[str, Value]) -> Change:
    """Make the row of ``table`` with ``key`` hold ``values``; return whether it was new, changed, or the same.

    An empty string is stored as NULL: the page did not say.
    """
    values = {name: null(value) for name, value in values.items()}
    where = " AND ".join(f"{name} = ?" for name in key)
    row = first(db, f"SELECT {', '.join(values) or '1'} FROM {table} WHERE {where}", *key.values())
    if row is None:
        columns = {**key, **values}
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))
        return "new"
    differing = [name for name, old in zip(values, row, strict=False) if old != values[name]]
    if not differing:
        return "same"
    settings = ", ".join(f"{name} = ?" for name in differing)
    db.execute(f"UPDATE {table} SET {settings} WHERE {where}", [*(values[name] for name in differing), *key.values()])
    return "changed"


def save_source(db: sqlite3.Connection, source: Source) -> None:
    """Record the facts of a source."""
    facts = {name: getattr(source, name) for name in ("title", "homepage", "country", "language")}
    put(db, "sources", {"name": source.name}, facts)


def save_capture(db: sqlite3.Connection, capture: Capture) -> int:
    """Record where a response lies and return the id of its row."""
    known = first(db, "SELECT id FROM captures WHERE warc = ? AND offset = ?", capture.warc, capture.offset)
    if known:
        return int(known[0])
    columns = ("url", "fetched_at", "status", "media_type", "digest", "warc", "offset", "length")
    values = [getattr(capture, name) for name in columns] + [null(capture.etag), null(capture.last_modified)]
    marks = ", ".join("?" * len(values))
    cursor = db.execute(
        f"INSERT INTO captures ({', '.join(columns)}, etag, last_modified) VALUES ({marks})",
        values,
    )
    return int(cursor.lastrowid or 0)


def save_topic(db: sqlite3.Connection, article_id: int, topic: Topic) -> None:
    """Put an article under a topic and keep the spelling. The first spelling seen gives the topic its title."""
    db.execute("INSERT INTO topics (slug, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (topic.slug, topic.title))
    topic_id = row_id(db, "topics", "slug", topic.slug)
    db.execute("INSERT INTO topic_names (name, topic_id) VALUES (?, ?) ON CONFLICT DO NOTHING", (topic.name, topic_id))
    db.execute("INSERT INTO article_topics VALUES (?, ?) ON CONFLICT DO NOTHING", (article_id, topic_id))


def save_failure(db: sqlite3.Connection, failure: Failure, crawl_id: int) -> None:
    """Record a failure. The same address counts one attempt more for each later time; a replay counts none."""
    key = {"source": failure.source, "url": failure.url}
    known = first(db, "SELECT attempts, last_seen FROM failures WHERE source = ? AND url = ?", *key.values())
    if known and known[1] >= failure.seen_at:
        return
    attempts = known[0] + 1 if known else 1
    values: dict[str, Value] = {
        "crawl_id": crawl_id,
        "reason": failure.reason,
        "status": failure.status,
        "attempts": attempts,
        "last_seen": failure.seen_at,
        "next_attempt": next_attempt(attempts, failure.seen_at),
    }
    put(db, "failures", key, values if known else {**values, "first_seen": failure.seen_at})
    db.execute(
        "UPDATE documents SET state = 'failed', reason = ? WHERE url = ? AND state IN ('linked', 'failed')",
        (failure.reason, failure.url),
    )


def next_attempt(attempts: int, seen: str) -> str | None:
    """Return when an address that has failed ``attempts`` times is asked for again (UTC); None when it is given up."""
    return shift(seen, hours=PAUSES[attempts - 1]) if attempts <= len(PAUSES) else None


def shift(moment: str, **by: float) -> str:
    """Return the time ``moment`` (UTC ISO 8601) moved ``by`` days, hours or minutes, in the same form."""
    return (datetime.fromisoformat(moment) + timedelta(**by)).strftime("%Y-%m-%dT%H:%M:%SZ")


def forget_failure(db: sqlite3.Connection, source: str, url: str) -> None:
    """Remove the failure of an address that has now succeeded."""
    db.execute("DELETE FROM failures WHERE source = ? AND url = ?", (source, url))


def row_id(db: sqlite3.Connection, table: str, column: str, value: str) -> int:
    """Return the id of the row of ``table`` whose ``column`` is ``value``; the row must exist."""
    return int(db.execute(f"SELECT id FROM {table} WHERE {column} = ?", (value,)).fetchone()[0])


def first(db: sqlite3.Connection, sql: str, *values: Value) -> tuple[Any, ...] | None:
    """Return the first row that ``sql`` gives, or None."""
    row: tuple[Any, ...] | None = db.execute(sql, values).fetchone()
    return row


def null(value: Value) -> Value:
    """Return ``value``, or None for the empty string: the page did not say."""
    return None if value == "" else value
