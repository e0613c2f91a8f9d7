"""Stored text on its way to a page: cut to what is read, and without what is no text."""

import re
from dataclasses import dataclass

# Longer headings are no headings; a page may give one of megabytes.
HEADING = 300
# Some 30,000 words: more than any article, and a page that a phone still shows.
MOST_CHARACTERS = 200_000
MOST_PARAGRAPHS = 2_000

# Controls but tab and newlines, halves of characters and noncharacters: HTML allows none of them (section 13.2.3.5).
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A control, too, but one that parts lines.
_NEXT_LINE = "\x85"
# The embeddings, overrides and isolates of Unicode's bidirectional algorithm. Where no element ends what one of
# them begins (the title of a window, a citation) it would turn the text around it.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The paragraphs of a text, and whether it is longer than they are."""

    paragraphs: tuple[str, ...]
    cut: bool = False


def clean(text: str | None) -> str:
    """Return ``text`` without characters that HTML has no place for; NULL is no text."""
    return _NO_TEXT.sub("", (text or "").replace(_NEXT_LINE, "\n"))


def one_line(text: str | None, most: int = HEADING) -> str:
    """Return ``text`` as one line of at most ``most`` characters; what was cut off is an ellipsis."""
    # Twice the length is enough to cut from: white space is squeezed, and no megabyte is worked through for a line.
    line = _SPACE.sub(" ", clean((text or "")[: 2 * most])).strip()
    return line if len(line) <= most and len(text or "") <= 2 * most else line[: most - 1].rstrip() + "…"


def plain_line(text: str | None, most: int = HEADING) -> str:
    """Return ``one_line`` for where nothing contains the text: without characters that turn what follows."""
    return _TURNING.sub("", one_line(text, most))


def prose(text: str | None) -> Prose:
    """Return the paragraphs of a stored text, which stand a line each, without empty ones."""
    shown, cut = shortened(text)
    lines = (line.strip() for line in clean(shown).split("\n"))
    return Prose(paragraphs=tuple(line for line in lines if line), cut=cut)


def shortened(text: str | None) -> tuple[str, bool]:
    """Return the beginning of ``text`` that pages show, and whether there is more."""
    shown = "\n".join((text or "")[:MOST_CHARACTERS].split("\n", MOST_PARAGRAPHS)[:MOST_PARAGRAPHS])
    return shown, len(shown) < len(text or "")
