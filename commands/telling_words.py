"""Words by which pages are understood: what stands on labels, buttons and before dates, in any language we know."""

import re
from functools import cache

from babel import Locale

from extraction.edges import BYLINE, ENDS, LABELS
from extraction.kinds import labelled_kind
from extraction.labels import AUTHOR, ORGANISATION, OTHER_DATE, PUBLISHED
from extraction.listing_words import MORE
from extraction.marks import CALL, JOIN, PROFILE, WHEN, WHERE
from extraction.months import month_number
from extraction.pager_words import BACK, NEWER, NEXT
from extraction.phrases import LOGIN, NOT_FOUND
from extraction.wording import stripped

_WORD = re.compile(r"[^\W\d_]+")
_PHRASES = (
    ENDS,
    LABELS,
    AUTHOR,
    ORGANISATION,
    MORE,
    CALL,
    JOIN,
    PROFILE,
    WHEN,
    WHERE,
    BACK,
    NEWER,
    NEXT,
    LOGIN,
    NOT_FOUND,
)
_PATTERNS = (BYLINE, PUBLISHED, OTHER_DATE)


def is_telling(word: str) -> bool:
    """Return whether the reading of a page may hang on ``word``."""
    return stripped(word) in _words() or labelled_kind(word) is not None


@cache
def is_calendar(word: str) -> bool:
    """Return whether ``word`` names a month or a day of the week."""
    return bool(month_number(word)) or word.casefold() in _weekdays()


@cache
def _weekdays() -> frozenset[str]:
    codes = "bg ca cs da de el en es et fi fr ga hr hu it lt lv mt nl nb pl pt ro sk sl sv".split()
    return frozenset(
        name.casefold()
        for code in codes
        for width in ("wide", "abbreviated")
        for name in Locale.parse(code).days["format"][width].values()
    )


@cache
def _words() -> frozenset[str]:
    texts = [phrase for phrases in _PHRASES for phrase in phrases] + [pattern.pattern for pattern in _PATTERNS]
    return frozenset(stripped(word) for text in texts for word in _WORD.findall(text))
