"""A page as flat arrays, filled in one walk over the tree, so that a question about a subtree needs no further walk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

# Elements whose content no reader sees as text of the page.
UNREAD = frozenset("script style template noscript svg math iframe object select textarea button head canvas".split())
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q s samp small "
    "source span strike strong sub sup time tt u var wbr".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# What stands between two blocks of text. Told by identity: the text of a page is never this very string.
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements of a page in document order; element ``i`` and all below it are ``range(i, end[i])``.

    ``path[i]`` is one number for all elements with the same tag names from the root down. ``runs`` are the pieces of
    visible text, with a ``BREAK`` wherever a block element begins or ends, and ``owner`` the element of each run; the
    runs of element ``i`` are ``runs[first_run[i]:last_run[i]]``. ``letters[r]`` counts the visible characters before
    run ``r``, ``named`` lists the elements of each tag name, ``number`` gives the element of a tag by its ``id()``.
    """

    tags: list[Tag] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    path: list[int] = field(default_factory=list)
    first_run: list[int] = field(default_factory=list)
    last_run: list[int] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    named: dict[str, list[int]] = field(default_factory=dict)
    number: dict[int, int] = field(default_factory=dict)

    def text(self, element: int) -> str:
        """Return the visible text of ``element``, white space collapsed."""
        return " ".join("".join(self.runs[run] for run in self.run_range(element)).split())

    def run_range(self, element: int) -> range:
        """Return the numbers of the runs in ``element``."""
        return range(self.first_run[element], self.last_run[element])

    def size(self, element: int) -> int:
        """Return the number of visible characters in ``element``."""
        return self.letters[self.last_run[element]] - self.letters[self.first_run[element]]

    def holds(self, element: int, other: int) -> bool:
        """Return whether ``other`` is ``element`` or lies in it."""
        return element <= other < self.end[element]

    def first(self, element: int, *names: str) -> int | None:
        """Return the first element with one of these tag names that is ``element`` or lies in it, or None."""
        found = []
        for name in names:
            places = self.named.get(name, ())
            at = bisect_left(places, element)
            if at < len(places) and places[at] < self.end[element]:
                found.append(places[at])
        return min(found, default=None)

    def has(self, element: int, *names: str) -> bool:
        """Return whether ``element`` is or holds an element with one of these tag names."""
        return self.first(element, *names) is not None

    def up(self, element: int) -> Iterator[int]:
        """Yield the ancestors of ``element``, nearest first."""
        element = self.parent[element]
        while element >= 0:
            yield element
            element = self.parent[element]

    def common(self, one: int, other: int) -> int:
        """Return the nearest element that holds both."""
        while not self.holds(one, other):
            one = self.parent[one]
        return one


def outline(root: Tag) -> Outline:
    """Return the outline of everything that ``root`` holds."""
    from bs4 import Tag
    from bs4.element import NavigableString

    page = Outline()
    paths: dict[tuple[int, str], int] = {}
    _open(page, paths, root, -1)
    waiting = [(0, iter(root.contents))]
    while waiting:
        element, children = waiting[-1]
        for child in children:
            if isinstance(child, Tag):
                if child.name not in UNREAD:
                    waiting.append((_open(page, paths, child, element), iter(child.contents)))
                    break
            elif type(child) is NavigableString:  # its subclasses are comments, declarations and the like
                page.runs.append(child)
                page.owner.append(element)
        else:
            _close(page, element)
            waiting.pop()
    page.letters.extend(accumulate((len(run.strip()) for run in page.runs), initial=0))
    return page


def _open(page: Outline, paths: dict[tuple[int, str], int], tag: Tag, parent: int) -> int:
    element = len(page.tags)
    above, depth = (page.path[parent], page.depth[parent] + 1) if parent >= 0 else (-1, 0)
    page.tags.append(tag)
    page.number[id(tag)] = element
    page.named.setdefault(tag.name, []).append(element)
    page.parent.append(parent)
    page.depth.append(depth)
    page.path.append(paths.setdefault((above, tag.name), len(paths)))
    page.end.append(0)
    page.last_run.append(0)
    page.first_run.append(len(page.runs))
    _break(page, element)
    return element


def _close(page: Outline, element: int) -> None:
    _break(page, element)
    page.end[element] = len(page.tags)
    page.last_run[element] = len(page.runs)


def _break(page: Outline, element: int) -> None:
    if page.tags[element].name not in INLINE:
        page.runs.append(BREAK)
        page.owner.append(element)
