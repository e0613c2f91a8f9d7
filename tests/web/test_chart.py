"""Bars by year and month: geometry, addresses, and what is chosen."""

import itertools
import re

import pytest

from web.search.asked import Asked, parse
from web.search.chart import FLOOR, LEAST_HEIGHT, MOST_YEARS, TOP, Chart, chart
from web.search.found import Found


def months(first: int, last: int, **counts: int) -> tuple[tuple[str, int], ...]:
    """Return all months of the years ``first`` to ``last``, with the counts of some as ``m2024_05=3``."""
    names = [f"{year:04}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]
    return tuple((name, counts.get(f"m{name.replace('-', '_')}", 0)) for name in names)


def drawn(counts: tuple[tuple[str, int], ...], query: str = "") -> Chart:
    pairs = [tuple(pair.split("=")) for pair in query.split("&") if pair]
    made = chart(Found(asked=parse((name, value) for name, value in pairs), total=9, months=counts))
    assert made is not None
    return made


def test_years_with_a_gap_keep_their_place() -> None:
    made = drawn(months(2019, 2022, m2019_03=2, m2019_12=1, m2022_01=6))
    assert [(bar.year, bar.month, bar.count) for bar in made.bars] == [
        ("2019", 0, 3),
        ("2020", 0, 0),
        ("2021", 0, 0),
        ("2022", 0, 6),
    ]
    assert [bar.height for bar in made.bars] == [(FLOOR - TOP) / 2, 0, 0, FLOOR - TOP]
    assert made.highest == 6
    assert (made.year, made.wider, made.chosen) == ("", None, False)


def test_years_that_the_counts_leave_out_keep_their_place_too() -> None:
    made = drawn((("2019-03", 2), ("2022-01", 6)))
    assert [bar.year for bar in made.bars] == ["2019", "2020", "2021", "2022"]


@pytest.mark.parametrize("years", [2, 3, 12, 13, 40, 60])
def test_bars_stand_side_by_side_within_the_picture(years: int) -> None:
    bars = drawn(months(2001, 2000 + years, m2001_01=1, **{f"m{2000 + years}_01": 1000})).bars
    assert len(bars) == years
    for bar, following in itertools.pairwise(bars):
        assert bar.x + bar.width < following.x
        assert bar.place + bar.room == pytest.approx(following.place, abs=0.02)
    assert bars[0].x >= 0
    assert bars[-1].x + bars[-1].width <= 100
    assert all(bar.y + bar.height == pytest.approx(FLOOR) for bar in bars)
    assert bars[0].height == LEAST_HEIGHT


@pytest.mark.parametrize("years", [2, 12, 13, 60])
@pytest.mark.parametrize(("shown", "apart"), [(("shown",), 12.5), (("shown", "spare"), 6.0)])
def test_labels_do_not_touch_and_the_last_year_has_one(years: int, shown: tuple[str, ...], apart: float) -> None:
    bars = drawn(months(2001, 2000 + years, m2001_01=1, **{f"m{2000 + years}_01": 1})).bars
    labelled = [bar.place for bar in bars if bar.label in shown]
    assert labelled[-1] == bars[-1].place
    gaps = [right - left for left, right in itertools.pairwise(labelled)]
    assert all(gap >= apart - 0.02 for gap in gaps)


def test_a_bar_leads_to_its_year_alone() -> None:
    made = drawn(months(2019, 2020, m2019_03=2, m2020_01=1), "q=hydrogen&source=demo&page=3")
    assert [bar.query for bar in made.bars] == [
        "q=hydrogen&source=demo&year=2019",
        "q=hydrogen&source=demo&year=2020",
    ]


def test_of_several_years_that_are_chosen_each_can_be_dropped() -> None:
    made = drawn(months(2019, 2021, m2019_03=2, m2021_01=1), "year=2019&year=2021")
    assert [(bar.chosen, bar.query) for bar in made.bars] == [
        (True, "year=2021"),
        (False, "year=2020"),
        (True, "year=2019"),
    ]
    assert (made.wider, made.chosen) == ("", True)


@pytest.mark.parametrize("query", ["year=2019", "month=2019-03", "year=2019&month=2019-03"])
def test_one_chosen_year_shows_its_months(query: str) -> None:
    made = drawn(months(2018, 2021, m2018_01=9, m2019_03=2, m2019_12=1), f"q=hydrogen&{query}")
    assert made.year == "2019"
    assert [(bar.year, bar.month, bar.count) for bar in made.bars if bar.count] == [("2019", 3, 2), ("2019", 12, 1)]
    assert len(made.bars) == 12
    assert made.highest == 2
    assert made.wider == "q=hydrogen"


def test_a_month_is_chosen_and_dropped() -> None:
    counts = months(2019, 2019, m2019_03=2, m2019_12=1)
    march = drawn(counts, "year=2019").bars[2]
    assert (march.chosen, march.query) == (False, "year=2019&month=2019-03")
    chosen = drawn(counts, "year=2019&month=2019-03").bars
    assert (chosen[2].chosen, chosen[2].query) == (True, "year=2019")
    assert (chosen[11].chosen, chosen[11].query) == (False, "year=2019&month=2019-12")


def test_articles_of_one_year_alone_are_shown_by_month() -> None:
    made = drawn(months(2026, 2026, m2026_11=4))
    assert (made.year, made.wider, len(made.bars)) == ("2026", None, 12)


def test_a_chosen_year_without_articles_has_empty_months() -> None:
    made = drawn(months(2019, 2020, m2019_03=2, m2020_12=1), "year=1999")
    assert (made.year, sum(bar.count for bar in made.bars), made.wider) == ("1999", 0, "")


@pytest.mark.parametrize(("odd", "others"), [("0001-01", 3000), ("9999-12", 3000)])
def test_one_wrong_century_does_not_press_the_others_into_a_corner(odd: str, others: int) -> None:
    counts = sorted([(odd, 1), ("2020-01", others), ("2026-02", others)])
    made = drawn(tuple(counts))
    assert len(made.bars) == MOST_YEARS
    assert sum(bar.count for bar in made.bars) == 2 * others
    assert made.left_out == 1
    assert re.fullmatch(r"\d{4}", made.bars[0].year)


@pytest.mark.parametrize("counts", [(), (("2020-01", 0),)])
def test_nothing_found_has_no_chart(counts: tuple[tuple[str, int], ...]) -> None:
    assert chart(Found(asked=Asked(), total=0, months=counts)) is None
