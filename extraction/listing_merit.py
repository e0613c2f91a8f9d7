"""How much blocks of a page look like a list of news, in points.

The points were set by hand on saved list pages of some thirty sites, as they are and with their classes hashed or
removed and their semantic elements turned to ``div``. No single one decides: a third more or less of any of them
changes the list found on at most one page in thirty, front pages of newspapers apart.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from urllib.parse import urlsplit

from extraction.listing_outline import HEADINGS
from extraction.listing_page import Anchor, ListPage, describes, links_in
from extraction.listing_paging import turns_pages
from extraction.listing_texts import has_words, width
from extraction.listing_words import is_generic

_HEADED, _TITLED, _TEASER, _ARTICLE_ADDRESS, _DATED, _PICTURED = 1.2, 1.0, 1.0, 0.4, 0.4, 0.15
_OFF_SITE, _SAME_PATH, _SAME_TITLE, _NO_WORDS = -0.4, -0.6, -1.0, -0.5
# A title or a teaser of this many letters has all its points.
_TITLE_LETTERS, _LONG_TITLE, _TEASER_LETTERS = 25, 100, 150
# Blocks with no more points than this on average are a menu.
_MENU = 0.7
# A single block is no list, but can be the last item of one.
_ALONE = 0.7
# The list comes before other sections of the page: what begins at its very end counts this much less.
_LATE = 0.3
# A block is judged in several groups: results for so many addresses are kept.
_ADDRESSES = 10_000
_MEDIA = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".webm")


@dataclass(frozen=True, slots=True)
class Block:
    """One repeated block: the address it leads to, the link it was found by, the element that holds all of it, all
    links in that element to the address, and the longest text of these that says more than "Read more".
    """

    url: str
    anchor: Anchor
    box: int
    anchors: tuple[Anchor, ...]
    text: str


def make_block(page: ListPage, anchor: Anchor, box: int) -> Block:
    """Return the block that the element ``box`` bounds and ``anchor`` leads from."""
    anchors = tuple(links_in(page.outline, box, page.to[anchor.url]))
    text = max((each.text for each in anchors if not is_generic(each.text)), key=len, default="")
    return Block(anchor.url, anchor, box, anchors, text)


def leads(page: ListPage, anchor: Anchor) -> bool:
    """Return whether a link can be the way to an article: it leads to another page, and not to one about the item,
    such as a tag, an author or a picture, nor to another page of the list.
    """
    return not describes(page.outline.tags[anchor.element]) and not _is_no_article(page.url, anchor.url)


@lru_cache(_ADDRESSES)
def _is_no_article(page_url: str, url: str) -> bool:
    return turns_pages(page_url, url) or urlsplit(url).path.lower().endswith(_MEDIA)


def score(page: ListPage, blocks: Sequence[Block]) -> float:
    """Return how much ``blocks`` look like the list of ``page``; 0 or less means not at all.

    The sum of points grows with the square root of the number of blocks, so that a long list of bare links does not
    outweigh a short one of full cards.
    """
    outline = page.outline
    same, often = Counter(block.text for block in blocks if block.text), max(2, 0.3 * len(blocks))
    total = 0.0
    for block, size in zip(blocks, sizes(page, blocks), strict=True):
        above_menu = points(page, block, size) - _MENU + (_SAME_TITLE if same[block.text] > often else 0)
        total += above_menu * page.weight[max(0, outline.parent[block.box])]
    before = outline.letters[outline.first_run[blocks[0].box]] / max(1, outline.letters[-1])
    return total / sqrt(len(blocks)) * (1 - _LATE * before) * (_ALONE if len(blocks) == 1 else 1)


def sizes(page: ListPage, blocks: Sequence[Block]) -> list[int]:
    """Return the letters of each block, and of what stands between it and a next block of the same parent: in a flat
    list (``h3 p h3 p``) that is most of it.
    """
    outline = page.outline
    found = [outline.size(block.box) for block in blocks]
    for number, (one, other) in enumerate(pairwise(block.box for block in blocks)):
        if outline.parent[one] == outline.parent[other]:
            found[number] = outline.letters[outline.first_run[other]] - outline.letters[outline.first_run[one]]
    return found


def points(page: ListPage, block: Block, size: int) -> float:
    """Return the points of one block with ``size`` letters."""
    outline, title = page.outline, block.text
    headed = _HEADED * any(anchor.heading for anchor in block.anchors)
    if not title and not headed:
        heading = outline.first(block.box, *HEADINGS)
        title = outline.text(heading) if heading is not None else ""
        headed = _HEADED / 2 if title else 0.0
    letters = width(title)
    # The text of a link around a whole card is more than its title.
    rest = max(0, size - min(len(title), _LONG_TITLE))
    return (
        _TITLED * min(1.0, max(0.0, (letters - 5) / (_TITLE_LETTERS - 5)))
        + _TEASER * min(1.0, rest / _TEASER_LETTERS)
        + headed
        + _address_points(block.url, page.url)
        + _DATED * outline.has(block.box, "time")
        + _PICTURED * outline.has(block.box, "img", "picture")
        + _NO_WORDS * (rest < _TITLE_LETTERS and not has_words(title))
        + _OFF_SITE * (not page.is_own(block.url))
    )


def mean_points(page: ListPage, blocks: Sequence[Block]) -> float:
    """Return the points of ``blocks`` on average."""
    return sum(map(points, [page] * len(blocks), blocks, sizes(page, blocks))) / len(blocks)


def is_bare(page: ListPage, block: Block) -> bool:
    """Return whether a block is a text link and nothing else."""
    outline = page.outline
    return (
        outline.size(block.box) - len(block.text) < 5
        and not any(anchor.heading for anchor in block.anchors)
        and not outline.has(block.box, "time", "img", "picture")
    )


@lru_cache(_ADDRESSES)
def _address_points(url: str, page_url: str) -> float:
    """Return the points of an address: for a last part of several words or a long number, less for the page's path."""
    parts = urlsplit(url)
    slug = parts.path.rstrip("/").rpartition("/")[2]
    is_article = len(re.split(r"[-_]", slug)) >= 4 or bool(re.search(r"\d{4}", parts.path + parts.query))
    return _ARTICLE_ADDRESS * is_article + _SAME_PATH * (parts.path == urlsplit(page_url).path)
