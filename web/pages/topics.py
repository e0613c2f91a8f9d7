"""All topics, and the page of one."""

import json
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from urllib.parse import urlencode

from web.answers import Answer, Asking, Page, Reading
from web.pages import counted
from web.pages.browse import articles_of, named, narrowing, page_number, path_to, unknown, written
from web.prose import one_line
from web.search.pager import pager

# Topics on one page of all, so that it stays below 60 kB.
ON_A_PAGE = 200
MOST_SPELLINGS = 20
MOST_SOURCES = 15
MOST_RELATED = 15
# What is neither a letter nor a digit at the start of a name.
OTHER = "#"

Order = Literal["name", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic and how many articles it has."""

    id: int
    slug: str
    name: str
    count: int

    @property
    def letter(self) -> str:
        """The letter under which it stands: without accent, a capital; ``0`` for all digits, ``#`` for the rest."""
        first = _plain(self.name)[:1]
        if first.isdigit():
            return "0"
        return first.upper()[:1] if first.isalpha() else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A topic in the list of all: its other spellings, and the date of its newest article (empty without one)."""

    topic: Topic
    spellings: tuple[str, ...]
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Topics under one letter; all of them, under none, where they stand by their counts."""

    letter: str
    lines: tuple[Line, ...]


def topics(reading: Reading, asking: Asking) -> Answer:
    """Show all topics: by name, or those of one letter, or by the number of their articles."""
    query = dict(asking.query)
    by: Order = "count" if query.get("sort") == "count" else "name"
    letter = query.get("letter", "")[:1].upper() if by == "name" else ""
    everything = ordered(_topics(reading), by)
    chosen = [topic for topic in everything if letter in ("", topic.letter)]
    page = page_number(asking)
    shown = chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    context = {
        "total": len(everything),
        "by": by,
        "letter": letter,
        "whole": len(everything) <= ON_A_PAGE and not letter,
        "letters": [(one, urlencode({"letter": one})) for one in dict.fromkeys(topic.letter for topic in everything)],
        "groups": grouped(_lines(reading, shown), by),
        "pager": pager("topics", page, -(-len(chosen) // ON_A_PAGE), lambda number: _query(by, letter, number)),
        "path_to": path_to,
    }
    return Page(template="topics.html", context=context)


def topic(reading: Reading, asking: Asking) -> Answer:
    """Show one topic: its spellings, its articles, who writes about it and what else they are about."""
    row = reading.db.execute("SELECT id, slug, name FROM topics WHERE slug = ?", (asking.parts["slug"],)).fetchone()
    if row is None:
        return unknown(reading, "topic")
    number, slug, name = row
    found, articles = articles_of(reading, asking, "topic", slug)
    about = {
        **named(name, slug),
        "spellings": spellings(reading.db, [(number, name)])[number],
        "sources": narrowing(found, "source", MOST_SOURCES),
        "related": [(written(value), "") for value in counted.related(reading.index.state, slug, MOST_RELATED)],
    }
    return Page(template="topic.html", context={**articles, **about})


def ordered(found: Iterable[Topic], by: Order) -> list[Topic]:
    """Return topics by name as a reader looks for them, without regard to case and accents, or by count, most first."""
    by_name = sorted(found, key=lambda topic: (topic.letter == OTHER, _plain(topic.name), topic.slug))
    return sorted(by_name, key=lambda topic: -topic.count) if by == "count" else by_name


def grouped(lines: Iterable[Line], by: Order) -> list[Group]:
    """Return lines, which stand in order, in a group for each letter; in one group where they are by count."""
    groups = groupby(lines, key=lambda line: line.topic.letter if by == "name" else "")
    return [Group(letter=letter, lines=tuple(one)) for letter, one in groups]


def spellings(db: sqlite3.Connection, topics: Iterable[tuple[int, str]]) -> defaultdict[int, tuple[str, ...]]:
    """Return the other spellings of topics, given as pairs of number and name, by the number of the topic.

    A spelling with other capitals alone is no other one to a reader.
    """
    names = {number: one_line(name) for number, name in topics}
    rows = db.execute(
        "SELECT topic_id, name FROM topic_names WHERE topic_id IN (SELECT value FROM json_each(?)) ORDER BY name",
        (json.dumps(list(names)),),
    )
    others: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for number, name in rows:
        other = one_line(name)
        if other.casefold() != names[number].casefold() and len(others[number]) < MOST_SPELLINGS:
            others[number] += (other,)
    return others


def _plain(name: str) -> str:
    """Return ``name`` for sorting: in small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _topics(reading: Reading) -> list[Topic]:
    state = reading.index.state
    rows = reading.db.execute("SELECT id, slug, name FROM topics")
    return [
        Topic(id=number, slug=slug, name=one_line(name) or slug, count=len(counted.articles(state, "topic", slug)))
        for number, slug, name in rows
    ]


def _lines(reading: Reading, shown: list[Topic]) -> list[Line]:
    others = spellings(reading.db, [(topic.id, topic.name) for topic in shown])
    state = reading.index.state
    return [
        Line(
            topic=topic,
            spellings=others[topic.id],
            newest=counted.newest(state, counted.articles(state, "topic", topic.slug)),
        )
        for topic in shown
    ]


def _query(by: Order, letter: str, number: int) -> str:
    """Return the query string of a page of all topics; what is as it is by default is left out."""
    pairs = {"sort": "count" if by == "count" else "", "letter": letter, "page": number if number > 1 else ""}
    return urlencode({name: value for name, value in pairs.items() if value})
