"""Reads a list by the selectors that its source declares, and says where they no longer fit the page."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.blocks import find_blocks
from extraction.listing_merit import Block, leads, make_block
from extraction.listing_page import ListPage, links_in
from extraction.listing_segments import segments
from extraction.listing_texts import day_of, is_cut
from extraction.listing_weights import LANDMARK
from extraction.listing_words import is_generic
from extraction.pager import can_turn, next_page
from items import Card, Hints

# Declared and structural cards are one list when they have this much in common (F1 of their addresses).
_AGREEMENT = 0.5


def choose_blocks(page: ListPage, hints: Hints) -> tuple[list[Block], list[str]]:
    """Return the blocks of the list, and a sentence for each declared selector that does not fit the page.

    Declared blocks are taken when they agree with those found by structure, or when structure finds none and they
    stand outside menus and side columns.
    """
    scope = next(iter(_select(page, 0, hints.list)), 0)
    blocks = find_blocks(page, scope)
    declared = _declared(page, _select(page, scope, hints.item), hints, blocks)
    if declared and (_agree(declared, blocks) or not (blocks or _in_menus(page, declared))):
        return declared, _list_drift(hints.list, scope)
    drift = _list_drift(hints.list, scope)
    if scope and not blocks and (blocks := find_blocks(page)):
        drift.append(f"The declared list {hints.list!r} holds no cards; {len(blocks)} stand elsewhere on the page.")
    if hints.item:
        drift.append(f"The declared item {hints.item!r} found {len(declared)} cards, structure {len(blocks)} others.")
    return blocks, drift


def _list_drift(selector: str, scope: int) -> list[str]:
    return [f"The declared list {selector!r} found nothing on the page."] if selector and not scope else []


def choose_next(page: ListPage, blocks: Sequence[Block], selector: str) -> tuple[str | None, list[str]]:
    """Return the address of the next page, and a sentence when the declared link to it is not there but a pager is."""
    structural = next_page(page, blocks)
    if not selector:
        return structural, []
    cards = {block.url for block in blocks}
    anchors = [
        each for found in _select(page, 0, selector) for each in page.anchors if page.outline.holds(found, each.element)
    ]
    declared = next((each.url for each in anchors if can_turn(page, each.url, cards)), None)
    if structural and not declared:
        return structural, [f"The declared next page {selector!r} found nothing; the pager leads to {structural}."]
    return declared, []


def refine(
    page: ListPage, blocks: Sequence[Block], cards: Sequence[Card], hints: Hints
) -> tuple[tuple[Card, ...], list[str]]:
    """Return ``cards`` with the fields that the declared selectors find in ``blocks``, and a sentence for each of
    these selectors that finds nothing in any block.
    """
    selectors = {"title": hints.title, "teaser": hints.teaser, "label": hints.label, "date": hints.date}
    missing = {field: selector for field, selector in selectors.items() if selector and cards}
    refined = []
    for block, card in zip(blocks, cards, strict=True):
        for field, selector in selectors.items():
            if found := _select(page, block.box, selector):
                missing.pop(field, None)
                card = _with_field(page, block, card, field, found[0])
        refined.append(card)
    drift = [f"The declared {field} {selector!r} found nothing in any card." for field, selector in missing.items()]
    return tuple(refined), drift


def _select(page: ListPage, inside: int, selector: str) -> list[int]:
    """Return the visible elements in element ``inside`` that ``selector`` finds, none when it is empty or no CSS."""
    from soupsieve import SelectorSyntaxError

    if not selector:
        return []
    try:
        tags = page.outline.tags[inside].select(selector)
    except SelectorSyntaxError:
        return []
    return [page.outline.number[id(tag)] for tag in tags if id(tag) in page.outline.number]


def _declared(page: ListPage, boxes: Sequence[int], hints: Hints, structural: Sequence[Block]) -> list[Block]:
    known = {block.url for block in structural}
    blocks: dict[str, Block] = {}
    for box in boxes:
        inside = [each for each in links_in(page.outline, box, page.anchors) if leads(page, each)]
        named = [found for selector in (hints.link, hints.title) for found in _select(page, box, selector)]
        chosen = [each for found in named for each in inside if _same_place(page, found, each.element)]
        chosen += [each for each in inside if each.url in known]
        chosen += sorted(inside, key=lambda each: (not each.heading, is_generic(each.text)))
        if chosen:
            blocks.setdefault(chosen[0].url, make_block(page, chosen[0], box))
    return list(blocks.values())


def _same_place(page: ListPage, found: int, link: int) -> bool:
    return page.outline.holds(found, link) or page.outline.holds(link, found)


def _agree(declared: Sequence[Block], structural: Sequence[Block]) -> bool:
    one, other = ({block.url for block in blocks} for blocks in (declared, structural))
    return 2 * len(one & other) >= _AGREEMENT * (len(one) + len(other))


def _in_menus(page: ListPage, blocks: Sequence[Block]) -> bool:
    return any(page.weight[block.box] <= LANDMARK for block in blocks)


def _with_field(page: ListPage, block: Block, card: Card, field: str, element: int) -> Card:
    text = _text(page, block, element)
    if field == "teaser":
        return replace(card, summary=text, summary_truncated=is_cut(text))
    if field == "date":
        day = day_of(str(page.outline.tags[element].get("datetime", ""))[:10]) or day_of(
            text, page.order, page.language
        )
        return replace(card, published=day or card.published)
    return replace(card, title=text) if field == "title" else replace(card, label=text)


def _text(page: ListPage, block: Block, element: int) -> str:
    """Return the text of ``element`` without the link that only says "Read more"."""
    links = {each.element for each in block.anchors}
    parts = segments(page, element, page.outline.run_range(element), links)
    return " ".join(part.text for part in parts if not (part.link >= 0 and is_generic(part.text)))
