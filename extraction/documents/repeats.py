"""Pages and lines that say again what an earlier page has said: for one hit a text, not one for each slide.

A page repeats an earlier one when it has the same letters and digits (whatever its blanks, punctuation, case and
running heads), or when that page has all its lines, eight words or more of them. Apart from whole pages, two things
are said once: a running head or foot, which stands near the edge of half of the pages, and of four or more (with
whatever numbers); and what stands on three pages or more in lines of eight words or more, alone or with the next one.
A page of which more than half was said in that way repeats the page with most of it, and what is new stays its own:
the question on the fourth slide of a poll.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from items import DocumentPage

# Lines from the top and from the bottom of a page that can be running heads and feet.
_EDGE = 3
# Fewer words stand on two pages by chance: a label, a name, a heading.
_WORDS = 8
_OFTEN = 3
_RUNNING = 4
_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def with_repeats(texts: Sequence[str]) -> tuple[DocumentPage, ...]:
    """Return the pages with these texts, each with what it says for the first time and the page that it repeats."""
    pages = [[(line, _key(line)) for line in text.split("\n")] for text in texts]
    running = _running(pages)
    keys = [[key for key in _keys(page) if _DIGITS.sub("0", key) not in running] or _keys(page) for page in pages]
    standing = _standing(pages)
    own = _Own(running, standing)
    earlier: dict[str, int] = {}
    found: list[DocumentPage] = []
    holders: dict[str, list[int]] = {}
    for number, (text, page) in enumerate(zip(texts, pages, strict=True), start=1):
        whole = "".join(keys[number - 1])
        repeats = earlier.get(whole) if whole else None
        repeats = repeats or _covering(page, number, keys, holders)
        new = "" if repeats else own.of(page)
        if not repeats:
            repeats = _mostly(page, new, running, keys, holders)
        found.append(DocumentPage(number=number, text=text, own=new, repeats=repeats))
        earlier.setdefault(whole, number)
        for key in set(keys[number - 1]):
            holders.setdefault(key, []).append(number)
    return tuple(found)


def _key(line: str) -> str:
    """Return the letters and digits of a line, whatever its case and punctuation."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", line).casefold())


def _keys(page: list[tuple[str, str]]) -> list[str]:
    return [key for _, key in page if key]


def _running(pages: Sequence[list[tuple[str, str]]]) -> frozenset[str]:
    """Return the running heads and feet, with 0 for each number in them."""
    counts: Counter[str] = Counter()
    filled = 0
    for page in pages:
        keys = _keys(page)
        filled += bool(keys)
        counts.update({_DIGITS.sub("0", key) for key in (*keys[:_EDGE], *keys[-_EDGE:])})
    return frozenset(key for key, count in counts.items() if count >= max(_RUNNING, filled / 2))


def _standing(pages: Sequence[list[tuple[str, str]]]) -> frozenset[tuple[str, ...]]:
    """Return the lines and pairs of lines of eight words or more that stand on three pages or more."""
    counts: Counter[tuple[str, ...]] = Counter()
    for page in pages:
        filled = [(line, key) for line, key in page if key]
        runs = [filled[at : at + size] for size in (1, 2) for at in range(len(filled) - size + 1)]
        counts.update({_run(run) for run in runs if sum(len(line.split()) for line, _ in run) >= _WORDS})
    return frozenset(run for run, count in counts.items() if count >= _OFTEN)


def _run(lines: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(key for _, key in lines)


def _covering(
    page: list[tuple[str, str]], number: int, keys: Sequence[list[str]], holders: dict[str, list[int]]
) -> int | None:
    """Return the earlier page that has all lines of ``page``, of several the one with the fewest others."""
    lines = set(keys[number - 1])
    if sum(len(line.split()) for line, key in page if key in lines) < _WORDS:
        return None
    rarest = min((holders.get(key, []) for key in lines), key=len, default=[])
    covering = [other for other in rarest if lines <= set(keys[other - 1])]
    return min(covering, key=lambda other: len(keys[other - 1]), default=None)


def _mostly(
    page: list[tuple[str, str]],
    new: str,
    running: frozenset[str],
    keys: Sequence[list[str]],
    holders: dict[str, list[int]],
) -> int | None:
    """Return the page with most of what ``page`` says again, of several the one with the fewest other lines; None
    where that is no more than half of ``page``.
    """
    said = Counter(key for _, key in page if key) - Counter(_key(line) for line in new.split("\n"))
    standing = [(line, key) for line, key in page if key and _DIGITS.sub("0", key) not in running]
    again = {key: len(line.split()) for line, key in standing if key in said}
    if sum(again.values()) <= sum(len(line.split()) for line, _ in standing) / 2:
        return None
    shared: Counter[int] = Counter()
    for key, words in again.items():
        shared.update(dict.fromkeys(holders.get(key, ()), words))
    return min(shared, key=lambda other: (-shared[other], len(keys[other - 1]), other), default=None)


class _Own:
    """What each page says for the first time, page after page."""

    def __init__(self, running: frozenset[str], standing: frozenset[tuple[str, ...]]) -> None:
        self._running = running
        self._standing = standing
        self._said: set[object] = set()

    def of(self, page: list[tuple[str, str]]) -> str:
        """Return the lines of ``page`` but those that stand on many pages and were said on an earlier one."""
        filled = [(line, key) for line, key in page if key]
        again: set[int] = set()
        said: set[object] = set()
        for at, (_, key) in enumerate(filled):
            if (folded := _DIGITS.sub("0", key)) in self._running:
                said.add(folded)
                again |= {at} if folded in self._said else set()
            for size in (1, 2):
                if (run := _run(filled[at : at + size])) in self._standing:
                    said.add(run)
                    again |= set(range(at, at + size)) if run in self._said else set()
        self._said |= said
        lines = filled if again else page
        return "\n".join(line for at, (line, _) in enumerate(lines) if at not in again)
