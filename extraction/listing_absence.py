"""Why a list page shows no cards, or not all of them, as far as the page tells: for the person who has to act on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.consent_sentences import is_notice
from extraction.kinds import not_an_article
from extraction.listing_page import rel_of, resolve
from extraction.listing_words import plain
from extraction.pager_words import MORE
from extraction.parse import Unreadable, parse

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# Letters of text outside scripts: with less, a page is a frame that waits to be filled, or a dialog.
_FRAME, _DIALOG = 600, 2_500
# Elements that frameworks fill in: React, Next, Nuxt, Vue, Angular, Svelte, and what sites call them themselves.
_ROOTS = "#root, #app, #__next, #__nuxt, #___gatsby, app-root, [ng-app], [data-reactroot], [data-v-app], #svelte"
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|needs?|without|aktivier\w*|aktiv\w*|activ\w+|slå|tillåt|włącz\w*)"
    r".{0,40}java ?script|java ?script.{0,60}(?:enabled|required|disabled|off|aktivier\w*|activ\w+|requis)",
    re.IGNORECASE,
)
_FEED = re.compile(r"application/(?:rss|atom|feed)\+?(?:xml|json)?", re.IGNORECASE)
_INTERFACE = "https://api.w.org/"  # how WordPress names its REST interface


def why_no_cards(soup: BeautifulSoup, url: str) -> str:
    """Return one sentence that says that there are no cards on the page at ``url``, with the reason if the page shows
    one, and with the feed or interface that it names.
    """
    return f"No cards were found on the page{_reason(soup, url)}{_instead(soup, url)}."


def load_more(soup: BeautifulSoup, url: str) -> str:
    """Return a sentence if the list goes on only behind a button that a script has to press, else an empty string."""
    buttons = (tag for tag in soup.find_all(["button", "a"]) if _is_button(tag))
    if not any(plain(" ".join(tag.get_text(" ").split())) in MORE for tag in buttons):
        return ""
    return f"The list goes on behind a button that only a script can press{_instead(soup, url)}."


def _is_button(tag: Tag) -> bool:
    href = str(tag.get("href") or "")
    return tag.name == "button" or not href or href.startswith(("#", "javascript:"))


def _reason(soup: BeautifulSoup, url: str) -> str:
    text = " ".join(" ".join(_texts(soup)).split())
    told = _told(soup, url)
    if told:
        return f": {told}"
    if len(text) <= _DIALOG and is_notice(text):
        return ": it shows a consent dialog and nothing else"
    if len(text) <= _FRAME and _is_filled_in(soup):
        return ": a script fills it in"
    return ""


def _told(soup: BeautifulSoup, url: str) -> str:
    try:
        return not_an_article(parse(str(soup).encode("utf-8", "replace"), "utf-8"), 200, url)
    except Unreadable:
        return ""


def _texts(soup: BeautifulSoup) -> Iterator[str]:
    body = soup.body or soup
    for text in body.find_all(string=True):
        if not any(parent.name in ("script", "style", "noscript", "template") for parent in text.parents):
            yield str(text)


def _is_filled_in(soup: BeautifulSoup) -> bool:
    """Return whether scripts have to bring the content: the page says so, or holds the empty root of a framework."""
    if not soup.find("script"):
        return False
    asks = any(_NEEDS_SCRIPT.search(tag.get_text(" ")) for tag in soup.find_all("noscript"))
    return asks or any(not root.get_text(strip=True) or len(root.find_all("a")) < 3 for root in soup.select(_ROOTS))


def _instead(soup: BeautifulSoup, url: str) -> str:
    """Return what the page names beside itself: its feed, or the interface that its scripts ask."""
    for link in soup.find_all("link"):
        address = resolve(url, str(link.get("href") or ""))
        if address and _INTERFACE in rel_of(link):
            return f"; it names the interface {address.rstrip('/')}/wp/v2/posts"
    for link in soup.find_all("link"):
        address = resolve(url, str(link.get("href") or ""))
        is_feed = "alternate" in rel_of(link) and _FEED.match(str(link.get("type") or ""))
        if address and is_feed and "comments" not in address:
            return f"; it names the feed {address}"
    return ""
