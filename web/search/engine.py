"""The search: one page of hits, exact counts, and all ids for feeds and files."""

from array import array
from collections.abc import Sequence
from itertools import islice

from pyroaring import BitMap

from web.answers import Reading
from web.search.asked import PAGE_SIZE, Asked, Sort
from web.search.bitmaps import Bitmaps
from web.search.facets import counted, months, narrowed
from web.search.found import Advice, Found, Hit
from web.search.matches import MOST_RANKED, matches, ranked
from web.search.nearest import nearest
from web.search.once import once
from web.search.order import newest_first
from web.search.query import Query, parse
from web.search.rows import rows


def find(reading: Reading, asked: Asked) -> Found:
    """Return one page of what is asked for, and exact counts over all of it.

    Whatever the words and values are, they are no error. Raises sqlite3.OperationalError when the time is up, and
    NotReadyError before the index is loaded.
    """
    state = reading.index.state
    query = _query(state, asked)
    hits = _hits(reading, state, asked, query)
    found = narrowed(state, asked, hits)
    shown = _shown(state, asked, found)
    sort = _sort(asked, query, hits)
    start = (asked.page - 1) * PAGE_SIZE
    ids = _ordered(reading, state, shown, query, sort, start, start + PAGE_SIZE)
    facets, totals = counted(state, asked, hits, reading.texts)
    return Found(
        asked=asked,
        total=len(shown),
        hits=tuple(rows(reading.db, ids, query.expression)),
        facets=facets,
        counted=totals,
        months=months(facets["month"]),
        sort=sort,
        advice=_advice(asked, query, sort),
        variants=query.variants,
        nearest=() if hits or not query.words else nearest(reading.db, query.words),
        copies=len(found) - len(shown),
    )


def matching(reading: Reading, asked: Asked) -> Sequence[int]:
    """Return the ids of all articles that are asked for, in the order asked for, whatever the page."""
    state = reading.index.state
    query = _query(state, asked)
    hits = _hits(reading, state, asked, query)
    shown = _shown(state, asked, narrowed(state, asked, hits))
    return _ordered(reading, state, shown, query, _sort(asked, query, hits), 0, len(shown))


def hits(reading: Reading, ids: Sequence[int], asked: Asked) -> tuple[Hit, ...]:
    """Return the articles ``ids`` in this order, without those that are gone; the words of ``asked`` are marked.

    Marking takes a look into the full-text index for each: leave the words out where nobody sees the marks.
    """
    return tuple(rows(reading.db, ids, _query(reading.index.state, asked).expression))


def _query(state: Bitmaps, asked: Asked) -> Query:
    return parse(asked.words, state.names.spellings, exact=asked.exact) if asked.words else Query(expression="")


def _hits(reading: Reading, state: Bitmaps, asked: Asked, query: Query) -> BitMap:
    """Return the articles that have the words; without words, all."""
    if not asked.words:
        return state.everything
    if not query.expression:
        return BitMap()
    return matches(reading.index, reading.db, query.expression) & state.everything


def _shown(state: Bitmaps, asked: Asked, found: BitMap) -> BitMap:
    return found if asked.copies == "all" else once(state, found)


def _sort(asked: Asked, query: Query, hits: BitMap) -> Sort:
    """Return the order to use: without words none is better than another, and too many are not ranked."""
    return asked.sort if query.expression and len(hits) <= MOST_RANKED else "newest"


def _advice(asked: Asked, query: Query, sort: Sort) -> Advice:
    if query.advice or not query.expression or sort == asked.sort:
        return query.advice
    return "too_many_to_rank"


def _ordered(
    reading: Reading, state: Bitmaps, found: BitMap, query: Query, sort: Sort, start: int, stop: int
) -> Sequence[int]:
    """Return the articles ``found`` from place ``start`` to before ``stop`` in an order."""
    if start >= len(found):
        return ()
    if sort == "newest":
        return newest_first(state, found, start, stop)
    best = ranked(reading.index, reading.db, query.expression).tolist()
    return array("I", islice((key for key in best if key in found), start, stop))
