"""Reads the cards of a list page out of its blocks: title, teaser, label, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from extraction.listing_gaps import read_gaps
from extraction.listing_merit import Block
from extraction.listing_outline import Outline
from extraction.listing_page import ListPage, class_names
from extraction.listing_roles import Roles, assign_roles
from extraction.listing_segments import Segment, segments
from extraction.listing_texts import day_of, is_cut
from extraction.listing_words import AHEAD, KINDS, is_generic
from items import Card

if TYPE_CHECKING:
    from bs4 import Tag

# A list that prints whole articles gives their first paragraphs as teasers, until these have so many letters.
_ENOUGH_TEASER = 1000
_DATE_LETTERS = 60
# A line that says what the date in the next one is has no more letters than this.
_ANNOUNCEMENT = 25
_DATE_CLASS = re.compile(r"date|time|posted|publish|datum|fecha", re.IGNORECASE)
# What WordPress and others make of the categories and tags of an entry: classes of the element that holds all of it.
_FILED = re.compile(r"(?:categor|kategor|rubri|cat[-_]|tag[-_]|term[-_]|tax[-_]|topic[-_])", re.IGNORECASE)


def read_cards(page: ListPage, blocks: Sequence[Block]) -> tuple[Card, ...]:
    """Return a card for each block, in the order of the page, numbered from 1."""
    if not blocks:
        return ()
    outline = page.outline
    gaps = read_gaps(page, [block.box for block in blocks])
    texts = [
        [*segments(page, block.box, outline.run_range(block.box), {each.element for each in block.anchors}), *around]
        for block, around in zip(blocks, gaps.texts, strict=True)
    ]
    cards = []
    for number, roles in enumerate(assign_roles(outline, texts)):
        summary = _summary(roles)
        cards.append(
            Card(
                url=blocks[number].url,
                title=roles.title.text if roles.title else "",
                summary=summary,
                summary_truncated=is_cut(summary),
                label=gaps.labels[number] or (roles.label.text if roles.label else ""),
                published=_published(page, blocks[number].box, texts[number], roles),
                position=number + 1,
            )
        )
    return tuple(cards)


def _summary(roles: Roles) -> str:
    before = accumulate((len(segment.text) for segment in roles.teaser), initial=0)
    return " ".join(
        segment.text for segment, letters in zip(roles.teaser, before, strict=False) if letters < _ENOUGH_TEASER
    )


def _published(page: ListPage, box: int, texts: Sequence[Segment], roles: Roles) -> str:
    """Return the date of a card, ``YYYY-MM-DD``: of a ``time`` element, else of an element named after it or of a text
    that is neither title nor teaser; empty when there is none, or when its day and month could be exchanged.
    """
    outline = page.outline
    told = {each.text for each in (roles.title, roles.label, *roles.teaser) if each}
    around = [each.element for each in texts if not outline.holds(box, each.element)]
    tags = [outline.tags[each] for each in (*range(box, outline.end[box]), *around)]
    announced = _announced(texts, roles)
    ahead = [outline.number[id(tag)] for tag in tags if AHEAD.search(_names(tag))] + announced
    times = [tag for tag in tags if tag.name == "time" and not AHEAD.search(_names(tag))]
    stamps = [
        str(tag.get("datetime", ""))[:10]
        for tag in times
        if not any(outline.holds(each, outline.number[id(tag)]) for each in announced)
    ]
    named = [outline.number[id(tag)] for tag in tags if _DATE_CLASS.search(_names(tag))]
    free = [each for each in texts if each.text not in told and not is_generic(each.text)]
    places = [(outline.text(each), each) for each in named] + [(each.text, each.element) for each in free]
    own = [
        _without_kind(outline, text, place)
        for text, place in places
        if len(text) <= _DATE_LETTERS and not any(outline.holds(other, place) for other in ahead)
    ]
    return next(filter(None, (day_of(text, page.order, page.language) for text in (*stamps, *own))), "")


def _announced(texts: Sequence[Segment], roles: Roles) -> list[int]:
    """Return the elements of the texts behind a line of their own like ``Deadline`` or ``Event:``."""
    prose = {each.text for each in (roles.title, *roles.teaser) if each}
    return [
        following.element
        for each, following in pairwise(texts)
        if len(each.text) <= _ANNOUNCEMENT
        and each.text not in prose
        and AHEAD.search(each.text)
        and each.text.casefold() not in KINDS
        and not any(letter.isdigit() for letter in each.text)
    ]


def _without_kind(outline: Outline, text: str, place: int) -> str:
    """Return ``text``, that of the element ``place``, without an element in it that only says ``Events``."""
    if AHEAD.search(text):
        inner = (outline.text(each) for each in range(place + 1, outline.end[place]))
        label = next((label for label in inner if label.casefold() in KINDS), "")
        return text.replace(label, "", 1)
    return text


def _names(tag: Tag) -> str:
    """Return what the element itself is called; a category that it is filed under says nothing of its dates."""
    names = [name for name in class_names(tag) if not _FILED.match(name)]
    return " ".join((*names, str(tag.attrs.get("itemprop", ""))))
