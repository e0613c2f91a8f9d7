"""Completes a list with blocks whose link stands elsewhere than in the others: cards without title, for example."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extraction.listing_merit import Block, leads, make_block
from extraction.listing_outline import Outline
from extraction.listing_page import Anchor, ListPage, links_in
from extraction.listing_weights import SUSPECT

# A block has at least so much text: what is shorter between the blocks is a label or a button.
_LETTERS = 40


def with_siblings(page: ListPage, blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` and, in document order, each sibling of two of them that is marked up like these and leads to
    an address of its own.
    """
    families: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        families[page.outline.parent[block.box]].append(block)
    found = {block.url: block for block in blocks}
    for parent, family in families.items():
        if parent >= 0 and len(family) > 1:
            paths = {_path(page.outline, block.box, anchor.element) for block in family for anchor in block.anchors}
            for box in _unused_children(page, parent, family):
                if anchor := _own_link(page, box, paths, found):
                    found[anchor.url] = make_block(page, anchor, box)
    return sorted(found.values(), key=lambda block: block.box)


def _unused_children(page: ListPage, parent: int, family: Sequence[Block]) -> Iterable[int]:
    """Yield the children of ``parent`` that look like the boxes of ``family`` and are none of them."""
    outline = page.outline
    boxes = {block.box for block in family}
    first, last = min(boxes), max(boxes)
    markups = {(outline.tags[box].name, page.classes[box]) for box in boxes}
    child = parent + 1
    while child < outline.end[parent]:
        if child not in boxes and outline.size(child) >= _LETTERS and page.weight[child] > SUSPECT:
            among = first < child < last
            if any(_alike(page, child, *markup, among) for markup in markups):
                yield child
        child = outline.end[child]


def _alike(page: ListPage, child: int, name: str, classes: frozenset[str], among: bool) -> bool:
    """Return whether an element has the tag and the classes of a box; without classes it has to stand among boxes."""
    own = page.classes[child]
    return page.outline.tags[child].name == name and (own == classes if own else among and not classes)


def _own_link(page: ListPage, box: int, paths: set[tuple[str, ...]], known: dict[str, Block]) -> Anchor | None:
    """Return the link of a sibling: where the others have theirs, or the only one of a box with their class."""
    inside = [each for each in links_in(page.outline, box, page.anchors) if leads(page, each)]
    new = [each for each in inside if each.url not in known]
    same = next((each for each in new if _path(page.outline, box, each.element) in paths), None)
    if same or len({each.url for each in inside}) != 1 or not page.classes[box]:
        return same
    return next(iter(new), None)


def _path(outline: Outline, box: int, element: int) -> tuple[str, ...]:
    names = []
    while element != box and element >= 0:
        names.append(outline.tags[element].name)
        element = outline.parent[element]
    return tuple(names)
