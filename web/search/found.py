"""What a search finds."""

from dataclasses import dataclass, field
from typing import Literal

from web.search.asked import Asked, Facet, Sort

# Why a search found nothing or less than was asked for: texts ``search.advice_*`` explain each.
Advice = Literal["", "no_words", "only_unwanted", "short_prefix", "too_many_terms", "too_many_to_rank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article in a list. ``date`` is its day, ``dated`` whether that is the publication's, else the first sight's.

    ``title`` and ``snippet`` hold U+0002 and U+0003 around each hit; ``web.search.marks.marked`` shows them. ``also``
    are copies of the same story, found or not: ids and titles of their sources, the earliest and then the lowest ids
    first, five at most of ``also_total``.
    """

    id: int
    url: str
    title: str
    snippet: str
    source: str
    source_title: str
    date: str
    dated: bool
    kind: str
    language: str
    organisation: str
    state: str
    topics: tuple[tuple[str, str], ...]
    also: tuple[tuple[int, str], ...] = ()
    also_total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value of a facet: its label for people, the number of articles that it would give, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """Spellings that were searched as well: what was typed, and the others."""

    typed: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a search: one page of hits, and exact counts over all of them.

    The values of a facet are counted as if nothing were chosen in it, so that a choice can be widened; most first
    (years and months: newest first), chosen ones among them even at 0. ``facets`` has the most frequent ones
    (``web.search.facets.MOST``), ``counted`` says how many there are. ``months`` counts all articles by month
    (YYYY-MM, ascending; none is left out between the first and the last unless they are 1,200 months apart) as if
    neither year nor month were chosen. ``sort`` is the order that was used.

    Of the copies of one story that are found, the earliest alone is a hit and counts, unless ``asked`` wants all; so
    each count is the ``total`` that its value alone would give. ``copies`` is the number of those left out.
    """

    asked: Asked
    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)
    counted: dict[Facet, int] = field(default_factory=dict)
    months: tuple[tuple[str, int], ...] = ()
    sort: Sort = "newest"
    advice: Advice = ""
    variants: tuple[Variants, ...] = ()
    nearest: tuple[str, ...] = ()
    copies: int = 0

    @property
    def pages(self) -> int:
        """The number of pages."""
        return -(-self.total // 20)
