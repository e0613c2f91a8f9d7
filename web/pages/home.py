"""The front page."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from web.answers import Answer, Asking, Page, Reading
from web.pages.crawls import Crawl, last_crawls
from web.search.asked import Asked
from web.search.engine import find, hits
from web.search.found import Found

MOST_ARTICLES = 10
MOST_SOURCES = 12
MOST_TOPICS = 30

# Articles of which only an undated card is known were new to us, which says nothing of when they were written. They
# are passed over, among so many at most: a first crawl finds thousands of them on one day.
MOST_LOOKED_AT = 2000
NEWEST = """
    SELECT id, published IS NOT NULL OR state != 'listed' FROM articles
    ORDER BY substr(coalesce(published, first_seen), 1, 10) DESC, id DESC LIMIT ?
"""
# Where all of those are such cards: the newest dated articles of each source, which an index finds.
DATED = "SELECT published, id FROM articles WHERE source = ? AND published IS NOT NULL ORDER BY published DESC LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source: its articles, and its last crawl if there was one."""

    name: str
    title: str
    articles: int
    last: Crawl | None


def home(reading: Reading, asking: Asking) -> Answer:
    """Return the front page."""
    found = find(reading, Asked())
    topics = [topic for topic in found.facets.get("topic", ()) if topic.count]
    return Page(
        template="home.html",
        context={
            "hits": hits(reading, newest_ids(reading.db, reading.index.state.groups.story), Asked()),
            "total": found.total + found.copies,
            "sources": sources(reading.db, found),
            "source_count": reading.db.execute("SELECT count(*) FROM sources").fetchone()[0],
            "topics": topics[:MOST_TOPICS],
            "topic_count": len(topics),
            "span": span(found),
        },
    )


def newest_ids(db: sqlite3.Connection, story: Callable[[int], int] = int) -> list[int]:
    """Return the ids of the newest articles that have a date or were read, newest first.

    ``story`` gives the number of the earliest copy of what an article tells; the others are left out.
    """
    # Rows come one by one, so that no more are read than are needed.
    newest = (key for key, known in db.execute(NEWEST, [MOST_LOOKED_AT]) if known and story(key) == key)
    return list(islice(newest, MOST_ARTICLES)) or newest_dated_ids(db)


def newest_dated_ids(db: sqlite3.Connection) -> list[int]:
    """Return the ids of the newest articles that have a date of publication, newest first."""
    names = [name for (name,) in db.execute("SELECT name FROM sources")]
    dated = (row for name in names for row in db.execute(DATED, [name, MOST_ARTICLES]))
    return [key for _, key in nlargest(MOST_ARTICLES, map(tuple, dated))]


def sources(db: sqlite3.Connection, found: Found) -> list[Source]:
    """Return the sources with most articles, most first, among equals by title."""
    counts = {value.value: value.count for value in found.facets.get("source", ())}
    rows = [(counts.get(name, 0), title, name) for name, title in db.execute("SELECT name, title FROM sources")]
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [
        Source(name=name, title=title, articles=articles, last=next(iter(last_crawls(db, name)), None))
        for articles, title, name in rows[:MOST_SOURCES]
    ]


def span(found: Found) -> tuple[str, str] | None:
    """Return the first and the last month (YYYY-MM) that have articles, or None."""
    months = [month for month, articles in found.months if articles]
    return (months[0], months[-1]) if months else None
