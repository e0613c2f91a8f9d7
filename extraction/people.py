"""Who wrote an article, and which organisation it comes from.

Author, in this order: the declared selector; JSON-LD (right on .90 of the publishers' pages that give one); meta
elements (.70); ``rel=author``, ``itemprop=author`` and ``schema:Person``; the byline beside the heading.
Organisation: the declared selector; what follows a label like "Cluster organisation" or, beside the heading,
"Publisher"; the publisher of the JSON-LD. The site itself is neither. Names are kept as
printed, with the ellipsis of a site that shortens them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lxml.etree import XPath
from lxml.html import HtmlElement

from extraction.dates import find_dates
from extraction.jsonld import name_of
from extraction.labels import AUTHOR, BYLINE, DECLARED_BYLINE, ORGANISATION, PUBLISHER
from extraction.lines import PROSE, holder, line_around
from extraction.phrases import NO_TITLE, plain
from extraction.regions import Region
from extraction.subject import Subject
from extraction.wording import clean, text_of

_METAS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
_MARKED = XPath(
    "descendant::*[contains(concat(' ', @rel, ' '), ' author ') or contains(concat(' ', @itemprop, ' '), ' author ') "
    "or contains(@typeof, 'schema:Person')]"
)
_NAMED = XPath("descendant::*[contains(concat(' ', @itemprop, ' '), ' name ')]")
# What stands between a name and the date after it: " on ", " | ", " Monday, ".
_BEFORE_DATE = re.compile(r"(?:\s+(?:on|am|le|el|il|op|den)\b.*|\s+[^\W\d]+,\s*|[\s|·•–—,-]+)$")
_BAR = re.compile(r"\s*[|·•]\s.*")
_BARS = re.compile(r"[|·•]")
# The next fact of a line: ``Author: Ona Puig, Photo: Pau Roca``.
_OTHER_LABEL = re.compile(r"[\s,;/–—-]+[^\W\d_]{3,20}\s*:.*")
_NO_NAME = re.compile(r"[/@<>{}\d]|\.(?:com|org|net|eu)$")
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])author(?:[_-]?name)?(?:\s|$)", re.IGNORECASE)
_MAX_NAME = 80
_MAX_NAME_WORDS = 8
_MAX_MARKED = 20
# Accounts of content management systems, no people.
_ACCOUNTS = frozenset(
    {"admin", "administrator", "webmaster", "root", "user", "editor", "anonymous", "guest", "platform"}
)


def read_author(subject: Subject) -> str:
    """Return the names of the authors, several joined by ", ", or ""."""
    for names in _authors(subject):
        kept = dict.fromkeys(name for name in map(_name, names) if name and plain(name) not in subject.site)
        if kept:
            return ", ".join(kept)
    return ""


def read_organisation(subject: Subject) -> str:
    """Return the name of the organisation, or ""."""
    declared = map(text_of, subject.region.select(subject.source.hints.organisation))
    for name in (*declared, *_labelled(subject.region), *_stated(subject.region), *_publishers(subject)):
        if name and plain(name) not in subject.site:
            return name
    return ""


def _authors(subject: Subject) -> Iterator[Iterable[str]]:
    region = subject.region
    declared = map(text_of, region.select(subject.source.hints.author))
    yield (DECLARED_BYLINE.sub("", name, count=1) if DECLARED_BYLINE.match(name) else name for name in declared)
    yield map(name_of, subject.data.values(subject.article, "author"))
    for meta in _METAS:
        yield subject.page.metas.get(meta, ())
    marked = [element for element in _MARKED(region.element)[:_MAX_MARKED] if not region.is_aside(element)]
    inner = [element for element in marked if not any(other in marked for other in element.iterdescendants())]
    yield [text_of(next(iter(_NAMED(element)), element)) for element in inner]
    yield _byline(region)
    yield _named_in_cells(region)
    yield _classed(region)


def _byline(region: Region) -> Iterator[str]:
    """Yield what follows "by" or the like at the start, or after the date, of a line beside the heading."""
    is_next = False
    for line in region.opening():
        if line.after_prose or region.is_aside(line.element):
            continue
        if is_next:
            yield line.text
            return
        for text in dict.fromkeys((line.text, line_around(line.element))):
            starts = (0, *(found.end for found in find_dates(text[:PROSE])), *_after_bars(text))
            for match in (BYLINE.match(text[start:].lstrip(" ,|/·•–—-")) for start in starts):
                if match and match.end() < len(match.string):
                    name = match.string[match.end() :]
                    yield _OTHER_LABEL.sub("", name) if ":" in match[0] else name
                    return
        is_next = BYLINE.fullmatch(line.text) is not None or plain(line.text) in AUTHOR


def _after_bars(text: str) -> list[int]:
    return [bar.end() for bar in _BARS.finditer(text[:PROSE])]


def _name(text: str) -> str:
    """Return ``text`` as a name, without "by" before and a date after it, or "" when it is an address or a sentence."""
    name = clean(text)
    name = name[match.end() :] if (match := BYLINE.match(name)) else name
    if date := next(find_dates(name), None):
        name = _BEFORE_DATE.sub("", name[: date.start])
    name = _BAR.sub("", name).strip(" ,;:|")
    unlike = _NO_NAME.search(name) or len(name) > _MAX_NAME or len(name.split()) > _MAX_NAME_WORDS
    return "" if unlike or plain(name) in _ACCOUNTS else name


def _classed(region: Region) -> Iterator[str]:
    """Yield the line beside the heading whose element is called "author" by its class."""
    for line in region.opening():
        names = line.element.get("class") or ""
        if _AUTHOR_CLASS.search(names) and not line.after_prose and not region.is_aside(line.element):
            yield line.text
            return


def _named_in_cells(region: Region) -> Iterator[str]:
    """Yield what stands beside a cell that says "Author", in a description list or a table."""
    for cell in region.element.iter("dt", "th"):
        value = cell.getnext()
        if value is not None and plain(text_of(cell)) in AUTHOR and not region.is_aside(cell):
            yield text_of(value)
            return


def _labelled(region: Region) -> Iterator[str]:
    """Yield what follows a label like "Cluster organisation", in the same run of text or in the next one."""
    for text, following in pairwise((*region.texts(), "")):
        if ":" not in text and "rgani" not in text:
            continue
        label, colon, rest = clean(text).partition(":")
        known = len(label) < 40 and plain(label) in ORGANISATION and (colon or " " in label)
        name = clean(rest or following)
        if known and _is_value(holder(text)):
            continue
        if known and 0 < len(name) <= _MAX_NAME and plain(name) not in NO_TITLE and not region.is_aside(holder(text)):
            yield name


def _is_value(element: HtmlElement) -> bool:
    """Return whether ``element`` holds a value or a link, and so no label."""
    return any(item.tag in ("dd", "a") for item in (element, *element.iterancestors()))


def _stated(region: Region) -> Iterator[str]:
    """Yield what follows a label like "Publisher" beside the heading; below the text it may be that of a book."""
    for line in region.opening():
        label, colon, name = line.text.partition(":")
        if colon and plain(label) in PUBLISHER and not line.after_prose and not region.is_aside(line.element):
            name = _BAR.sub("", name or text_of(line.element).partition(":")[2]).strip()
            if name and len(name) <= _MAX_NAME:
                yield name


def _publishers(subject: Subject) -> Iterator[str]:
    for key in ("sourceOrganization", "publisher"):
        yield from map(name_of, subject.data.values(subject.article, key))
