"""Chooses the paragraphs of a page that belong to its article.

What an extractor takes for the article is the seed. Around it the structure of the page repairs what trafilatura is
known to lose: headings where nothing names the content, paragraphs that repeat, lists after a heading, quotations in
boxes of their own, the second half of articles that are cut into several containers of one kind.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress

from lxml.html import HtmlElement

from extraction.leads import is_sentence, keep_lead
from extraction.paragraphs import LINKED, PROSE, Paragraph

# Only a text of this length is looked for inside another: shorter ones are found everywhere.
FINDABLE = 20
# Another container belongs to the article if it holds this share of what the main one and its like hold.
SECOND = 0.5
# Above the article only this much is not a label.
LEAD = 100
# How far a heading may stand above the text that it is kept for.
REACH = 3
# So many boxes may stand between the container of the text and a quotation.
_BOXES = 3


def matching(found: Sequence[Paragraph], text: str) -> list[bool]:
    """Which of the paragraphs are in ``text``, the answer of an extractor; short ones count only as whole lines.

    All False if they are not what that text is made of (over 30 % of it is not among them).
    """
    whole = _squeezed(text)
    keys = [_squeezed(one.text) for one in found]
    lines = {_squeezed(line).lstrip("-*•|").rstrip("|") for line in text.split("\n")}
    matches = [key in whole if len(key) >= FINDABLE else key in lines for key in keys]
    explained = sum(map(len, compress(keys, matches)))
    return matches if explained >= 0.7 * len(whole) else [False] * len(keys)


def _squeezed(text: str) -> str:
    """``text`` without white space, the one thing in which two extractors differ about a paragraph."""
    return "".join(text.split())


def choose(found: Sequence[Paragraph], seed: Sequence[bool]) -> list[Paragraph]:
    """The paragraphs of the article, in order, given which of them an extractor (or a majority) took for it."""
    kept = list(seed)
    weights = _weights(compress(found, kept))
    if weights:
        homes = _of_one_kind(found, weights)
        most = sum(weights[home] for home in homes)
        homes |= {home for home, weight in weights.items() if weight >= SECOND * most}
        inside = [_is_inside(one, homes) for one in found]
        _fill(found, kept, inside)
        _keep_boxes(found, kept, homes)
        if 2 * most >= weights.total():
            _drop_islands(found, kept, inside)
        keep_lead(found, kept)
    return list(compress(found, kept))


def prose(found: Iterable[Paragraph]) -> int:
    """How many characters of running text there are."""
    return sum(len(one.text) for one in found if one.is_prose)


def densest(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of the container with the most running text, for pages on which no extractor finds anything."""
    weights = _weights(found)
    if not weights:
        return []
    main = weights.most_common(1)[0][0]
    return [one for one in found if one.home is main and one.linked < LINKED]


def _weights(found: Iterable[Paragraph]) -> Counter[HtmlElement]:
    """How much running text each container holds, in characters."""
    weights = Counter[HtmlElement]()
    for one in found:
        if one.is_prose:
            weights[one.home] += len(one.text)
    return weights


def _of_one_kind(found: Sequence[Paragraph], weights: Counter[HtmlElement]) -> set[HtmlElement]:
    """The heaviest container and those with the same tag, class and parent's class, equally deep in the page.

    Without a class to tell them by, only containers that have weight of their own.
    """
    main = weights.most_common(1)[0][0]
    kind = _kind(main)
    homes = {one.home for one in found} if any(kind[1::2]) else set(weights)
    alike = [home for home in homes if _kind(home) == kind]
    parents = {home.getparent() for home in alike}
    depths = {parent: 0 if parent is None else sum(1 for _ in parent.iterancestors()) for parent in parents}
    return {home for home in alike if depths[home.getparent()] == depths[main.getparent()]}


def _kind(element: HtmlElement) -> tuple[str, ...]:
    """Tag and first class of ``element`` and, if there is one, of its parent."""
    parent = element.getparent()
    pair = (element,) if parent is None else (element, parent)
    return tuple(part for one in pair for part in (str(one.tag), *(one.get("class", "").split() or [""])[:1]))


def _is_inside(one: Paragraph, homes: set[HtmlElement]) -> bool:
    if one.home in homes:
        return True
    # A quotation often sits in a box of its own within the text.
    quotation = one.element if one.element.tag == "blockquote" else next(one.element.iterancestors("blockquote"), None)
    if quotation is None:
        return False
    return any(above in homes for _, above in zip(range(3), quotation.iterancestors(), strict=False))


def _fill(found: Sequence[Paragraph], kept: list[bool], inside: Sequence[bool]) -> None:
    """Keep what stands between, before and after kept paragraphs in the containers of the article."""
    own = [number for number, keep in enumerate(kept) if keep and inside[number]]
    first, last = own[0], own[-1]
    linked = _linked_lists(found)
    for number, one in enumerate(found):
        if inside[number] and not one.is_heading and one.linked < LINKED and one.element.getparent() not in linked:
            kept[number] = kept[number] or (one.element.tag != "div" if first < number < last else _is_text(one))
    # From below, so that a heading can be kept for the heading under it.
    for number in range(len(found) - 1, max(first - 2, -1), -1):
        one = found[number]
        if inside[number] and one.is_heading and not kept[number]:
            introduces = one.introduces(found[number + 1] if number + 1 < len(found) else None)
            near = number > first and one.linked < LINKED and any(kept[number + 1 : number + 1 + REACH])
            kept[number] = near or (introduces and kept[number + 1] and one.element.tag != "h1")


def _keep_boxes(found: Sequence[Paragraph], kept: list[bool], homes: set[HtmlElement]) -> None:
    """Keep what stands amid the text in boxes of its own, or between the boxes of the text: sentences, as quotations
    where nothing says so, and headings.
    """
    around = homes | {home.getparent() for home in homes if len(homes) > 1}
    said = {one.text for one in compress(found, kept)}
    first, last = kept.index(True), len(kept) - kept[::-1].index(True)
    for number in range(first, last):
        one = found[number]
        boxes = zip(range(_BOXES), one.element.iterancestors(), strict=False)
        if not kept[number] and is_sentence(one) and one.text not in said and any(box in around for _, box in boxes):
            kept[number] = True
    for number in range(last - 2, first, -1):
        one = found[number]
        if one.is_heading and one.linked < LINKED and one.home in around and kept[number + 1]:
            kept[number] = True


def _linked_lists(found: Sequence[Paragraph]) -> set[HtmlElement]:
    """The lists whose items are mostly links: related articles, as a rule, though single items may say more."""
    sizes, links = Counter[HtmlElement](), Counter[HtmlElement]()
    for one in found:
        if one.element.tag == "li":
            sizes[one.element.getparent()] += len(one.text)
            links[one.element.getparent()] += round(one.linked * len(one.text))
    return {parent for parent, size in sizes.items() if links[parent] >= LINKED * size}


def _is_text(one: Paragraph) -> bool:
    """True for what is text even at the end of a container, where sites put notes and buttons."""
    if one.element.tag in ("li", "blockquote", "dd"):
        return True
    return one.element.tag == "p" and (len(one.text) >= PROSE or one.text.endswith((".", "!", "?", "…")))


def _drop_islands(found: Sequence[Paragraph], kept: list[bool], inside: Sequence[bool]) -> None:
    """Give up kept paragraphs that something not kept parts from the article above them, and labels before it."""
    own = [number for number, keep in enumerate(kept) if keep and inside[number]]
    parted = False
    for number in range(own[-1] + 1, len(found)):
        parted = parted or not kept[number]
        kept[number] = not parted
    for number in range(own[0]):
        kept[number] = kept[number] and len(found[number].text) >= LEAD
