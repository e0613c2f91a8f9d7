"""Which segment of a card is its title, which its teaser, which its label."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extraction.listing_columns import (
    from_the_end,
    is_called,
    is_link,
    name_columns,
    teaser_column,
    title_column,
    without_noise,
)
from extraction.listing_outline import Outline
from extraction.listing_page import rel_of
from extraction.listing_segments import Column, Segment
from extraction.listing_texts import is_cut, is_label
from extraction.listing_words import LABEL_CLASS

_LONG_TITLE, _SENTENCE, _LONE_TEASER, _SHORT = 160, 60, 60, 40


@dataclass(frozen=True, slots=True)
class Roles:
    """The segments of one card by what they are; a teaser may be of several paragraphs."""

    title: Segment | None
    teaser: tuple[Segment, ...]
    label: Segment | None


def assign_roles(outline: Outline, cards: Sequence[Sequence[Segment]]) -> list[Roles]:
    """Return the roles of the segments of each card of one list, in the order of ``cards``."""
    useful = without_noise(outline, cards)
    titles = title_column(outline, useful)
    if titles is None:  # cards of like elements side by side: their order has to tell
        useful = from_the_end(useful)
        titles = title_column(outline, useful)
    teasers = teaser_column(useful, titles)
    names = name_columns(useful) - {teasers}
    times = Counter(text for card in useful for text in {each.text for each in card if each.column != titles})
    roles = []
    for card in useful:
        unique = [segment for segment in card if times[segment.text] == 1 and segment.column != teasers]
        title = next((each for each in card if each.column == titles), None) or _other_title(outline, unique)
        rest = [segment for segment in card if title is None or segment.text != title.text]
        teaser = _teaser(rest, teasers)
        if title is None and len(teaser) == 1 and _is_lone_title(teaser[0]):
            title, teaser = teaser[0], []
        label = _label(
            outline, card, [each for each in rest if each not in teaser], title or next(iter(teaser), None), names
        )
        roles.append(Roles(title, tuple(teaser), label))
    return roles


def _other_title(outline: Outline, card: Sequence[Segment]) -> Segment | None:
    """Return the title of a card that has none where the others have theirs: its heading, or the text of its link."""
    fitting = [
        segment
        for segment in card
        if (segment.heading >= 0 or is_link(outline, segment))
        and len(segment.text) <= _LONG_TITLE
        and not is_cut(segment.text)
        and not (len(segment.text) > _SENTENCE and segment.text.endswith("."))
    ]
    return max(fitting, key=lambda segment: (segment.heading >= 0, len(segment.text)), default=None)


def _is_lone_title(segment: Segment) -> bool:
    """Return whether the one text of a card is a title, and no teaser: short, in its link, and no sentence."""
    return segment.link >= 0 and len(segment.text) <= _LONG_TITLE and not segment.text.endswith((".", "…", "!", "?"))


def _teaser(card: Sequence[Segment], teasers: Column | None) -> list[Segment]:
    found = [segment for segment in card if segment.column == teasers]
    # Without classes a label can stand in the same column: short, and before the teaser.
    while len(found) > 1 and len(found[0].text) <= _SHORT < len(found[1].text):
        found.pop(0)
    if found:
        return found
    longest = max((each for each in card if each.heading < 0), key=lambda each: len(each.text), default=None)
    return [longest] if longest and len(longest.text) >= _LONE_TEASER else []


def _label(
    outline: Outline,
    card: Sequence[Segment],
    free: Sequence[Segment],
    first: Segment | None,
    names: Collection[Column],
) -> Segment | None:
    """Return the label among the ``free`` segments of ``card``: one that is called so or links to a category, or a
    short text before the title (``first``, or the teaser of a card without title).
    """
    fitting = [segment for segment in free if is_label(segment.text)]
    stated = (segment for segment in fitting if "category" in rel_of(outline.tags[segment.element]))
    called = next((segment for segment in fitting if is_called(segment, LABEL_CLASS)), next(stated, None))
    before = card[: card.index(first)] if first in card else []
    return called or next((each for each in fitting if each in before and each.column not in names), None)
