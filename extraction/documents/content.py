"""What the readers of the formats hand over, before anything is concluded from it."""

import re
import unicodedata
from dataclasses import dataclass

from extraction.documents.limits import MAX_CHARACTERS, MAX_PAGES

# What no text can use: control characters but tab and line feed, byte order marks, noncharacters, lone surrogates.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n\t]+")
_AROUND_TABS = re.compile(r" ?\t ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a file holds. ``pages`` are texts as the file has them, ``count`` is the number of pages that there are
    (of which only the first may have been read), ``created`` and ``modified`` are as the file writes them,
    ``language`` is what it declares.
    """

    pages: tuple[str, ...]
    count: int
    title: str = ""
    created: str = ""
    modified: str = ""
    language: str = ""


def cleaned(text: str) -> str:
    """Return ``text`` in NFC, without control characters, trailing blanks and runs of empty lines."""
    text = _NO_TEXT.sub("", _LINE_ENDS.sub("\n", text))
    lines = [
        _AROUND_TABS.sub("\t", _BLANKS.sub(" ", line)).strip()
        for line in unicodedata.normalize("NFC", text).split("\n")
    ]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip("\n")


class PageTexts:
    """Collects the texts of pages up to the limits; ``full`` says that no more is taken."""

    def __init__(self) -> None:
        self._pages: list[str] = []
        self._room = MAX_CHARACTERS

    @property
    def full(self) -> bool:
        """Whether a limit is reached."""
        return len(self._pages) >= MAX_PAGES or self._room <= 0

    @property
    def room(self) -> int:
        """How many characters are still taken."""
        return self._room

    def add(self, text: str) -> None:
        """Take the text of the next page, as far as there is room."""
        if not self.full:
            page = cleaned(text[: self._room])[: self._room]
            self._room -= max(len(page), 1)
            self._pages.append(page)

    def texts(self) -> tuple[str, ...]:
        """Return what was taken."""
        return tuple(self._pages)
