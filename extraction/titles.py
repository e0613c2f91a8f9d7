"""The title of an article, and the heading it stands in.

Order of sources: the heading that best agrees with what the page says elsewhere (``heading``); the headline of the
JSON-LD (``json-ld``); ``og:title`` (``og``); the only heading of the first level (``heading``); the ``title`` element
without the name of the site (``title``); the title on the card of the list (``card``). Measured on 258 pages of
publishers and 300 articles of other sites: og:title alone is right on .69 and .39, the first h1 on .70 and .80,
the JSON-LD headline first .81 and .79; the agreement takes the best of both.

The name of the site or of one of its sections is never a title; nor is a slug.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extraction.lines import block_of, holder, is_prose
from extraction.outline import Outline
from extraction.phrases import NO_TITLE, plain
from extraction.regions import is_outside
from extraction.site_names import without_site
from extraction.wording import agreement, clean, text_of
from items import Card

# From half of the words on, two wordings are of one headline. A page's only h1 needs less: editors reword for search
# engines and networks, but a logo or the name of a section shares nothing with the title of the article.
_AGREES = 0.5
_AGREES_ALONE = 0.25
# A heading of the second level is often that of another article: it has to say the same.
_SAME = 0.9
_CUT = re.compile(r"\s*[|–—·•»›:]|\s+-")
# Characters; longer headings are mark-up gone wrong.
_MAX_TITLE = 300
_MAX_HEADINGS = 50
_MIN_SPACES = 2
# Runs of text that may stand between a title and the text: a date, a name, a section.
_LINES_BETWEEN = 4
_LEAST_TEXT = 60
_LOWER = ("h2", "h3", "h4")
_TITLE_CLASS = re.compile(r"(?:title|headline|header)(?:\s|$)", re.IGNORECASE)
_HOME = re.compile(r"/?(?:[a-z]{2}/?|index\.\w+|home/?)?")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the source it was taken from, and the heading of the article if the page has one."""

    text: str
    source: str
    heading: HtmlElement | None = None


def read_title(page: Outline, headline: str, card: Card | None, site: frozenset[str]) -> Title:
    """Return the title of the article on ``page``.

    ``headline`` is that of the JSON-LD or "", ``site`` the names of the site (``plain`` form).
    """
    stated = {
        "json-ld": without_site(headline, site, page.url),
        "og": without_site(page.meta("og:title", "twitter:title"), site, page.url),
        "title": without_site(page.title(), site, page.url),
        "card": clean(card.title) if card else "",
    }
    heading, certain, alone = _best_heading(page, [text for text in stated.values() if text], site)
    printed = _without_label(text_of(heading), stated.values()) if heading is not None else ""
    ranked = [
        ("heading", printed if certain else ""),
        ("json-ld", stated["json-ld"]),
        ("og", stated["og"]),
        ("heading", printed if alone else ""),
        ("title", stated["title"]),
        ("card", stated["card"]),
    ]
    for source, text in ranked:
        if is_title(text, site):
            return Title(text, source, heading)
    if (lower := _before_prose(page, site)) is not None:
        return Title(text_of(lower), "heading", lower)
    return Title("", "", heading)


def is_title(text: str, site: Iterable[str]) -> bool:
    """Return whether ``text`` can name an article: neither empty, nor a word for a section, nor the site's name."""
    key = plain(text) if len(text) <= _MAX_TITLE else ""
    return bool(key) and key not in NO_TITLE and key not in site


def _without_label(heading: str, stated: Iterable[str]) -> str:
    """Return ``heading`` without the name of a section that stands in it before a stated title."""
    for title in stated:
        if title and heading.endswith(title) and plain(heading.removesuffix(title)) in NO_TITLE:
            return title
    return heading


def _is_elsewhere(heading: HtmlElement, page: Outline) -> bool:
    """Return whether a heading is no article's: in a menu or side block, or a logo that links to the home page."""
    links = [*heading.iterancestors("a"), *heading.iter("a")]
    to_home = any(_HOME.fullmatch(urlsplit(page.absolute(link.get("href") or "#")).path) for link in links)
    return is_outside(heading) or (to_home and len(urlsplit(page.url).path) > 1)


def _best_heading(page: Outline, stated: list[str], site: frozenset[str]) -> tuple[HtmlElement | None, bool, bool]:
    """Return the heading of the article or None, whether it agrees with a ``stated`` title, and whether it is the
    only one of the first level.
    """
    firsts, seconds = (
        [
            item
            for item in page.elements[tag][:_MAX_HEADINGS]
            if is_title(text_of(item), site) and not _is_elsewhere(item, page)
        ]
        for tag in ("h1", "h2")
    )
    alone = len(firsts) == 1
    needed = _AGREES_ALONE if alone else _AGREES
    for headings, enough in ((firsts, needed), (seconds, _SAME)):
        scores = [max((_likeness(text_of(found), title) for title in stated), default=0.0) for found in headings]
        if scores and max(scores) >= enough:
            return headings[scores.index(max(scores))], True, alone
    if (printed := _printed(page, stated)) is not None:
        return printed, True, alone
    return (firsts[0] if firsts else None), False, alone


def _before_prose(page: Outline, site: frozenset[str]) -> HtmlElement | None:
    """Return what stands as a title right before the first prose, of a page that calls itself by the name of a section:
    a heading of a lower level, or an element that its class calls a title.
    """
    pieces = page.pieces()
    first = next((i for i, piece in enumerate(pieces) if _is_text(block_of(holder(piece)))), 0)
    for piece in pieces[max(0, first - _LINES_BETWEEN) : first]:
        element = holder(piece)
        around = [element, *islice(element.iterancestors(), 1)]
        titled = next(
            (item for item in around if item.tag in _LOWER or _TITLE_CLASS.search(item.get("class") or "")), None
        )
        if titled is not None and is_title(text_of(titled), site) and not _is_elsewhere(titled, page):
            return titled
    return None


def _is_text(block: HtmlElement) -> bool:
    text = text_of(block) if block.tag == "p" else ""
    return is_prose(block) or (len(text) >= _LEAST_TEXT and text.endswith((".", "!", "?", "”", "“", "»")))


def _likeness(heading: str, title: str) -> float:
    """Return the agreement of the two; full when ``title`` is the heading and, after a separator, something else."""
    if title.casefold().startswith(heading.casefold()) and _CUT.match(title[len(heading) :]):
        return 1.0
    return agreement(heading, title)


def _printed(page: Outline, stated: list[str]) -> HtmlElement | None:
    """Return the first element outside menus, links and lists that prints one of the ``stated`` titles, word for word:
    the heading of a page that marks none. Titles of one or two words are found anywhere, so they are not looked for.
    """
    keys = {key for title in stated if (key := plain(title)).count(" ") >= _MIN_SPACES}
    lengths = {len(title) for title in stated}
    for piece in page.pieces() if keys else ():
        if isinstance(piece, str) and min(lengths) / 2 < len(piece) and plain(piece[:_MAX_TITLE]) in keys:
            element = holder(piece)
            inside = {element.tag, *(ancestor.tag for ancestor in element.iterancestors())}
            if not inside & {"a", "li", "button"} and not _is_elsewhere(element, page):
                return element
    return None
