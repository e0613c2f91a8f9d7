"""Tells the parts of a page that hold no news: menus, side columns, footers, related articles."""

from collections.abc import Sequence

from extraction.listing_outline import HEADINGS, Outline
from extraction.listing_words import FURNITURE_CLASS, FURNITURE_HEADING

# How much an item counts that lies in an element which the page itself names as furniture (HTML landmark, ARIA role),
# or in one which only its class or its heading suggests to be furniture.
LANDMARK, SUSPECT = 0.0, 0.2
_LANDMARKS = frozenset("nav footer aside".split())
_LANDMARK_ROLES = frozenset("navigation complementary contentinfo banner search menu menubar".split())
# A header inside one of these is the head of an item or of the list, not of the page.
_SECTIONING = frozenset("article li main section td".split())


def weigh(page: Outline, names: Sequence[Sequence[str]]) -> list[float]:
    """Return for each element of ``page``, whose class names are ``names``, how much an item in it counts: 1 for
    content, ``SUSPECT`` or ``LANDMARK`` for furniture.

    A class or a heading speaks only for a part with less than half of the page's text: themes put words such as
    ``sidebar`` on the wrapper of the whole page.
    """
    half = page.size(0) / 2
    weights: list[float] = []
    inherited: list[float] = []
    for element, tag in enumerate(page.tags):
        parent = page.parent[element]
        weight = inherited[parent] if parent >= 0 else 1.0
        if weight > LANDMARK and page.size(element) < half:
            weight = min(weight, _own_weight(page, element, names[element]))
        weights.append(weight)
        inherited.append(weight)
        if tag.name in HEADINGS and tag.name != "h1" and FURNITURE_HEADING.match(page.text(element)):
            part = _headed(page, element)
            if page.letters[page.last_run[part]] - page.letters[page.first_run[element]] < half:
                inherited[part] = min(inherited[part], SUSPECT)
    return weights


def _own_weight(page: Outline, element: int, names: Sequence[str]) -> float:
    tag = page.tags[element]
    if tag.name in _LANDMARKS or tag.attrs.get("role") in _LANDMARK_ROLES:
        return LANDMARK
    if tag.name == "header" and not any(page.tags[above].name in _SECTIONING for above in page.up(element)):
        return LANDMARK
    if not (names or "id" in tag.attrs):
        return 1.0
    return SUSPECT if FURNITURE_CLASS.search(" ".join((*names, str(tag.attrs.get("id", ""))))) else 1.0


def _headed(page: Outline, heading: int) -> int:
    """Return the part of the page that ``heading`` stands over: the nearest ancestor with more text than it."""
    size = page.size(heading)
    return next((above for above in page.up(heading) if page.size(above) > size), 0)
