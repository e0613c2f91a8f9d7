"""Read-only questions to an archive, beside whoever writes."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.database import ArchiveError
from items import Capture

_TOTALS = {
    "articles": "articles",
    "cards": "sightings",
    "topics": "topics",
    "files": "documents",
    "captures": "captures",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """How a source stands: its last crawl and its open failures. ``last_crawl`` is UTC ISO 8601, empty for never."""

    name: str
    last_crawl: str
    outcome: str
    note: str
    cards: int
    articles: int
    failures: int


@contextmanager
def reader(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a read-only connection to the archive at ``path``. Raises ArchiveError when there is none to read."""
    if not path.is_file():
        raise ArchiveError(f"there is no archive at {path}; `make run` or `scrapy crawl NAME` makes one")
    # The log's shared memory cannot be made on a read-only disk; where there is no log, the file alone is the archive.
    alone = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
        db = sqlite3.connect(uri, uri=True, timeout=10)
        try:
            yield db
        finally:
            db.close()
    except sqlite3.Error as error:
        raise ArchiveError(f"{path} cannot be read as an archive: {error}") from error


def totals(path: Path) -> dict[str, int]:
    """Return how many articles, cards, topics, files, captures and failures the archive holds. Raises ArchiveError."""
    with reader(path) as db:
        counts = {
            name: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for name, table in _TOTALS.items()
        }
        failures = int(db.execute("SELECT count(*) FROM failures").fetchone()[0])
    return {**counts, "failures": failures}


def status(path: Path) -> list[SourceStatus]:
    """Return a row for each source that was ever crawled, by name. Raises ArchiveError."""
    with reader(path) as db:
        found = db.execute(
            "SELECT name, coalesce(last_crawl, ''), coalesce(outcome, ''), coalesce(note, ''), coalesce(cards, 0),"
            " articles, failures FROM source_status"
        ).fetchall()
    columns = ("name", "last_crawl", "outcome", "note", "cards", "articles", "failures")
    return [SourceStatus(**dict(zip(columns, row, strict=True))) for row in found]


def failures(path: Path, source: str) -> list[tuple[str, str, int, str]]:
    """Return address, reason, attempts and last time (UTC) of the open failures of a source. Raises ArchiveError."""
    with reader(path) as db:
        return db.execute(
            "SELECT url, reason, attempts, last_seen FROM failures WHERE source = ? ORDER BY last_seen DESC, url",
            (source,),
        ).fetchall()


def last_capture(db: sqlite3.Connection, url: str) -> Capture | None:
    """Return the newest capture of a page that was there (status 200) at ``url``, or None."""
    columns = ("url", "fetched_at", "status", "media_type", "digest", "warc", "offset", "length")
    row = db.execute(
        f"SELECT {', '.join(columns)}, coalesce(etag, ''), coalesce(last_modified, '') FROM captures"
        " WHERE url = ? AND status = 200 ORDER BY fetched_at DESC, id DESC LIMIT 1",
        (url,),
    ).fetchone()
    return Capture(**dict(zip((*columns, "etag", "last_modified"), row, strict=True))) if row else None
