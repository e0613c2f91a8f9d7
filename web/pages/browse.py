"""What the pages of topics, sources and lists share."""

from dataclasses import replace
from urllib.parse import quote

from web.answers import Asking, Page, Reading
from web.pages import counted
from web.prose import one_line, plain_line
from web.search.asked import Asked, Facet, parse
from web.search.chart import chart
from web.search.engine import find
from web.search.found import FacetValue, Found
from web.search.pager import pager

# For the title of the window and what search engines show.
TITLE = 120


def path_to(room: str, name: object) -> str:
    """Return the path of a page from the root of the site, without a slash before it: ``topic/blue-economy``."""
    return f"{room}/{quote(str(name), safe='')}"


def named(name: object, otherwise: object) -> dict[str, str]:
    """Return the name of what a page is about for its template: as a heading, and as the title of the window."""
    heading = one_line(str(name or "")) or one_line(str(otherwise))
    return {"name": heading, "title": plain_line(heading, TITLE)}


def page_number(asking: Asking) -> int:
    """Return which page of a list is asked for, from 1; 1 when what is asked for is no number."""
    return parse(asking.query).page


def unknown(reading: Reading, room: str) -> Page:
    """Return the page that says that there is no such ``room`` (topic, source or list), and where all of them are."""
    context = {
        "heading": reading.texts(f"{room}.unknown"),
        "explained": reading.texts(f"{room}.unknown_why"),
        "all": "topics" if room == "topic" else "sources",
        "all_text": reading.texts(f"{room}.see_all"),
    }
    return Page(template="unknown.html", context=context, status=404)


def articles_of(reading: Reading, asking: Asking, facet: Facet, value: str) -> tuple[Found, dict[str, object]]:
    """Return the articles of one topic or source, and what its template shows of them.

    That is one page of them, newest first, their dates and chart, and the links to the other pages.
    """
    asked = Asked().only(facet, value).with_(page=page_number(asking))
    found = find(reading, asked)
    path = path_to(facet, value)
    state = reading.index.state
    context: dict[str, object] = {
        "found": found,
        "span": counted.span(state, counted.articles(state, facet, value)),
        "hits": found.hits,
        "chart": chart(found),
        "pager": pager(path, asked.page, found.pages),
        "asked": asked,
        "facet": facet,
        "value": value,
        "path": path,
        "path_to": path_to,
    }
    return found, context


def narrowing(found: Found, facet: Facet, most: int) -> list[tuple[FacetValue, str]]:
    """Return the first ``most`` values of a facet that have articles, each with the query string of their search."""
    values = [value for value in found.facets.get(facet, ()) if value.count][:most]
    return [(written(value), found.asked.toggled(facet, value.value).query_string()) for value in values]


def written(value: FacetValue) -> FacetValue:
    """Return ``value`` with a label that is one line of text."""
    return replace(value, label=one_line(value.label) or value.value)
