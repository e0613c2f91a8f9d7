"""Finds an article of a few sentences: on such a page there is more text around the article than in it."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from extraction.extractor import LEAST_CHARACTERS
from extraction.flow import prose
from extraction.leads import is_sentence
from extraction.paragraphs import Paragraph, paragraphs

# What the last block of a page says of the house: copyright, number in a register, address.
_REGISTERS = (
    "vat|tva|iva|nip|regon|krs|oib|dič|ič|ičo|siret|siren|cif|nif|nipc|cui|uid|kvk|cvr|btw|orgnr|y-tunnus|p\\.? ?iva|"
    "ust-?id\\w*|codice fiscale|adószám|еик|булстат|αφμ|org\\.? ?nr|reg\\.? ?nr"
)
_POSTCODES = r"(?:\d{4,5}|\d\d-\d{3}|\d{3} \d\d) [^\W\d_]{3,}"
_IMPRINT = re.compile(rf"©|\bcopyright\b|\(c\) |\b(?:{_REGISTERS})\b[\s.:]|\b{_POSTCODES}", re.IGNORECASE)
_IMPRINT_LINE = 100


def below_title(tree: HtmlElement, found: list[Paragraph]) -> list[Paragraph]:
    """``found`` or, if its sentences are next to nothing, what of it belongs to the title: the box around that, for an
    article of one sentence is shorter than the address at the bottom of the page, and what else is in ``main`` or
    above the imprint.
    """
    title = next(tree.iter("h1"), None)
    if title is None or prose(found) >= 2 * LEAST_CHARACTERS:
        return found
    if sum(len(one.text) for one in found if is_sentence(one)) >= LEAST_CHARACTERS:
        return found
    for box in title.iterancestors("div", "section", "article", "main"):
        lines = paragraphs(box)
        start = next((number for number, one in enumerate(lines) if one.element is title), len(lines))
        homes = {one.home for one in lines[start + 1 :] if is_sentence(one)}
        if homes:
            inside = [box in one.element.iterancestors() for one in found]
            if not any(inside):
                return [one for one in lines[start + 1 :] if one.home in homes]
            # Paragraphs may go on in another box; addresses stand in bare elements.
            beside = _beside(title, found)
            return [one for one, is_in in zip(found, inside, strict=True) if is_in or one in beside]
    return found


def _beside(title: HtmlElement, found: Sequence[Paragraph]) -> list[Paragraph]:
    """What may belong to an article outside the box of its title: what stands in paragraphs, in the same ``main`` and
    not in the imprint.
    """
    main = next(title.iterancestors("main"), None)
    imprint = _imprint(title, found)
    return [
        one
        for one in found
        if one.element.tag != "div"
        and (main is None or main in one.element.iterancestors())
        and (imprint is None or imprint not in one.element.iterancestors())
    ]


def _imprint(title: HtmlElement, found: Sequence[Paragraph]) -> HtmlElement | None:
    """The largest element around the last line that says of whose house the page is, without title and sentences."""
    about = [one for one in found if len(one.text) <= _IMPRINT_LINE and _IMPRINT.search(one.text)]
    if not about:
        return None
    kept = {box for one in found if is_sentence(one) and one not in about for box in one.element.iterancestors()}
    kept.update(title.iterancestors())
    boxes = [about[-1].element, *about[-1].element.iterancestors()]
    return next((box for box in reversed(boxes) if box not in kept), None)
