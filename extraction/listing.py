"""Reads a list page: its heading, its cards, the address of its next page."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from extraction.cards import read_cards
from extraction.listing_absence import load_more, why_no_cards
from extraction.listing_hints import choose_blocks, choose_next, refine
from extraction.listing_merit import Block
from extraction.listing_page import ListPage, list_page, same_site
from extraction.parse import MAX_BYTES, MAX_ELEMENTS, decode
from items import DateOrder, Hints, Listing

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_NO_HINTS = Hints()
_START_TAG = re.compile(r"<[a-zA-Z]")
_SIGNS = " |–—·•«»:-"
_PAGE_NUMBER = re.compile(r"^\D{1,10}\d+$")
_BETWEEN_NAMES = re.compile(rf"\s+[{re.escape(_SIGNS)}]\s+")


def read_listing(
    body: bytes | str,
    url: str,
    hints: Hints = _NO_HINTS,
    is_own: Callable[[str], bool] | None = None,
    charset: str = "",
    order: DateOrder | None = None,
) -> Listing:
    """Return the list that ``body``, the page at the absolute address ``url``, shows.

    The cards are found by structure; the selectors in ``hints`` give them where they agree with it. ``drift`` says in
    plain sentences where they do not, and why there are no cards when there are none. ``is_own`` tells the addresses
    of the site, by default those on the host of ``url``; ``charset`` is what the Content-Type header said; ``order``
    is that of the site's numeric dates, and without it those that could mean two days are left out. Never raises:
    what is no list page, or too large for one (over 5 MB or 50,000 elements), gives no cards.
    """
    if len(body) > MAX_BYTES:
        return Listing(drift=(f"The page has over {MAX_BYTES // 1_000_000} MB and was not read.",))
    text = decode(body, charset) if isinstance(body, bytes) else body
    if sum(1 for _ in _START_TAG.finditer(text)) > MAX_ELEMENTS:
        return Listing(drift=(f"The page has over {MAX_ELEMENTS:,} elements and was not read.",))
    soup = _soup(text)
    page = list_page(soup, url, is_own or same_site(url), order)
    blocks, drift = choose_blocks(page, hints)
    cards, more_drift = refine(page, blocks, read_cards(page, blocks), hints)
    next_url, next_drift = choose_next(page, blocks, hints.next)
    if not cards:
        more_drift.append(why_no_cards(soup, url))
    elif not next_url and (told := load_more(soup, url)):
        more_drift.append(told)
    return Listing(
        title=_heading(page, blocks),
        cards=cards,
        next_url=next_url,
        drift=(*drift, *more_drift, *next_drift),
    )


def _soup(text: str) -> BeautifulSoup:
    # Loaded by the workers alone: every other process starts sooner without (tests/test_layers.py).
    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        # What looks like XML, a file name or an address was sent as a page, and is read as one.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(text, "lxml")


def _heading(page: ListPage, blocks: list[Block]) -> str:
    """Return the text of the last ``h1`` in front of the cards, one that the ``title`` element repeats if there is
    any, else the ``title`` element without the name of the site.
    """
    outline = page.outline
    titles = [" ".join(tag.get_text().split()) for tag in page.head if tag.name == "title"]
    title = next(filter(None, titles), "")
    end = blocks[0].box if blocks else len(outline.tags)
    headings = [text for each in outline.named.get("h1", ()) if each < end and (text := outline.text(each))]
    repeated = [text for text in headings if text.casefold() in title.casefold()]
    return next(reversed(headings + repeated), "") or _without_site(page, title)


def _without_site(page: ListPage, title: str) -> str:
    sites = (str(tag.get("content", "")) for tag in page.head if tag.get("property") == "og:site_name")
    site = next(sites, "").strip()
    parts = [part for part in _BETWEEN_NAMES.split(title.strip(_SIGNS)) if not _PAGE_NUMBER.match(part)]
    kept = [part for part in parts if part != site] if site in parts else parts[:-1]
    return " – ".join(kept or parts)
