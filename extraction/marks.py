"""Marks on the page itself of what it is: facts that only calls, events and profiles print, and the tiles of a front
page. They tell what a path like ``/content/`` does not.

A fact is a short line that is a label, with its value in the same line (``Venue: Online``) or in the next one.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from extraction.lines import holder
from extraction.outline import Outline
from extraction.phrases import phrases, plain
from extraction.regions import is_outside
from extraction.wording import clean, text_of
from items import Kind

# Longer runs of text are prose.
_LABEL = 50
_MAX_PIECES = 3_000

CALL = phrases(
    """
    deadline for submitting applications | deadline for applications | deadline for submission | submission deadline
    application deadline | deadline date | deadline model | topic identifier | call identifier | call reference
    Einreichfrist | Bewerbungsfrist | Bewerbungsschluss | date limite de candidature | date limite de dépôt
    date limite de soumission | plazo de presentación | plazo de solicitud | termini de presentació
    scadenza per la presentazione | termine di presentazione | prazo de candidatura | uiterste indieningsdatum
    ansøgningsfrist | sista ansökningsdag | termin składania wniosków | uzávěrka přihlášek
    """
)
# An event says at least two of these: when, where, how to take part.
WHEN = phrases(
    """
    date | dates | when | time | date and time | event date | start | Datum | Wann | Uhrzeit | Termin | Zeit | quand
    horaire | fecha | cuándo | hora | quan | data | quando | ora | wanneer | tid | hvornår | när | kiedy | kdy
    """
)
WHERE = phrases(
    """
    venue | where | location | place | Ort | Wo | Veranstaltungsort | lieu | où | lugar | dónde | lloc | luogo | dove
    local | locatie | plaats | waar | sted | hvor | plats | var | miejsce | gdzie | místo | kde
    """
)
JOIN = phrases(
    """
    registration | register | how to register | registration deadline | Anmeldung | Anmeldeschluss | inscription
    inscriptions | inscripción | inscripciones | inscripció | iscrizione | iscrizioni | inscrição | inschrijving
    aanmelden | tilmelding | anmälan | rejestracja | registrace
    """
)
PROFILE = phrases(
    """
    type of network | type of organisation | type of organization | year of establishment | year of foundation
    number of members | number of employees | cluster manager | legal form | profile completed | sector and industries
    Gründungsjahr | Anzahl der Mitglieder | Rechtsform | année de création | nombre de membres | año de constitución
    """
)
_COMPLETED = re.compile(r"\d{1,3} ?% completed")
# A front page of tiles: so many headings that are links, and so much of the text in links.
_TILES, _LINKED = 4, 0.6


def marked_kind(page: Outline) -> Kind | None:
    """Return the kind that the facts on ``page`` give away, or None. A date alone is on every page: an event says
    where it is or how to register as well. A profile of an organisation says how complete it is, what type, how old.
    """
    found = set(_labels(page))
    if len(found & PROFILE) > 1 or any(map(_says_completed, page.pieces())):
        return "profile"
    if found & CALL:
        return "call"
    if sum(bool(found & group) for group in (WHEN, WHERE, JOIN)) > 1:
        return "event"
    return None


def _says_completed(piece: object) -> bool:
    return isinstance(piece, str) and "% completed" in piece and _COMPLETED.search(piece) is not None


def is_front_page(page: Outline) -> bool:
    """Return whether ``page`` only leads on: headings that are links, and little text that is not in links."""
    alone = [page.elements[name][0] for name in ("article", "main") if len(page.elements[name]) == 1]
    scope = next(iter(alone), page.body())
    tiles = [link for link in scope.iter("a") if not is_outside(link) and _is_tile(link)]
    if len(tiles) < _TILES:
        return False
    linked = sum(len(text_of(link)) for link in scope.iter("a") if not is_outside(link))
    return linked >= _LINKED * len(text_of(scope))


def _is_tile(link: HtmlElement) -> bool:
    headings = ("h2", "h3", "h4", "h5")
    return next(link.iter(*headings), None) is not None or next(link.iterancestors(*headings), None) is not None


def _labels(page: Outline) -> Iterator[str]:
    """Yield the labels of facts outside menus: what stands before a colon, or alone in a cell for labels."""
    for piece in page.pieces()[:_MAX_PIECES]:
        if not isinstance(piece, str):
            continue
        label, colon, _ = clean(piece[: 4 * _LABEL]).partition(":")
        if len(label) > _LABEL:
            continue
        place = holder(piece)
        is_link = any(item.tag == "a" for item in (place, *place.iterancestors()))
        if (colon or _is_cell(place)) and not is_link and not is_outside(place):
            yield plain(label)


def _is_cell(element: HtmlElement) -> bool:
    """Return whether ``element`` is one that holds labels: a term of a description list, a head of a table row, or one
    that its own class calls a label.
    """
    around = [element, *islice(element.iterancestors(), 1)]
    return any(item.tag in ("dt", "th") or "label" in (item.get("class") or "").lower() for item in around)
