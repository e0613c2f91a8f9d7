"""Bars of the number of articles in each year, or in each month of one year, as an SVG shows them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from web.search.asked import Asked
from web.search.found import Found

# Percent of the height of the picture: the top of the highest bar, and the line that all stand on.
TOP, FLOOR = 14.0, 80.0
# However small, a number above 0 is seen.
LEAST_HEIGHT = 1.5
# Fewer bars stand as if there were so many: one year is no wall.
ROOM_FOR = 12
# More would be too thin to hit.
MOST_YEARS = 60
# Share of its place that a bar fills.
FILLED = 0.7
# Labels this many percent apart do not touch: on a phone, and on a wide screen.
APART, APART_ON_WIDE = 12.5, 6.0


Label = Literal["", "spare", "shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A year, or a month of it (1 to 12, else 0): its articles, and the query string of the search for them alone.

    ``x``, ``y``, ``width`` and ``height`` of the bar, and ``place`` and ``room`` of the column in which it stands,
    are percent of the picture. ``label`` says when its name is shown: ``spare`` on wide screens only.
    """

    year: str
    month: int
    count: int
    query: str
    chosen: bool
    x: float
    y: float
    width: float
    height: float
    place: float
    room: float
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars from old to new. ``year`` is the one whose months they are, else empty.

    ``wider`` is the query string of the search in all years, None if that is what is shown. Years and months without
    articles keep their place. ``left_out`` counts the articles of years that have none.
    """

    bars: tuple[Bar, ...]
    highest: int
    left_out: int
    year: str
    wider: str | None
    chosen: bool


def chart(found: Found) -> Chart | None:
    """Return the bars of ``found``: months when they are of one year, else years. Nothing found has no chart."""
    if not any(count for _, count in found.months):
        return None
    asked = found.asked
    year = focus(found)
    every = dict(found.months)
    counts = months_of(every, year) if year else years_of(every)
    highest = max(*(count for _, count in counts), 1)
    bars = tuple(
        bar(key, count, asked, position=position, bars=len(counts), highest=highest)
        for position, (key, count) in enumerate(counts)
    )
    narrowed = bool(asked.year or asked.month)
    return Chart(
        bars=bars,
        highest=highest,
        left_out=0 if year else sum(every.values()) - sum(count for _, count in counts),
        year=year,
        wider=asked.without("year", "month").query_string() if narrowed else None,
        chosen=any(one.chosen for one in bars),
    )


def focus(found: Found) -> str:
    """Return the year whose months are shown: the only one chosen, else the only one found. Else an empty string."""
    chosen = {*found.asked.year, *(month[:4] for month in found.asked.month)}
    years = chosen or {month[:4] for month, _ in found.months}
    return years.pop() if len(years) == 1 else ""


def years_of(months: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the number of articles of each year from the first to the last, or of the MOST_YEARS with most of them.

    A page may claim any date, and one wrong century must not press all others into a corner.
    """
    counts: Counter[int] = Counter()
    for month, count in months.items():
        counts[int(month[:4])] += count
    first, last = min(counts), max(counts)
    starts = range(first, max(first, last - MOST_YEARS + 1) + 1)
    start = max(starts, key=lambda year: (sum(counts[other] for other in range(year, year + MOST_YEARS)), year))
    return [(f"{year:04}", counts[year]) for year in range(start, min(start + MOST_YEARS, last + 1))]


def months_of(months: Mapping[str, int], year: str) -> list[tuple[str, int]]:
    """Return the number of articles of each month of ``year``, all twelve."""
    return [(f"{year}-{number:02}", months.get(f"{year}-{number:02}", 0)) for number in range(1, 13)]


def bar(key: str, count: int, asked: Asked, *, position: int, bars: int, highest: int) -> Bar:
    """Return the bar of ``key`` (YYYY or YYYY-MM), the ``position``-th of ``bars``."""
    room = 100 / max(bars, ROOM_FOR)
    height = max(count / highest * (FLOOR - TOP), LEAST_HEIGHT) if count else 0.0
    return Bar(
        year=key[:4],
        month=int(key[5:] or 0),
        count=count,
        query=narrowed(asked, key).query_string(),
        chosen=key in (asked.month if key[5:] else asked.year),
        x=round((position + (1 - FILLED) / 2) * room, 2),
        y=round(FLOOR - height, 2),
        width=round(room * FILLED, 2),
        height=round(height, 2),
        place=round(position * room, 2),
        room=round(room, 2),
        label=label(position, bars, room),
    )


def narrowed(asked: Asked, key: str) -> Asked:
    """Return ``asked`` for one year or month alone, or without it if it is the choice already."""
    if key[5:]:
        return asked.toggled("month", key) if key in asked.month else asked.only("month", key)
    if key in asked.year:
        return asked.toggled("year", key)
    return replace(asked.only("year", key), month=())


def label(position: int, bars: int, room: float) -> Label:
    """Return when the ``position``-th of ``bars`` is named; the last one is what people look for, and always is."""
    from_last = bars - 1 - position
    if from_last % ceil(APART / room) == 0:
        return "shown"
    return "spare" if from_last % ceil(APART_ON_WIDE / room) == 0 else ""
