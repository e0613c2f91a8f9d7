"""The items of a newsletter: one page that tells many stories, each under its heading, most with a link to the rest."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from extraction.outline import outline
from extraction.paragraphs import Paragraph, paragraphs
from extraction.wording import text_of
from items import IssueItem

# A longer line in bold is a sentence that somebody wanted to be read.
_HEADING = 150
# Enough of an item to be searched and shown; the rest is in the issue.
_SUMMARY = 2_000
# One story under one heading is an article.
_FEWEST = 2
_MOST = 500


@dataclass(frozen=True, slots=True)
class _Start:
    """A heading: where it stands among the paragraphs, and the element that it is."""

    at: int
    element: HtmlElement


def issue_items(tree: HtmlElement, url: str, body: str) -> tuple[IssueItem, ...]:
    """Return the items of the issue on the page ``tree``, fetched from ``url``, in their order; none if it has one
    story or none.

    ``body`` is the text of the issue, a paragraph a line: what is not in it (menus, the foot of a mail) is no part of
    an item. An item is a heading (``h1`` to ``h6``; on a page without such, a line in bold) with running text below
    it. Its link is that of the heading, else the one that stands alone, else the first; absolute, or "".
    """
    lines = frozenset(body.split("\n"))
    told = [one for one in paragraphs(tree) if one.is_heading or unicodedata.normalize("NFC", one.text) in lines]
    marked = [_Start(at, one.element) for at, one in enumerate(told) if one.is_heading]
    bold = [_Start(at, strong) for at, one in enumerate(told) if (strong := _bold(one)) is not None]
    for starts in (marked, bold):
        items = _items(tree, url, told, starts)
        if len(items) >= _FEWEST:
            return tuple(items[:_MOST])
    return ()


def _items(tree: HtmlElement, url: str, told: Sequence[Paragraph], starts: Sequence[_Start]) -> list[IssueItem]:
    page = outline(tree, url)
    order = {element: number for number, element in enumerate(tree.iter())}
    here = page.url.partition("#")[0]
    links = [
        link for link in tree.iter("a") if page.absolute(link.get("href") or "").partition("#")[0] not in ("", here)
    ]
    found: list[IssueItem] = []
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        text = told[start.at + 1 : following.at if following else len(told)]
        if not any(one.is_prose for one in text):
            continue  # the heading of a section
        end = order[following.element] if following else max(order[last] for last in text[-1].element.iter())
        own = [link for link in links if order[start.element] <= order[link] <= end or _around(link, start.element)]
        link = _best(own, start.element, {one.text for one in text})
        found.append(
            IssueItem(
                position=len(found) + 1,
                title=text_of(start.element),
                summary=" ".join(one.text for one in text)[:_SUMMARY],
                url="" if link is None else page.absolute(link.get("href")),
            )
        )
    return found


def _best(links: Sequence[HtmlElement], heading: HtmlElement, texts: Collection[str]) -> HtmlElement | None:
    inside = [link for link in links if _around(link, heading) or heading in link.iterancestors()]
    alone = [link for link in links if text_of(link) in texts]
    return next(iter([*inside, *alone, *links]), None)


def _around(link: HtmlElement, heading: HtmlElement) -> bool:
    return link in heading.iterancestors()


def _bold(paragraph: Paragraph) -> HtmlElement | None:
    """Return the element in bold that is the whole of a short paragraph, or None."""
    if len(paragraph.text) > _HEADING:
        return None
    return next((one for one in paragraph.element.iter("strong", "b") if text_of(one) == paragraph.text), None)
