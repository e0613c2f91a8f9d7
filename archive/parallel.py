"""Where two texts say the same words, and where inside of that they differ. Pure functions on lists of words."""

from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise

# So many equal words in a row are no chance.
_RUN = 6
# A gap of so many words is a change of words rather than another text.
_SHORT = 5
# What lies behind a longer gap and is so small a share of all that is equal is a chance likeness.
_STRAY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words of the two texts that stand in one place; one of the two may be empty. The ranges are of their words."""

    one: range
    other: range


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """The common part of two texts: how many words agree in it, its extent in both, and the gaps inside of it."""

    equal: int
    one: range
    other: range
    gaps: tuple[Gap, ...]


def parallel(one: list[str], other: list[str]) -> Parallel | None:
    """Return the common part of two texts given word by word, or None when nothing in them is equal but by chance.

    The short gap before the end of both texts counts as inside: what differs there is a date rather than an addition.
    """
    blocks = SequenceMatcher(None, one, other).get_matching_blocks()[:-1]
    long = [number for number, block in enumerate(blocks) if block.size >= _RUN]
    if not long:
        return None
    core = _without_strays(_bridged(blocks, long[0], long[-1]))
    equal = sum(block.size for block in core)
    ends = core[-1].a + core[-1].size, core[-1].b + core[-1].size
    if 0 < len(one) - ends[0] <= _SHORT and 0 < len(other) - ends[1] <= _SHORT:
        core.append(Match(len(one), len(other), 0))
        ends = len(one), len(other)
    gaps = tuple(
        Gap(one=range(left.a + left.size, right.a), other=range(left.b + left.size, right.b))
        for left, right in pairwise(core)
    )
    return Parallel(equal=equal, one=range(core[0].a, ends[0]), other=range(core[0].b, ends[1]), gaps=gaps)


def _bridged(blocks: list[Match], first: int, last: int) -> list[Match]:
    """Return the blocks from ``first`` to ``last``, and those beside them that are as long as the gap before them."""
    while first and blocks[first - 1].size >= max(_gap(blocks[first - 1], blocks[first])):
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].size >= max(_gap(blocks[last], blocks[last + 1])):
        last += 1
    return blocks[first : last + 1]


def _without_strays(core: list[Match]) -> list[Match]:
    """Return ``core`` without what little lies behind a long gap at either end of it."""
    total = sum(block.size for block in core)
    cuts = [number for number, pair in enumerate(pairwise(core), 1) if min(_gap(*pair)) > _SHORT]
    start = max((cut for cut in cuts if sum(block.size for block in core[:cut]) < _STRAY * total), default=0)
    end = min((cut for cut in cuts if sum(block.size for block in core[cut:]) < _STRAY * total), default=len(core))
    return core[start:end]


def _gap(left: Match, right: Match) -> tuple[int, int]:
    return right.a - left.a - left.size, right.b - left.b - left.size
