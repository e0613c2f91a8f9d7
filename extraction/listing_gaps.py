"""What a list prints between its blocks: labels that stand before the card they name, and, in lists that are flat
(``h3 p h3 p``, ``dt dd dt dd``), teasers and dates.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extraction.listing_columns import is_called
from extraction.listing_outline import Outline
from extraction.listing_page import ListPage
from extraction.listing_segments import Segment, segments
from extraction.listing_texts import is_date, is_label
from extraction.listing_words import LABEL_CLASS

_TEASER_LETTERS, _FIRST_LABEL_LETTERS = 40, 30


@dataclass(frozen=True, slots=True)
class Gaps:
    """For each block its label, or an empty string, and the texts around it that belong to it."""

    labels: list[str]
    texts: list[list[Segment]]


def read_gaps(page: ListPage, boxes: Sequence[int]) -> Gaps:
    """Return what stands between ``boxes``, the elements of a list's blocks in document order, by block."""
    gaps: list[Sequence[Segment]] = [segments(page, 0, runs, ()) for runs in _ranges(page.outline, boxes)]
    texts: list[list[Segment]] = [[] for _ in boxes]
    if _is_flat(gaps):
        if any(map(_is_text, gaps[-1][:2])) or not any(map(_is_text, gaps[0][-2:])):
            texts, gaps = _taken_after(gaps)
        else:
            texts, gaps = _taken_before(gaps)
    return Gaps(_labels(page.outline, gaps[:-1]), texts)


def _ranges(outline: Outline, boxes: Sequence[int]) -> list[range]:
    """Return the runs before the first box, between each two, and after the last, none outside the boxes' parents."""
    starts = [outline.first_run[outline.parent[boxes[0]]], *(outline.last_run[box] for box in boxes)]
    stops = [*(outline.first_run[box] for box in boxes), outline.last_run[outline.parent[boxes[-1]]]]
    return [range(start, stop) for start, stop in zip(starts, stops, strict=True)]


def _is_text(segment: Segment) -> bool:
    return segment.heading < 0 and (len(segment.text) >= _TEASER_LETTERS or is_date(segment.text))


def _is_flat(gaps: Sequence[Sequence[Segment]]) -> bool:
    inner = gaps[1:-1]
    return bool(inner) and 2 * sum(any(map(_is_text, gap)) for gap in inner) >= len(inner)


def _taken_after(gaps: Sequence[Sequence[Segment]]) -> tuple[list[list[Segment]], list[Sequence[Segment]]]:
    """Return for each block the texts that follow it, up to the last teaser or date, and the gaps without them."""
    known = {segment.column for gap in gaps[1:-1] for segment in gap}
    # What follows the last block is also what follows the list.
    last = tuple(takewhile(lambda segment: segment.column in known, gaps[-1]))
    texts, left = [], [gaps[0]]
    for gap in [*gaps[1:-1], last]:
        end = max((number + 1 for number, segment in enumerate(gap) if _is_text(segment)), default=0)
        texts.append(list(gap[:end]))
        left.append(gap[end:])
    return texts, left


def _taken_before(gaps: Sequence[Sequence[Segment]]) -> tuple[list[list[Segment]], list[Sequence[Segment]]]:
    """Return for each block the texts that precede it, from the first teaser or date on, and the gaps without them."""
    known = {segment.column for gap in gaps[1:-1] for segment in gap}
    # What precedes the first block is also what precedes the list.
    foreign = [number for number, segment in enumerate(gaps[0], 1) if segment.column not in known]
    texts, left = [], []
    for gap, skipped in zip(gaps[:-1], [max(foreign, default=0), *[0] * len(gaps)], strict=False):
        starts = (number for number, segment in enumerate(gap) if number >= skipped and _is_text(segment))
        start = next(starts, len(gap))
        texts.append(list(gap[start:]))
        left.append(gap[:start])
    return texts, [*left, gaps[-1]]


def _labels(outline: Outline, gaps: Sequence[Sequence[Segment]]) -> list[str]:
    """Return for each block the last short text of the gap before it. A heading is a label only where it comes again:
    else it is the heading of a section, and what stands before the first block is often the heading of the list.
    """
    last = [gap[-1] if gap and is_label(gap[-1].text) else None for gap in gaps]
    headings = Counter(each.text for each in last if each and each.heading >= 0)
    found = [each if each and (each.heading < 0 or headings[each.text] > 1) else None for each in last]
    columns = {each.column for each in found[1:] if each}
    if found[0] and found[0].column not in columns and not _is_surely_label(outline, found[0]):
        found[0] = None
    return [each.text if each else "" for each in found]


def _is_surely_label(outline: Outline, segment: Segment) -> bool:
    called = is_called(segment, LABEL_CLASS, levels=2)
    return called or (outline.tags[segment.element].name != "p" and len(segment.text) <= _FIRST_LABEL_LETTERS)
