"""The elements of a page that carry metadata, collected in one pass, and what its ``head`` says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from extraction.lines import pieces_of
from extraction.wording import text_of, unescaped

_TAGS = ("article", "base", "h1", "h2", "link", "main", "meta", "script", "time", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One page: its tree, its address, and its elements of interest by tag name, in document order.

    ``metas`` maps the lower-case name, property, itemprop or http-equiv of a meta element to its contents.
    """

    tree: HtmlElement
    url: str
    elements: dict[str, list[HtmlElement]]
    metas: dict[str, list[str]]
    # What ``pieces`` gives, once it was asked for.
    _pieces: list[str | HtmlElement] = field(default_factory=list, init=False, compare=False, repr=False)

    def meta(self, *names: str) -> str:
        """Return the first non-empty content of the named meta elements, tried in the order given, or ""."""
        return next((content for name in names for content in self.metas.get(name, ()) if content), "")

    def title(self) -> str:
        """Return the text of the page's ``title`` element, or "". A ``title`` inside a drawing names the drawing."""
        return next((text_of(element) for element in self.elements["title"] if _parent(element) != "svg"), "")

    def body(self) -> HtmlElement:
        """Return the ``body`` element, or the root of a page that has none."""
        body = self.tree.find("body")
        return self.tree if body is None else body

    def pieces(self) -> list[str | HtmlElement]:
        """Return the runs of text of the page and its empty ``time`` elements: see ``pieces_of``."""
        if not self._pieces:
            self._pieces.extend(pieces_of(self.body()))
        return self._pieces

    def linked(self, relation: str) -> Iterator[str]:
        """Yield the absolute address of every ``link`` element with this ``rel``."""
        for element in self.elements["link"]:
            if relation in (element.get("rel") or "").lower().split() and element.get("href"):
                yield self.absolute(element.get("href"))

    def absolute(self, href: str) -> str:
        """Return ``href`` as an absolute http(s) address, or "" when it is none."""
        base = next((element.get("href") for element in self.elements["base"] if element.get("href")), "")
        try:
            address = urljoin(urljoin(self.url, base), href.strip())
            return address if urlsplit(address).scheme in ("http", "https") else ""
        except ValueError:  # urllib on `http://[` and the like
            return ""


def _parent(element: HtmlElement) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def outline(tree: HtmlElement, url: str) -> Outline:
    """Return the outline of the page ``tree`` that was fetched from ``url``."""
    elements: dict[str, list[HtmlElement]] = {tag: [] for tag in _TAGS}
    for element in tree.iter(*_TAGS):
        elements[element.tag].append(element)
    metas: dict[str, list[str]] = {}
    for element in elements["meta"]:
        content = unescaped(element.get("content") or "")
        for key in ("name", "property", "itemprop", "http-equiv"):
            if element.get(key):
                metas.setdefault(element.get(key).strip().lower(), []).append(content)
    return Outline(tree=tree, url=url, elements=elements, metas=metas)
