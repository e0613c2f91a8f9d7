"""The page of a list: the articles as the list of the site shows them."""

import sqlite3
from dataclasses import dataclass

from web.answers import Answer, Asking, Page, Reading
from web.pages.browse import named, page_number, path_to, unknown
from web.prose import one_line
from web.search.asked import PAGE_SIZE
from web.search.pager import pager

ENTRIES = """
    SELECT articles.id, coalesce(nullif(sightings.title, ''), articles.title, ''), sightings.summary, sightings.label,
           sightings.published, page, position, left_list, articles.state, articles.language, sightings.rowid AS place
    FROM sightings JOIN articles ON articles.id = sightings.article_id WHERE sightings.rowid IN
"""
# A label is a word or two.
LABEL = 80
# Of the articles that are no longer on a list, so many are shown.
MOST_GONE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a list as it stood there last: ``page`` and ``position`` count from 1, ``published`` as printed.

    ``left`` is the time (UTC, ISO 8601) at which the list no longer showed it, empty while it does. ``state`` and
    ``language`` are those of the article.
    """

    id: int
    title: str
    summary: str
    label: str
    published: str
    page: int
    position: int
    left: str
    state: str
    language: str


def listing(reading: Reading, asking: Asking) -> Answer:
    """Show what a list holds now, in its order, and what it held before."""
    number, page = int(asking.parts["id"]), page_number(asking)
    row = reading.db.execute(
        "SELECT coalesce(nullif(listings.title, ''), listings.url), listings.url, sources.name, sources.title"
        " FROM listings JOIN sources ON sources.name = listings.source WHERE listings.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return unknown(reading, "list")
    title, url, name, source = row
    total, gone = _counts(reading.db, number)
    path = path_to("list", number)
    context = {
        **named(title, number),
        "url": url,
        "source": one_line(source) or name,
        "source_path": path_to("source", name),
        "path": path,
        "total": total,
        "entries": _entries(reading.db, number, page),
        "first": (page - 1) * PAGE_SIZE + 1,
        "gone_total": gone,
        "gone": _gone(reading.db, number) if page == 1 else [],
        "pager": pager(path, page, -(-total // PAGE_SIZE)),
    }
    return Page(template="listing.html", context=context)


def _counts(db: sqlite3.Connection, number: int) -> tuple[int, int]:
    """Return how many articles a list shows, and how many it showed once."""
    [everything] = db.execute("SELECT count(*) FROM sightings WHERE listing_id = ?", (number,)).fetchone()
    [gone] = db.execute(
        "SELECT count(*) FROM sightings WHERE listing_id = ? AND left_list IS NOT NULL", (number,)
    ).fetchone()
    return int(everything) - int(gone), int(gone)


def _entries(db: sqlite3.Connection, number: int, page: int) -> list[Entry]:
    # What stands before the page is counted in the order of the index, without a look at the articles.
    places = (
        "SELECT rowid FROM sightings WHERE listing_id = ? AND left_list IS NULL"
        " ORDER BY page, position, rowid LIMIT ? OFFSET ?"
    )
    return _read(db, f"({places}) ORDER BY page, position, place", (number, PAGE_SIZE, (page - 1) * PAGE_SIZE))


def _gone(db: sqlite3.Connection, number: int) -> list[Entry]:
    places = (
        "SELECT rowid FROM sightings WHERE listing_id = ? AND left_list IS NOT NULL"
        " ORDER BY left_list DESC, rowid DESC LIMIT ?"
    )
    return _read(db, f"({places}) ORDER BY left_list DESC, place DESC", (number, MOST_GONE))


def _read(db: sqlite3.Connection, places: str, parameters: tuple[int, ...]) -> list[Entry]:
    """Return the entries at ``places``, which is a query for rowids of sightings and an order: texts of this module."""
    rows = db.execute(f"{ENTRIES} {places}", parameters)
    return [_entry(*row) for row in rows]


def _entry(number: int, title: str, *stored: object) -> Entry:
    summary, label, published, page, position, left, state, language, _ = stored
    assert isinstance(page, int)
    assert isinstance(position, int)
    return Entry(
        id=number,
        title=one_line(title),
        summary=one_line(str(summary or "")),
        label=one_line(str(label or ""), LABEL),
        published=one_line(str(published or ""), LABEL),
        page=page,
        position=position,
        left=str(left or ""),
        state=str(state),
        language=str(language or ""),
    )
