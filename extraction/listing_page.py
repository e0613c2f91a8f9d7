"""The links of a list page, and the parts of it that hold no news: menus, side columns, footers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from extraction.listing_outline import HEADINGS, Outline, outline
from extraction.listing_weights import weigh
from items import DateOrder

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# `rel` values of links that describe an item and are not the way to it.
_DESCRIBING = frozenset("tag author category license search".split())
# Classes of a single item: by what WordPress and Drupal call them, or a name with a number (`row-17`) that is rare.
_ITEM_CLASS = re.compile(r"^(?:category|tag|post|node|status|type|format|author)-")
_RARE = 3
# A link is judged in several groups: results for so many addresses are kept.
_ADDRESSES = 10_000
_IGNORED_IN_ADDRESSES = str.maketrans("", "", "\t\r\n")  # WHATWG URL standard, section 4.4


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link with an address: its element, its absolute address without fragment, its text, and whether a heading
    holds it or lies in it.
    """

    element: int
    url: str
    text: str
    heading: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """A parsed list page: its own address, what its head holds (in HTML that is broken, also parts of the body), the
    outline, the links in document order, the same links by the address that they lead ``to``, and for each element a
    weight (see ``weigh``) and the classes that it shares with its like. ``order`` is that of the site's numeric dates,
    None if it is not known; ``language`` the one that the page declares (primary tag), "" if it does not.
    """

    url: str
    base: str
    head: tuple[Tag, ...] = field(repr=False)
    outline: Outline = field(repr=False)
    anchors: tuple[Anchor, ...] = field(repr=False)
    to: dict[str, list[Anchor]] = field(repr=False)
    weight: list[float] = field(repr=False)
    classes: list[frozenset[str]] = field(repr=False)
    is_own: Callable[[str], bool]
    order: DateOrder | None = None
    language: str = ""


def list_page(soup: BeautifulSoup, url: str, is_own: Callable[[str], bool], order: DateOrder | None = None) -> ListPage:
    """Return ``soup``, the page at the absolute address ``url``, ready for questions about its lists."""
    page = outline(soup)
    inside = soup.head.find_all(True) if soup.head else []
    head = (
        *inside,
        *(page.tags[each] for name in ("title", "base", "link", "meta") for each in page.named.get(name, ())),
    )
    declared = next((str(tag["href"]) for tag in head if tag.name == "base" and tag.get("href")), "")
    base = resolve(url, declared) or url
    anchors = tuple(_anchors(page, base))
    names = [class_names(tag) for tag in page.tags]
    to: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        to.setdefault(anchor.url, []).append(anchor)
    weight, classes = weigh(page, names), _shared_classes(names)
    declared_language = str((soup.html.get("lang") if soup.html else "") or "").strip().lower()
    return ListPage(
        url, base, head, page, anchors, to, weight, classes, cache(is_own), order, declared_language.partition("-")[0]
    )


def links_in(outline: Outline, element: int, links: Sequence[Anchor]) -> Sequence[Anchor]:
    """Return those of ``links``, which are in document order, that stand in ``element`` or are it."""
    start = bisect_left(links, element, key=attrgetter("element"))
    return links[start : bisect_left(links, outline.end[element], key=attrgetter("element"))]


def resolve(base: str, href: str) -> str | None:
    """Return the absolute http(s) address that ``href`` names on a page with the base address ``base``, its fragment
    dropped, or None when it names none.
    """
    try:
        url = urldefrag(urljoin(base, href.translate(_IGNORED_IN_ADDRESSES).strip())).url
        host = urlsplit(url).hostname
    except ValueError:  # a bad IPv6 host or port
        return None
    return url if host and url[:5].lower() in ("http:", "https") else None


def same_site(url: str) -> Callable[[str], bool]:
    """Return a test of whether an address is on the host of ``url``, with or without ``www.``."""
    home = _host(url)
    return lambda other: _host(other) == home


def same_address(one: str, other: str) -> bool:
    """Return whether two addresses without fragments differ at most in their scheme, ``www.`` and a last slash."""
    return _plain(one) == _plain(other)


def class_names(tag: Tag) -> list[str]:
    """Return the class names of ``tag``."""
    return _values(tag, "class")


@lru_cache(_ADDRESSES)
def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return _host(url), parts.path.rstrip("/"), parts.query


@lru_cache(_ADDRESSES)
def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _anchors(page: Outline, base: str) -> Iterator[Anchor]:
    for element in page.named.get("a", ()):
        href = str(page.tags[element].attrs.get("href", "")).strip()
        url = resolve(base, href) if href and href[0] != "#" else None
        if url:
            heading = page.has(element, *HEADINGS) or any(
                page.tags[above].name in HEADINGS for above in page.up(element)
            )
            yield Anchor(element, url, page.text(element), heading)


def describes(tag: Tag) -> bool:
    """Return whether ``rel`` says that the link ``tag`` leads to a tag, an author or the like."""
    return not _DESCRIBING.isdisjoint(rel_of(tag))


def rel_of(tag: Tag) -> list[str]:
    """Return the ``rel`` values of ``tag`` in lower case."""
    return [value.lower() for value in _values(tag, "rel")]


def _values(tag: Tag, name: str) -> list[str]:
    value = tag.attrs.get(name)
    return value.split() if isinstance(value, str) else list(value or ())


def _shared_classes(names: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    often = Counter(name for own in names for name in own)
    return [frozenset(name for name in own if not _is_of_item(name, often[name])) for own in names]


def _is_of_item(name: str, times: int) -> bool:
    return bool(_ITEM_CLASS.match(name)) or (times < _RARE and any(letter.isdigit() for letter in name))
