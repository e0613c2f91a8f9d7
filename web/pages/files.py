"""The pages of files that a search finds: some below the articles of a search, all on a page of theirs."""

from web.answers import Answer, Asking, Page, Reading
from web.search.asked import PAGE_SIZE, Asked, parse
from web.search.files import FilesFound, in_files
from web.search.pager import pager

PATH = "search/files"
# Pages of files that stand below the articles.
MOST_BELOW = 5


def below(reading: Reading, asked: Asked) -> FilesFound:
    """Return the best pages of files for the first page of a search.

    A search that is narrowed to some articles has none: files have neither kind nor topic.
    """
    if asked.page > 1 or asked.narrowed():
        return FilesFound()
    return in_files(reading, asked, MOST_BELOW)


def files(reading: Reading, asking: Asking) -> Answer:
    """Return one page of all pages of files that hold the words."""
    given = parse(asking.query)
    asked = Asked(q=given.q, exact=given.exact, page=given.page)
    found = in_files(reading, asked, PAGE_SIZE, (asked.page - 1) * PAGE_SIZE)
    pages = -(-found.total // PAGE_SIZE)
    context = {
        "asked": asked,
        "files": found,
        "articles_query": asked.with_().query_string(),
        "beyond": found.total > 0 and asked.page > pages,
        "pager": pager(PATH, asked.page, pages, lambda number: asked.with_(page=number).query_string()),
    }
    return Page(template="files.html", context=context)
