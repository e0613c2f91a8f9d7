"""Lines: runs of text on a page, the blocks they stand in, and which of them are prose."""

from dataclasses import dataclass

from lxml.etree import XPath
from lxml.html import HtmlElement

from extraction.wording import BLOCKS, UNSEEN, text_of

# A block with more characters than this is prose: lines of facts (author, date, place) are shorter.
PROSE = 150
_PIECES = XPath(
    "descendant::text()[normalize-space() and not(parent::script or parent::style or parent::noscript or "
    "parent::template)] | descendant::time[not(normalize-space())]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text, or a ``time`` element without text; the element it stands directly in (the ``time`` itself);
    the run of text before it; and whether a block of prose stands between it and the heading.
    """

    text: str
    element: HtmlElement
    before: str
    after_prose: bool


def pieces_of(element: HtmlElement) -> list[str | HtmlElement]:
    """Return the runs of text under ``element``, as lxml strings (see ``holder``), and the ``time`` elements without
    text, in the order of the page.
    """
    return list(_PIECES(element))


def holder(piece: object) -> HtmlElement:
    """Return the element that a text found by XPath stands in (lxml gives a tail the element before it as parent);
    an element is its own.
    """
    if not isinstance(piece, str):
        return piece
    parent = piece.getparent()  # type: ignore[attr-defined]  # an lxml string that knows where it was
    return parent.getparent() if piece.is_tail else parent  # type: ignore[attr-defined]


def block_of(element: HtmlElement) -> HtmlElement:
    """Return the nearest block that holds ``element``, or itself when it is one."""
    ancestors = (element, *element.iterancestors())
    return next((item for item in ancestors if item.tag in BLOCKS and item.tag != "br"), element)


def line_around(element: HtmlElement) -> str:
    """Return the line of text that ``element`` is part of: its block, or the outermost inline markup around it where
    the block holds more than a line; "" in prose.
    """
    block = block_of(element)
    if is_prose(block):
        return ""
    line = text_of(block)
    if len(line) <= PROSE:
        return line
    inline = [item for item in (element, *element.iterancestors()) if block in item.iterancestors()]
    line = text_of(inline[-1]) if inline else ""
    return line if len(line) <= PROSE else ""


def is_prose(block: HtmlElement) -> bool:
    """Return whether the block's own text, without that of blocks inside it, is longer than a line of facts."""
    own = len(block.text or "")
    for child in block:
        own += len(child.tail or "")
        if isinstance(child.tag, str) and child.tag not in BLOCKS and child.tag not in UNSEEN:
            own += sum(map(len, child.itertext()))
    return own > PROSE
