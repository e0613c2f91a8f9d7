"""Dates as pages print them, in any language of the European Union and its neighbours.

Nothing is guessed: a day needs day, month and year; a numeric date is read in the one order that the source declares
(``11/02/2022`` is 11 February under DMY, and never 2 November); a day that the calendar does not have is no date; a
month name of two meanings needs a language.
"""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from urllib.parse import unquote, urlsplit

from extraction.date_patterns import COMPACT, IN_ADDRESS, PATTERNS, PERIOD, PERIOD_REACH
from extraction.months import month_number
from extraction.times import with_time
from items import DateOrder

# Years outside are typing errors; 1 January 1970, before the web, is the zero of a clock that nobody set.
_FIRST_YEAR, _LAST_YEAR = 1991, 2099


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: ``value`` is ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM:SSZ`` (UTC), between two offsets. Of a
    period (``14-16 May 2019``) it is the first day, and ``until`` is the last one; else that is empty.
    """

    value: str
    start: int
    end: int
    until: str = ""


def find_dates(text: str, order: DateOrder = "DMY", language: str = "") -> Iterator[Found]:
    """Yield the dates in ``text`` from left to right, each with the time that follows it.

    ``order`` reads numeric dates, ``language`` (primary tag) decides month names that mean two months in Europe.
    """
    position = 0
    each = (_matches(pattern, text, order, language) for pattern in PATTERNS)
    for found in heapq.merge(*each, key=attrgetter("start")):
        if found.start >= position:
            found = _period(text, found, position, language)
            value, end = (found.value, found.end) if found.until else with_time(text, found.value, found.end)
            yield replace(found, value=value, end=end)
            position = end


def find_date(text: str, order: DateOrder = "DMY", language: str = "") -> Found | None:
    """Return the date that ``text``, the value of an attribute or field, starts with or holds, or None.

    Its value is a date, or a date-time in UTC when the text gives a time with its zone. Midnight is how programs write
    a day without a time, so it gives the day as written. A period gives its first day.
    """
    text = text.strip()
    if compact := COMPACT.fullmatch(text):
        day = _day(int(compact["year"]), int(compact["month"]), int(compact["day"]))
        return Found(day, 0, len(text)) if day else None
    return next(find_dates(text[:100], order, language), None)


def date_in_address(url: str) -> str:
    """Return the day that the path of ``url`` gives, as ``YYYY-MM-DD``, or ""."""
    try:
        path = unquote(urlsplit(url).path).lower()
    except ValueError:
        return ""
    for pattern in IN_ADDRESS:
        for match in pattern.finditer(path):
            name = match["month"]
            month = int(name) if name.isdecimal() else month_number(name, "en")
            if day := _day(int(match["year"]), month, int(match["day"])):
                return day
    return ""


def _matches(pattern: re.Pattern[str], text: str, order: DateOrder, language: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        first, last = _read(match, order, language)
        if first:
            yield Found(first, match.start(), match.end(), last)


def _read(match: re.Match[str], order: DateOrder, language: str) -> tuple[str, str]:
    """Return the day that a match names, and of a period the last one: two "" when there is no such day."""
    parts = match.groupdict()
    through = parts.get("through") or ""
    if parts.get("last"):
        day = _numeric(parts["one"], parts["two"], parts["last"], order)
        if not parts.get("from_day"):
            return day, ""
        return _until(int(parts["from_day"]), int(parts["from_month"] or 0), day)
    month = month_number(parts["word"], language) if parts.get("word") else int(parts["month"])
    year = _century(parts["year"].lstrip("'’"))
    day = _day(year, month, int(parts["day"]))
    return (day, _day(year, month, int(through)) if int(through) > int(parts["day"]) else "") if through else (day, "")


def _period(text: str, found: Found, position: int, language: str) -> Found:
    """Return the period that ends with ``found`` when the text before it, from ``position`` on, begins one."""
    begins = PERIOD.search(text[max(position, found.start - PERIOD_REACH) : found.start])
    if found.until or not begins:
        return found
    month = month_number(begins["word"] or begins["word_first"] or "", language)
    if begins["word"] and not month:
        return found  # "5 rooms - 7 May 2019"
    first, last = _until(int(begins["day"] or begins["day_last"]), month, found.value)
    start = (
        found.start - begins.end() + (begins.start() if month else begins.start("day" if begins["day"] else "day_last"))
    )
    return Found(first, start, found.end, last) if first else found


def _until(first: int, month: int, last: str) -> tuple[str, str]:
    """Return the first and the last day of a period that ends on the day ``last``; two "" when it is none.

    Without a ``month`` (0) it begins in the month of its end.
    """
    if not last:
        return "", ""
    end = date.fromisoformat(last)
    year = end.year - (month > end.month)
    begin = _day(year, month or end.month, first)
    return (begin, last) if begin and begin < last else ("", "")


def _numeric(one: str, two: str, last: str, order: DateOrder) -> str:
    """Read ``11/02/2022``. A year of four digits that stands last cannot stand first: YMD then reads as DMY."""
    if order == "YMD" and len(last) == 2:
        return _day(_century(one), int(two), int(last))
    day, month = (two, one) if order == "MDY" else (one, two)
    return _day(_century(last), int(month), int(day))


def _century(year: str) -> int:
    """Return the full year: two digits are read as POSIX strptime does, 69 to 99 in the 1900s."""
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 69 else 2000)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if _FIRST_YEAR <= year <= _LAST_YEAR else ""
    except ValueError:
        return ""
