"""The visible text of an element as paragraphs: one for each paragraph, heading, list item, table row or line."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

# Never text of an article.
SKIPPED = frozenset(
    "head script style noscript template svg math iframe button select textarea input object video audio canvas map "
    "nav footer aside dialog figcaption menu".split()
)
BLOCKS = frozenset(
    "html body main article section header div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr "
    "caption blockquote pre address figure details summary center fieldset form".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
CELLS = frozenset(("td", "th"))
# What an article is made of, as opposed to what it stands in.
FLOW = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote pre figure center "
    "details summary address span a strong em b i u font small".split()
)
# Running text has this many characters, or more. With this share of them in links it is navigation, unless it is long.
PROSE = 40
LINKED = 0.4
LONG = 250

# Soft hyphens, zero-width characters, direction marks: they change how a line looks, not what it says.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NOT_WORD = re.compile(r"\W+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text. ``element`` is the block it stands in, ``home`` the container (div, section, article ...)
    of that block, ``linked`` the share (0 to 1) of the text inside links.
    """

    text: str
    element: HtmlElement
    home: HtmlElement
    linked: float

    @property
    def is_heading(self) -> bool:
        """True for h1 to h6."""
        return self.element.tag in HEADINGS

    @property
    def is_prose(self) -> bool:
        """True for running text, as opposed to headings, labels and navigation."""
        return len(self.text) >= (PROSE if self.linked < LINKED else LONG)

    def introduces(self, following: "Paragraph | None") -> bool:
        """True for a heading with running text below it in the same container."""
        return self.is_heading and following is not None and following.is_prose and following.home is self.home


def key(text: str) -> str:
    """``text`` without white space, punctuation and case."""
    return _NOT_WORD.sub("", text).lower()


def paragraphs(root: HtmlElement) -> list[Paragraph]:
    """The paragraphs of ``root`` in document order; navigation, asides, pictures with their captions, and the fields
    of forms are left out. A line break and a table row end a paragraph; the cells of a row are joined by `` | ``.
    """
    reader = _Reader(root)
    # One walk that does not recurse: pages may be 2,048 levels deep.
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            reader.close(element)
        elif element is not root and _is_skipped(element):
            walk.skip_subtree()
        else:
            reader.open(element)
    return reader.found


def _is_skipped(element: HtmlElement) -> bool:
    return element.tag in SKIPPED or (element.tag == "figure" and _is_picture(element))


def _is_picture(figure: HtmlElement) -> bool:
    return next(figure.iter("table", "blockquote", "pre", "ul", "ol"), None) is None


def _is_layout(element: HtmlElement) -> bool:
    """True for a table cell that holds paragraphs: the page is laid out with tables."""
    return element.tag in CELLS and sum(1 for child in element if child.tag in BLOCKS) > 1


class _Reader:
    """Collects text until a block begins or ends, and tells where the block belongs."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.found: list[Paragraph] = []
        self.blocks: list[HtmlElement] = [root]  # open at this point
        self.links = 0  # open at this point
        self.pieces: list[str] = []
        self.linked = 0  # characters of the pieces that stand in links
        self.homes: dict[HtmlElement, HtmlElement] = {}
        self.containers: dict[HtmlElement, HtmlElement] = {}

    def open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
            self.blocks.append(element)
        elif tag == "br":
            self.flush()
        elif tag == "a" and element.get("href") is not None:
            self.links += 1
        elif tag in CELLS and self.pieces:
            self.pieces.append(" | ")
        if element.text:
            self.add(element.text)

    def close(self, element: HtmlElement) -> None:
        if self.blocks[-1] is element:
            self.flush()
            self.blocks.pop()
        elif element.tag == "a" and element.get("href") is not None:
            self.links -= 1
        if element.tail and element is not self.root:
            self.add(element.tail)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        if not self.pieces:
            return
        text = " ".join("".join(self.pieces).split()).strip("| ")
        self.pieces.clear()
        if _WORD.search(text):
            if not text.isascii():
                text = _INVISIBLE.sub("", text)
            block = self.blocks[-1]
            self.found.append(Paragraph(text, block, self.home(block), min(1.0, self.linked / len(text))))
        self.linked = 0

    def home(self, block: HtmlElement) -> HtmlElement:
        if block not in self.homes:
            start = block
            if block is not self.root and block.tag not in FLOW and not any(child.tag in BLOCKS for child in block):
                start = block.getparent()  # a div that is used like a paragraph
            self.homes[block] = self.container(start)
        return self.homes[block]

    def container(self, element: HtmlElement) -> HtmlElement:
        passed: list[HtmlElement] = []
        while element not in self.containers and self.is_flow(element):
            passed.append(element)
            element = element.getparent()
        container = self.containers.get(element, element)
        for below in passed:
            self.containers[below] = container
        return container

    def is_flow(self, element: HtmlElement) -> bool:
        return element is not self.root and element.tag in FLOW and not _is_layout(element)
