"""Copies of one story: of those that a search finds, the earliest is shown."""

import sqlite3
from dataclasses import dataclass, field

import numpy as np
from pyroaring import BitMap

from web.search.ids import Ids, array_of, ids_of

# Two lists with commas, in one order. A BitMap holds numbers of 32 bits.
COPIES = """
    SELECT group_concat(article_id), group_concat(group_id) FROM copies
    WHERE +article_id BETWEEN 0 AND 4294967295 AND +group_id BETWEEN 0 AND 4294967295 {which}
"""


def _none() -> Ids:
    return np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Articles that are copies of one story: ``members``, ascending, and the earliest of the group of each.

    ``later`` are those that are not the earliest, ``several`` those of them that are not the only such of their
    group. Never changed: a new one takes its place.
    """

    members: Ids = field(default_factory=_none)
    earliest: Ids = field(default_factory=_none)
    later: BitMap = field(init=False)
    several: BitMap = field(init=False)

    def __post_init__(self) -> None:
        is_later = self.members != self.earliest
        _, group, sizes = np.unique(self.earliest[is_later], return_inverse=True, return_counts=True)
        object.__setattr__(self, "later", BitMap(self.members[is_later]))
        object.__setattr__(self, "several", BitMap(self.members[is_later][sizes[group] > 1]))

    def earliest_of(self, members: Ids) -> Ids:
        """Return the earliest of the group of each of ``members``, which must be in one."""
        return self.earliest[np.searchsorted(self.members, members)]

    def story(self, article: int) -> int:
        """Return the earliest copy of the story that an article tells: itself, if no other does."""
        place = int(np.searchsorted(self.members, article))
        known = place < len(self.members) and int(self.members[place]) == article
        return int(self.earliest[place]) if known else article

    def replaced(self, changed: BitMap, new: "Groups") -> "Groups":
        """Return these groups without the articles ``changed``, and with those of ``new``."""
        if not (len(self.members) or len(new.members)):
            return self
        kept = ~np.isin(self.members, array_of(changed))
        return groups(
            np.concatenate([self.members[kept], new.members]), np.concatenate([self.earliest[kept], new.earliest])
        )


def load(db: sqlite3.Connection, which: str = "", parameters: tuple[int, ...] = ()) -> Groups:
    """Return the groups of all articles, or of those that the condition ``which`` leaves."""
    members, earliest = db.execute(COPIES.format(which=which), parameters).fetchone()
    return groups(ids_of(members), ids_of(earliest))


def groups(members: Ids, earliest: Ids) -> Groups:
    """Return the groups of ``members``, which are in any order."""
    order = np.argsort(members)
    return Groups(members[order], earliest[order])


@dataclass(frozen=True, slots=True)
class FoundCopies:
    """Copies among the articles found: those whose earliest is there too, and those of groups with several others."""

    behind: BitMap
    several: BitMap


def among(known: Groups, articles: BitMap) -> FoundCopies:
    """Return the copies among ``articles`` that are not the earliest of their groups."""
    later = array_of(articles & known.later)
    earliest = known.earliest_of(later)
    # Sorted, an array becomes a set four times as fast.
    there = BitMap(np.sort(earliest)) & articles
    return FoundCopies(
        behind=BitMap(later[np.isin(earliest, array_of(there))]), several=articles & known.later & known.several
    )


def sharing(known: Groups, ids: BitMap) -> BitMap:
    """Return which copies with a value, whose articles are ``ids``, have it in common with the earliest."""
    return among(known, ids).behind


def left_out(known: Groups, found: FoundCopies, ids: BitMap, shared: BitMap) -> int:
    """Return how many of the articles found that are in ``ids`` have an earlier copy that is found and in ``ids``.

    ``shared`` are the copies in ``ids`` whose earliest is there. The sets are not intersected: they are large, and
    copies are few.
    """
    count = shared.intersection_cardinality(found.behind)
    if not found.several.intersect(ids):
        return count
    # Where the earliest of a group is not there, one of the others stands for it.
    rest = known.earliest_of(array_of((found.several & ids) - (shared & found.behind)))
    return count + len(rest) - len(np.unique(rest))
