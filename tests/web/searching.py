"""A small archive to search, and the same search done the plain way: a loop over all rows."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from archive.schema import blank
from web.answers import Reading
from web.search.asked import FACETS, Asked, Facet
from web.search.index import SearchIndex
from web.texts import Texts

TEXTS = Texts("en")
SOURCES = [("alpha", "BE"), ("beta", "NL"), ("gamma", "BE")]
KINDS = ("news", "call", "event")
LANGUAGES = ("en", "de", "", None)
DAYS = ("2026-11-20", "2026-11-02", "2026-10-31", "2024-01-01", "2023-12-31T23:59:59Z", "soon", None)
WORDS = ("hydrogen", "timber", "motor", "skills", "barge")
SEEN = "2025-06-15T06:00:00Z"


@dataclass(frozen=True, slots=True)
class Row:
    """An article as the oracle sees it."""

    id: int
    date: str
    values: dict[Facet, set[str]]
    words: list[str]


@cache
def _template() -> bytes:
    with closing(blank()) as db:
        return db.serialize()


def archive() -> sqlite3.Connection:
    """Return an archive in memory with three sources, two topics and no article."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(_template())
    for name, country in SOURCES:
        db.execute("INSERT INTO sources VALUES (?, ?, '', ?, 'en')", (name, f"{name} clusters", country))
    for topic, name in enumerate(("Circular", "Energy"), start=1):
        db.execute("INSERT INTO topics VALUES (?, ?, ?)", (topic, name.lower(), name))
        db.execute("INSERT INTO topic_names VALUES (?, ?)", (name, topic))
    return db


def reading(db: sqlite3.Connection, index: SearchIndex | None = None) -> Reading:
    """Return what a handler is given; the index is brought up to date as the site does it."""
    index = index or SearchIndex()
    index.refresh(db)
    return Reading(db=db, index=index, texts=TEXTS)


def insert(db: sqlite3.Connection, topics: Iterable[int] = (), **columns: object) -> int:
    """Insert an article, of which ``columns`` are given, and return its id."""
    defaults = {"source": "alpha", "kind": "news", "published": "2026-11-20", "first_seen": SEEN, "last_seen": SEEN}
    values = {"url": "", **defaults, "last_changed": SEEN, "state": "live", **columns}
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    key = int(cursor.lastrowid or 0)
    db.execute("UPDATE articles SET url = ? WHERE id = ? AND url = ''", (f"https://alpha.example/{key}", key))
    db.executemany("INSERT INTO article_topics VALUES (?, ?)", [(key, topic) for topic in topics])
    return key


def all_rows(db: sqlite3.Connection) -> list[Row]:
    """Return every article, newest first."""
    countries = dict(db.execute("SELECT name, country FROM sources"))
    slugs: dict[int, set[str]] = {}
    for article, slug in db.execute("SELECT article_id, slug FROM article_topics JOIN topics ON topics.id = topic_id"):
        slugs.setdefault(article, set()).add(slug)
    named: dict[int, set[str]] = {}
    for article, slug in db.execute("SELECT article_id, slug FROM article_entities WHERE kind = 'organisation'"):
        named.setdefault(article, set()).add(slug)
    text = " || ' ' || ".join(f"coalesce({name}, '')" for name in "title summary body topics organisation".split())
    rows = []
    for key, source, kind, language, date, words in db.execute(
        f"SELECT id, source, kind, coalesce(language, ''), coalesce(published, first_seen), {text} FROM articles"
    ):
        values: dict[Facet, set[str]] = {"source": {source}, "country": {countries[source]}, "kind": {kind}}
        values |= {"language": {language}, "topic": slugs.get(key, set()), "organisation": named.get(key, set())}
        rows.append(_row(key, date, values, words))
    return sorted(rows, key=lambda row: (row.date, row.id), reverse=True)


def _row(key: int, date: str, values: dict[Facet, set[str]], text: str) -> Row:
    day = date[:10] if date[:2] == "20" else ""
    values |= {"year": {day[:4]}, "month": {day[:7]}}
    return Row(key, day, {facet: own - {""} for facet, own in values.items()}, text.lower().split())


def expected(rows: list[Row], asked: Asked, ignored: tuple[Facet, ...] = ()) -> list[Row]:
    """Return the rows that have all words of ``asked`` and its values, but for the facets ``ignored``."""
    return [
        row
        for row in rows
        if all(word in row.words for word in asked.words.split())
        and all(
            facet in ignored or not asked.chosen(facet) or row.values[facet] & set(asked.chosen(facet))
            for facet in FACETS
        )
    ]


def expected_counts(rows: list[Row], asked: Asked, facet: Facet) -> dict[str, int]:
    """Return the values of a facet with their counts; what is chosen is there with 0 as well."""
    own: tuple[Facet, ...] = ("year", "month") if facet in ("year", "month") else (facet,)
    counts = Counter(value for row in expected(rows, asked, own) for value in row.values[facet])
    return dict.fromkeys(asked.chosen(facet), 0) | counts
