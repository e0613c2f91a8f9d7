"""Dates as pages print them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from extraction.dates import date_in_address, find_dates, month_number, parse_date

DAYS = st.dates(min_value=date(1991, 1, 1), max_value=date(2099, 12, 31))
ZONES = [UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=3, minutes=30))]
# As Unicode CLDR writes dates there. Bulgarian and others print "г." and the like after the year.
LOCALES = re.findall(
    r"\w+",
    "bg ca cs da de de_AT el en_GB en_US es et fi fr ga gl hr hu is it lt lv mt nb nl nn pl pt ro sk sl sv tr uk",
)


@given(DAYS, st.sampled_from(LOCALES), st.sampled_from(["long", "full"]))
@example(date(2000, 1, 1), "pl", "long")
@example(date(2021, 1, 21), "de_AT", "long")
@example(date(2023, 10, 5), "hr", "long")
@example(date(2023, 11, 5), "cs", "full")
def test_long_dates_of_every_language(day, locale, width):
    printed = format_date(day, width, locale=locale)
    assert parse_date(printed, language=locale[:2]) == day.isoformat()


@given(DAYS, st.sampled_from("./-"), st.sampled_from(["DMY", "MDY"]), st.booleans())
def test_numeric_dates_are_read_in_the_declared_order(day, separator, order, padded):
    parts = {"D": day.day, "M": day.month, "Y": day.year}
    printed = separator.join(f"{parts[letter]:02}" if padded else str(parts[letter]) for letter in order)
    assert parse_date(printed, order) == day.isoformat()


@given(DAYS, st.sampled_from(["DMY", "MDY", "YMD"]))
def test_iso_dates_are_read_in_any_order(day, order):
    assert parse_date(day.isoformat(), order) == day.isoformat()
    assert parse_date(f"{day:%Y%m%d}", order) == day.isoformat()


@given(
    st.builds(datetime.combine, DAYS, st.times(timezones=st.sampled_from(ZONES))),
    st.sampled_from(["%Y-%m-%dT%H:%M:%S%z", "%a, %d %b %Y %H:%M:%S %z"]),
)
def test_times_with_a_zone_are_stored_in_utc(moment, pattern):
    moment = moment.replace(microsecond=0)
    expected = (
        moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.time() != time() else f"{moment:%Y-%m-%d}"
    )
    assert parse_date(moment.strftime(pattern)) == expected


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,5}[-./ ][0-9a-z]{1,9}[-./ ][0-9]{1,5}"))
def test_whatever_is_found_is_a_day_of_the_calendar(text):
    for found in find_dates(text):
        date.fromisoformat(found.value[:10])
        assert 0 <= found.start < found.end <= len(text)
    parse_date(text)
    date_in_address(f"https://clusters.example/{text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 05 April 2023", "2023-04-05"),
        ("News article29 March 2023European Clusters", "2023-03-29"),
        ("Wednesday, April 5th, 2023", "2023-04-05"),
        ("28 th February 2020", "2020-02-28"),
        ("5-Apr-2023", "2023-04-05"),
        ("1er avril 2023", "2023-04-01"),
        ("5 d’abril de 2023", "2023-04-05"),
        ("2019. gada 28. jūnijs", "2019-06-28"),
        ("2019 m. birželio 28 d.", "2019-06-28"),
        ("21. Jänner 2021", "2021-01-21"),
        ("3. Feber 2021", "2021-02-03"),
        ("17 Meán Fómhair 2019", "2019-09-17"),
        ("09. 04. 2019", "2019-04-09"),
        ("17-12-19", "2019-12-17"),
        ("11/02/2022", "2022-02-11"),
        ("Tue Apr 05 2022 10:15:00 GMT+0200", "2022-04-05T08:15:00Z"),
        ("Wed, 05 Apr 2023 10:15:00 GMT", "2023-04-05T10:15:00Z"),
        ("2019-11-18T21:31:01-05:00", "2019-11-19T02:31:01Z"),
        ("2019-11-18T21:31:01.123Z", "2019-11-18T21:31:01Z"),
        ("2026-04-04T08:00Z", "2026-04-04T08:00:00Z"),
        ("2019-11-18 21:31:01", "2019-11-18"),
        ("2023-04-05T00:00:00+02:00", "2023-04-05"),
        ("5 April 2023, 10:15-12:00", "2023-04-05"),
        ("2019-11-18T21:31:01+99:99", "2019-11-18"),
        ("2019-11-18T25:61:01Z", "2019-11-18"),
    ],
)
def test_date(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2023",
        "29.02.2023",
        "2022-13-45",
        "12/25/2022",
        "1970-01-01T00:00:00Z",
        "0005-01-01",
        "5 April",
        "April 2023",
        "2023",
        "Version 1.2.2019.4",
        "3 Rooms 2019",
        "",
        "+49 30 20190409",
    ],
)
def test_no_date(text):
    assert parse_date(text) == ""


def test_a_year_of_two_digits_stands_first_only_where_the_source_says_so():
    assert parse_date("19-12-17", "YMD") == "2019-12-17"
    assert parse_date("17.12.2019", "YMD") == "2019-12-17"


def test_a_month_name_of_two_meanings_needs_a_language():
    assert (month_number("listopad", "hr"), month_number("listopad", "pl"), month_number("listopad")) == (10, 11, 0)


def test_dates_are_found_from_left_to_right():
    found = list(find_dates("Published 5 April 2023, changed 06.04.2023"))
    assert [item.value for item in found] == ["2023-04-05", "2023-04-06"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/news/first-calls-2023-03-29_en", "2023-03-29"),
        ("https://a.example/2019/04/09/slug", "2019-04-09"),
        ("https://a.example/2019/nov/8/slug", "2019-11-08"),
        ("https://a.example/Aktuelles/2019/2_Quartal/20190409_gold.html", "2019-04-09"),
        ("https://a.example/2023-03-29-slug", "2023-03-29"),
        ("https://a.example/2019/04/slug", ""),
        ("https://a.example/2021-2027-programme", ""),
        ("https://a.example/20201318_slug", ""),
        ("https://a.example/news/20190409", ""),
        ("https://a.example/?date=2019-04-09", ""),
        ("http://[broken", ""),
    ],
)
def test_date_in_address(url, expected):
    assert date_in_address(url) == expected
