"""Where on a page its article is: the element that holds it, its opening lines, and what belongs to something else.

Structure decides (elements, roles, nesting, order); the names of classes only add to what is set aside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from extraction.lines import Line, block_of, holder, is_prose, pieces_of
from extraction.outline import Outline
from extraction.phrases import RELATED, plain
from extraction.wording import clean, text_of
from items import Source

_ASIDE_TAGS = frozenset({"nav", "aside", "dialog", "form", "select", "button"})
_ASIDE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "menu", "menubar", "alert"})
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related(?![\s_-]?(?:doc|file|download|attach))|recommended|sidebar|breadcrumbs?|navbar|menu|"
    r"(?:site|page|main)-footer|comments?|cookies?|consent|more-news|latest-news|read-next|also-like|copyright|pager|"
    r"pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINES_BEFORE, _LINES_AFTER, _LINES_WITHOUT_HEADING = 12, 100, 2
_MAX_RELATED = 5
_PARAGRAPH = 80


@dataclass(frozen=True, slots=True)
class Region:
    """The article on its page: the element that holds it and its heading. ``spine`` are these two with all their
    ancestors; ``ends`` are the elements that follow a heading like "Related news".
    """

    page: Outline
    element: HtmlElement
    heading: HtmlElement | None
    spine: frozenset[HtmlElement]
    ends: frozenset[HtmlElement]
    # What ``opening`` gives, once it was asked for.
    _opening: list[Line] = field(default_factory=list, init=False, compare=False, repr=False)

    def is_aside(self, element: HtmlElement) -> bool:
        """Return whether ``element`` lies in navigation, a side or related block, another article's teaser, or the
        header or footer of the page (those inside the article are the article's own).
        """
        framed = False
        for ancestor in (element, *element.iterancestors()):
            if ancestor in self.spine:
                inside = self.element in (ancestor, *ancestor.iterancestors())
                return framed and (not inside or self.element.tag == "body")
            if ancestor in self.ends or ancestor.tag == "article" or _is_aside_itself(ancestor):
                return True
            framed = framed or ancestor.tag in ("header", "footer")
        return True

    def select(self, css: str) -> list[HtmlElement]:
        """Return the elements inside the article that a declared CSS selector finds; none when it is empty."""
        return [found for found in select(css, self.element) if not self.is_aside(found)]

    def texts(self) -> list[str]:
        """Return the runs of text inside the article, in order, as lxml strings (see ``holder``)."""
        return [piece for piece in pieces_of(self.element) if isinstance(piece, str)]

    def opening(self) -> list[Line]:
        """Return the lines around the start of the article: those that follow its heading, until its prose has begun
        for the second time (a summary may stand before the facts), then those close before it, nearest first. Where
        neither a heading nor an element of its own tells where the article starts, the few lines right before its
        first prose.
        """
        if not self._opening:
            self._opening.extend(self._lines())
        return self._opening

    def _lines(self) -> Iterator[Line]:
        if self.heading is None and self.element is self.page.body():
            yield from self._before_prose()
            return
        pieces = self.page.pieces()
        holders = [holder(piece) for piece in pieces]
        inside = set((self.element if self.heading is None else self.heading).iter())
        start = first = next((i for i, place in enumerate(holders) if place in inside), len(pieces))
        if self.heading is not None:
            start = next((i for i in range(first, len(pieces)) if holders[i] not in inside), len(pieces))
        around = [] if self.heading is None else list(self.heading.iterancestors())
        own = set(self.element.iter()) if self.element in around else None
        prose, last = 0, None
        for i in range(start, min(len(pieces), start + _LINES_AFTER)):
            if own is not None and holders[i] not in own:
                break  # an article of one paragraph ends here, and what follows is another's
            block = block_of(holders[i])
            prose += block is not last and is_prose(block)
            if prose > 1:
                break
            last = block
            yield Line(_text(pieces[i]), holders[i], _text(pieces[i - 1]) if i > start else "", prose > 0)
        for i in range(first - 1, max(0, first - _LINES_BEFORE) - 1, -1):
            if i == first - 1 or self._is_close(holders[i]):
                yield Line(_text(pieces[i]), holders[i], _text(pieces[i - 1]) if i else "", False)

    def _before_prose(self) -> Iterator[Line]:
        pieces = pieces_of(self.element)
        first = next((i for i, piece in enumerate(pieces) if self._is_own_prose(holder(piece))), 0)
        box = block_of(holder(pieces[first])).getparent() if first else None
        boxes = [] if box is None else [box, *islice(box.iterancestors(), 1)]
        for i in range(first - 1, max(-1, first - 1 - _LINES_WITHOUT_HEADING), -1):
            around = [*holder(pieces[i]).iterancestors()]
            if any(box in around for box in boxes if box.tag not in ("body", "html")):
                yield Line(_text(pieces[i]), holder(pieces[i]), _text(pieces[i - 1]) if i else "", False)

    def _is_own_prose(self, element: HtmlElement) -> bool:
        return is_prose(block_of(element)) and not self.is_aside(element)

    def _is_close(self, element: HtmlElement) -> bool:
        """Return whether ``element`` lies in the article or in the box around its heading, so that a line before the
        heading is not one of the top of the page.
        """
        boxes = [self.element] if self.heading is None else [self.element, *islice(self.heading.iterancestors(), 2)]
        return any(box.tag not in ("body", "html") and box in element.iterancestors() for box in boxes)


def find_region(page: Outline, source: Source, heading: HtmlElement | None) -> Region:
    """Return the region of the article: the declared element or the ``article`` that holds the heading or most of the
    prose of the page, else ``main``, else ``body``.
    """
    element = _holding(page, source, heading)
    spine = {element, *element.iterancestors()}
    if heading is not None:
        spine |= {heading, *heading.iterancestors()}
    titles = list(element.iter("h1", "h2", "h3", "h4", "h5"))
    later = titles[titles.index(heading) + 1 :] if heading in titles else titles
    related = [title for title in later if plain(text_of(title)) in RELATED]
    ends = {
        following
        for title in related[:_MAX_RELATED]
        for place in (title, *title.iterancestors())
        if place not in spine
        for following in place.itersiblings()
    }
    return Region(page, element, heading, frozenset(spine), frozenset(ends - spine))


@lru_cache(maxsize=256)
def selector(css: str) -> CSSSelector:
    """Return the compiled CSS selector. Raises cssselect.SelectorError: a source declares something that is no CSS."""
    return CSSSelector(css, translator="html")


def select(css: str, scope: HtmlElement) -> list[HtmlElement]:
    """Return the elements under ``scope`` that match the CSS selector; none when ``css`` is empty."""
    return list(selector(css)(scope)) if css else []


def is_outside(element: HtmlElement) -> bool:
    """Return whether ``element`` lies in navigation, a side block or a page footer, whatever the article is."""
    return any(
        ancestor.tag in ("nav", "aside", "dialog", "footer") or ancestor.get("role") in _ASIDE_ROLES
        for ancestor in element.iterancestors()
    )


def _holding(page: Outline, source: Source, heading: HtmlElement | None) -> HtmlElement:
    outermost = [found for found in page.elements["article"] if next(found.iterancestors("article"), None) is None]
    body = page.body()
    for candidates in (select(source.hints.article, page.tree), outermost):
        around = [found for found in candidates if heading is not None and found in heading.iterancestors()]
        if around:
            return around[0]
        if candidates:
            largest = max(candidates, key=_prose_length)
            if 2 * _prose_length(largest) > _prose_length(body):
                return largest
    return page.elements["main"][0] if page.elements["main"] else body


def _prose_length(element: HtmlElement) -> int:
    """Return the characters in the paragraphs under ``element``: menus and teasers weigh little."""
    lengths = (len(paragraph.text_content()) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _PARAGRAPH)


def _is_aside_itself(element: HtmlElement) -> bool:
    if element.tag in _ASIDE_TAGS or element.get("role") in _ASIDE_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(names) > 1 and _ASIDE_NAMES.search(names) is not None


def _text(piece: object) -> str:
    return clean(piece) if isinstance(piece, str) else ""
