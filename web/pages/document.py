"""The page of a file: what is known of it, and what it says, page by page."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from web.answers import Answer, Asking, NotThereError, Page, Reading
from web.pages.article_facts import rows
from web.pages.file_facts import REASON, media, name_of, page_count, size
from web.prose import MOST_CHARACTERS, Prose, one_line, prose
from web.search.asked import PAGE_SIZE, parse
from web.search.files import VIEW, FilesFound, in_file, view_of
from web.search.pager import Pager, page_query, pager

# Articles that are named as those which link to the file.
MOST_ARTICLES = 20
# What is shown at least of each page, however long those before it are.
LEAST_CHARACTERS = 2_000

DOCUMENT = """
    SELECT documents.id, documents.url, documents.source, coalesce(sources.title, documents.source) AS source_title,
           coalesce(nullif(documents.title, ''), (
               SELECT title FROM article_documents WHERE document_id = documents.id AND title <> ''
               ORDER BY article_id LIMIT 1)) AS title,
           documents.media_type, documents.bytes, documents.pages, documents.language, documents.created,
           documents.modified, documents.state, documents.reason, documents.fetched_at, documents.capture_id
    FROM documents LEFT JOIN sources ON sources.name = documents.source WHERE documents.id = ?
"""
ARTICLES = f"""
    SELECT articles.id, articles.title, articles.language
    FROM article_documents JOIN articles ON articles.id = article_documents.article_id
    WHERE article_documents.document_id = ? ORDER BY articles.id LIMIT {MOST_ARTICLES}
"""  # noqa: S608  # constants of this module
LAST = "SELECT max(page) FROM document_pages WHERE document_id = ?"
PAGES = f"""
    SELECT id, page AS number, substr(text, 1, {MOST_CHARACTERS}) AS text,
           substr(coalesce(own, ''), 1, {LEAST_CHARACTERS}) AS own, repeats
    FROM document_pages WHERE document_id = ? AND page BETWEEN ? AND ? ORDER BY page
"""  # noqa: S608  # constants of this module


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file's row, as it is stored: see docs/schema.md."""

    id: int
    url: str
    source: str
    source_title: str
    title: str | None
    media_type: str | None
    bytes: int | None
    pages: int | None
    language: str | None
    created: str | None
    modified: str | None
    state: str
    reason: str | None
    fetched_at: str | None
    capture_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """An article that links to the file."""

    id: int
    title: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page of the file; ``repeats`` is the number of an earlier one that says all of it but ``own``."""

    id: int
    number: int
    text: str
    own: str
    repeats: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of the file as it is shown: ``text``, and of a page that repeats another, what is ``new`` on it.

    ``view`` is the query string of the view with the page that it repeats.
    """

    id: int
    number: int
    text: Prose
    new: Prose
    repeats: int | None
    view: str


def document(reading: Reading, asking: Asking) -> Answer:
    """Answer with the file that the address names: VIEW of its pages (``?page=``), or where it has words (``?q=``)."""
    row = next(iter(rows(reading.db, Stored, DOCUMENT, int(asking.parts["id"]))), None)
    if row is None:
        raise NotThereError(reading.texts.plain("document.nothing"))
    asked = parse(asking.query)
    path = f"document/{row.id}"
    views = view_of(reading.db.execute(LAST, (row.id,)).fetchone()[0] or 0)
    found, shown = FilesFound(), pager(path, asked.page, views)
    if asked.words:
        found = in_file(reading, asked, row.id, PAGE_SIZE, (asked.page - 1) * PAGE_SIZE)
        shown = _pager_of_hits(path, asked.q, asked.page, found)
    sheets = () if asked.words else tuple(_sheets(_pages(reading.db, row.id, asked.page)))
    return Page(
        template="document.html",
        context={
            "document": row,
            "path": path,
            "asked": asked,
            "heading": name_of(row.title, row.url),
            "media": media(row.media_type),
            "size": size(reading.texts, row.bytes or 0),
            "pages": page_count(row.pages),
            "state": "part" if row.state == "read" and row.reason else row.state,
            "reason": one_line(row.reason, REASON),
            "one_line": one_line,
            "articles": rows(reading.db, Linking, ARTICLES, row.id),
            "files": found,
            "sheets": sheets,
            "beyond": asked.page > 1 and not (found.hits or sheets),
            "pager": shown,
        },
    )


def _pager_of_hits(path: str, q: str, page: int, found: FilesFound) -> Pager:
    pages = -(-found.total // PAGE_SIZE)
    return pager(path, page, pages, lambda number: parse([("q", q), ("page", str(number))]).query_string())


def _pages(db: sqlite3.Connection, document_id: int, view: int) -> tuple[StoredPage, ...]:
    """Return the pages of a view."""
    return rows(db, StoredPage, PAGES, document_id, (view - 1) * VIEW + 1, view * VIEW)


def _sheets(pages: Iterable[StoredPage]) -> Iterator[Sheet]:
    """Yield pages as they are shown: together they are not much longer than an article may be."""
    left = MOST_CHARACTERS
    for page in pages:
        text = prose(page.text[: max(left, LEAST_CHARACTERS)])
        cut = text.cut or len(page.text) > max(left, LEAST_CHARACTERS) or len(page.text) == MOST_CHARACTERS
        left -= len(page.text)
        yield Sheet(
            id=page.id,
            number=page.number,
            text=Prose(paragraphs=text.paragraphs, cut=cut),
            new=prose(page.own if page.repeats else ""),
            repeats=page.repeats,
            view=page_query(view_of(page.repeats)) if page.repeats else "",
        )
