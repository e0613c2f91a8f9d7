"""Reads the cards of a list page out of its blocks: title, teaser, label, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from extraction.listing_gaps import read_gaps
from extraction.listing_merit import Block
from extraction.listing_page import ListPage, class_names
from extraction.listing_roles import Roles, assign_roles
from extraction.listing_segments import Segment, segments
from extraction.listing_texts import day_of, is_cut
from extraction.listing_words import AHEAD, is_generic
from items import Card

if TYPE_CHECKING:
    from bs4 import Tag

# A list that prints whole articles gives their first paragraphs as teasers, until these have so many letters.
_ENOUGH_TEASER = 1000
_DATE_LETTERS = 60
_DATE_CLASS = re.compile(r"date|time|posted|publish|datum|fecha", re.IGNORECASE)


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
    order = page.order
    outline = page.outline
    told = {each.text for each in (roles.title, roles.label, *roles.teaser) if each}
    around = [each.element for each in texts if not outline.holds(box, each.element)]
    tags = [outline.tags[each] for each in (*range(box, outline.end[box]), *around)]
    stamps = [str(tag.get("datetime", ""))[:10] for tag in tags if tag.name == "time" and not AHEAD.search(_names(tag))]
    ahead = [outline.number[id(tag)] for tag in tags if AHEAD.search(_names(tag))]
    named = [outline.number[id(tag)] for tag in tags if _DATE_CLASS.search(_names(tag))]
    free = [each for each in texts if each.text not in told and not is_generic(each.text)]
    places = [(outline.text(each), each) for each in named] + [(each.text, each.element) for each in free]
    own = [text for text, place in places if not any(outline.holds(other, place) for other in ahead)]
    days = (day_of(text, order) for text in (*stamps, *own) if len(text) <= _DATE_LETTERS)
    return next(filter(None, days), "")


def _names(tag: Tag) -> str:
    return " ".join((*class_names(tag), str(tag.attrs.get("itemprop", ""))))
