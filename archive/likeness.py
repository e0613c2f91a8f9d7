"""Whether two texts are one story: sketches that find the pairs worth a look, and the look itself. Pure functions.

A sketch is the bottom of a single-permutation MinHash (Broder, "On the resemblance and containment of documents",
1997): the smallest hashes of the runs of three words in a text. Whoever copies a text, or a part of it, copies these
too; so two sketches share some of them even where one text is cut or has others around it. A sketch tells no more than
that: the next round of a call shares nearly all of its words with this one. The look compares the texts word by word.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from archive.parallel import Gap, Parallel, parallel
from archive.wording import CHANGE_OF_PLAN, ORDINALS, fold, is_number, plain, read, split

# Hashes in a sketch, and how many two of them share at least when they are worth a look.
SKETCH = 16
SHARED = 2

# What both texts have to say word for word: in words, as a share of the shorter and of the longer text.
_LEAST_WORDS = 25
_LEAST_OF_SHORTER = 0.45
_LEAST_OF_LONGER = 0.2
# As long as the longest teasers (300 characters): so short a text is a copy only of one that is hardly longer.
_TEASER = 56
_LEAST_OF_SHORT = 0.7
# Words that both texts may have of their own, before the common part and in it: a place, a date, who reports.
_OWN_WORDS = 15
# Runs of three words that the shorter text shares at least, or it is not aligned with the other: that costs the most.
_LEAST_RUNS = 0.25
# Words said otherwise inside the common part, as a share of it: beyond, it is a form filled in twice.
_OTHERWISE = 0.02
# Words are one in two spellings from this likeness on (difflib's ratio): organisation and organization, not the names
# of two months.
_SPELLING = 0.8
# A title with so many words of another is the same title, be it with other numbers.
_SAME_TITLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is compared of an article. ``site`` only has to be the same for two articles of one site."""

    title: str
    body: str
    site: str


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of both texts in a gap, and whether the word before or after it is a number."""

    one: list[str]
    other: list[str]
    beside_number: bool


def sketch(text: str) -> list[int]:
    """Return the up to ``SKETCH`` smallest hashes (48 bits) of the runs of three words in ``text``, sorted."""
    runs = (run.encode("utf-8", "surrogatepass") for run in read(text).runs)
    return [int.from_bytes(found) for found in sorted(blake2b(run, digest_size=6).digest() for run in runs)[:SKETCH]]


def shared_words(one: Story, other: Story) -> int:
    """Return how many words the two have in common in one run, if they are copies of one story, else 0.

    Copies may differ in their titles, in spelling and punctuation, in an introduction, in what follows the story, and
    one may break off. Inside the common part they say the same: with other numbers, dates or names it is the next
    round of a call, and a text which says that something is extended or cancelled is news of its own.
    """
    first, second = read(one.body), read(other.body)
    if len(first.runs & second.runs) < _LEAST_RUNS * min(len(first.runs), len(second.runs)):
        return 0
    sides = first.words, second.words
    found = parallel(first.folded, second.folded)
    if not found or not _is_enough(found.equal, *map(len, sides)):
        return 0
    gaps = [gap for gap in (_texts(gap, *sides) for gap in found.gaps) if not _is_spelling(gap)]
    if (
        _is_more_on_both_sides(found, gaps, sides, same_site=one.site == other.site)
        or _is_told_otherwise(gaps, found.equal)
        or _is_other_title(split(one.title), split(other.title))
        or _changes_plan(one, other, found, sides)
    ):
        return 0
    return found.equal


def _is_enough(equal: int, *lengths: int) -> bool:
    share = _LEAST_OF_LONGER if equal > _TEASER else _LEAST_OF_SHORT
    return equal >= max(_LEAST_WORDS, _LEAST_OF_SHORTER * min(lengths), share * max(lengths))


def _is_more_on_both_sides(
    found: Parallel, gaps: list[_Texts], sides: tuple[list[str], list[str]], *, same_site: bool
) -> bool:
    """Return whether each text tells something that the other does not, before the common part and in it.

    What follows it does not count, since one of them may break off and go on with the news of its site. But articles
    of one site may begin with the same words about its publisher.
    """
    one = found.one.start + sum(len(gap.one) for gap in gaps)
    other = found.other.start + sum(len(gap.other) for gap in gaps)
    if same_site:
        one += len(sides[0]) - found.one.stop
        other += len(sides[1]) - found.other.stop
    return min(one, other) > _OWN_WORDS


def _texts(gap: Gap, one: list[str], other: list[str]) -> _Texts:
    beside = (*one[max(gap.one.start - 1, 0) : gap.one.start], *one[gap.one.stop : gap.one.stop + 1])
    return _Texts(
        one[gap.one.start : gap.one.stop], other[gap.other.start : gap.other.stop], any(map(is_number, beside))
    )


def _is_told_otherwise(gaps: list[_Texts], equal: int) -> bool:
    """Return whether the texts say different things in the same places."""
    said = [gap for gap in gaps if gap.one and gap.other]
    words = sum(min(len(gap.one), len(gap.other)) for gap in said)
    return any(map(_is_other_fact, said)) or words > 2 + _OTHERWISE * equal


def _is_spelling(gap: _Texts) -> bool:
    one, other = ("".join(map(fold, words)) for words in (gap.one, gap.other))
    return not any(map(str.isdigit, one + other)) and SequenceMatcher(None, one, other).ratio() >= _SPELLING


def _is_other_fact(gap: _Texts) -> bool:
    """Return whether a gap holds two numbers, two months (or what else stands beside a number), or two names."""
    sides = gap.one, gap.other
    numbers = [sorted(fold(word) for word in side if is_number(word)) for side in sides]
    if any(numbers):
        return all(numbers) and numbers[0] != numbers[1]
    if max(map(len, sides)) > 4:
        return False
    names = all(any(word[0].isupper() for word in side) for side in sides)
    ordinals = all(any(plain(word) in ORDINALS for word in side) for side in sides)
    return names or ordinals or gap.beside_number


def _is_other_title(one: list[str], other: list[str]) -> bool:
    """Return whether two titles are one form with other numbers in it."""
    first, second = ({fold(word) for word in title} for title in (one, other))
    counts = [{word for word in title if is_number(word) or plain(word) in ORDINALS} for title in (first, second)]
    alike = len(first & second) >= _SAME_TITLE * max(len(first), len(second), 1)
    return alike and all(counts) and counts[0] != counts[1]


def _changes_plan(one: Story, other: Story, found: Parallel, sides: tuple[list[str], list[str]]) -> bool:
    """Return whether one of the texts alone says that something is extended, postponed or cancelled."""
    for story, against, words, own, gaps in (
        (one, other, sides[0], found.one, [gap.one for gap in found.gaps]),
        (other, one, sides[1], found.other, [gap.other for gap in found.gaps]),
    ):
        added = [word for gap in gaps for word in words[gap.start : gap.stop]]
        told = " ".join((story.title, *words[: own.start], *added, *words[own.stop : own.stop + _OWN_WORDS]))
        if CHANGE_OF_PLAN.search(plain(told)) and not CHANGE_OF_PLAN.search(plain(f"{against.title} {against.body}")):
            return True
    return False
