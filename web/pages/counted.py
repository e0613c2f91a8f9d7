"""What the search index knows without a question to the archive: counts, first and last dates, topics that go together.

One question in SQL for the newest article of each topic reads all articles: seconds for a million of them.
"""

from collections.abc import Iterable

from pyroaring import BitMap

from web.search.asked import Facet
from web.search.bitmaps import Bitmaps
from web.search.found import FacetValue

LAST_DAYS = range(31, 0, -1)
FIRST_DAYS = range(1, 32)


def articles(state: Bitmaps, facet: Facet, value: str) -> BitMap:
    """Return the ids of the articles that have ``value`` in ``facet``."""
    return state.having(facet, value)


def span(state: Bitmaps, ids: BitMap) -> tuple[str, str] | None:
    """Return the first and last day (YYYY-MM-DD) of articles, None if there are none with a date that can be read.

    The day of an article without a date of publication is that on which it was first seen.
    """
    months = list(state.facets["month"])
    first, last = _day(state, ids, months, FIRST_DAYS), _day(state, ids, reversed(months), LAST_DAYS)
    return (first, last) if first else None


def newest(state: Bitmaps, ids: BitMap) -> str:
    """Return the last day (YYYY-MM-DD) of articles, as ``span`` does; an empty string where there is none."""
    return _day(state, ids, reversed(list(state.facets["month"])), LAST_DAYS)


def related(state: Bitmaps, slug: str, most: int) -> list[FacetValue]:
    """Return the topics that stand most often beside the topic ``slug``, with the number of articles they share."""
    ours = articles(state, "topic", slug)
    shared = {
        other: ours.intersection_cardinality(ids) for other, ids in state.facets["topic"].items() if other != slug
    }
    first = sorted((other for other in shared if shared[other]), key=lambda other: (-shared[other], other))[:most]
    titles = state.names.titles
    return [
        FacetValue(value=other, label=titles.get(other, other), count=shared[other], chosen=False) for other in first
    ]


def _day(state: Bitmaps, ids: BitMap, months: Iterable[str], days: Iterable[int]) -> str:
    """Return the first of ``days`` in the first of ``months`` on which there is one of ``ids``."""
    held = state.columns["day"]
    for month in months:
        if ids.intersect(state.facets["month"][month]):
            dates = (f"{month}-{day:02}" for day in days)
            return next((date for date in dates if ids.intersect(held.get(date, BitMap()))), "")
    return ""
