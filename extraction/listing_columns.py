"""Compares the cards of a list: the segments that stand in one place in all of them are a column of one kind."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extraction.listing_outline import Outline
from extraction.listing_segments import Column, Segment
from extraction.listing_texts import has_words, is_byline, is_count, is_cut, is_date, width
from extraction.listing_words import ASIDE_CLASS, TITLE_CLASS, is_generic

Cards = Sequence[Sequence[Segment]]

# A column of titles whose texts are shorter on average counts less; one whose texts are longer may hold teasers.
_TITLE_LETTERS, _LONG_TITLE = 40, 130
_LEAST_WORTH = 0.2
_HEADED, _LINKED, _NAMED, _SAME_BEGINNING = 3.0, 2.0, 1.5, 0.2
_BEGINNING = 8
_TEASER_LETTERS = 20
# From so many cards on, a text that is another on each of them is a name and not a label.
_ENOUGH_CARDS = 5


def without_noise(outline: Outline, cards: Cards) -> list[list[Segment]]:
    """Return the cards without dates, counts, bylines and links that say the same on many cards, such as "Read more"
    in whatever language.
    """
    links = Counter(text for card in cards for text in {each.text for each in card if is_link(outline, each)})
    often = max(2, 0.3 * len(cards))
    return [
        [each for each in card if not _is_noise(each) and not (is_link(outline, each) and links[each.text] > often)]
        for card in cards
    ]


def is_link(outline: Outline, segment: Segment) -> bool:
    """Return whether a segment is all that an own link of its card says."""
    return segment.link >= 0 and outline.size(segment.link) <= len(segment.text) + 1


def is_called(segment: Segment, words: re.Pattern[str], levels: int = 9) -> bool:
    """Return whether a class name of the element of a segment, or of those around it, has one of ``words``."""
    return any(words.search(name) for _, names in segment.column[-levels:] for name in names)


def from_the_end(cards: Cards) -> list[list[Segment]]:
    """Return the cards with columns that also tell how many segments of the same markup follow."""
    numbered = []
    for card in cards:
        seen: Counter[Column] = Counter()
        found = []
        for segment in reversed(card):
            seen[segment.column] += 1
            place = (f"{seen[segment.column]}", frozenset[str]())
            found.append(replace(segment, column=(*segment.column, place)))
        numbered.append(found[::-1])
    return numbered


def title_column(outline: Outline, cards: Cards) -> Column | None:
    """Return the column that holds the titles of ``cards``, or None when none does."""
    columns = _columns(cards)
    longest = max((_mean_width(column) for column in columns.values()), default=0)
    worth = {column: _title_worth(outline, found, len(cards), longest) for column, found in columns.items()}
    best = max(worth, key=lambda column: worth[column], default=None)
    return best if best is not None and worth[best] >= _LEAST_WORTH else None


def teaser_column(cards: Cards, titles: Column | None) -> Column | None:
    """Return the column with the most text beside the titles, or None when there is little."""
    size: Counter[Column] = Counter()
    for card in cards:
        for segment in card:
            if segment.column != titles and segment.heading < 0:
                size[segment.column] += len(segment.text)
    best = max(size, key=lambda column: size[column], default=None)
    return best if best is not None and size[best] >= _TEASER_LETTERS * len(cards) else None


def name_columns(cards: Cards) -> set[Column]:
    """Return the columns that say something else on nearly every card, and so hold no labels."""
    if len(cards) < _ENOUGH_CARDS:
        return set()
    columns = {column: [segment.text for segment in found] for column, found in _columns(cards).items()}
    return {
        column
        for column, texts in columns.items()
        if 2 * len(texts) >= len(cards) and len(set(texts)) >= 0.8 * len(texts)
    }


def _is_noise(segment: Segment) -> bool:
    text = segment.text
    if not has_words(text) or is_generic(text):
        return True
    if segment.heading >= 0:
        return False
    return is_count(text) or is_date(text) or is_byline(text) or is_called(segment, ASIDE_CLASS)


def _columns(cards: Cards) -> dict[Column, list[Segment]]:
    """Return for each column the first segment that each card has in it."""
    columns: dict[Column, list[Segment]] = defaultdict(list)
    for card in cards:
        for column, segment in {each.column: each for each in reversed(card)}.items():
            columns[column].append(segment)
    return columns


def _title_worth(outline: Outline, column: Sequence[Segment], cards: int, longest: float) -> float:
    """Return how much the segments of one column look like the titles of so many cards."""
    texts = [segment.text for segment in column]
    letters = _mean_width(column)
    linked, named = is_link(outline, column[0]), is_called(column[0], TITLE_CLASS, levels=2)
    headed = column[0].heading >= 0
    if not (headed or linked or named) and (letters * 1.3 > longest or letters < _TITLE_LETTERS / 2):
        return 0.0  # plain text is a title only next to a longer teaser
    worth = len(set(texts)) / cards * (1 - sum(map(is_cut, texts)) / len(texts))
    worth *= min(1.0, letters / _TITLE_LETTERS) * min(1.0, max(0.02, 2.0 - letters / _LONG_TITLE))
    beginnings = Counter(text.casefold()[:_BEGINNING] for text in texts)
    if len(texts) > 2 and beginnings.most_common(1)[0][1] > 0.6 * len(texts):
        worth *= _SAME_BEGINNING  # "Continue reading" and the title
    return worth * (_HEADED if headed else 1.0) * (_LINKED if linked else 1.0) * (_NAMED if named else 1.0)


def _mean_width(column: Sequence[Segment]) -> float:
    return sum(width(segment.text) for segment in column) / len(column)
