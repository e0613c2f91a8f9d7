"""Every sentence of the interface, from one file a language, with numbers and dates as that language writes them.

A text is looked up by the name of its table and its key (``search.found``). Where the number ``count`` decides, the
key holds a table of the plural forms that CLDR names for the language: ``one`` and ``other`` in English.
"""

import tomllib
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent
DEFAULT = "en"


class Texts:
    """The texts of the interface in one language. Raises OSError when there is no file for it."""

    def __init__(self, language: str = DEFAULT) -> None:
        self.language = language
        self.locale = Locale.parse(language, sep="-")
        self._tables: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))

    def __call__(self, key: str, /, **values: object) -> Markup:
        """Return the text ``key`` with ``values`` in its places, safe for HTML: what is not Markup is escaped.

        Whole numbers are written as the language writes them. Raises KeyError when there is no such text.
        """
        table, _, name = key.partition(".")
        text = self._tables[table][name]
        if isinstance(text, dict):
            text = text[self.locale.plural_form(int(str(values["count"])))]
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return Markup(escape(text)).format(**shown)  # noqa: S704  # escaped here, and so are the values

    def plain(self, key: str, /, **values: object) -> str:
        """Return the text as ``__call__`` does, but for what is not HTML."""
        return str(self(key, **values).unescape())

    def has(self, key: str) -> bool:
        """Return whether there is a text ``key``."""
        table, _, name = key.partition(".")
        return name in self._tables.get(table, {})

    def number(self, value: int) -> str:
        """Return a whole number with its thousands parted."""
        return _number(value, self.locale)

    def date(self, iso: object) -> str:
        """Return the day of an ISO date or date-time as ``3 November 2026``; what is no date comes back as it is."""
        try:
            day = date.fromisoformat(str(iso)[:10])
        except ValueError:
            return str(iso or "")
        return _date(day, "long" if self.language != DEFAULT else "d MMMM y", self.locale)

    def time(self, iso: object) -> str:
        """Return an ISO date-time in UTC as ``3 November 2026, 06:30 UTC``; a date alone as ``date`` does."""
        text = str(iso or "")
        return f"{self.date(text)}, {text[11:16]} UTC" if text[10:11] == "T" else self.date(text)

    def month(self, number: int) -> str:
        """Return the short name of a month, 1 to 12."""
        return str(self._months[number])

    @cached_property
    def _months(self) -> Any:
        return get_month_names("abbreviated", context="stand-alone", locale=self.locale)

    def language_name(self, tag: str) -> str:
        """Return the name of a language for its BCP 47 tag: ``German`` for ``de``; an unknown tag as it is."""
        return str(self.locale.languages.get(tag.partition("-")[0].lower(), tag))

    def country_name(self, code: str) -> str:
        """Return the name of a country for its ISO 3166-1 code; an unknown code as it is."""
        return str(self.locale.territories.get(code.upper(), code))


@lru_cache(maxsize=4096)
def _number(value: int, locale: Locale) -> str:
    """Write a number: a page holds some hundred, and many of them are the same."""
    return str(format_decimal(value, locale=locale))


@lru_cache(maxsize=4096)
def _date(day: date, form: str, locale: Locale) -> str:
    """Write a day: a page holds twenty, and Babel looks up a locale's months for each."""
    return str(format_date(day, form, locale=locale))
