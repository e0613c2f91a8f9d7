"""The part of a text that shows its hits best.

FTS5 has ``snippet()`` for it, but that takes a time that grows with the square of the hits: half a second for a text
of 20,000 characters that repeats one word. This takes one pass over the text that ``highlight()`` has marked.
"""

import re
from itertools import islice, takewhile

from web.search.marks import HIT

# Characters of the part, and those of them before its first hit.
LENGTH = 280
BEFORE = 90
# A token can be as long as its text.
MOST = 1000
# So many hits are compared.
MOST_HITS = 500
SPACE = re.compile(r"\s")


def excerpt(text: str) -> str:
    """Return the part of ``text`` with most different hits, the first of these, with … where it was cut.

    Returns nothing for a text without hits.
    """
    hits = list(islice(HIT.finditer(text), MOST_HITS))
    if not hits:
        return ""
    best = hits[max(range(len(hits)), key=lambda place: (_different(hits, place), -place))]
    start = _start(text, best.start())
    end = _end(text, best.end(), start + LENGTH)
    part = text[start:end][:MOST]
    return f"{'…' if start else ''}{part}{'…' if start + len(part) < len(text) else ''}"


def _different(hits: list[re.Match[str]], place: int) -> int:
    """Return how many different words are marked in the part that begins with the hit at ``place``."""
    last = hits[place].start() + LENGTH - BEFORE
    return len({hit[1].lower() for hit in takewhile(lambda hit: hit.end() <= last, islice(hits, place, None))})


def _start(text: str, hit: int) -> int:
    """Return where the part begins that has a hit at ``hit``: at a word."""
    if hit <= BEFORE:
        return 0
    space = SPACE.search(text, hit - BEFORE, hit)
    return space.end() if space else hit - BEFORE


def _end(text: str, hit: int, end: int) -> int:
    """Return where the part ends whose best hit ends at ``hit``: behind a word, not far before or at ``end``."""
    if end >= len(text):
        return len(text)
    spaces = list(SPACE.finditer(text, hit, end + 1))
    return spaces[-1].start() if spaces else max(hit, end)
