"""What a search address asks for. The address holds the whole state of the page: it can be kept, sent and linked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal
from urllib.parse import urlencode

# A year is four digits, a month is YYYY-MM; kind, language and country are the values of their columns.
Facet = Literal["source", "topic", "organisation", "kind", "language", "country", "year", "month"]
FACETS: tuple[Facet, ...] = (
    "source",
    "topic",
    "organisation",
    "kind",
    "language",
    "country",
    "year",
    "month",
)
Sort = Literal["newest", "best"]
# Whether copies of a story are found as one article, the earliest of them, or all.
Copies = Literal["one", "all"]

PAGE_SIZE = 20
# Nobody types more; what is longer is cut, so that no request is unbounded.
MOST_CHARACTERS = 500
MOST_VALUES = 20
MOST_PAGES = 1_000_000
_ANY = re.compile(r".*", re.DOTALL)
_FORMS = {"year": re.compile(r"[0-9]{4}"), "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search: words, chosen values of facets, order, and page (from 1).

    Values of one facet widen the search, facets narrow it. ``exact`` turns spelling variants off.
    """

    q: str = ""
    source: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    sort: Sort = "newest"
    exact: bool = False
    copies: Copies = "one"
    page: int = 1

    @property
    def words(self) -> str:
        """The words without space around them."""
        return self.q.strip()

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    def narrowed(self) -> bool:
        """Return whether any facet is chosen."""
        return any(self.chosen(facet) for facet in FACETS)

    def toggled(self, facet: Facet, value: str) -> "Asked":
        """Return this search with ``value`` chosen, or no longer chosen, from its first page on."""
        values = self.chosen(facet)
        changed = tuple(other for other in values if other != value) if value in values else (*values, value)
        return replace(self, page=1, **{facet: changed})  # type: ignore[arg-type]  # a facet's values

    def only(self, facet: Facet, value: str) -> "Asked":
        """Return this search with ``value`` alone chosen in ``facet``, from its first page on."""
        return replace(self, page=1, **{facet: (value,)})  # type: ignore[arg-type]  # a facet's values

    def without(self, *names: Facet) -> "Asked":
        """Return this search with nothing chosen in the facets ``names`` (in all, when none is named)."""
        return replace(self, page=1, **dict.fromkeys(names or FACETS, ()))  # type: ignore[arg-type]  # as above

    def with_(self, **changes: object) -> "Asked":
        """Return this search with ``changes``; its page is 1 unless they say otherwise."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names and values of the fields

    def query_string(self) -> str:
        """Return the query string, without the question mark; what is as it is by default is left out."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, tuple):
                pairs += [(field.name, one) for one in value]
            else:
                pairs.append((field.name, "1" if value is True else str(value)))
        return urlencode(pairs)


def parse(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Return the search that the name and value pairs of a query string ask for.

    Nothing is an error: what is unknown, empty or beyond measure is left out.
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value[:MOST_CHARACTERS])
    q = next((value for value in values.get("q", []) if value), "")
    page = values.get("page", ["1"])[-1]
    return Asked(
        q=q,
        **{facet: _chosen(facet, values.get(facet, [])) for facet in FACETS},
        sort="best" if values.get("sort", [""])[-1] == "best" else "newest",
        exact=values.get("exact", [""])[-1] == "1",
        copies="all" if values.get("copies", [""])[-1] == "all" else "one",
        page=min(max(int(page), 1), MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
    )


def _chosen(facet: Facet, values: list[str]) -> tuple[str, ...]:
    known = (value for value in values if value and _FORMS.get(facet, _ANY).fullmatch(value))
    return tuple(dict.fromkeys(known))[:MOST_VALUES]
