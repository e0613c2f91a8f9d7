"""Numbers of articles in arrays, as SQLite and the bitmaps give them."""

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Ids = NDArray[np.uint32]


def ids_of(listed: str | None) -> Ids:
    """Return the ids of a list with commas, as ``group_concat`` writes it."""
    return np.fromstring(listed or "", dtype=np.uint32, sep=",")


def array_of(ids: BitMap) -> Ids:
    """Return the ids of a set, ascending."""
    return np.frombuffer(ids.to_array(), dtype=np.uint32)
