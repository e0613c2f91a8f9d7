"""Each story once: of its copies among the articles found, the earliest."""

import numpy as np
from pyroaring import BitMap

from web.search.bitmaps import Bitmaps
from web.search.ids import array_of
from web.search.order import newest_first


def once(state: Bitmaps, found: BitMap) -> BitMap:
    """Return the articles ``found`` without those of which an earlier copy is found.

    The earliest of a group is the one that the archive names; where that is not found, the first by day, then by id.
    """
    later = found & state.groups.later
    if not later:
        return found
    ids = array_of(later)
    earliest = state.groups.earliest_of(ids)
    alone = ~np.isin(earliest, array_of(BitMap(earliest) & found))
    _, group, sizes = np.unique(earliest[alone], return_inverse=True, return_counts=True)
    several = sizes[group] > 1
    kept = (found - later) | BitMap(ids[alone][~several])
    if not several.any():
        return kept
    oldest_first = np.frombuffer(newest_first(state, BitMap(ids[alone][several])), dtype=np.uint32)[::-1]
    # Of equal groups numpy gives the first place.
    _, places = np.unique(state.groups.earliest_of(oldest_first), return_index=True)
    return kept | BitMap(oldest_first[places])
