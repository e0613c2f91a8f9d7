"""The text of an article: consent dialogs cut, narrowed to the article, taken by trafilatura, repaired and trimmed."""

import unicodedata
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Literal

from lxml.html import HtmlElement

from extraction.consensus import Ballot
from extraction.consent import cut_consent, without_consent
from extraction.consent_boxes import choices
from extraction.edges import trim
from extraction.extractor import LEAST_CHARACTERS, extracted
from extraction.flow import prose
from extraction.jsonld import read_jsonld
from extraction.leads import lead_above
from extraction.paragraphs import Paragraph, paragraphs
from extraction.parse import parse
from extraction.scope import article_scope, clean, page_names
from extraction.short import below_title
from extraction.teasers import cut_box, cut_sharing, cut_teasers
from items import Source

EXTRACTOR = f"cna-1 trafilatura-{version('trafilatura')}"

Method = Literal["standard", "consensus"]

# A result below this share of the text in its scope is looked for in the whole page.
_LEAST_SHARE = 0.1


def body_text(tree: HtmlElement, source: Source, url: str, method: Method = "standard") -> str:
    """The text of the article on a page as plain text (NFC), one paragraph, heading, list item or table row a line.

    Consumes ``tree`` (scripts, hidden elements and dialogs are taken out of it): read the metadata first. Empty if the
    page has no text. Raises RuntimeError if ``consensus`` is asked for and its extractors are not installed.
    """
    names = page_names(tree)
    scripts = list(tree.iter("script"))
    offered = choices(tree)
    for form in list(tree.iter("form")):
        cut_box(form)
    clean(tree)
    cut_teasers(tree)
    cut_sharing(tree)
    cut_consent(tree, names, offered)
    take = Ballot(tree, url).elected if method == "consensus" else extracted
    found = _narrowed(tree, source.hints.article, take)
    if prose(found) < LEAST_CHARACTERS:
        found = max(found, _embedded(scripts, url, names), key=prose)
    found = below_title(tree, found)
    found = trim(without_consent(found, names), names, source.head, source.tail)
    return unicodedata.normalize("NFC", "\n".join(one.text for one in found))


def _narrowed(tree: HtmlElement, declared: str, take: Callable[[HtmlElement], list[Paragraph]]) -> list[Paragraph]:
    """What ``take`` finds in the element that holds the article or, if that is next to nothing, in the whole page."""
    scope, is_declared = article_scope(tree, declared)
    found = take(scope)
    length = prose(found)
    enough = 1 if is_declared else max(LEAST_CHARACTERS, _LEAST_SHARE * len(scope.text_content()))
    if scope is tree:
        return found
    if length >= enough:
        return [*lead_above(scope, found), *found]
    whole = take(tree)
    return whole if prose(whole) > 2 * length else found


def _embedded(scripts: list[HtmlElement], url: str, names: Sequence[str]) -> list[Paragraph]:
    """The article in the page's linked data, for pages whose text a script brings in.

    Only then: elsewhere that text is cut or stale often enough to be worse than the page (F1 .941 against .961).
    """
    data = read_jsonld(scripts)
    for text in data.values(data.article(url, tuple(names)), "articleBody"):
        if isinstance(text, str) and len(text) >= LEAST_CHARACTERS:
            lines = text if "<p" in text else "<br>".join(text.splitlines())
            return paragraphs(parse(f"<div>{lines}</div>".encode()))
    return []
