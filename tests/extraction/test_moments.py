"""The times that files write of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.documents.moments import moment


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("D:20241204083000+01'00'", "2024-12-04T07:30:00Z"),
        ("D:20241204083000+01'00", "2024-12-04T07:30:00Z"),
        ("D:20241231233000-02'30'", "2025-01-01T02:00:00Z"),
        ("D:20241204083000Z00'00'", "2024-12-04T08:30:00Z"),
        ("D:20241204083000", "2024-12-04"),
        ("D:20241204", "2024-12-04"),
        ("D:2024", "2024"),
        ("2024-12", "2024-12"),
        ("2024-12-04T08:30:00Z", "2024-12-04T08:30:00Z"),
        ("2024-12-04T08:30:00.123456789", "2024-12-04"),
        ("2024-12-04T08:30:00+01:00", "2024-12-04T07:30:00Z"),
        ("1601-01-01T00:00:00Z", ""),
        ("19700101000000Z", ""),
        ("2024-13-45", ""),
        ("D:20241204083000+99'99'", ""),
        ("2026-03-05", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_as_exactly_as_it_is_written(written: str, read: str) -> None:
    assert moment(written, "2026-03-01") == read


@given(st.text() | st.from_regex(r"(D:)?\d{4,14}([Z+-]\d\d'?\d\d'?)?", fullmatch=True))
def test_nothing_is_raised(text: str) -> None:
    assert len(moment(text, "")) in (0, 4, 7, 10, 20)
