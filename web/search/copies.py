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

    ``later`` are those that are not the earliest. Never changed: a new one takes its place.
    """

    members: Ids = field(default_factory=_none)
    earliest: Ids = field(default_factory=_none)
    later: BitMap = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "later", BitMap(self.members[self.members != self.earliest]))

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


def left_out(known: Groups, later: BitMap, *found: BitMap) -> int:
    """Return how many of ``later``, which are all of ``known.later`` in every set of ``found``, have an earlier copy
    there. The sets are not intersected: they are large, and copies are few.
    """
    if not later:
        return 0
    # Sorted, it becomes a set four times as fast.
    earliest = BitMap(np.sort(known.earliest_of(array_of(later))))
    # Where the earliest of a group is not there, one of the others stands for it.
    return len(later) - len(earliest - BitMap.intersection(earliest, *found))
