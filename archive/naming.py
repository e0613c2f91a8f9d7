"""Which names are one person or one organisation: pure functions over the names as pages print them.

Two organisations made one are worse than one that stands twice, so little is guessed. Names are one when their plain
spelling is (``names.key``). Of organisations also when they sound alike: in long words ``y`` is ``i``, ``ph`` is ``f``
and a doubled letter is one (``POLIMERYS`` is ``Polymeris``); or when one letter inside one very long word is missing or
has changed places with the next. No letter is ever taken for another: ``photonics`` is not ``protonics``. A name that a
site has cut (``Cluster of the Pack…``) is the known one that it begins, if there is only one.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from archive.names import CUT, is_cut, key, name_words

_LONG, _VERY_LONG = 7, 9
_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("y", "i"), ("z", "s"))
_DOUBLED = re.compile(r"(.)\1")
# Words of many names, in which a letter more or less makes another word.
_COMMON = frozenset(
    "adaptation adaption automation automotive innovation renovation international interregional".split()
)
# Words that tell no organisation from another.
_VAGUE = frozenset(
    "agencia agency association associazione asociacion cluster clusters clusterland d da das de del der des di die "
    "digital du el en europaischer european europeen federation for fur hub i innovation innovative institut institute "
    "l la le les national network netzwerk o of og per platform pole the verein center centre centro zentrum".split()
)
# A cut name must say this many letters to be completed, and this many of them in words that tell something.
_ENOUGH, _TELLING = 10, 4


def groups(names: Collection[str], aliases: Mapping[str, str], *, near: bool) -> list[set[str]]:
    """Return ``names`` in groups, each of them one person or organisation.

    ``aliases`` says in an operator's word what a name stands for, and goes before every rule: such a name is joined
    with no other, and one that stands for itself stands alone. ``near`` allows for near spellings, which of people
    are two more often than one.
    """
    group_of = {name: {name} for name in (*names, *aliases, *aliases.values())}
    ruled = sorted({*names, *aliases.values()} - aliases.keys())
    for one, other in (*aliases.items(), *_alike(ruled, near), *_completed(ruled)):
        if group_of[one] is not group_of[other]:
            group_of[one] |= group_of[other]
            for name in group_of[other]:
                group_of[name] = group_of[one]
    each = {id(group): group & {*names} for group in group_of.values()}
    return [group for group in each.values() if group]


def is_near(one: str, other: str) -> bool:
    """Return whether two names differ by the spelling of long words alone."""
    if sound(one) == sound(other):
        return True
    left, right = name_words(one), name_words(other)
    differing = [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    return len(left) == len(right) and len(differing) == 1 and _is_slip(*differing[0])


def sound(name: str) -> list[str]:
    """Return the words of ``name``, the long ones as they sound."""
    return [_sound_of(word) if len(word) >= _LONG else word for word in name_words(name)]


def completes(name: str, cut: str) -> bool:
    """Return whether ``name`` goes on where ``cut`` was cut off."""
    words = name_words(CUT.sub("", cut))
    start, telling = "".join(words), "".join(word for word in words if word not in _VAGUE)
    return len(start) >= _ENOUGH and len(telling) >= _TELLING and "".join(name_words(name)).startswith(start)


def _alike(names: list[str], near: bool) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that are one; of three that are, two pairs."""
    buckets: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for name in names:
        buckets[is_cut(name), key(name) or name].append(name)
    for bucket in buckets.values():
        yield from pairwise(bucket)
    if near:
        yield from _near_pairs(bucket[0] for (cut, _), bucket in buckets.items() if not cut)


def _near_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of near spellings: those that a missing letter makes equal, looked at one by one."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for variant in {" ".join(sound(name)), *map(" ".join, _with_slips(name_words(name)))}:
            buckets[variant].append(name)
    for bucket in buckets.values():
        yield from ((one, other) for one in bucket for other in bucket if one < other and is_near(one, other))


def _with_slips(words: list[str]) -> Iterator[list[str]]:
    """Yield ``words``, and with each inner letter of a very long one left out."""
    yield words
    for place, word in enumerate(words):
        for letter in range(1, len(word) - 1) if len(word) >= _VERY_LONG - 1 else ():
            yield [*words[:place], word[:letter] + word[letter + 1 :], *words[place + 1 :]]


def _is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by an inner letter that is missing, or by two inner neighbours that changed
    places.
    """
    short, long = sorted((one, other), key=len)
    if len(long) < _VERY_LONG or {one, other} & _COMMON or short[0] != long[0] or short[-1] != long[-1]:
        return False
    first = next(place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b)
    if len(short) == len(long):
        return short[:first] + short[first + 1] + short[first] + short[first + 2 :] == long
    return len(short) == len(long) - 1 and short[first:] == long[first + 1 :]


def _sound_of(word: str) -> str:
    for spelt, heard in _SOUNDS:
        word = word.replace(spelt, heard)
    return _DOUBLED.sub(r"\1", word)


def _completed(names: list[str]) -> Iterator[tuple[str, str]]:
    whole = [name for name in names if not is_cut(name)]
    for cut in filter(is_cut, names):
        fits = {"".join(sound(name)): name for name in whole if completes(name, cut)}
        if len(fits) == 1:
            yield cut, fits.popitem()[1]
