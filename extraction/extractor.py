"""trafilatura on one element of a page, with a check of what it gives."""

import logging

from lxml.html import HtmlElement

from extraction.flow import choose, densest, matching, prose
from extraction.paragraphs import Paragraph, paragraphs

# Below one of these (characters; share of the prose there is) trafilatura is asked again, with its fallbacks.
LEAST_CHARACTERS = 250
LEAST_SHARE = 0.25

# trafilatura warns of every page on which it finds no article: an empty answer says as much.
logging.getLogger("trafilatura").setLevel(logging.ERROR)


def extracted(root: HtmlElement) -> list[Paragraph]:
    """The paragraphs of ``root`` that belong to an article. ``root`` is not changed."""
    found = paragraphs(root)
    enough = max(LEAST_CHARACTERS, LEAST_SHARE * prose(found))
    best: list[Paragraph] = []
    text = ""
    # Without its fallbacks trafilatura takes two thirds of the time and, where it finds most of the prose, is as good.
    for fast in (True, False):
        text = trafilatura_text(root, fast=fast)
        chosen = choose(found, matching(found, text))
        if chosen and (not best or prose(chosen) > 2 * prose(best)):
            best = chosen
        if prose(best) >= enough:
            return best
    alone = [Paragraph(line, root, root, 0.0) for line in text.split("\n") if line.strip()]
    return best or alone or densest(found)


def trafilatura_text(root: HtmlElement, *, fast: bool = False, precise: bool = False) -> str:
    """What trafilatura takes for the text of the article in ``root``: a paragraph a line, empty if it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(root, fast=fast, favor_precision=precise, include_comments=False)
    except RecursionError:  # lists in lists by the thousand
        return ""
    return document.text or "" if isinstance(document, Document) else ""
