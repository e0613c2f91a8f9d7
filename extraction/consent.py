"""Cuts cookie and consent dialogs out of a page, marked (by the names of the known tools) and unmarked (by wording).

Extractors keep such text wherever the article is short or stands in plain divs: it is prose, in paragraphs, and
there is often more of it than of the article.
"""

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from extraction.consent_boxes import Choice, cut_called, cut_named, cut_offering, drop
from extraction.consent_sentences import is_consenting, is_notice
from extraction.consent_words import (
    ADDRESSED,
    ALL_COOKIES,
    is_control,
    is_topic,
    mentions,
    mentions_cookies,
)
from extraction.paragraphs import Paragraph, paragraphs

# Two sentences about cookies may be anything, if neither is a notice.
LEAST = 3
# A line shorter than this is no running text.
SHORT = 90
# How far before and after the word a notice may begin and end.
REACH = 200
# What must be left of a page, in characters.
REST = 100


def cut_consent(tree: HtmlElement, titles: Iterable[str], offered: Sequence[Choice] = ()) -> None:
    """Remove consent dialogs from ``tree``, in place; ``titles`` (of the page) tell an article about cookies from them,
    ``offered`` are the buttons that the page had.

    Never removes an element that holds an article, main or h1, or over 20,000 characters of text.
    """
    about = _is_about_cookies(titles)
    cut_named(tree, about=about)
    text = tree.text_content().lower()
    words = [word for word in ALL_COOKIES if word in text]
    if words and (cut_offering(tree, offered, words, about=about) | (not about and cut_called(tree))):
        text = tree.text_content().lower()
    if _may_hold_dialog(text, words):
        found = paragraphs(tree)
        lines = consent_lines(found, about=about)
        kept = {one.element for number, one in enumerate(found) if number not in lines}
        for element in {found[number].element for number in lines} - kept:
            drop(element)


def without_consent(found: Sequence[Paragraph], titles: Iterable[str]) -> list[Paragraph]:
    """The paragraphs that are no consent text, for dialogs that share an element with the article."""
    text = "\n".join(one.text for one in found).lower()
    if not _may_hold_dialog(text, [word for word in ALL_COOKIES if word in text]):
        return list(found)
    lines = consent_lines(found, about=_is_about_cookies(titles))
    return [one for number, one in enumerate(found) if number not in lines]


def consent_lines(found: Sequence[Paragraph], *, about: bool = False) -> set[int]:
    """The numbers of the paragraphs that make up consent dialogs written without any mark.

    A dialog is a run of lines that speak of cookies: three or more, at least half of its lines in all, some of them to
    the visitor (most of them, when the page is ``about`` cookies); or any with a notice like ``We use cookies`` (not
    when the page is ``about`` cookies). Nothing is found when that would leave next to nothing of the page (when
    ``about`` cookies: less than it takes): that page is a cookie policy.
    """
    texts = [one.text for one in found]
    speaking = [mentions_cookies(text) or (len(text) < SHORT and is_control(text)) for text in texts]
    lines: set[int] = set()
    for run in _runs(found, speaking):
        spoken = [texts[number] for number in run if speaking[number]]
        if _is_dialog(spoken, len(run), about=about):
            lines.update(run)
            lines.update(_following(texts, run.stop))
            heading = run.start - 1
            if heading >= 0 and len(texts[heading]) < SHORT and is_topic(texts[heading]):
                lines.add(heading)
    cut = sum(len(texts[number]) for number in lines)
    rest = sum(map(len, texts)) - cut
    return lines if rest >= (cut if about else REST) else set()


def _following(texts: Sequence[str], start: int) -> range:
    """Return the number of the line behind a dialog, if all it says is ``By continuing you agree``, or none."""
    follows = start < len(texts) and len(texts[start]) < REACH and is_consenting(texts[start])
    return range(start, start + follows)


def _is_dialog(spoken: Sequence[str], length: int, *, about: bool) -> bool:
    if not about and any(is_notice(text) for text in spoken):
        return True
    controls = sum(1 for text in spoken if is_control(text))
    direct = controls + sum(1 for text in spoken if not is_control(text) and ADDRESSED.search(text))
    share = 0.6 if about else 0.2
    # Of cakes one may speak to the reader as well.
    sure = controls or any(mentions(text) for text in spoken)
    return bool(sure) and len(spoken) >= LEAST and 2 * len(spoken) >= length and direct >= share * len(spoken)


def _runs(found: Sequence[Paragraph], speaking: Sequence[bool]) -> list[range]:
    """Stretches that start and end with a speaking line, with no more than two short lines between two such.

    The title of the page ends a stretch: below it stands the article.
    """
    runs: list[range] = []
    for number in (number for number, speaks in enumerate(speaking) if speaks and found[number].element.tag != "h1"):
        between = range(runs[-1].stop, number) if runs else range(0)
        joins = len(between) <= 2 and all(len(found[n].text) < SHORT and found[n].element.tag != "h1" for n in between)
        if runs and joins:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs


def _may_hold_dialog(text: str, words: Sequence[str]) -> bool:
    """Return whether ``text``, in lower case, has three of the ``words`` for cookies, or a notice around one."""
    if sum(map(text.count, words)) >= LEAST:
        return True
    places = [found.start() for word in words for found in re.finditer(re.escape(word), text)]
    return any(is_notice(" ".join(text[max(0, place - REACH) : place + REACH].split())) for place in places)


def _is_about_cookies(titles: Iterable[str]) -> bool:
    return is_topic("\n".join(titles))
