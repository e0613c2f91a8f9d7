"""The choices beside a list of hits, as the page shows them, and those that are made."""

from dataclasses import dataclass

from web.search.asked import FACETS, Asked, Facet
from web.search.found import FacetValue, Found

# Months are chosen in the chart.
SHOWN: tuple[Facet, ...] = ("source", "topic", "organisation", "kind", "language", "country", "year")
# Values that are shown at once, and those behind "more" with them. There are no others: a page stays small.
FIRST, MOST = 8, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that can be chosen or dropped, and the query string of the search after that."""

    value: FacetValue
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A facet: chosen values first, ``rest`` behind a fold, and how many are left out."""

    facet: Facet
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A choice that is made; ``query`` is the search without it."""

    facet: Facet
    label: str
    query: str


def groups(found: Found) -> tuple[Group, ...]:
    """Return the facets of ``found`` in which there is something to choose or to drop."""
    listed = ((facet, found.facets.get(facet, ())) for facet in SHOWN)
    return tuple(group(facet, values, found.asked, found.counted[facet]) for facet, values in listed if _useful(values))


def group(facet: Facet, values: tuple[FacetValue, ...], asked: Asked, total: int = 0) -> Group:
    """Return ``values`` as choices, those that are chosen first; ``total`` is how many there are, if there are more."""
    chosen = sum(value.chosen for value in values)
    first, most = max(FIRST, chosen), max(MOST, chosen)
    if len(values) == first + 1:
        # A fold takes as much room as the one value behind it.
        first += 1
    choices = tuple(
        Choice(value=value, query=asked.toggled(facet, value.value).query_string())
        for value in sorted(values, key=lambda value: not value.chosen)[:most]
    )
    left_out = max(len(values), total) - most
    return Group(facet=facet, first=choices[:first], rest=choices[first:], left_out=max(left_out, 0))


def chips(found: Found) -> tuple[Chip, ...]:
    """Return the choices that are made, in the order of the facets."""
    asked = found.asked
    return tuple(
        Chip(facet=facet, label=_label(found, facet, value), query=asked.toggled(facet, value).query_string())
        for facet in FACETS
        for value in asked.chosen(facet)
    )


def _label(found: Found, facet: Facet, value: str) -> str:
    return next((one.label for one in found.facets.get(facet, ()) if one.value == value), value)


def _useful(values: tuple[FacetValue, ...]) -> bool:
    """Return whether a choice would change anything: one value for all articles narrows nothing."""
    return len(values) > 1 or any(value.chosen for value in values)
