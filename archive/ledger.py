"""The ledger: what is still wanted, what was answered when, and what is to be asked again. SQL only.

Scrapy's own job directory says "finished" with a third of the pages after a kill. Here an address is a row from the
moment it is wanted, and what its page yields is committed together with the mark that it was answered.
"""

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from archive.rows import Value, first, forget_failure, null, put, shift
from items import Card, Wanted

# A list is walked to its end once a week; in between the walk ends after two pages that hold nothing new.
FULL_WALK_DAYS = 7
# Part of a source's articles that one crawl asks for again, at most. Old ones take half of it in a month of daily
# crawls, so that young ones are looked at daily without making them wait.
SHARE = 15
# An article is looked at again after a quarter of the time it has not changed for, halved for each change it had.
PATIENCE = 4
LONGEST_DAYS = 30
# Where a sitemap vouches for an article, our own look is only a check of the sitemap.
LONGEST_DAYS_MAPPED = 90
# Days before its day that a look is due already: crawls do not start at the same second.
HASTE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the ledger knows of an address. Times are UTC ISO 8601, empty for never."""

    url: str
    request: str
    role: str
    state: str
    answered: str
    article_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request that the next crawl would make: why, and when its answer was last seen (UTC, empty for never)."""

    url: str
    why: str
    seen: str


def want(db: sqlite3.Connection, wanted: Wanted) -> None:
    """Put an address on the ledger; one that is there already stays as it is."""
    db.execute(
        "INSERT INTO ledger (source, url, role, state, request, article_url, wanted)"
        " VALUES (?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT DO NOTHING",
        (wanted.source, wanted.url, wanted.role, wanted.request, null(wanted.article_url), wanted.seen_at),
    )


def answered(db: sqlite3.Connection, source: str, url: str, seen: str, changed: bool = False) -> None:
    """Mark an address as answered at ``seen``, with another text than before if ``changed``."""
    row = first(db, "SELECT changes, answered, changed FROM ledger WHERE source = ? AND url = ?", source, url)
    if row is None or (row[1] or "") > seen:
        return
    values: dict[str, Value] = {"state": "done", "answered": seen, "missing": None}
    if changed or row[2] is None:
        values |= {"changed": seen, "changes": row[0] + changed}
    put(db, "ledger", {"source": source, "url": url}, values)


def mapped(db: sqlite3.Connection, source: str, url: str, seen: str) -> None:
    """Note that a sitemap vouched at ``seen`` for an article that has not changed since we read it."""
    db.execute("UPDATE ledger SET mapped = ? WHERE source = ? AND url = ?", (seen, source, url))


def walk_begun(db: sqlite3.Connection, source: str, url: str, seen: str) -> None:
    """Note that a list is being walked: until it is done, its next walk goes to the end."""
    want(db, Wanted(source=source, url=url, request=url, role="list", seen_at=seen))
    db.execute("UPDATE ledger SET state = 'pending' WHERE source = ? AND url = ?", (source, url))


def walk_done(db: sqlite3.Connection, source: str, url: str, seen: str, whole: bool) -> None:
    """Note that the walk of a list is done; if it went to the end, cards that it did not show have left the list."""
    answered(db, source, url, seen)
    # Done even if the clock has jumped back and the last answer seems to be a later one.
    db.execute("UPDATE ledger SET state = 'done' WHERE source = ? AND url = ?", (source, url))
    forget_failure(db, source, url)
    if whole:
        db.execute(
            "UPDATE ledger SET walked = max(coalesce(walked, ''), ?) WHERE source = ? AND url = ?", (seen, source, url)
        )


def knows(db: sqlite3.Connection, source: str, url: str) -> bool:
    """Return whether a list has shown the article at ``url`` before, or its page was read."""
    return bool(first(db, "SELECT 1 FROM articles WHERE url = ?1 UNION SELECT 1 FROM article_urls WHERE url = ?1", url))


def find(db: sqlite3.Connection, source: str, url: str) -> Entry | None:
    """Return what is known of an address."""
    row = first(
        db,
        "SELECT url, request, role, state, coalesce(answered, ''), coalesce(article_url, '') FROM ledger"
        " WHERE source = ? AND url = ?",
        source,
        url,
    )
    return _entry(row) if row else None


def pending(db: sqlite3.Connection, source: str, now: str) -> list[Entry]:
    """Return the articles and files that are wanted and were never had, but for those whose failure is too fresh."""
    rows = db.execute(
        """
        SELECT ledger.url, request, role, state, coalesce(answered, ''), coalesce(article_url, '') FROM ledger
        LEFT JOIN failures ON failures.source = ledger.source AND failures.url = ledger.url
        WHERE ledger.source = ? AND state = 'pending' AND role != 'list'
          AND (failures.url IS NULL OR failures.next_attempt <= ?)
        ORDER BY wanted, ledger.url
        """,
        (source, now),
    )
    return [_entry(row) for row in rows]


def barred(db: sqlite3.Connection, source: str, url: str, now: str) -> bool:
    """Return whether an address failed too lately to be asked for again, or was given up."""
    row = first(db, "SELECT next_attempt FROM failures WHERE source = ? AND url = ?", source, url)
    return row is not None and (row[0] is None or row[0] > now)


def is_read(db: sqlite3.Connection, source: str, url: str) -> bool:
    """Return whether the newest page captured of an article is the one that its text comes from.

    It is not when a crawl was cut off between the two, or when the page turned out to be no article. Such a page
    may be neither asked for by its validators nor taken for unchanged: nobody has read it.
    """
    row = first(
        db,
        """
        SELECT 1 FROM captures AS had WHERE id IN (
            SELECT capture_id FROM articles WHERE url = ?1
            UNION ALL SELECT capture_id FROM articles JOIN article_urls ON article_id = articles.id
                WHERE article_urls.url = ?1
            UNION ALL SELECT capture_id FROM documents WHERE url = ?1)
        AND NOT EXISTS (
            SELECT 1 FROM captures AS newer WHERE newer.url = had.url AND newer.status = 200
            AND (newer.fetched_at, newer.id) > (had.fetched_at, had.id))
        """,
        url,
    )
    return row is not None


def is_read_from(db: sqlite3.Connection, article_url: str, url: str) -> bool:
    """Return whether the text of the article known by ``article_url`` comes from a capture of ``url``."""
    row = first(
        db,
        """
        SELECT 1 FROM articles JOIN captures ON captures.id = capture_id WHERE captures.url = ?2
            AND (articles.url = ?1 OR articles.id = (SELECT article_id FROM article_urls WHERE url = ?1))
        """,
        article_url,
        url,
    )
    return row is not None


def must_walk_whole(db: sqlite3.Connection, source: str, url: str, now: str) -> bool:
    """Return whether a list is to be walked to its end: never done, cut off last time, or a week ago."""
    row = first(db, "SELECT state, walked FROM ledger WHERE source = ? AND url = ?", source, url)
    return row is None or row[0] == "pending" or row[1] is None or row[1] <= shift(now, days=-FULL_WALK_DAYS)


def budget(db: sqlite3.Connection, source: str) -> int:
    """Return how many known articles one crawl of ``source`` asks for again."""
    [count] = db.execute(
        "SELECT count(*) FROM ledger WHERE source = ? AND role = 'article' AND state = 'done'", (source,)
    ).fetchone()
    return math.ceil(int(count) / SHARE)


def due(db: sqlite3.Connection, source: str, now: str, limit: int, asked: int = 0) -> list[Entry]:
    """Return the known articles whose next look is due at ``now``, the most overdue first; ``limit`` at most.

    Articles that were first read in one crawl would all be due on one day. So that an equal part of them is looked at
    day by day, some that had no second look yet come early where few are due. ``asked`` is how many articles the crawl
    has asked for again already, for another reason: so many fewer come early.
    """
    if limit <= 0:
        return []
    late: list[tuple[float, Entry]] = []
    unseen: list[Entry] = []
    old, a_day = 0, Fraction(0)
    for row in _had(db, source, now):
        entry, (changed, _, sitemap, _) = _entry(row[:6]), row[6:]
        interval, longest = _interval(now, *row[6:]), _longest(now, sitemap)
        a_day += Fraction(1, longest)
        days = _days(entry.answered, now)
        if days >= interval - HASTE:
            late.append((days / interval, entry))
            old += interval == longest
        elif entry.answered == changed:
            unseen.append(entry)
    late.sort(key=lambda each: -each[0])
    early = math.ceil(a_day) - old - asked if a_day >= 1 else 0
    return [*(entry for _, entry in late), *unseen[: max(early, 0)]][:limit]


def _had(db: sqlite3.Connection, source: str, now: str) -> sqlite3.Cursor:
    """Return the articles that may be looked at again, the oldest look first: an entry's columns and its history."""
    return db.execute(
        """
        SELECT ledger.url, request, role, ledger.state, answered, '', ledger.changed, changes, mapped, published
        FROM ledger LEFT JOIN articles ON articles.url = ledger.url
        WHERE ledger.source = ? AND role = 'article' AND ledger.state = 'done' AND answered < ?
          AND NOT EXISTS (SELECT 1 FROM failures WHERE failures.source = ledger.source AND failures.url = ledger.url
                          AND (next_attempt IS NULL OR next_attempt > ?))
        ORDER BY answered, ledger.url
        """,
        (source, now, now),
    )


def steps(
    db: sqlite3.Connection, source: str, lists: tuple[str, ...], hints: tuple[str, ...], now: str
) -> Iterator[Step]:
    """Yield what the next crawl of ``source`` would ask for, in its order; lists and hints may add to it."""
    for url in hints:
        seen = first(db, "SELECT max(fetched_at) FROM captures WHERE url = ?", url)
        yield Step(url=url, why="feed or sitemap, for what is new or has changed", seen=(seen and seen[0]) or "")
    for url in lists:
        entry = find(db, source, url)
        whole = must_walk_whole(db, source, url, now)
        why = "list, to its end" if whole else "list, until two pages hold nothing new"
        yield Step(url=url, why=why, seen=entry.answered if entry else "")
    for entry in pending(db, source, now):
        yield Step(url=entry.url, why=f"{entry.role} wanted and never had", seen=entry.answered)
    for entry in due(db, source, now, budget(db, source)):
        yield Step(url=entry.url, why="article to be looked at again", seen=entry.answered)


def card_of(db: sqlite3.Connection, source: str, url: str) -> Card | None:
    """Return the card that first showed the article at ``url``, or None: for a request made without its list.

    A card with a label goes before one without: only some of the lists of a site say that an article is an event.
    """
    row = first(
        db,
        """
        SELECT sightings.title, sightings.summary, summary_truncated, label, sightings.published, position, page,
               listings.url, listings.title, sightings.last_seen
        FROM articles JOIN sightings ON sightings.article_id = articles.id
        JOIN listings ON listings.id = sightings.listing_id
        WHERE articles.url = ? ORDER BY label IS NULL, sightings.first_seen, page, position LIMIT 1
        """,
        url,
    )
    if row is None:
        return None
    title, summary, truncated, label, published, position, page, listing_url, listing_title, seen = row
    return Card(
        url=url,
        title=title or "",
        summary=summary or "",
        summary_truncated=bool(truncated),
        label=label or "",
        published=published or "",
        position=position,
        page=page,
        source=source,
        listing_url=listing_url,
        listing_title=listing_title or "",
        seen_at=seen,
    )


def _interval(now: str, changed: str, changes: int, sitemap: str | None, published: str | None) -> float:
    """Return for how many days after a look an article is left alone."""
    since = max(published or "", changed if changes else "") or changed
    return min(max(_days(since, now) / PATIENCE / (1 + changes), 1), _longest(now, sitemap))


def _longest(now: str, sitemap: str | None) -> int:
    return LONGEST_DAYS_MAPPED if sitemap and sitemap >= shift(now, days=-FULL_WALK_DAYS) else LONGEST_DAYS


def _days(earlier: str, later: str) -> float:
    return (_moment(later) - _moment(earlier)) / timedelta(days=1)


def _entry(row: tuple[str, ...]) -> Entry:
    url, request, role, state, when, article_url = row
    return Entry(url=url, request=request, role=role, state=state, answered=when or "", article_url=article_url)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
