"""Puts links into boxes: around each link the largest element that holds no other link of its kind."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from extraction.listing_outline import Outline
from extraction.listing_page import Anchor

_ITEM_TAGS = frozenset("article li tr dd".split())
_PAGE_TAGS = frozenset("body main html form table [document]".split())
_PAGE_PARTS = ("h1", "nav", "aside")


def boxes(outline: Outline, groups: Sequence[Sequence[Anchor]]) -> list[tuple[Anchor, int]]:
    """Return for each address that ``groups`` of links lead to its first link and the box around this, in document
    order. Links of one group are expected to stand in boxes of one depth.
    """
    numbered = ((anchor.element, anchor, number) for number, group in enumerate(groups) for anchor in group)
    links = sorted(numbered, key=itemgetter(0))
    links = [link for k, link in enumerate(links) if k == 0 or links[k - 1][1].url != link[1].url]
    if len({anchor.url for _, anchor, _ in links}) == 1:
        return [(links[0][1], lone_box(outline, links[0][0]))]
    found: dict[str, tuple[Anchor, int]] = {}
    for (element, anchor, _), depth in zip(links, _depths(outline, links), strict=True):
        found.setdefault(anchor.url, (anchor, _ancestor(outline, element, depth)))
    return list(found.values())


def holder(outline: Outline, boxes: Sequence[int], element: int) -> int | None:
    """Return the one of ``boxes``, which are in document order and apart, that holds ``element``, or None."""
    before = bisect_right(boxes, element)
    return boxes[before - 1] if before and outline.holds(boxes[before - 1], element) else None


def lone_box(outline: Outline, element: int) -> int:
    """Return the box around the only link of its kind: an item element, or else all that is no part of the page."""
    box = element
    for above in outline.up(element):
        if outline.tags[above].name in _PAGE_TAGS:
            break
        if outline.has(above, *_PAGE_PARTS) and not outline.has(box, *_PAGE_PARTS):
            break
        box = above
        if outline.tags[above].name in _ITEM_TAGS:
            break
    return box


def _depths(outline: Outline, links: Sequence[tuple[int, Anchor, int]]) -> list[int]:
    """Return the depth of the box around each link. The first and the last link of a group have a neighbour on one
    side only, so no box is larger than is usual in its group.
    """
    shared = [outline.depth[outline.common(links[k][0], links[k + 1][0])] for k in range(len(links) - 1)]
    depths = [max(pair) + 1 for pair in zip([-1, *shared], [*shared, -1], strict=True)]
    usual: dict[int, Counter[int]] = {}
    for (_, _, number), depth in zip(links, depths, strict=True):
        usual.setdefault(number, Counter())[depth] += 1
    common = {number: max(counter, key=lambda depth: (counter[depth], depth)) for number, counter in usual.items()}
    return [max(depth, common[number]) for (_, _, number), depth in zip(links, depths, strict=True)]


def _ancestor(outline: Outline, element: int, depth: int) -> int:
    while outline.depth[element] > depth:
        element = outline.parent[element]
    return element
