"""When an article was published, as far as its page says so.

Order of sources: the declared selector (``selector``); JSON-LD of the article (``json-ld``); meta elements (``meta``);
``itemprop=datePublished`` (``itemprop``); a ``time`` element beside the heading (``time``); a line beside the heading
that is a date, or any short line of the article that says "submitted", "published" or the like (``text``); the address
(``url``); the card of the list (``card``). JSON-LD, meta, time and address together were never wrong on the 258
publishers' pages they were measured on; a search of the whole text invents a date on 93 of 100 pages that have none.
So there is no such search, and dates in prose, in related blocks and in lines about deadlines or events do not count.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from extraction.dates import Found, date_in_address, find_date, find_dates
from extraction.labels import OTHER_DATE, PUBLISHED
from extraction.lines import PROSE, block_of, holder, is_prose, line_around
from extraction.regions import Region
from extraction.subject import Subject
from extraction.wording import stripped, text_of
from items import DateOrder

Reader = Callable[[str], str]
Finder = Callable[[str], Iterable[Found]]

# Best first. `date` and the Dublin Core date may be that of a change, so they come last.
_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "publication_date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "sailthru.date",
    "parsely-pub-date",
    "datecreated",
    "dcterms.date",
    "dc.date",
    "date",
)
_ITEMPROP = XPath("descendant::*[contains(@itemprop, 'datePublished')]")
# "Submitted by", the name, "on 5 April 2023": a label is at most two runs of text before its date.
_LABEL_REACH = 2
_MAX_MARKED = 20
_MAX_LABEL_WORDS = 4
_OTHER_TIME = re.compile(r"updat|modif|startdate|enddate|expire", re.IGNORECASE)
_OF_PUBLICATION = re.compile(r"publi|pubdate|entry-date|post-date|created|submitted", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[-–—]|to|bis|au|al|do)\s*")
# The time of day and the minutes that reading takes: the only other numbers in a line that is a date.
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?|\b\d+(?= ?min)")
_WORD = re.compile(r"[^\W\d_]+")
# What may stand beside a date that is a line of its own: a place, an author, a section.
_MAX_WORDS_BESIDE = 6


def read_published(subject: Subject, language: str, *, is_event: bool, not_after: str) -> tuple[str, str]:
    """Return the date of publication (``YYYY-MM-DD``, or a date-time in UTC) and where it was found, or two "".

    Dates later than the day ``not_after`` are passed over. On a page about an event the unmarked dates beside the
    heading and in the address are those of the event.
    """
    order = subject.source.date_order
    read = partial(_day_of, order=order, language=language)
    find = partial(find_dates, order=order, language=language)
    for found_in, value in _candidates(subject, read, find, is_event):
        if value and (not not_after or value[:10] <= not_after):
            return value, found_in
    return "", ""


def _day_of(text: str, order: DateOrder, language: str) -> str:
    """Return the date in ``text``, or "" for a period: that is when something takes place."""
    found = find_date(text, order, language)
    return found.value if found and not found.until else ""


def _candidates(subject: Subject, read: Reader, find: Finder, is_event: bool) -> Iterator[tuple[str, str]]:
    page, region, data = subject.page, subject.region, subject.data
    for element in region.select(subject.source.hints.published):
        yield "selector", _stated(element, read) or read(text_of(element))
    for key in ("datePublished", "dateCreated"):
        yield "json-ld", read(data.text(subject.article, key))
    for name in _METAS:
        yield "meta", read(page.meta(name))
    for element in _ITEMPROP(region.element):
        if not region.is_aside(element):
            yield "itemprop", _stated(element, read) or read(text_of(element))
    yield from _beside_heading(region, read, find, is_event)
    yield from _marked(region, find)
    yield "url", "" if is_event else date_in_address(page.url)
    yield "card", subject.card.published if subject.card else ""


def _stated(element: HtmlElement, read: Reader) -> str:
    """Return the date in the attributes of ``element`` or of a ``time`` in it, or ""."""
    inner = next((time.get("datetime") for time in element.iter("time") if time.get("datetime")), "")
    return read(element.get("datetime") or element.get("content") or inner)


def _beside_heading(region: Region, read: Reader, find: Finder, is_event: bool) -> Iterator[tuple[str, str]]:
    for line in region.opening():
        time = next((item for item in (line.element, *line.element.iterancestors()) if item.tag == "time"), None)
        if (time is None and not any(map(str.isdigit, line.text))) or region.is_aside(line.element):
            continue
        if is_prose(block_of(line.element)):
            continue
        if time is not None:
            sure = PUBLISHED.search(_label(line.before)) or _OF_PUBLICATION.search(_names(time))
            yield "time", _of_time(time, line.before, read, is_event) if sure or not line.after_prose else ""
        elif not line.after_prose:
            yield "text", _of_line(line.text, line.before, find, is_event)
            around = line_around(line.element)
            # A date at the start of a line of several runs has been judged with the first of them.
            if around.startswith(line.text) or next((found.start for found in find(around)), 0):
                yield "text", _of_line(around, line.before, find, is_event)


def _marked(region: Region, find: Finder) -> Iterator[tuple[str, str]]:
    """Yield the dates that stand behind a word for publication in short lines anywhere in the article."""
    texts = region.texts()
    lines = (
        line_around(holder(text))
        for i, text in enumerate(texts)
        if any(map(str.isdigit, text[:PROSE])) and _says_published(texts[max(0, i - _LABEL_REACH) : i + 1])
        if not region.is_aside(holder(text))
    )
    for line in islice(lines, _MAX_MARKED):
        dates = ((found, lead) for found, lead in _with_leads(line, find) if not found.until)
        yield from (("text", found.value) for found, lead in dates if PUBLISHED.search(lead))


def _says_published(texts: list[str]) -> bool:
    return PUBLISHED.search(stripped(" ".join(text[:PROSE] for text in texts))) is not None


def _of_time(time: HtmlElement, before: str, read: Reader, is_event: bool) -> str:
    """Return the date of a ``time`` element, or "" when it is another one than that of publication: by the name of
    the element, by the words before it, or because it is an end of a range.
    """
    lead = _label(before)
    if not PUBLISHED.search(lead):
        ends = (time.tail, *(sibling.tail for sibling in time.itersiblings("time", preceding=True)))
        is_range = any(_DASH.fullmatch(end or "") for end in ends) and len(time.getparent().findall("time")) > 1
        # WordPress names the time of a post that was never changed "entry-date published updated".
        is_other = _OTHER_TIME.search(_names(time)) and not _OF_PUBLICATION.search(_names(time))
        if is_event or is_range or is_other or OTHER_DATE.search(lead):
            return ""
    return _stated(time, read) or read(text_of(time))


def _names(time: HtmlElement) -> str:
    stated = " ".join(time.get(key) or "" for key in ("class", "itemprop", "property"))
    return f"{stated} pubdate" if "pubdate" in time.attrib else stated


def _of_line(text: str, before: str, find: Finder, is_event: bool) -> str:
    """Return the date of a line that says little else, or that says it is the date of publication, else ""."""
    rest, answer = text, ""
    for count, (found, lead) in enumerate(_with_leads(text, find)):
        rest = rest.replace(text[found.start : found.end], " ")
        label = lead if count or lead.strip() else _label(before)
        if found.until:
            return ""
        if PUBLISHED.search(label):
            return found.value
        if not OTHER_DATE.search(label):
            answer = "" if count else found.value  # two dates without a word between them are a period
    rest = _CLOCK.sub(" ", rest)
    alone = len(_WORD.findall(rest)) <= _MAX_WORDS_BESIDE and not any(map(str.isdigit, rest))
    return answer if alone and not is_event else ""


def _label(before: str) -> str:
    """Return the run of text before a date as far as it can be its label: "Date of publication"."""
    return stripped(before) if len(before.split()) <= _MAX_LABEL_WORDS else ""


def _with_leads(text: str, find: Finder) -> Iterator[tuple[Found, str]]:
    """Yield each date in ``text`` with the words between it and the date before it."""
    end = 0
    for found in find(text):
        yield found, stripped(text[end : found.start])
        end = found.end
