"""Cuts the boxes of consent dialogs out of a page: those with a name that tells, and those with buttons."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from extraction.consent_sentences import is_consenting, is_notice
from extraction.consent_words import (
    CALLED,
    NAMED,
    SUSPECT,
    is_control,
    is_topic,
    mentions,
    mentions_cookies,
)
from extraction.paragraphs import paragraphs

_CONTAINERS = ("div", "section", "aside", "dialog", "form")
# No dialog is as long as this; what is holds the page.
_LONGEST = 20_000
# A box without a name that tools use has no more text than this, in characters.
_BOX = 3_000
# Of a box with buttons this share of the text speaks of cookies; unknown words have to mention them so often.
_SHARE, _OFTEN = 0.4, 200
# How many levels a button may stand below the box.
_LEVELS = 4
# The element that a button stands in, and what the button says.
Choice = tuple[HtmlElement, str]
# Names of what an article is filed under.
_FILED = ("tag-", "category-", "cat-", "term-", "topic-")


def cut_named(tree: HtmlElement, *, about: bool) -> None:
    """Remove the boxes that are called a consent dialog, in place; ``about``: the page's subject is cookies."""
    named = [(f"{element.get('class', '')} {element.get('id', '')}", element) for element in tree.iter(*_CONTAINERS)]
    names = " ".join(name for name, _ in named).lower()
    if not any(word in names for word in SUSPECT):
        return
    for name, element in named:
        if NAMED.search(name):
            drop(element)
        elif about and is_topic(name):
            # trafilatura would drop it for its name: ``post tag-cookies``.
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)


def cut_called(tree: HtmlElement) -> bool:
    """Remove short boxes whose name has the word for cookies of another language and that hold a notice, in
    place. Return whether there were any.
    """
    dialogs = [box for box in tree.iter(*_CONTAINERS) if _is_called(box) and _speaks(box)]
    for box in dialogs:
        drop(box)
    return bool(dialogs)


def choices(tree: HtmlElement) -> list[Choice]:
    """Return the buttons of a page, before they are taken out of it."""
    return [
        (parent, button.get("value") or button.text_content())
        for button in tree.iter("button", "input")
        if (parent := button.getparent()) is not None
        and (button.tag == "button" or button.get("type") in ("button", "submit"))
    ]


def cut_offering(tree: HtmlElement, offered: Sequence[Choice], words: Sequence[str], *, about: bool) -> bool:
    """Remove short boxes that speak of cookies (by one of ``words``) and offer a choice, in place: by the buttons that
    were ``offered``, or by links that look like one. Return whether there were any.

    Two buttons are enough where what they say or the sentence is known, or where cookies are spoken of all the time;
    one has to be a known button below a notice.
    """
    boxes: dict[HtmlElement, list[str]] = {}
    spoken: dict[HtmlElement, bool] = {}
    for parent, label in (*offered, *_linked_choices(tree)):
        box = _box(parent, words, spoken)
        if box is not None:
            boxes.setdefault(box, []).append(" ".join(label.split()))
    dialogs = [box for box, labels in boxes.items() if _is_dialog(box, labels, about=about)]
    for box in dialogs:
        drop(box)
    return bool(dialogs)


def drop(element: HtmlElement) -> None:
    """Remove ``element``, unless it is or holds an article, main or h1, or has over 20,000 characters of text."""
    if element.getparent() is None or element.tag in ("html", "body", "main", "article", "h1"):
        return
    if next(element.iter("article", "main", "h1"), None) is None and len(element.text_content()) <= _LONGEST:
        element.drop_tree()


def _is_called(element: HtmlElement) -> bool:
    name = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return any(stem in name for stem in CALLED) and any(
        word.startswith(CALLED) or any(f"-{stem}" in word or f"_{stem}" in word for stem in CALLED)
        for word in name.split()
        if not word.startswith(_FILED)
    )


def _linked_choices(tree: HtmlElement) -> list[Choice]:
    return [
        (parent, link.text_content())
        for link in tree.iter("a")
        if (link.get("role") == "button" or "btn" in (names := link.get("class") or "") or "button" in names)
        and (parent := link.getparent()) is not None
    ]


def _speaks(element: HtmlElement) -> bool:
    """Return whether the text of ``element`` is short and a notice."""
    text = " ".join(element.text_content().split())
    if len(text) > _BOX or not mentions_cookies(text):
        return False
    return is_notice(text) or is_consenting(text)


def _box(parent: HtmlElement, words: Sequence[str], spoken: dict[HtmlElement, bool]) -> HtmlElement | None:
    """Return the smallest element from ``parent`` up that speaks of cookies, or None; ``spoken`` keeps what was asked:
    many buttons stand below one element.
    """
    for _, above in zip(range(_LEVELS), (parent, *parent.iterancestors()), strict=False):
        if above not in spoken:
            text = above.text_content()
            spoken[above] = len(text) <= _LONGEST and any(word in text.lower() for word in words)
        if spoken[above]:
            return above
    return None


def _is_dialog(box: HtmlElement, labels: Sequence[str], *, about: bool) -> bool:
    if len(" ".join(box.text_content().split())) > _BOX:
        return False
    lines = [one.text for one in paragraphs(box)]
    speaking = [line for line in lines if mentions_cookies(line) or is_consenting(line)]
    size = sum(map(len, lines))
    if sum(map(len, speaking)) < _SHARE * size:
        return False
    says = any(is_notice(line) or is_consenting(line) for line in speaking)
    offers = any(map(is_control, labels))
    if about or len(labels) < 2:
        return says and offers
    times = sum(map(mentions, lines))
    return says or offers or (times > 1 and times * _OFTEN >= size)
