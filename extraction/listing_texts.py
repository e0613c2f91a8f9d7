"""What a short text of a card is, told from the text alone."""

import re

from extraction.dates import Found, find_dates
from extraction.listing_words import AHEAD, BYLINE, WIDE, is_generic
from items import DateOrder

_LABEL_LETTERS, _BYLINE_LETTERS = 40, 60
_DATE_LETTERS, _AROUND_A_DATE = 60, 15
_COUNT = re.compile(r"^\W*\d+\W*\w+(?:\W+\w+)?\W*$")  # "3 comments", "12 min read"
_DOTTED = re.compile(r"\d\. ?\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def width(text: str) -> int:
    """Return the number of letters of ``text``; a Chinese or Japanese one says about as much as two others."""
    return len(text) + (0 if text.isascii() else sum(letter >= WIDE for letter in text))


def has_words(text: str) -> bool:
    """Return whether there is a letter in ``text``."""
    return any(letter.isalpha() for letter in text)


def is_cut(text: str) -> bool:
    """Return whether ``text`` ends in an ellipsis: the page shows only the beginning of it."""
    return text.rstrip(" ])").endswith(("...", "…"))


def is_count(text: str) -> bool:
    """Return whether ``text`` is a number and a word or two: "3 comments"."""
    return bool(_COUNT.match(text))


def is_date(text: str) -> bool:
    """Return whether ``text`` is a date with at most a word or two around it."""
    if len(text) > _DATE_LETTERS or not any(letter.isdigit() for letter in text):
        return False
    found = next(find_dates(text), None)
    return found is not None and len(text) - (found.end - found.start) <= _AROUND_A_DATE


def is_label(text: str) -> bool:
    """Return whether ``text`` can be the label of a card: a few words, no date, nothing that introduces something."""
    if sum(letter.isalpha() for letter in text) < 2 or len(text) > _LABEL_LETTERS or text.endswith(":"):
        return False
    return not (_YEAR.search(text) or is_count(text) or is_date(text) or is_generic(text) or is_byline(text))


def is_byline(text: str) -> bool:
    """Return whether ``text`` is a line that names the writer; a sentence may begin with the same word."""
    return len(text) <= _BYLINE_LETTERS and not text.endswith((".", "!", "?", "…")) and bool(BYLINE.match(text))


def day_of(text: str, order: DateOrder | None = None, language: str = "") -> str:
    """Return the one date in ``text`` as ``YYYY-MM-DD``, or an empty string: for what names an event or a deadline,
    for a period, and without ``order``, that of the site, for what means two days, as ``03/04/2026``. With dots the
    day comes first everywhere. A date that ``order`` cannot read is read in the only order that can. ``language``
    (primary tag) decides month names of two meanings.
    """
    if AHEAD.search(text):
        return ""
    orders: tuple[DateOrder, ...] = ("DMY",) if _DOTTED.search(text) else ("DMY", "MDY")
    if order and (found := list(find_dates(text, order, language))):
        return _only_day(found)
    return _only_day([found for each in orders for found in find_dates(text, each, language)])


def _only_day(found: list[Found]) -> str:
    days = {date.value[:10] for date in found}
    return days.pop() if len(days) == 1 and not any(date.until for date in found) else ""
