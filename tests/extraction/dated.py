"""A date as tests compare it."""

from extraction.dates import find_date
from items import DateOrder


def day_of(text: str, order: DateOrder = "DMY", language: str = "") -> str:
    """Return the value of the date that ``text`` starts with or holds, or nothing."""
    found = find_date(text, order, language)
    return found.value if found else ""
