"""Finds the repeated blocks of a list page, each with a link of its own, without knowing the site's markup.

Links are grouped by where they stand: the tag names above them; the same with class names; the same with their place
among their siblings. In a group each link gets a box, the largest element around it that holds no other link of the
group, and the group a score for how much its boxes look like news. The best group is the list; links that stand in
the same markup elsewhere on the page join it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from extraction.listing_boxes import boxes, holder
from extraction.listing_merit import Block, is_bare, leads, make_block, mean_points, score
from extraction.listing_outline import Outline
from extraction.listing_page import Anchor, ListPage, links_in
from extraction.listing_siblings import with_siblings
from extraction.listing_weights import SUSPECT

# A link joins the list when its group has at least this share of the list's points on average.
_JOINING = 0.4
# Blocks that are nothing but a link do not belong to a list where this share of the blocks is more.
_RICH = 0.8

# A list is at most so many levels above its links, to begin with the second.
_CONTAINERS = (1, 4)

_Markup = tuple[frozenset[str], ...]


def find_blocks(page: ListPage, inside: int = 0) -> list[Block]:
    """Return the blocks of the list that element ``inside`` of ``page`` holds, in document order, or []."""
    anchors = [anchor for anchor in links_in(page.outline, inside, page.anchors) if leads(page, anchor)]
    ranked: list[tuple[float, list[Anchor], list[Block]]] = []
    for group in _groups(page, anchors):
        blocks = blocks_of(page, [group])
        ranked.append((score(page, blocks), group, blocks))
    ranked = sorted((entry for entry in ranked if entry[0] > 0), key=lambda entry: -entry[0])
    if not ranked:
        return []
    blocks = _joined(page, ranked[0][1], ranked[0][2], [blocks for _, _, blocks in ranked[1:]])
    rich = [block for block in blocks if not is_bare(page, block)]
    return with_siblings(page, rich if len(rich) > _RICH * len(blocks) else blocks)


def blocks_of(page: ListPage, groups: Sequence[Sequence[Anchor]]) -> list[Block]:
    """Return a block for each address that ``groups`` of links lead to, in document order."""
    return [make_block(page, anchor, box) for anchor, box in boxes(page.outline, groups)]


def _groups(page: ListPage, anchors: Iterable[Anchor]) -> list[list[Anchor]]:
    """Return the links that stand alike, one group for each likeness: a link is in several."""
    outline = page.outline
    kin, place = _kin(page), _places(outline)
    alike: dict[tuple[str, *tuple[int, ...]], list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        element, path, parent = anchor.element, outline.path[anchor.element], outline.parent[anchor.element]
        alike["tags", path].append(anchor)
        alike["classes", kin[element]].append(anchor)
        alike["place", path, place[element]].append(anchor)
        alike["places", path, place[element], place[parent]].append(anchor)
        for above in islice(outline.up(element), *_CONTAINERS):
            alike["container", path, above].append(anchor)
    groups = [group for (kind, *_), group in alike.items() if kind in ("tags", "classes") or len(group) > 2]
    return list({tuple(anchor.element for anchor in group): group for group in groups}.values())


def _kin(page: ListPage) -> list[int]:
    """Return for each element one number for all elements with the same tags and classes from the root down, the
    classes of a single item (``post-17``) left out.
    """
    known: dict[tuple[int, str, frozenset[str]], int] = {}
    kin: list[int] = []
    for tag, parent, classes in zip(page.outline.tags, page.outline.parent, page.classes, strict=True):
        key = (kin[parent] if parent >= 0 else -1, tag.name, classes)
        kin.append(known.setdefault(key, len(known)))
    return kin


def _places(outline: Outline) -> list[int]:
    """Return for each element how many siblings stand before it."""
    seen: Counter[int] = Counter()
    places = []
    for parent in outline.parent:
        places.append(seen[parent])
        seen[parent] += 1
    return places


def _joined(page: ListPage, group: list[Anchor], blocks: list[Block], others: Sequence[list[Block]]) -> list[Block]:
    """Return ``blocks`` together with those of ``others`` whose links stand in the same markup as a link of the first
    block: a first item set apart from the rest, or the same cards in several sections.
    """
    markups = {_markup(page, anchor.element) for anchor in blocks[0].anchors}
    least = _JOINING * mean_points(page, blocks)
    taken = [block.box for block in blocks]
    known = {block.url for block in blocks}
    groups = [group]
    for other in others:
        new = [block.anchor for block in other if block.url not in known and _joins(page, block, markups, taken)]
        if new and mean_points(page, other) >= least:
            known.update(anchor.url for anchor in new)
            groups.append(new)
    return blocks_of(page, groups) if any(groups[1:]) else blocks


def _joins(page: ListPage, block: Block, markups: set[_Markup], boxes: Sequence[int]) -> bool:
    return (
        page.weight[max(0, page.outline.parent[block.box])] > SUSPECT
        and any(_alike(markup, _markup(page, block.anchor.element)) for markup in markups)
        and holder(page.outline, boxes, block.anchor.element) is None
    )


def _markup(page: ListPage, element: int) -> _Markup:
    """Return the classes of a link and of the two elements above it."""
    return tuple(page.classes[each] for each in [element, *page.outline.up(element)][:3])


def _alike(one: _Markup, other: _Markup) -> bool:
    """Return whether two markups have classes, and half of them in common at each level."""
    pairs = [(mine, theirs) for mine, theirs in zip(one, other, strict=False) if mine or theirs]
    return bool(pairs) and all(len(mine & theirs) * 2 >= max(1, min(len(mine), len(theirs))) for mine, theirs in pairs)
