"""Times of day with the name of a zone: what the clocks of the region showed, whatever the name."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.dates import find_date
from extraction.times import wall_time, with_time
from tests.extraction.dated import day_of

DAYS = st.dates(min_value=date(1996, 1, 1), max_value=date(2030, 12, 31))
MARKS = ["CET", "CEST", "MEZ", "MESZ", "Brussels time", "Brüsseler Zeit", "heure de Bruxelles"]


@given(DAYS, st.times(min_value=time(4)), st.sampled_from(MARKS))
def test_every_mark_means_the_clocks_of_brussels(day, at, mark):
    moment = wall_time(day.isoformat(), at.hour, at.minute, at.second, mark)
    shown = datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/Brussels"))
    assert shown.replace(tzinfo=None) == datetime.combine(day, at.replace(microsecond=0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Closes on 12 March 2019, 17:00h Brussels time", "2019-03-12T16:00:00Z"),
        ("7 May 2022, at 18.00 CET", "2022-05-07T16:00:00Z"),  # summer time was in force
        ("9 December 2021, at 18:00 CEST", "2021-12-09T17:00:00Z"),  # it was not
        ("27 October 2019 (23.59 CEST)", "2019-10-27T22:59:00Z"),  # it had ended that night
        ("30 June 2023 – 18:00 CET (Brussels time)", "2023-06-30T16:00:00Z"),
        ("28 July 2021, at 18.00 CEST", "2021-07-28T16:00:00Z"),
        ("20 December 2022 – 18:00 CET (Brussels time) – CLOSED", "2022-12-20T17:00:00Z"),
        ("3 December 2019 (17.00 CET)", "2019-12-03T16:00:00Z"),
        ("Until: 04 December 2023 17:00:00 Brussels time", "2023-12-04T16:00:00Z"),
        ("6 February 2024, 17:00 (CET)", "2024-02-06T16:00:00Z"),
        ("Published 2 July 2024 at 9:30 am CET", "2024-07-02T07:30:00Z"),
        ("4/7/2022 15 pm CET", "2022-07-04T13:00:00Z"),
        ("9. April 2019, 18 Uhr MESZ", "2019-04-09T16:00:00Z"),
        ("15. marts 2020 kl. 17.00 CET", "2020-03-15T16:00:00Z"),
        ("5 April 2023, 10:15-12:00 CEST", "2023-04-05T08:15:00Z"),
        ("5 April 2023, 17:00 EET", "2023-04-05T14:00:00Z"),
        ("5 April 2023, 17:00 WET", "2023-04-05T16:00:00Z"),
        ("5 April 2023, 0:00 CET", "2023-04-05"),
        ("5 April 2023, 25:00 CET", "2023-04-05"),
        ("5 April 2023, 17:00 CETA", "2023-04-05"),
        ("5 April 2023, 17:00 west of the river", "2023-04-05"),
    ],
)
def test_a_date_with_a_time_and_a_zone(text, expected):
    assert day_of(text) == expected


def test_the_zone_belongs_to_the_date():
    text = "Published 5 April 2023, 10:15 (CET) in News"
    found = find_date(text)
    assert found
    assert text[found.end :] == " in News"


@pytest.mark.parametrize("zone", ["", "EST", "Tokyo", "CET CEST"])
def test_a_zone_of_elsewhere_is_none_of_ours(zone):
    assert wall_time("2023-04-05", 10, 15, 0, zone) == ""


@given(st.text(max_size=60), st.integers(0, 60))
def test_any_text_behind_a_date(text, end):
    value, after = with_time(text, "2023-04-05", min(end, len(text)))
    assert datetime.fromisoformat(value)
    assert min(end, len(text)) <= after <= len(text)
