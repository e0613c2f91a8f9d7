"""Dates as pages print them, in any language of the European Union and its neighbours.

Nothing is guessed: a day needs day, month and year; a numeric date is read in the one order that the source declares
(``11/02/2022`` is 11 February under DMY, and never 2 November); a day that the calendar does not have is no date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import unquote, urlsplit

from babel import Locale

from extraction.wording import stripped
from items import DateOrder

# Years outside are typing errors; 1 January 1970, before the web, is the zero of a clock that nobody set.
_FIRST_YEAR, _LAST_YEAR = 1991, 2099
_FARTHEST_ZONE = timedelta(hours=14)
_LANGUAGES = re.findall(
    r"\w+", "bg ca cs da de de_AT el en es et fi fr ga gl hr hu is it lt lv mt nb nl nn pl pt ro sk sl sr_Latn sv tr uk"
)
# In use, but not in CLDR.
_MORE_MONTHS = {"feber": 2, "maerz": 3, "mrz": 3, "setiembre": 9, "sept": 9, "fev": 2, "aout": 8}

_WORD = r"(?P<word>[^\W\d_]{3,14}(?: fómhair)?)\.?"
_ORDINAL = r"(?: ?(?:(?:st|nd|rd|th|er|:?e)(?![^\W\d_])|[.º°ª]))?"
_OF = r"(?:[ \-/,]|\bof\b|\bdel?\b|\bdi\b|\bden\b|\bta[’']|\bd[’'])*"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<part>[-/.]) ?(?P<month>\d\d?)(?P=part) ?(?P<day>\d\d?)(?!\d)",  # 2019-04-09
        r"(?<![\d.,/-])(?P<one>\d\d?) ?(?P<part>[-/.]) ?(?P<two>\d\d?) ?(?P=part) ?(?P<last>\d{4}|\d\d)(?![-/.]?\d)",
        rf"(?<!\d)(?P<day>\d\d?){_ORDINAL}{_OF}{_WORD}{_OF}{_YEAR}",  # 5. April 2019, 5 d'abril de 2019
        rf"{_WORD} (?P<day>\d\d?){_ORDINAL},? {_YEAR}",  # April 5th, 2019
        rf"(?<!\d)(?P<year>\d{{4}})\.?(?: ?m\.| gada)? {_WORD} (?P<day>\d\d?)(?!\d)",  # 2019. április 5.
        rf"(?<!\d)(?P<year>\d{{4}})\.?(?: gada)? (?P<day>\d\d?)\. {_WORD}",  # 2019. gada 5. aprīlis
    )
)
# An offset counts after seconds, `T` or `GMT`: in `5 April 2023, 10:15-12:00` it is the end of a meeting.
_TIME = re.compile(
    r"(?P<iso>T)?[ ,]*(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s?(?P<utc>Z\b|UTC|GMT))?(?:(?(iso)|(?(second)|(?(utc)|(?!))))\s?(?P<sign>[+-])(?P<ahead>\d\d):?(?P<rest>\d\d))?"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T\d+Z?)?")
_IN_ADDRESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"/(?P<year>\d{4})/(?P<month>\d\d?|[a-z]{3})/(?P<day>\d\d?)(?:/|$)",  # /2019/04/09/slug
        r"[/_-](?P<year>\d{4})[-_](?P<month>\d\d)[-_](?P<day>\d\d)(?:[/_.-]|$)",  # /slug-2019-04-09_en
        r"/(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)[_-]",  # /20190409_slug
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: ``value`` is ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM:SSZ`` (UTC), between two offsets."""

    value: str
    start: int
    end: int


def find_dates(text: str, order: DateOrder = "DMY", language: str = "") -> Iterator[Found]:
    """Yield the dates in ``text`` from left to right, each with the time that follows it.

    ``order`` reads numeric dates, ``language`` (primary tag) decides month names that mean two months in Europe.
    """
    position = 0
    while found := min(_first_of_each(text, position, order, language), key=lambda item: item.start, default=None):
        yield found
        position = found.end


def parse_date(text: str, order: DateOrder = "DMY", language: str = "") -> str:
    """Return the date that ``text``, the value of an attribute or field, starts with or holds, or "".

    The result is a date, or a date-time in UTC when the text gives a time with its zone. Midnight is how programs
    write a day without a time, so it gives the day as written.
    """
    text = text.strip()
    if compact := _COMPACT.fullmatch(text):
        return _day(int(compact["year"]), int(compact["month"]), int(compact["day"]))
    return next((found.value for found in find_dates(text[:100], order, language)), "")


def date_in_address(url: str) -> str:
    """Return the day that the path of ``url`` gives, as ``YYYY-MM-DD``, or ""."""
    try:
        path = unquote(urlsplit(url).path).lower()
    except ValueError:
        return ""
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(path):
            name = match["month"]
            month = int(name) if name.isdecimal() else month_number(name, "en")
            if day := _day(int(match["year"]), month, int(match["day"])):
                return day
    return ""


def month_number(name: str, language: str = "") -> int:
    """Return the number of the month that ``name`` means in ``language``, else in any language; 0 when none does or
    when two languages disagree (``listopad`` is October in Croatian, November in Czech and Polish).
    """
    key = stripped(name)
    for months in (_months_of(language), _months_of("en")):  # most pages need no other: thirty languages take 0.2 s
        if key in months:
            return months[key]
    return _all_months().get(key, 0)


def _first_of_each(text: str, position: int, order: DateOrder, language: str) -> Iterator[Found]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, position):
            if day := _read(match, order, language):
                value, end = _with_time(text, day, match.end())
                yield Found(value, match.start(), end)
                break


def _read(match: re.Match[str], order: DateOrder, language: str) -> str:
    parts = match.groupdict()
    if parts.get("last"):
        return _numeric(parts["one"], parts["two"], parts["last"], order)
    month = month_number(parts["word"], language) if parts.get("word") else int(parts["month"])
    return _day(int(parts["year"]), month, int(parts["day"]))


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


def _with_time(text: str, day: str, end: int) -> tuple[str, int]:
    """Return the date, in UTC when a time with a zone follows it at ``end`` of ``text``, and where both end."""
    match = _TIME.match(text, end)
    if not match:
        return day, end
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    known = match["utc"] or match["sign"]
    offset = timedelta(hours=int(match["ahead"] or 0), minutes=int(match["rest"] or 0))
    in_range = hour < 24 and minute < 60 and second < 60 and offset <= _FARTHEST_ZONE
    if not (known and in_range and hour + minute + second):
        return day, match.end()
    moment = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:{second:02}+00:00")
    moment += offset if match["sign"] == "-" else -offset
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ"), match.end()


@cache
def _months_of(language: str) -> dict[str, int]:
    """Return the month names and abbreviations of one language (Unicode CLDR), in the form of ``stripped``."""
    names: dict[str, int] = {}
    for code in _LANGUAGES:
        if code.partition("_")[0] == language:
            for months in Locale.parse(code).months.values():
                for width in ("wide", "abbreviated"):
                    names |= {_plain(name): number for number, name in months[width].items()}
    return names


@cache
def _all_months() -> dict[str, int]:
    """Return the month names that mean the same month in every language that has them."""
    meanings: dict[str, set[int]] = {name: {number} for name, number in _MORE_MONTHS.items()}
    for language in {code.partition("_")[0] for code in _LANGUAGES}:
        for name, number in _months_of(language).items():
            meanings.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in meanings.items() if len(numbers) == 1}


def _plain(name: str) -> str:
    """Return a CLDR month name without the full stop of an abbreviation and the Catalan preposition."""
    return re.sub(r"^(?:de |d[’'])", "", stripped(name).strip(". "))
