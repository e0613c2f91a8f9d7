"""Wording: text of elements as a reader sees it, and how far two wordings agree."""

import html
import re
import unicodedata
from collections import Counter

from lxml.etree import XPath
from lxml.html import HtmlElement

# Code and fallback content, which no reader sees as text of the page.
UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe", "object"})
# Elements that start a new line on the screen: their text never joins the word before or after.
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td "
        "tfoot th thead tr ul",
    )
)
# Soft hyphens, zero-width characters, direction marks and the byte order mark: they change how a line looks, not what
# it says.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"\w+")
_TEXTS = XPath("descendant::text()")


def clean(text: str) -> str:
    """Return ``text`` on one line: white space runs become one space, invisible characters go."""
    return " ".join(_INVISIBLE.sub("", text).split())


def unescaped(text: str) -> str:
    """Return ``text`` cleaned, with character references resolved that a generator escaped once too often."""
    return clean(html.unescape(text) if "&" in text else text)


def text_of(element: HtmlElement) -> str:
    """Return the visible text of ``element`` on one line. Blocks and line breaks part words, inline markup does not."""
    if len(element) == 0:
        return clean(element.text or "")
    parts: list[str] = []
    for piece in _TEXTS(element):
        parent = piece.getparent()
        if parent.tag in UNSEEN and piece.is_text:
            continue
        if parent.tag in BLOCKS:
            parts.append(" ")
        parts.append(piece)
    return clean("".join(parts))


def stripped(text: str) -> str:
    """Return ``text`` case-folded and without accents: the form in which words of any language are looked up."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, case-folded and without accents or punctuation."""
    return _WORD.findall(stripped(text))


def agreement(one: str, other: str) -> float:
    """Return how many of their words two texts share (Dice coefficient over words): 0.0 nothing, 1.0 the same words."""
    left, right = Counter(words(one)), Counter(words(other))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0
