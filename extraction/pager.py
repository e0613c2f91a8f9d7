"""Finds the link to the next page of a list: in the list's own pager, and never built from the address.

The signs are tried in the order of their worth on saved pages of some sixty sites: ``rel=next``, class names of known
pagers, words in thirty languages, an arrow, the number after the current one. Whatever the sign, the link must lead to
another page of the same list; by its numbers, where it has any, to the very next one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from urllib.parse import urlsplit

from extraction.listing_boxes import holder
from extraction.listing_merit import Block
from extraction.listing_page import Anchor, ListPage, class_names, links_in, rel_of, resolve, same_address
from extraction.listing_paging import adds_filter, advances, is_next_number, turns_pages
from extraction.listing_words import SIDE_CLASS
from extraction.pager_words import NEXT_ARROWS, NEXT_CLASS, leads_back, leads_on, leads_to_newer, shows_more

_NUMBER = re.compile(r"^\D{0,20}(\d{1,5})\D{0,3}$")
# A link that only its words name has at most so many letters, and a pager so many.
_WORDS, _PAGER = 40, 300
_LEVELS = 3


def next_page(page: ListPage, blocks: Sequence[Block]) -> str | None:
    """Return the absolute address of the next page of the list of ``blocks`` on ``page``, or None on the last page."""
    cards = {block.url for block in blocks}
    if head := _named_in_head(page, cards):
        return head
    outside = _links_outside(page, blocks)
    links = [
        anchor for anchor in outside if can_turn(page, anchor.url, cards) and not _in_side_column(page, anchor, blocks)
    ]
    links.sort(key=lambda anchor: _distance(page, anchor, blocks))
    for sign in (_named, _classed, _worded, _shown, _arrowed, _numbered):
        if found := next(sign(page, links), None):
            return found.url
    return None


def can_turn(page: ListPage, url: str, cards: set[str]) -> bool:
    """Return whether ``url`` can be another page of the list: an address of the site, of no card, with no filter that
    ``page`` has not, and by its numbers not a page before or far behind.
    """
    return (
        page.is_own(url)
        and url not in cards
        and not same_address(url, page.url)
        and not adds_filter(page.url, url)
        and advances(page.url, url) is not False
    )


def _named_in_head(page: ListPage, cards: set[str]) -> str | None:
    links = (tag for tag in page.head if tag.name == "link" and "next" in rel_of(tag))
    urls = (resolve(page.base, str(link.get("href", ""))) for link in links)
    return next((url for url in urls if url and can_turn(page, url, cards)), None)


def _links_outside(page: ListPage, blocks: Sequence[Block]) -> list[Anchor]:
    """Return the links outside the cards; a card that stands alone may have been taken together with its pager."""
    boxes = [block.box for block in blocks] if len(blocks) > 1 else []
    return [anchor for anchor in page.anchors if holder(page.outline, boxes, anchor.element) is None]


def _in_side_column(page: ListPage, anchor: Anchor, blocks: Sequence[Block]) -> bool:
    """Return whether a link stands in a side column that does not hold the list as well."""
    for above in page.outline.up(anchor.element):
        if blocks and page.outline.holds(above, blocks[0].box):
            return False
        tag = page.outline.tags[above]
        if tag.name == "aside" or SIDE_CLASS.search(" ".join((*class_names(tag), str(tag.attrs.get("role", ""))))):
            return True
    return False


def _distance(page: ListPage, anchor: Anchor, blocks: Sequence[Block]) -> tuple[int, bool, int]:
    """Return what sorts pagers by their distance from the list: inside it first, after it before in front of it."""
    if not blocks:
        return 0, False, anchor.element
    last = blocks[-1].box
    return -page.outline.depth[page.outline.common(last, anchor.element)], anchor.element < last, anchor.element


def _named(page: ListPage, links: Sequence[Anchor]) -> Iterator[Anchor]:
    for anchor in links:
        if "next" in rel_of(page.outline.tags[anchor.element]) and not leads_to_newer(anchor.text):
            yield anchor


def _classed(page: ListPage, links: Sequence[Anchor]) -> Iterator[Anchor]:
    for anchor in links:
        if NEXT_CLASS.search(_names_around(page, anchor)) and not leads_to_newer(anchor.text):
            # Themes print "Previous" in an element called `next`: then only the numbers tell.
            plainly_on = not leads_back(anchor.text) and _is_like_pager(page, anchor)
            if plainly_on or advances(page.url, anchor.url):
                yield anchor


def _names_around(page: ListPage, anchor: Anchor) -> str:
    """Return the class names and ids of a link and of the elements around it that hold nothing else."""
    outline, size = page.outline, page.outline.size(anchor.element)
    alone = takewhile(lambda above: outline.size(above) == size, outline.up(anchor.element))
    tags = [outline.tags[each] for each in (anchor.element, *islice(alone, _LEVELS))]
    return " ".join(name for tag in tags for name in (*class_names(tag), str(tag.attrs.get("id", ""))))


def _worded(page: ListPage, links: Sequence[Anchor]) -> Iterator[Anchor]:
    for anchor in links:
        attrs = page.outline.tags[anchor.element].attrs
        texts = (anchor.text, str(attrs.get("aria-label", "")), str(attrs.get("title", "")))
        says_on = any(map(leads_on, texts)) and not leads_back(anchor.text)
        if says_on and (advances(page.url, anchor.url) or _is_like_pager(page, anchor)):
            yield anchor


def _shown(page: ListPage, links: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield links that show more of the list: what else is said of more has another address."""
    for anchor in links:
        if shows_more(anchor.text) and not any(other.heading for other in page.to[anchor.url]):
            is_list = turns_pages(page.url, anchor.url) and advances(page.url, anchor.url)
            if is_list or is_next_number(page.url, anchor.url):
                yield anchor


def _arrowed(page: ListPage, links: Sequence[Anchor]) -> Iterator[Anchor]:
    arrows = [anchor for anchor in links if anchor.text in NEXT_ARROWS and advances(page.url, anchor.url)]
    yield from sorted(arrows, key=lambda anchor: NEXT_ARROWS.index(anchor.text))


def _numbered(page: ListPage, links: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield links whose text is the number after the current one: the number before is no link, or one to this page."""
    for anchor in links:
        number = _number(anchor.text)
        if number and advances(page.url, anchor.url):
            pager = _pager_around(page, anchor)
            others = (
                each for each in links_in(page.outline, pager, page.anchors) if not same_address(each.url, page.url)
            )
            shown = re.findall(r"\d+", page.outline.text(pager))
            if str(number - 1) in shown and number - 1 not in {_number(each.text) for each in others}:
                yield anchor


def _number(text: str) -> int:
    found = _NUMBER.match(text)
    return int(found[1]) if found else 0


def _pager_around(page: ListPage, anchor: Anchor) -> int:
    """Return the largest part around a link that is as short as a pager."""
    pager = anchor.element
    for above in page.outline.up(anchor.element):
        if page.outline.size(above) > _PAGER:
            break
        pager = above
    return pager


def _is_like_pager(page: ListPage, anchor: Anchor) -> bool:
    """Return whether a link whose address has no page number looks like that of a pager: short, in a short part of the
    page, and leading below the page's own address or, for a file, into its folder.
    """
    outline = page.outline
    folder, _, last = urlsplit(page.url).path.rpartition("/")
    base = folder if "." in last else f"{folder}/{last}".rstrip("/")
    is_short = len(anchor.text) <= _WORDS and outline.size(outline.parent[anchor.element]) <= _PAGER
    return is_short and f"{urlsplit(anchor.url).path}/".startswith(f"{base}/")
