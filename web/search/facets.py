"""Choices among the values of facets, and exact counts of what each would give."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from pyroaring import BitMap

from web.search.asked import FACETS, Asked, Copies, Facet
from web.search.bitmaps import Bitmaps
from web.search.copies import FoundCopies, among, left_out
from web.search.found import FacetValue
from web.search.labels import label
from web.texts import Texts

# Counted without regard to these: a year and its months are one choice of time.
OWN: dict[Facet, tuple[Facet, ...]] = {facet: (facet,) for facet in FACETS} | dict.fromkeys(
    ("year", "month"), ("year", "month")
)
# Times are in their own order, newest first; other values by their counts.
TIMES = ("year", "month")
# A chart of more months than a hundred years have is none: those without articles are left out then.
MOST_MONTHS = 1200
# The most frequent values of a facet that an answer has: thousands of organisations write for one archive.
MOST = 100


def narrowed(state: Bitmaps, asked: Asked, hits: BitMap, ignored: tuple[Facet, ...] = ()) -> BitMap:
    """Return those of ``hits`` that have the chosen values, in facets that are not ``ignored``."""
    for facet in FACETS:
        if facet not in ignored and (chosen := asked.chosen(facet)):
            hits = hits & BitMap.union(BitMap(), *(state.having(facet, value) for value in chosen))
    return hits


def counted(
    state: Bitmaps, asked: Asked, hits: BitMap, texts: Texts
) -> tuple[dict[Facet, tuple[FacetValue, ...]], dict[Facet, int]]:
    """Return the MOST frequent values of all facets, with those that are chosen, and how many values each facet has.

    Of times, none is left out.
    """
    found = narrowed(state, asked, hits)
    copies = _copies(state, asked.copies, found)
    facets: dict[Facet, tuple[FacetValue, ...]] = {}
    totals: dict[Facet, int] = {}
    for facet in FACETS:
        if any(asked.chosen(own) for own in OWN[facet]):
            free = narrowed(state, asked, hits, OWN[facet])
            counts = _counts(state, facet, free, _copies(state, asked.copies, free))
        else:
            counts = _counts(state, facet, found, copies)
        chosen = asked.chosen(facet)
        first = islice(counts, len(counts) if facet in TIMES else MOST)
        values = [
            FacetValue(
                value=value,
                label=label(state, texts, facet, value),
                count=counts.get(value, 0),
                chosen=value in chosen,
            )
            for value in dict.fromkeys((*first, *chosen))
        ]
        values.sort(key=lambda value: value.label)
        values.sort(key=lambda value: value.value if facet in TIMES else value.count, reverse=True)
        facets[facet] = tuple(values)
        totals[facet] = len(counts.keys() | chosen)
    return facets, totals


def months(values: tuple[FacetValue, ...]) -> tuple[tuple[str, int], ...]:
    """Return the counts of all months from the first to the last that has any, oldest first."""
    counts = {value.value: value.count for value in values if value.count}
    if not counts:
        return ()
    first, last = _number(min(counts)), _number(max(counts))
    if last - first >= MOST_MONTHS:
        return tuple(sorted(counts.items()))
    return tuple((month, counts.get(month, 0)) for month in map(_month, range(first, last + 1)))


def _copies(state: Bitmaps, copies: Copies, articles: BitMap) -> FoundCopies | None:
    return among(state.groups, articles) if copies == "one" and state.groups.later else None


def _counts(state: Bitmaps, facet: Facet, articles: BitMap, copies: FoundCopies | None) -> dict[str, int]:
    """Return the number of ``articles`` for each value of a facet that any has, the most first, then by value.

    Of ``copies`` the earliest alone counts; without them, each does.
    """
    if articles is state.everything:
        return _counts_of_everything(state, facet, copies is not None)
    return _count(state, facet, articles, copies)


@lru_cache(maxsize=2 * len(FACETS))
def _counts_of_everything(state: Bitmaps, facet: Facet, once: bool) -> dict[str, int]:
    """Return what is counted on most pages: the whole archive, once for each state of it."""
    return _count(state, facet, state.everything, among(state.groups, state.everything) if once else None)


def _count(state: Bitmaps, facet: Facet, articles: BitMap, copies: FoundCopies | None) -> dict[str, int]:
    if facet == "organisation":
        return state.organisations.counts(articles, state.groups if copies else None)
    return dict(sorted(_counted(state, facet, articles, copies), key=lambda pair: (-pair[1], pair[0])))


def _counted(state: Bitmaps, facet: Facet, articles: BitMap, copies: FoundCopies | None) -> Iterator[tuple[str, int]]:
    for value, ids in state.facets[facet].items():
        if count := ids.intersection_cardinality(articles):
            if copies:
                count -= left_out(state.groups, copies, ids, state.sharing(facet, value))
            yield value, count


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
