"""``python -m benchmarks.likeness``: which method tells copies from texts that are merely alike, and at what cost.

Each method gives a pair of texts a number. The threshold of each is the best on one half of the labelled pairs; the
figures are of the other half. datasketch is measured where it is installed: it brings scipy along, 140 MB.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from archive.likeness import SHARED, SKETCH, Story, shared_words, sketch
from tests.pairs.pairs import Pair, held_out, tuning

PERMUTATIONS = 128
_PRIME = (1 << 31) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a text becomes a signature of ``bytes`` bytes, and two of them a number: the higher, the more alike."""

    name: str
    bytes: int
    signature: Callable[[Story], Any]
    likeness: Callable[[Any, Any], float]


def shingles(story: Story) -> list[int]:
    """Return the hashes (32 bits) of the runs of three words in a text."""
    words = story.body.casefold().split()
    runs = {" ".join(run).encode() for run in zip(words, words[1:], words[2:], strict=False)}
    return [int.from_bytes(blake2b(run, digest_size=4).digest()) for run in runs]


def simhash(story: Story) -> int:
    """Return the 64 bits of Charikar's SimHash over runs of three words."""
    words = story.body.casefold().split()
    runs = [" ".join(run).encode() for run in zip(words, words[1:], words[2:], strict=False)]
    hashes = np.frombuffer(b"".join(blake2b(run, digest_size=8).digest() for run in runs), dtype=np.uint8)
    bits = np.unpackbits(hashes.reshape(-1, 8), axis=1).sum(axis=0) * 2 > len(runs)
    return int.from_bytes(np.packbits(bits).tobytes())


class NumpyMinHash:
    """MinHash with 128 permutations, each a linear function modulo a prime."""

    def __init__(self) -> None:
        draw = np.random.default_rng(1)
        self._a = draw.integers(1, 1 << 31, PERMUTATIONS, dtype=np.uint64)[:, None]
        self._b = draw.integers(0, 1 << 31, PERMUTATIONS, dtype=np.uint64)[:, None]

    def signature(self, story: Story) -> Any:
        """Return the smallest value of each permutation."""
        hashes = np.array(shingles(story), dtype=np.uint64)[None, :] & np.uint64(0x3FFFFFFF)
        return ((self._a * hashes + self._b) % np.uint64(_PRIME)).min(axis=1)

    def likeness(self, one: Any, other: Any) -> float:
        """Return the estimated Jaccard likeness."""
        return float((one == other).mean())


def methods() -> list[Method]:
    """Return what is compared, ours last."""
    own = NumpyMinHash()
    found = [
        Method(
            name="SimHash, 64 bits",
            bytes=8,
            signature=simhash,
            likeness=lambda a, b: 64 - int.bit_count(int(a) ^ int(b)),
        ),
        Method(name="MinHash, 128, numpy", bytes=512, signature=own.signature, likeness=own.likeness),
        Method(
            name=f"bottom {SKETCH} of one permutation",
            bytes=6 * SKETCH,
            signature=lambda story: set(sketch(story.body)),
            likeness=lambda one, other: len(one & other),
        ),
        Method(
            name="  and a look at the texts (ours)",
            bytes=6 * SKETCH,
            signature=lambda story: (set(sketch(story.body)), story),
            likeness=lambda one, other: len(one[0] & other[0]) >= SHARED and shared_words(one[1], other[1]),
        ),
    ]
    return _with_datasketch(found)


def _with_datasketch(found: list[Method]) -> list[Method]:
    try:
        from datasketch import MinHash  # type: ignore[import-not-found, unused-ignore]  # no dependency of ours
    except ImportError:
        return found

    def signature(story: Story) -> Any:
        minhash = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
        minhash.update_batch(shingles(story))
        return minhash

    likeness = lambda one, other: one.jaccard(other)  # noqa: E731
    return [Method(name="MinHash, 128, datasketch", bytes=512, signature=signature, likeness=likeness), *found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Precision and recall on the pairs held out, and CPU milliseconds for a text and for a pair."""

    precision: float
    recall: float
    threshold: float
    for_text: float
    for_pair: float


def measure(method: Method, known: Sequence[Pair], unknown: Sequence[Pair]) -> Result:
    """Return the figures of ``method``: its threshold from ``known``, the rest from ``unknown``."""
    scored = _scored(method, known)[0]
    threshold = max(sorted({score for score, _ in scored}), key=lambda least: _f1(*_counts(scored, least)))
    scores, for_text, for_pair = _scored(method, unknown)
    right, wrong, missed = _counts(scores, threshold)
    precision = right / max(right + wrong, 1)
    return Result(
        precision=precision,
        recall=right / (right + missed),
        threshold=threshold,
        for_text=for_text,
        for_pair=for_pair,
    )


def _scored(method: Method, pairs: Sequence[Pair]) -> tuple[list[tuple[float, bool]], float, float]:
    start = time.process_time()
    signatures = [(method.signature(pair.one), method.signature(pair.other)) for pair in pairs]
    between = time.process_time()
    scores = [float(method.likeness(*both)) for both in signatures]
    end = time.process_time()
    for_text, for_pair = 500 * (between - start) / len(pairs), 1000 * (end - between) / len(pairs)
    return list(zip(scores, (pair.is_copy for pair in pairs), strict=True)), for_text, for_pair


def _counts(scored: Sequence[tuple[float, bool]], least: float) -> tuple[int, int, int]:
    """Return how many copies were found, how many pairs wrongly taken for copies, and how many copies missed."""
    counts = Counter((score >= least and score > 0, is_copy) for score, is_copy in scored)
    return counts[True, True], counts[True, False], counts[False, True]


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / max(2 * right + wrong + missed, 1)


def main() -> None:
    """Print a line for each method."""
    known, unknown = tuning(), held_out()
    copies = sum(pair.is_copy for pair in unknown)
    print(f"{len(unknown)} pairs, {copies} of them copies; thresholds from {len(known)} other pairs")
    print(f"{'':34}{'precision':>10}{'recall':>8}{'from':>7}{'ms a text':>11}{'ms a pair':>11}{'bytes':>7}")
    for method in methods():
        found = measure(method, known, unknown)
        print(
            f"{method.name:34}{found.precision:10.3f}{found.recall:8.3f}{found.threshold:7.2f}"
            f"{found.for_text:11.2f}{found.for_pair:11.3f}{method.bytes:7}"
        )


if __name__ == "__main__":
    main()
