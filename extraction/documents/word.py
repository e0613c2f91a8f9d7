"""Word processing in OOXML (ECMA-376 part 1, section 17): text with boxes, insertions and notes, no deleted text."""

from dataclasses import replace

from lxml import etree

from extraction.documents.content import Content, PageTexts
from extraction.documents.markup import Rules, texts
from extraction.documents.package import Package, attribute, local
from extraction.documents.properties import core_content

_NOTES = ("footnotes", "endnotes")
_HEADINGS = ("heading1", "heading 1", "title")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_word(package: Package) -> Content:
    """Return the text of a document page by page, with its notes at the end. Raises NoText.

    Word notes in a file where its pages began. A file without such notes is parted at its main headings.
    """
    main = package.main()
    root = package.xml(main)
    taken = PageTexts()
    if root is not None:
        parts = list(texts(root, _PAGES))
        for part in parts if len(parts) > 1 else texts(root, _SECTIONS):
            taken.add(part)
    for kind in _NOTES:
        for name in package.related(main, kind).values():
            notes = package.xml(name)
            for part in () if notes is None else texts(notes, _PAGES):
                if part:
                    taken.add(part)
    pages = taken.texts()
    return core_content(package, pages, len(pages))


def _breaks_page(element: etree._Element) -> bool:
    """Return whether a page began here when the file was saved, or its author wants it to."""
    name = local(element)
    return name == "lastRenderedPageBreak" or (name == "br" and attribute(element, "type") == "page")


def _is_heading(element: etree._Element) -> bool:
    style = element.find("{*}pPr/{*}pStyle") if local(element) == "p" else None
    return style is not None and attribute(style, "val").lower() in _HEADINGS


def _says_nothing(element: etree._Element) -> bool:
    """Return whether the element is for older programs what stood before it, or the line above the notes."""
    return local(element) == "Fallback" or attribute(element, "type") in _SEPARATORS


_PAGES = Rules(
    paragraphs=frozenset({"p"}),
    cells=frozenset({"tc"}),
    rows=frozenset({"tr"}),
    signs={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    text=frozenset({"t"}),
    skipped=frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr"}),
    is_skipped=_says_nothing,
    begins_page=_breaks_page,
)
_SECTIONS = replace(_PAGES, begins_page=_is_heading)
