"""What has changed between two texts, word by word within their paragraphs. Pure, and bounded for any texts.

The comparison is rapidfuzz's: its work is the product of the lengths over 64, whatever the words are. That of
difflib grows with the cube of the length for words that repeat, and the words are written by strangers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Opcode

from web.prose import shortened

Kind = Literal["same", "added", "removed"]
# ``same`` or None, from and to in the older text, from and to in the newer one.
Span = tuple[Kind | None, int, int, int, int]

# A word with the space after it, a sign with the space after it, or space: together they are the text.
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*\s*|[^\w\s]\s*|\s+")
# Two paragraphs are one that was changed when they share so much of their words.
ALIKE = 0.4
# Products of lengths: of the words of two paragraphs that are compared (25 million take some 30 ms and 3 MB), of all
# of them together, and of two rows of paragraphs that are matched by what they share instead of by their place.
MOST_WORDS_COMPARED = 25_000_000
MOST_COMPARED = 100_000_000
MOST_MATCHED = 2_500
# More marks than this nobody reads: paragraphs after them are shown as replaced.
MOST_PIECES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that both texts have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of either text or of both: ``same`` as such when both have it, changed or not."""

    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The paragraphs of two texts in the order of both; ``cut`` when only the beginning of one was compared."""

    paragraphs: tuple[Paragraph, ...]
    cut: bool = False

    def before(self) -> str:
        """Return the older text: everything but what was added."""
        return self._without("added")

    def after(self) -> str:
        """Return the newer text: everything but what was removed."""
        return self._without("removed")

    @property
    def changed(self) -> bool:
        """Whether there is any difference."""
        return any(piece.kind != "same" for paragraph in self.paragraphs for piece in paragraph.pieces)

    def _without(self, kind: Kind) -> str:
        kept = (paragraph.pieces for paragraph in self.paragraphs if paragraph.kind != kind)
        return "\n".join("".join(piece.text for piece in pieces if piece.kind != kind) for pieces in kept)


def difference(old: str, new: str) -> Difference:
    """Return what has changed from ``old`` to ``new``; paragraphs are parted by one newline."""
    (old, old_cut), (new, new_cut) = shortened(old), shortened(new)
    compared = shown = 0
    paragraphs: list[Paragraph] = []
    for before, after in aligned(old.split("\n"), new.split("\n")):
        if before is None or after is None:
            paragraphs.append(whole("added" if before is None else "removed", before or after or ""))
        elif before == after:
            paragraphs.append(whole("same", before))
        else:
            a, b = _TOKEN.findall(before), _TOKEN.findall(after)
            compared += len(a) * len(b)
            few = len(a) * len(b) <= MOST_WORDS_COMPARED and compared <= MOST_COMPARED and shown <= MOST_PIECES
            changed = tuple(pieces(a, b)) if few else replaced(before, after)
            shown += len(changed)
            paragraphs.append(Paragraph(kind="same", pieces=changed))
    return Difference(paragraphs=tuple(paragraphs), cut=old_cut or new_cut)


def whole(kind: Kind, text: str) -> Paragraph:
    """Return a paragraph that is all of one kind."""
    return Paragraph(kind=kind, pieces=(Piece(kind=kind, text=text),))


def replaced(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in place of another, without looking into them."""
    kinds: dict[Kind, str] = {"same": before} if before == after else {"removed": before, "added": after}
    return tuple(Piece(kind=kind, text=text) for kind, text in kinds.items() if text)


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield pairs of paragraphs that belong together, in order; None stands for one that the other text lacks."""
    for tag, a1, a2, b1, b2 in joined(Indel.opcodes(list(old), list(new))):
        if tag == "same":
            yield from zip(old[a1:a2], new[b1:b2], strict=True)
        else:
            yield from matched(old[a1:a2], new[b1:b2])


def joined(opcodes: Iterable[Opcode]) -> Iterator[Span]:
    """Yield the spans of ``opcodes``: ``same`` where both are equal, None for all that lies between two such spans."""
    a1 = b1 = a2 = b2 = 0
    for opcode in opcodes:
        if opcode.tag == "equal":
            if (a1, b1) != (a2, b2):
                yield None, a1, a2, b1, b2
            yield "same", opcode.src_start, opcode.src_end, opcode.dest_start, opcode.dest_end
            a1, b1 = opcode.src_end, opcode.dest_end
        a2, b2 = opcode.src_end, opcode.dest_end
    if (a1, b1) != (a2, b2):
        yield None, a1, a2, b1, b2


def matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield pairs of paragraphs of which none is the same: those that are alike enough, so that most is shared."""
    i = j = 0
    for a, b in best_pairs(old, new):
        yield from ((text, None) for text in old[i:a])
        yield from ((None, text) for text in new[j:b])
        yield old[a], new[b]
        i, j = a + 1, b + 1
    yield from ((text, None) for text in old[i:])
    yield from ((None, text) for text in new[j:])


def best_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return places of ``old`` and ``new`` that belong together, ascending in both."""
    if len(old) * len(new) > MOST_MATCHED:
        return [(place, place) for place in range(min(len(old), len(new)))]
    words = [[Counter(_TOKEN.findall(text)) for text in side] for side in (old, new)]
    # The longest common subsequence (Wagner and Fischer, 1974), weighed by how alike two paragraphs are.
    best: list[list[tuple[float, tuple[int, int] | None]]] = [[(0.0, None)] * (len(new) + 1)]
    for i, before in enumerate(words[0]):
        best.append([(0.0, None)])
        for j, after in enumerate(words[1]):
            share = alike(before, after)
            paired = (best[i][j][0] + share, (i, j)) if share >= ALIKE else (-1.0, None)
            best[-1].append(max(paired, best[i][j + 1], best[-1][j], key=lambda cell: cell[0]))
    pairs: list[tuple[int, int]] = []
    cell = best[-1][-1][1]
    while cell is not None:
        pairs.append(cell)
        cell = best[cell[0]][cell[1]][1]
    return pairs[::-1]


def alike(a: Counter[str], b: Counter[str]) -> float:
    """Return which part of the words of both is shared, 0 to 1 (Dice's coefficient)."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Yield the runs of two rows of words that are the same, removed or added."""
    spans = list(joined(Indel.opcodes(old, new)))
    removed = added = ""
    for place, (tag, a1, a2, b1, b2) in enumerate(spans):
        before, after = "".join(old[a1:a2]), "".join(new[b1:b2])
        if tag == "same" and not lost(spans, place):
            yield from (*replaced(removed, added), Piece(kind="same", text=before))
            removed = added = ""
        else:
            removed, added = removed + before, added + after
    yield from replaced(removed, added)


def lost(spans: Sequence[Span], place: int) -> bool:
    """Return whether the same words at ``place`` are too few to be told from the changes on both sides.

    A lone "of the" between two long changes helps nobody to read: what is shorter than both goes with them.
    """
    if not 0 < place < len(spans) - 1:
        return False
    _, begin, end, *_ = spans[place]
    return all(end - begin < max(a2 - a1, b2 - b1) for _, a1, a2, b1, b2 in (spans[place - 1], spans[place + 1]))
