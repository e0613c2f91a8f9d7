"""Keeps the lead of an article: the sentences between its title and its text, in whatever element they stand.

Extractors lose it in a box of its own. Hand-made bodies leave such decks out as often as not (``make bench``: F1 .978
with them, .980 without), but to readers of a news item the lost first paragraph is worse than a line too many.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import compress, islice

from lxml.html import HtmlElement

from extraction.edges import is_byline
from extraction.labels import AUTHOR_LABEL
from extraction.paragraphs import HEADINGS, LINKED, PROSE, Paragraph, key, paragraphs

# A lead has no more paragraphs than this, and in boxes of its own stands no more lines above the text.
_LEADS, _REACH = 2, 6
# So many boxes around a line belong to it, if they hold neither title nor text.
_BOXES = 3
# Class names and ids of lines above a text that are no lead, and of those that surely are one.
_OTHER = re.compile(
    r"(?:^|[\s_-])(?:captions?|credits?|legend|authors?|byline|writer|bio|copyright|breadcrumbs?|shar(?:e|ing)|social|"
    r"alerts?|notice|disclaimer|newsletter|sign-?up|subscribe|meta|tags?|related)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|standfirst|deck|dek|teaser|summary|excerpt|abstract|chapeau|ingress|"
    r"manchet|perex|vorspann|entradilla|sommario|subtitle)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WRITER = re.compile(rf"^\W*(?:(?:by|von|par|por|di|door|af|av|przez)\s|{AUTHOR_LABEL})", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_PICTURE = re.compile(
    r"^\W*(?:photo(?:s|graph|graphy|graphie)?|images?|pictures?|picture credit|fotos?|fotograf\w*|bild(?:er)?|crédits?|"
    r"credits?|zdjęcie|zdjęcia|fot|kuvat?|valokuvat?|kép(?:ek)?|fénykép|snímek|foto\w*|slika|nuotr(?:auka)?|attēls|"
    r"снимк[аи]|φωτογραφία|φωτο|grianghraf|ritratt)\s*(?:by\b|[:.©])|^\W*©",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
# How a text ends that goes on elsewhere.
_CUT = "….[]"
_LINE = 100


def keep_lead(found: Sequence[Paragraph], kept: list[bool]) -> None:
    """Keep, in place, the sentences above the text: right above it in its container, or in boxes of their own below
    the title. Not what the text says again.
    """
    first = kept.index(True)
    said = [one.text for one in compress(found, kept)]
    if found[first].element.tag == "div" and said.count(found[first].text) > 1:
        kept[first] = False
        return
    for number in range(first - 1, max(-1, first - 1 - _LEADS), -1):
        one = found[number]
        if one.home is not found[first].home or not is_sentence(one) or one.text in said:
            break
        kept[number] = True
    for number in _boxed(found, kept):
        kept[number] = True


def lead_above(scope: HtmlElement, found: Sequence[Paragraph]) -> list[Paragraph]:
    """The lead of the article ``found`` in ``scope`` if it stands above that element, between the title and it."""
    if next(scope.iter("h1"), None) is not None:
        return []
    around = next((box for box in scope.iterancestors() if next(box.iter("h1"), None) is not None), None)
    if around is None or not found or not _long_between(around, scope):
        return []
    lines = paragraphs(around)
    own = {one.element for one in found}
    return [lines[number] for number in _boxed(lines, [one.element in own for one in lines])]


def _long_between(around: HtmlElement, scope: HtmlElement) -> bool:
    """Whether a run of text as long as a sentence follows the title in ``around`` before ``scope``: few pages have
    one, and reading all paragraphs takes long.
    """
    *_, place = around.iter("h1")
    while place is not around:
        for following in place.itersiblings():
            for each in following.iter():
                if each is scope:
                    return False
                if any(len((run or "").strip()) >= PROSE for run in (each.text, each.tail)):
                    return True
        place = place.getparent()
    return False


def is_sentence(one: Paragraph) -> bool:
    """True for running text that ends as a sentence does."""
    return not one.is_heading and one.is_prose and one.linked < LINKED and bool(_SENTENCE_END.search(one.text))


def _boxed(found: Sequence[Paragraph], kept: Sequence[bool]) -> list[int]:
    """The numbers of the paragraphs that are leads in boxes of their own, between the title and the text."""
    first = next((number for number, keep in enumerate(kept) if keep and not found[number].is_heading), 0)
    titles = [number for number, one in enumerate(found) if one.element.tag == "h1"]
    title = max((number for number in titles if number < first), default=-1)
    above = range(max(title + 1, first - _REACH), first)
    fit = [number for number in above if not kept[number] and is_sentence(found[number])]
    if not fit or (title < 0 and (titles or not found[first].element.xpath("boolean(preceding::h1)"))):
        return []
    text = [key(one.text) for one in compress(found, kept)]
    shared = frozenset(found[first].element.iterancestors())
    leads = [number for number in fit if _is_lead(found[number], text, shared)]
    return leads if len(leads) <= _LEADS else []


def _is_lead(one: Paragraph, text: Sequence[str], shared: frozenset[HtmlElement]) -> bool:
    if one.element.tag in ("li", "tr", "dt", "dd") or _is_about(one.text):
        return False
    said = key(one.text.rstrip(_CUT))
    if any(said in each or each in said for each in text):
        return False
    boxes = list(_boxes(one, shared))
    names = " ".join(f"{box.tag} {box.get('class', '')} {box.get('id', '')}" for box in boxes)
    names = _HUMP.sub("-", names)
    if _OTHER.search(names) or any(next(box.iter(*HEADINGS), None) is not None for box in boxes):
        return False
    return bool(_NAMED.search(names)) or not _is_caption(one, boxes)


def _is_about(text: str) -> bool:
    """True for a line that tells who wrote the article and when, or of whom a picture is."""
    if is_byline(text) or _PICTURE.match(text):
        return True
    return len(text) <= _LINE and bool(_WRITER.match(text)) and bool(_CLOCK.search(text))


def _boxes(one: Paragraph, shared: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the element of a paragraph, and those around it, as far as they hold neither the title nor the text."""
    for box in islice((one.element, *one.element.iterancestors()), _BOXES):
        if box in shared or next(box.iter("h1"), None) is not None:
            return
        yield box


def _is_caption(one: Paragraph, boxes: Sequence[HtmlElement]) -> bool:
    """True for what stands below a picture, alone with it in its box."""
    alone = (box for box in boxes[:2] if len(" ".join(box.text_content().split())) <= len(one.text))
    return any(_begins_with_picture(box) for box in alone)


def _begins_with_picture(box: HtmlElement) -> bool:
    for each in box.iter():
        if each.tag == "img" or (each.text or "").strip():
            return bool(each.tag == "img")
    return False
