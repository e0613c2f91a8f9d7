"""The search page."""

from web.answers import Answer, Asking, Moved, Page, Reading
from web.pages.files import below
from web.search.asked import FACETS, Asked, parse
from web.search.chart import chart
from web.search.choices import chips, groups
from web.search.engine import find
from web.search.found import Found
from web.search.pager import pager

PATH = "search"
# The same search for programs: the ending of the address, and the key of its name in the texts.
FORMATS = (("atom", "atom"), ("feed.json", "feed"), ("json", "json"), ("csv", "csv"))


def search(reading: Reading, asking: Asking) -> Answer:
    """Return one page of what the address asks for."""
    asked = parse(asking.query)
    files = below(reading, asked)
    return Page(template="search.html", context=context(find(reading, asked)) | {"files": files})


def former(reading: Reading, asking: Asking) -> Answer:
    """Return the address that the search has now, for the one that it had."""
    return Moved(path=address(parse(asking.query)))


def address(asked: Asked) -> str:
    """Return the address of a search, from the root of the site."""
    query = asked.query_string()
    return f"/{PATH}?{query}" if query else f"/{PATH}"


def context(found: Found) -> dict[str, object]:
    """Return what the template shows; addresses are query strings."""
    asked = found.asked
    return {
        "found": found,
        "asked": asked,
        "hits": found.hits,
        "beyond": found.total > 0 and asked.page > found.pages,
        "kept": kept(asked),
        "groups": groups(found),
        "chips": chips(found),
        "chart": chart(found),
        "pager": pager(PATH, asked.page, found.pages, lambda number: asked.with_(page=number).query_string()),
        "query": asked.query_string(),
        "query_of_all_pages": asked.with_().query_string(),
        "formats": FORMATS,
    }


def kept(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the fields that stay as they are when other words are typed: choices and order."""
    choices = [(facet, value) for facet in FACETS for value in asked.chosen(facet)]
    others = [("sort", asked.sort, "newest"), ("copies", asked.copies, "one")]
    return (*choices, *((name, value) for name, value, usual in others if value != usual))
