"""OpenDocument (ISO/IEC 26300): texts, slides and sheets are one mark-up."""

from dataclasses import replace

from lxml import etree

from extraction.documents.content import Content, PageTexts
from extraction.documents.limits import NoText
from extraction.documents.markup import Rules, texts
from extraction.documents.package import Package, attribute, first_text, local


def read_odf(package: Package, media_type: str) -> Content:
    """Return the text of a file page by page, slide by slide or sheet by sheet. Raises NoText."""
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise NoText("it is encrypted and asks for a password")
    root = package.xml("content.xml")
    if root is None:
        raise NoText("it is broken: it has no content")
    taken = PageTexts()
    for text in _pages(root, media_type):
        taken.add(text)
    facts = package.xml("meta.xml")
    pages = taken.texts()
    return Content(
        pages=pages,
        count=len(pages),
        title=first_text(facts, "title"),
        created=first_text(facts, "creation-date"),
        modified=first_text(facts, "date"),
        language=first_text(facts, "language"),
    )


def _pages(root: etree._Element, media_type: str) -> list[str]:
    if media_type.endswith(("text", "text-template")):
        parts = list(texts(root, _TEXT))
        return parts if len(parts) > 1 else list(texts(root, _SECTIONS))
    name = "table" if "spreadsheet" in media_type else "page"
    tops = [
        one for one in root.iter(f"{{*}}{name}") if local(one.getparent()) in ("spreadsheet", "presentation", "drawing")
    ]
    return ["\n".join([*_name(one), *texts(one, _RULES)]) for one in tops]


def _name(element: etree._Element) -> list[str]:
    """Return the name of a sheet, as its tab shows it; slides have none that is shown."""
    return [attribute(element, "name")] if local(element) == "table" else []


def _is_break(element: etree._Element) -> bool:
    """Return whether a page began here when the file was saved."""
    return local(element) == "soft-page-break"


def _is_heading(element: etree._Element) -> bool:
    return local(element) == "h" and attribute(element, "outline-level") in ("", "1")


def _is_furniture(element: etree._Element) -> bool:
    return attribute(element, "class") in ("page", "page-number", "date-time", "footer", "header")


_RULES = Rules(
    paragraphs=frozenset({"p", "h"}),
    cells=frozenset({"table-cell"}),
    rows=frozenset({"table-row"}),
    signs={"s": " ", "tab": "\t", "line-break": "\n"},
    skipped=frozenset({"tracked-changes", "annotation", "forms", "note-citation", "settings"}),
    is_skipped=_is_furniture,
)
_TEXT = replace(_RULES, begins_page=_is_break)
_SECTIONS = replace(_RULES, begins_page=_is_heading)
