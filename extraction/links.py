"""Documents: files that an article links to."""

import re
from urllib.parse import unquote, urldefrag, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from extraction.outline import Outline
from extraction.regions import Region
from extraction.wording import clean, text_of
from items import Link

_EXTENSION = r"\.(?:pdf|docx?|pptx?|ppsx?|xlsx?|odt|odp|ods|rtf)"
_MAYBE_FILE = re.compile(_EXTENSION, re.IGNORECASE)
_FILE_PATH = re.compile(rf"{_EXTENSION}/?(?:;[^/]*)?$", re.IGNORECASE)
# Drupal prints the type of a file that is served without an extension, as `application/pdf; length=123`.
_TYPE = re.compile(r"application/(?:pdf|msword|rtf|vnd\.(?:ms-|oasis\.opendocument|openxmlformats))")
_LINKS = XPath("descendant::a[@href] | descendant::object[@data] | descendant::embed[@src] | descendant::iframe[@src]")
_ADDRESS = {"a": "href", "object": "data", "embed": "src", "iframe": "src"}


def read_documents(page: Outline, region: Region) -> tuple[Link, ...]:
    """Return the files that the article links to or embeds, in its order, each address once (absolute, without
    fragment), with the first text that links to it. The query does not count for what is a file.
    """
    found: dict[str, str] = {}
    for element in _LINKS(region.element):
        url = _file_address(page, element)
        if url and not region.is_aside(element):
            found[url] = found.get(url) or _text_of_link(element)
    return tuple(Link(url=url, title=title) for url, title in found.items())


def is_file_address(url: str) -> bool:
    """Return whether the path of ``url`` ends as that of a text document, a slide deck or a spreadsheet."""
    return _FILE_PATH.search(unquote(urlsplit(url).path)) is not None


def _file_address(page: Outline, element: HtmlElement) -> str:
    """Return the absolute address that ``element`` leads to if it is that of a file, else ""."""
    href = element.get(_ADDRESS[element.tag])
    typed = _TYPE.match(element.get("type") or "")
    if not typed and not _MAYBE_FILE.search(href):
        return ""
    url = urldefrag(page.absolute(href)).url
    return url if url and (typed or is_file_address(url)) else ""


def _text_of_link(element: HtmlElement) -> str:
    if element.tag != "a":
        return clean(element.get("title") or "")
    image = next((image.get("alt") or "" for image in element.iter("img")), "")
    return text_of(element) or clean(element.get("title") or image)
