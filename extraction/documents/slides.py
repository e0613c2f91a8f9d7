"""Slides in OOXML (ECMA-376 part 1, section 19): each with its tables, diagrams and the speaker's notes."""

from lxml import etree

from extraction.documents.content import Content, PageTexts
from extraction.documents.markup import Rules, texts
from extraction.documents.package import Package, attribute, first_text, local
from extraction.documents.properties import core_content

# What stands on every slide: its number, a date, a footer.
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_TITLES = ("title", "ctrTitle")


def read_slides(package: Package) -> Content:
    """Return the text of a deck slide by slide. Raises NoText."""
    main = package.main()
    names = _in_order(package, main)
    taken = PageTexts()
    for name in names:
        if taken.full:
            break
        taken.add("\n".join(_slide(package, name)))
    return core_content(package, taken.texts(), len(names), _title(package, names[:1]))


def _in_order(package: Package, main: str) -> list[str]:
    """Return the parts that are slides, in the order in which they are shown."""
    slides = package.related(main, "slide")
    root = package.xml(main)
    listed = () if root is None else root.iter("{*}sldId")
    # The id of the slide itself has the same name without a namespace.
    ids = [str(value) for one in listed for key, value in one.attrib.items() if str(key).endswith("}id")]
    return [slides[key] for key in ids if key in slides]


def _slide(package: Package, name: str) -> list[str]:
    """Return the texts of a slide: itself, its diagrams, the notes to it."""
    parts = [name]
    for kind in ("diagramData", "notesSlide"):
        parts += package.related(name, kind).values()
    roots = (package.xml(part) for part in parts)
    return [text for root in roots if root is not None for text in texts(root, _RULES) if text]


def _title(package: Package, names: list[str]) -> str:
    """Return what stands in the place for the title of the first slide."""
    for name in names:
        root = package.xml(name)
        for shape in () if root is None else root.iter("{*}sp"):
            place = next(shape.iter("{*}ph"), None)
            if place is not None and attribute(place, "type") in _TITLES:
                return " ".join(first_text(shape, "txBody").split())
    return ""


def _is_furniture(element: etree._Element) -> bool:
    name = local(element)
    if name == "sp":
        place = element.find("{*}nvSpPr/{*}nvPr/{*}ph")
        return place is not None and attribute(place, "type") in _FURNITURE
    return name == "Fallback" or (name == "fld" and attribute(element, "type") == "slidenum")


_RULES = Rules(
    paragraphs=frozenset({"p"}),
    cells=frozenset({"tc"}),
    rows=frozenset({"tr"}),
    signs={"br": "\n"},
    text=frozenset({"t"}),
    skipped=frozenset({"pPr", "rPr", "endParaRPr"}),
    is_skipped=_is_furniture,
)
