"""What reading captures again found, in lines for a person."""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from archive.reextract import Captured, Difference
from commands import plain
from items import Article

# As many differences, and as many captures without an article, are told one by one.
TOLD = 10
# Characters of a line of text that are told, and of what stands before the first difference in it.
_WIDTH = 100
_BEFORE = 20


@dataclass(slots=True)
class Unread:
    """Captures that gave no article: how many, and the first of them with their reasons."""

    count: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, url: str, reason: str) -> None:
        """Count one."""
        self.count += 1
        if self.count <= TOLD:
            self.told.append(f"  {plain(url)}: {plain(reason)}")

    def lines(self, what: str) -> Iterator[str]:
        """Yield ``what`` and their number, the first of them, and how many more there are; nothing for none."""
        if self.count:
            yield f"{what} ({self.count:,}):"
            yield from self.told
        if self.count > TOLD:
            yield f"  and {self.count - TOLD:,} more"


@dataclass(slots=True)
class Findings:
    """Counts, and the largest differences of texts. However much is read, no more is held than is told."""

    read: int = 0
    changed: int = 0
    only_extractor: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    lost: Unread = field(default_factory=Unread)
    unreadable: Unread = field(default_factory=Unread)
    _largest: list[tuple[int, int, str, str, str, str]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many captures have been dealt with."""
        return self.read + self.lost.count + self.unreadable.count

    def add(self, known: Captured, article: Article, difference: Difference) -> None:
        """Count an article that was read again, and what that changes."""
        self.read += 1
        self.changed += bool(difference.fields)
        self.only_extractor += "extractor" in difference.after and not difference.fields
        self.fields.update(difference.fields)
        if "body" in difference.after:
            old, new = (str(values["body"] or "") for values in (difference.before, difference.after))
            entry = (sum(words(old, new)), -known.id, known.url, article.title, old, new)
            (heapq.heappush if len(self._largest) < TOLD else heapq.heappushpop)(self._largest, entry)

    def summary(self, *, dry: bool) -> str:
        """Return one line: how many were read, how many changed, and in which fields."""
        told = f"{self.read:,} captures read, "
        if self.changed:
            fields = ", ".join(f"{name} {number:,}" for name, number in self.fields.most_common())
            told += f"{self.changed:,} articles {'would change' if dry else 'changed'}: {fields}"
        else:
            told += f"nothing {'would change' if dry else 'changed'}"
        if self.only_extractor:
            told += f" (in {self.only_extractor:,} only the name of the extractor)"
        return f"{told}; nothing was written" if dry else told

    def problems(self) -> Iterator[str]:
        """Yield a paragraph for each kind of captures that gave no article; nothing when all of them did."""
        yield from self.lost.lines("Captures missing or cut, whose articles stay as they are")
        yield from self.unreadable.lines("Captures in which no article was found, so that theirs stay as they are")

    def largest(self) -> Iterator[str]:
        """Yield a paragraph for each of the largest differences of texts, fit for a terminal."""
        if self._largest:
            yield "The largest differences of texts:"
        for _, _, url, title, old, new in sorted(self._largest, reverse=True):
            yield f"  {counted(old, new)}: {plain(title) or '(no title)'}"
            yield f"      {plain(url)}"
            yield from (f"      {line}" for line in excerpts(old, new))


def words(old: str, new: str) -> tuple[int, int]:
    """Return how many words of ``old`` are gone in ``new``, and how many of ``new`` were not there.

    Without regard to their order: that takes no more time for long texts than reading them, an alignment does.
    """
    before, after = Counter(old.split()), Counter(new.split())
    return (before - after).total(), (after - before).total()


def counted(old: str, new: str) -> str:
    """Return the difference of two texts in words: ``-12 +3 words``."""
    removed, added = words(old, new)
    return f"-{removed:,} +{added:,} words" if removed or added else "the same words in other places"


def excerpts(old: str, new: str) -> Iterator[str]:
    """Yield the first line that is gone, after ``-``, and the first that was not there, after ``+``.

    Each from a little before the place where they part.
    """
    before, after = old.split("\n"), new.split("\n")
    gone, come = (
        next((line for line in lines if line not in others), "")
        for lines, others in ((before, frozenset(after)), (after, frozenset(before)))
    )
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(gone, come, strict=False)))
    start = max(0, shared - _BEFORE)
    for sign, line in (("-", gone), ("+", come)):
        if line:
            shown = plain(line[start:])
            yield f"{sign} {'…' if start else ''}{shown[:_WIDTH]}{'…' if len(shown) > _WIDTH else ''}"
