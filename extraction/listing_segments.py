"""Cuts the text of a card into segments: a title, a date, a teaser, each where the page itself sets it apart."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from extraction.listing_outline import BREAK, HEADINGS, INLINE, Outline
from extraction.listing_page import ListPage, class_names, rel_of
from extraction.listing_words import LABEL_CLASS

_WORD_LETTERS = 15

# Where a segment stands in its card: tag and classes of every element around it, below the card.
Column = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text: the smallest element that holds it, the link to the card's article that holds it (or -1), and
    the heading that holds it (or -1).
    """

    text: str
    element: int
    link: int
    heading: int
    column: Column


class _Around(NamedTuple):
    """The elements around a piece of text that set it apart: a heading, an own link, a label."""

    heading: int = -1
    link: int = -1
    label: int = -1


def segments(page: ListPage, box: int, runs: range, links: Collection[int]) -> list[Segment]:
    """Return the segments of ``runs``, which lie in element ``box``; ``links`` are the card's links to its article.

    A block element, an own link, or a row of inline elements with nothing but punctuation between them is a segment
    each; a heading is one segment whatever else it holds.
    """
    outline, found = page.outline, []
    for around, pairs in groupby(_runs_around(outline, box, runs, links), key=itemgetter(0)):
        piece = [run for _, run in pairs]
        if around:
            for part in [piece] if around.heading >= 0 else _inline_parts(page, piece):
                text = " ".join("".join(outline.runs[run] for run in part).split())
                element = _holder(outline, part)
                found.append(Segment(text, element, around.link, around.heading, _column(page, box, element)))
    return found


def _runs_around(
    outline: Outline, box: int, runs: range, links: Collection[int]
) -> Iterator[tuple[_Around | None, int]]:
    """Yield each run with what is around it: None between blocks of text, save for those in one heading."""
    here: _Around | None = None
    for run in runs:
        owner = outline.owner[run]
        if outline.runs[run] is BREAK:
            in_heading = here and here.heading >= 0 and owner != here.heading and outline.holds(here.heading, owner)
            here = here if in_heading else None
        elif outline.runs[run].strip():
            here = _around(outline, box, owner, links)
        yield here, run


def _around(outline: Outline, box: int, element: int, links: Collection[int]) -> _Around:
    heading = link = label = -1
    for each in (element, *outline.up(element)):
        tag = outline.tags[each]
        if tag.name in HEADINGS:
            heading = each
        elif each in links:
            link = each
        elif tag.name in INLINE and (any(map(LABEL_CLASS.search, class_names(tag))) or "category" in rel_of(tag)):
            label = each
        if each == box:
            break
    return _Around(heading, link, label)


def _inline_parts(page: ListPage, piece: list[int]) -> list[list[int]]:
    """Return ``piece`` cut between inline elements that stand side by side, or whole when text stands between them."""
    outline = page.outline
    holder = _holder(outline, piece)
    text = [run for run in piece if outline.runs[run].strip()]
    places = [_child(outline, holder, outline.owner[run]) for run in text]
    bare = "".join(outline.runs[run] for run, place in zip(text, places, strict=True) if place == holder)
    children = [place for place in dict.fromkeys(places) if place != holder]
    if any(letter.isalnum() for letter in bare) or len(children) < 2 or _are_words(page, children):
        return [piece]
    return [[run for run in piece if outline.first_run[place] <= run < outline.last_run[place]] for place in children]


def _are_words(page: ListPage, elements: Sequence[int]) -> bool:
    """Return whether ``elements`` are the words of one text, each wrapped alike for the sake of an effect."""
    alike = {(page.outline.tags[each].name, page.classes[each]) for each in elements}
    return len(alike) == 1 and sum(map(page.outline.size, elements)) < _WORD_LETTERS * len(elements)


def _holder(outline: Outline, piece: Sequence[int]) -> int:
    """Return the smallest element that holds all text of ``piece``."""
    holder = -1
    for run in piece:
        if outline.runs[run].strip():
            holder = outline.owner[run] if holder < 0 else outline.common(holder, outline.owner[run])
    return holder


def _child(outline: Outline, holder: int, element: int) -> int:
    while element != holder and outline.parent[element] != holder:
        element = outline.parent[element]
    return element


def _column(page: ListPage, box: int, element: int) -> Column:
    chain = []
    while element >= 0 and element != box:
        chain.append((page.outline.tags[element].name, page.classes[element]))
        element = page.outline.parent[element]
    return tuple(reversed(chain))
