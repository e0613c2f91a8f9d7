"""Short texts of cards: dates, bylines."""

import pytest

from extraction.listing_texts import day_of, is_byline


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("11/02/2026", "DMY", "2026-02-11"),
        ("11/02/2026", "MDY", "2026-11-02"),
        ("11/02/2026", None, ""),
        ("24/06/2026", None, "2026-06-24"),
        ("02/25/2026", "DMY", "2026-02-25"),
        ("11.02.2026", None, "2026-02-11"),
        ("1 March 2026 - 4 March 2026", "DMY", ""),
        ("1-4 March 2026", "DMY", ""),
        ("28 February - 4 March 2026", None, ""),
        ("Deadline: 11/02/2026", "DMY", ""),
        ("next week", "DMY", ""),
    ],
)
def test_a_numeric_date_is_read_in_the_order_of_the_site(text, order, day):
    assert day_of(text, order) == day


@pytest.mark.parametrize(
    ("language", "day"), [("pl", "2026-11-19"), ("cs", "2026-11-19"), ("hr", "2026-10-19"), ("en", ""), ("", "")]
)
def test_the_language_decides_a_month_of_two_meanings(language, day):
    assert day_of("Published: 19 listopad 2026", "DMY", language) == day


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Ona Puig", True),
        ("von Ona Puig, 5. April", True),
        ("Von der Miete bis zum Kaffee: zweihundert Rechnungen im Vergleich.", False),
        ("By the end of the year the mill will turn again.", False),
        ("Byways", False),
    ],
)
def test_a_sentence_is_no_byline(text, byline):
    assert is_byline(text) is byline
