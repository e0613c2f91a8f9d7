"""What crawls of a source did, and what they could not read: for the pages that say how a source stands."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from web.prose import one_line

# ``cut_off``: no end is on record although a later crawl has begun. ``running`` may be cut off too; the next crawl
# tells the two apart.
Ending = Literal["running", "ok", "failed", "cut_off"]
Unit = Literal["seconds", "minutes", "hours"]

# A crawl of a site that was redesigned may have a note for each of its pages.
MOST_NOTES = 10
MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One crawl. Times are UTC ISO 8601, ``finished`` is empty without an end on record."""

    started: str
    finished: str
    ending: Ending
    notes: tuple[str, ...]
    more_notes: int
    requests: int
    pages: int
    cards: int
    new: int
    changed: int
    gone: int
    failed: int

    @property
    def took(self) -> tuple[Unit, int] | None:
        """How long it took, in the largest unit of which it took two; None where that is not known."""
        try:
            seconds = (datetime.fromisoformat(self.finished) - datetime.fromisoformat(self.started)).total_seconds()
        except (ValueError, TypeError):  # no end, or not both with a time zone
            return None
        if seconds < 0:
            return None
        return in_words(int(seconds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An address that could not be read. ``next_attempt`` is UTC ISO 8601, empty when it is not tried again."""

    url: str
    reason: str
    attempts: int
    next_attempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many articles and files of a source are wanted and were not fetched yet."""

    articles: int
    files: int


def in_words(seconds: int) -> tuple[Unit, int]:
    """Return a time in seconds as a unit and how many of it, rounded down; never less than two but of seconds."""
    if seconds < 2 * 60:
        return "seconds", seconds
    return ("minutes", seconds // 60) if seconds < 2 * 3600 else ("hours", seconds // 3600)


def last_crawls(db: sqlite3.Connection, source: str, limit: int = 1) -> list[Crawl]:
    """Return the last crawls of ``source``, newest first."""
    rows = db.execute(
        "SELECT started, coalesce(finished, ''), outcome, coalesce(note, ''), requests, pages, cards, new, changed,"
        " gone, failed FROM crawls WHERE source = ? ORDER BY started DESC, id DESC LIMIT ?",
        (source, limit),
    )
    return [_crawl(*row) for row in rows]


def unread(db: sqlite3.Connection, source: str, limit: int) -> list[Unread]:
    """Return addresses of ``source`` that cannot be read at present, those that failed last first."""
    rows = db.execute(
        "SELECT url, reason, attempts, coalesce(next_attempt, '') FROM failures WHERE source = ?"
        " ORDER BY last_seen DESC, url LIMIT ?",
        (source, limit),
    )
    return [
        Unread(url=url, reason=one_line(reason), attempts=attempts, next_attempt=next_attempt)
        for url, reason, attempts, next_attempt in rows
    ]


def count_unread(db: sqlite3.Connection, source: str) -> int:
    """Return how many addresses of ``source`` cannot be read at present."""
    return int(db.execute("SELECT count(*) FROM failures WHERE source = ?", (source,)).fetchone()[0])


def waiting(db: sqlite3.Connection, source: str) -> Waiting:
    """Return what of ``source`` is wanted and was never had."""
    counts = dict(
        db.execute(
            "SELECT role, count(*) FROM ledger WHERE source = ? AND role IN ('article', 'file') AND state = 'pending'"
            " GROUP BY role",
            (source,),
        )
    )
    return Waiting(articles=counts.get("article", 0), files=counts.get("file", 0))


def _crawl(started: str, finished: str, outcome: str, note: str, *counts: int) -> Crawl:
    names = ("requests", "pages", "cards", "new", "changed", "gone", "failed")
    notes = [part for part in note.split("; ") if part.strip()]
    return Crawl(
        started=started,
        finished=finished,
        ending=_ending(outcome, finished),
        notes=tuple(one_line(part, MOST_CHARACTERS) for part in notes[:MOST_NOTES]),
        more_notes=max(len(notes) - MOST_NOTES, 0),
        **dict(zip(names, counts, strict=True)),
    )


def _ending(outcome: str, finished: str) -> Ending:
    if outcome == "running":
        return "running"
    if not finished:
        return "cut_off"
    return "ok" if outcome == "ok" else "failed"
