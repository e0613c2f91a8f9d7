"""What people read in place of the values of facets."""

from web.search.asked import Facet
from web.search.bitmaps import Bitmaps
from web.texts import Texts

# Titles are written by strangers.
MOST_CHARACTERS = 200


def label(state: Bitmaps, texts: Texts, facet: Facet, value: str) -> str:
    """Return the label of a value: the value itself where nothing better is known."""
    return _label(state, texts, facet, value)[:MOST_CHARACTERS]


def _label(state: Bitmaps, texts: Texts, facet: Facet, value: str) -> str:
    match facet:
        case "source":
            return state.names.sources.get(value, (value, ""))[0]
        case "topic":
            return state.names.titles.get(value, value)
        case "organisation":
            return state.organisations.titles.get(value, value)
        case "kind":
            return texts.plain(f"kind.{value}") if texts.has(f"kind.{value}") else value
        case "language":
            return texts.language_name(value)
        case "country":
            return texts.country_name(value)
        case "month" if value[5:] in MONTHS:
            return f"{texts.month(int(value[5:]))} {value[:4]}"
        case _:
            return value


MONTHS = {f"{month:02}" for month in range(1, 13)}
