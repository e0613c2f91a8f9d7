"""Dates as pages print them."""

import re
import time as clock
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from extraction.dates import date_in_address, find_date, find_dates
from extraction.months import month_number
from extraction.wording import stripped
from items import DateOrder
from tests.extraction.dated import day_of

DAYS = st.dates(min_value=date(1991, 1, 1), max_value=date(2099, 12, 31))
ZONES = [UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=3, minutes=30))]
UNION = re.findall(r"\w+", "bg cs da de el en et es fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv")
# With two that write dates otherwise than their neighbours, and languages of neighbours and regions.
LOCALES = re.findall(r"\w+", "de_AT en_US ca eu gl is nb nn sr sr_Latn tr uk") + UNION
WIDTHS = ("full", "long", "medium")
# Their month names mean another month, in the languages of the Union, than the same words do elsewhere.
AMBIGUOUS = {"hr": {6, 7, 10}, "pl": {7, 11}, "cs": {11}}


def printed_as(day: date, locale: str, width: str) -> tuple[str, DateOrder]:
    """Return ``day`` as Unicode CLDR writes it there, and the order of its numbers."""
    pattern = Locale.parse(locale).date_formats[width].pattern
    order: DateOrder = "DMY" if pattern.index("d") < pattern.index("M") else "YMD" if pattern[0] == "y" else "MDY"
    return format_date(day, width, locale=locale), order


@pytest.mark.parametrize("locale", LOCALES)
def test_every_day_of_a_leap_year_as_every_language_prints_it(locale):
    for number in range(366):
        day = date(2024, 1, 1) + timedelta(days=number)
        for width in WIDTHS:
            text, order = printed_as(day, locale, width)
            assert day_of(text, order, locale[:2]) == day.isoformat(), text
            unknown = {day.isoformat(), ""} if day.month in AMBIGUOUS.get(locale, ()) else {day.isoformat()}
            assert day_of(text, order) in unknown, text


@given(DAYS, st.sampled_from(LOCALES), st.sampled_from(WIDTHS), st.sampled_from(["upper", "plain", "NFD"]))
@example(date(2019, 5, 1), "el", "full", "upper")
@example(date(2019, 9, 1), "ga", "full", "plain")
@example(date(2019, 5, 1), "tr", "full", "upper")
@example(date(2019, 8, 1), "ca", "medium", "NFD")
def test_capitals_missing_accents_and_decomposed_letters(day, locale, width, change):
    text, order = printed_as(day, locale, width)
    changes: dict[str, Callable[[str], str]] = {
        "upper": str.upper,
        "plain": stripped,
        "NFD": partial(unicodedata.normalize, "NFD"),
    }
    assert day_of(changes[change](text), order, locale[:2]) == day.isoformat()


@given(DAYS, st.sampled_from(UNION), st.sampled_from(["wide", "abbreviated"]), st.booleans())
def test_month_names_as_they_stand_alone(day, locale, width, bare):
    month = Locale.parse(locale).months["stand-alone"][width][day.month]
    text = f"{day.day} {month.strip('.') if bare else month} {day.year}"
    assert day_of(text, language=locale) == day.isoformat()


@given(DAYS, st.sampled_from("./-"), st.sampled_from(["DMY", "MDY"]), st.booleans())
def test_numeric_dates_are_read_in_the_declared_order(day, separator, order, padded):
    parts = {"D": day.day, "M": day.month, "Y": day.year}
    printed = separator.join(f"{parts[letter]:02}" if padded else str(parts[letter]) for letter in order)
    assert day_of(printed, order) == day.isoformat()


@given(DAYS, st.sampled_from(["DMY", "MDY", "YMD"]))
def test_iso_dates_are_read_in_any_order(day, order):
    assert day_of(day.isoformat(), order) == day.isoformat()
    assert day_of(f"{day:%Y%m%d}", order) == day.isoformat()


@given(
    st.builds(datetime.combine, DAYS, st.times(timezones=st.sampled_from(ZONES))),
    st.sampled_from(["%Y-%m-%dT%H:%M:%S%z", "%a, %d %b %Y %H:%M:%S %z"]),
)
def test_times_with_a_zone_are_stored_in_utc(moment, pattern):
    moment = moment.replace(microsecond=0)
    expected = (
        moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.time() != time() else f"{moment:%Y-%m-%d}"
    )
    assert day_of(moment.strftime(pattern)) == expected


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,5}[-./ ][0-9a-z]{1,9}[-./ ][0-9]{1,5}"))
def test_whatever_is_found_is_a_day_of_the_calendar(text):
    for found in find_dates(text):
        date.fromisoformat(found.value[:10])
        assert 0 <= found.start < found.end <= len(text)
    day_of(text)
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
        ("21 JÄNNER 2021", "2021-01-21"),
        ("5 apr '23", "2023-04-05"),
        ("1-ви май 2019 г.", "2019-05-01"),
        ("1η Μαΐου 2019", "2019-05-01"),
        ("Söndagen den 5:e april 2019", "2019-04-05"),
        ("5 d’Aibreán 2019", "2019-04-05"),
        ("17 Mheán Fómhair 2019", "2019-09-17"),
        ("2019. gada 28. jūnijā", "2019-06-28"),
        ("28. aprillil 2019", "2019-04-28"),
        ("28 Aoû 2019", "2019-08-28"),
        ("2019ko apirilaren 5a", "2019-04-05"),
        ("2023-Apr-05", "2023-04-05"),
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
        ("5 April 2023 10:15 GMT+2", "2023-04-05T08:15:00Z"),
        ("5 April 2023 18.00 West Hall", "2023-04-05"),
        ("5 April 2023 12.50 EUR", "2023-04-05"),
        ("2019-11-18T21:31:01+99:99", "2019-11-18"),
        ("2019-11-18T25:61:01Z", "2019-11-18"),
    ],
)
def test_date(text, expected):
    assert day_of(text) == expected


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
        "yesterday",
        "vor 3 Tagen",
        "il y a 2 heures",
        "last Tuesday at 10:15",
        "12 mail 2019",
        "5 for 2019",
    ],
)
def test_no_date(text):
    assert day_of(text) == ""


def test_a_year_of_two_digits_stands_first_only_where_the_source_says_so():
    assert day_of("19-12-17", "YMD") == "2019-12-17"
    assert day_of("17.12.2019", "YMD") == "2019-12-17"


def test_a_month_name_of_two_meanings_needs_a_language():
    assert (month_number("listopad", "hr"), month_number("listopad", "pl"), month_number("listopad")) == (10, 11, 0)


def test_dates_are_found_from_left_to_right():
    found = list(find_dates("Published 5 April 2023, changed 06.04.2023"))
    assert [item.value for item in found] == ["2023-04-05", "2023-04-06"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9 - 13 Dec 2024", "2024-12-09", "2024-12-13"),
        ("14-16 May 2019", "2019-05-14", "2019-05-16"),
        ("19–25.05.2019", "2019-05-19", "2019-05-25"),
        ("14.-16.05.2019", "2019-05-14", "2019-05-16"),
        ("30/05 - 02/06/2019", "2019-05-30", "2019-06-02"),
        ("30 May - 2 June 2019", "2019-05-30", "2019-06-02"),
        ("30 Dec - 2 Jan 2020", "2019-12-30", "2020-01-02"),
        ("May 14th–16th, 2019", "2019-05-14", "2019-05-16"),
        ("May 30 to June 2, 2019", "2019-05-30", "2019-06-02"),
        ("Tue 14 to Thu 16 May 2019", "2019-05-14", "2019-05-16"),
        ("vom 14. bis 16. Mai 2019", "2019-05-14", "2019-05-16"),
        ("du 14 au 16 mai 2019", "2019-05-14", "2019-05-16"),
        ("dal 14 al 16 maggio 2019", "2019-05-14", "2019-05-16"),
        ("14 y 15 de mayo de 2019", "2019-05-14", "2019-05-15"),
        ("2019. május 14–16.", "2019-05-14", "2019-05-16"),
        ("2019 m. gegužės 14–16 d.", "2019-05-14", "2019-05-16"),
        ("2019. gada 14.–16. maijs", "2019-05-14", "2019-05-16"),
        ("10:15 - 16 May 2019", "2019-05-16", ""),
        ("16 - 14 May 2019", "2019-05-14", ""),
        ("5 rooms - 7 May 2019", "2019-05-07", ""),
        ("COVID-19 - 5 May 2020", "2020-05-05", ""),
        ("2-5 2019", "", ""),
    ],
)
def test_a_period_gives_its_first_day_and_its_last(text, first, last):
    found = find_date(text)
    assert (found.value, found.until) == (first, last) if found else not first


@given(DAYS, st.integers(1, 60), st.sampled_from(UNION), st.sampled_from(["-", " – ", "–"]))
def test_periods_of_every_language(day, length, locale, dash):
    last = day + timedelta(days=length)
    pattern = Locale.parse(locale).date_formats["long"].pattern
    if last.year > 2099 or not pattern.startswith("d"):
        return
    whole = format_date(last, "long", locale=locale)
    month_too = format_date(day, re.sub(r"[ .]*y.*", "", pattern).removesuffix(" 'de'"), locale=locale)
    begin = str(day.day) if (day.month, day.year) == (last.month, last.year) else month_too
    found = find_date(begin + dash + whole, language=locale)
    assert found
    assert (found.value, found.until) == (day.isoformat(), last.isoformat()), begin + dash + whole


@pytest.mark.parametrize(
    "text",
    [
        *(
            word * 20_000
            for word in ("1", "1 ", "1-", "a", "5 April ", "5.4.2019 ", "5 and ", "5 April 2019 at 18.00 ")
        ),
        "5" + " " * 50_000,
        "5 " + "a\u0301" * 50_000,
    ],
)
def test_a_text_of_any_length_takes_time_in_proportion(text):
    started = clock.process_time()
    for _ in find_dates(text):
        pass
    assert clock.process_time() - started < 5  # 0.2 s on a slow machine; a quadratic search takes minutes


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
