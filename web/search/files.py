"""The pages of files that hold the words of a search: files are found page by page, apart from the articles."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from web.answers import Reading
from web.search.asked import Asked
from web.search.excerpt import excerpt
from web.search.highlights import marked
from web.search.pager import page_query
from web.search.query import parse
from web.search.rows import MOST_NAME, MOST_SEARCHED, MOST_TEXT, MOST_TITLE

# Pages of a file that one view of it holds.
VIEW = 20
# More pages are not ranked: the newest come first. Ranking is work for every hit, and articles are ranked as well.
MOST_RANKED = 100_000

COUNT = "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?"
BEST = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? ORDER BY rank LIMIT ? OFFSET ?"
NEWEST = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?"
# The pages of a file were written together: the index is read from its first to its last, not in full. CROSS JOIN
# keeps SQLite from asking the index anew for each page.
WITHIN = """
    SELECT document_pages.id FROM documents_fts CROSS JOIN document_pages ON document_pages.id = documents_fts.rowid
    WHERE documents_fts MATCH ?1 AND document_pages.document_id = ?2 AND documents_fts.rowid BETWEEN
        (SELECT min(id) FROM document_pages WHERE document_id = ?2) AND
        (SELECT max(id) FROM document_pages WHERE document_id = ?2)
    ORDER BY document_pages.page
"""
# The marks are one ? for each id. The article is the first that links to the file.
PAGES = f"""
    SELECT document_pages.id, document_pages.document_id, document_pages.page, documents.url,
           substr(coalesce(nullif(documents.title, ''), documents.url), 1, {MOST_TITLE}),
           substr(documents.language, 1, {MOST_NAME}), articles.id, substr(articles.title, 1, {MOST_TITLE}),
           substr(articles.language, 1, {MOST_NAME}),
           coalesce(substr(document_pages.title, 1, {MOST_TITLE}), ''), substr(document_pages.said, 1, {MOST_SEARCHED})
    FROM document_pages JOIN documents ON documents.id = document_pages.document_id
    LEFT JOIN articles ON articles.id =
        (SELECT min(article_id) FROM article_documents WHERE article_documents.document_id = documents.id)
    WHERE document_pages.id IN ({{marks}})
"""  # noqa: S608  # constants of this module


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHit:
    """A page of a file. ``snippet`` holds U+0002 and U+0003 around each hit; ``article_id`` is None of no article's."""

    document_id: int
    number: int
    url: str
    title: str
    language: str
    snippet: str
    article_id: int | None
    article_title: str
    article_language: str

    @property
    def query(self) -> str:
        """The query string of the view of the file that holds the page."""
        return page_query(view_of(self.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesFound:
    """Some of the pages of files that hold the words, best first, and the number of all of them."""

    total: int = 0
    hits: tuple[FileHit, ...] = ()


def view_of(number: int) -> int:
    """Return the number of the view, from 1, that holds page ``number`` of a file."""
    return max(number - 1, 0) // VIEW + 1


def in_files(reading: Reading, asked: Asked, most: int, skipped: int = 0) -> FilesFound:
    """Return up to ``most`` pages of files that hold the words of ``asked``, after the first ``skipped``.

    Only the words and ``exact`` count. Whatever the words are, they are no error.
    """
    expression = _expression(reading, asked)
    total = reading.db.execute(COUNT, (expression,)).fetchone()[0] if expression else 0
    if skipped >= total:
        return FilesFound(total=total)
    ids = reading.db.execute(BEST if total <= MOST_RANKED else NEWEST, (expression, most, skipped))
    return FilesFound(total=total, hits=_hits(reading.db, [key for (key,) in ids], expression))


def in_file(reading: Reading, asked: Asked, document_id: int, most: int, skipped: int = 0) -> FilesFound:
    """Return the same of one file, in the order of its pages."""
    expression = _expression(reading, asked)
    if not expression:
        return FilesFound()
    ids = [key for (key,) in reading.db.execute(WITHIN, (expression, document_id))]
    return FilesFound(total=len(ids), hits=_hits(reading.db, ids[skipped : skipped + most], expression))


def _expression(reading: Reading, asked: Asked) -> str:
    """Return the words as FTS5 writes them, or nothing when there is nothing to find."""
    return parse(asked.words, reading.index.state.names.spellings, exact=asked.exact).expression


def _hits(db: sqlite3.Connection, ids: Sequence[int], expression: str) -> tuple[FileHit, ...]:
    """Return the pages ``ids`` in this order."""
    hits: dict[int, FileHit] = {}
    texts: dict[int, tuple[str, str, str, str, str]] = {}
    for key, *facts, title, said in db.execute(PAGES.format(marks=", ".join("?" * len(ids))), list(ids)):
        # The table that marks has the columns of articles; these two are called title and body there.
        texts[key] = title, "", said, "", ""
        hits[key] = _hit(facts, said)
    found: Mapping[int, str] = {key: excerpt(text.body) for key, text in marked(texts, expression).items()}
    return tuple(replace(hits[key], snippet=found.get(key) or hits[key].snippet) for key in ids if key in hits)


def _hit(facts: Sequence[object], said: str) -> FileHit:
    document_id, number, url, title, language, article_id, article_title, article_language = facts
    return FileHit(
        document_id=int(str(document_id)),
        number=int(str(number)),
        url=str(url),
        title=str(title),
        language=str(language or ""),
        snippet=said[:MOST_TEXT],
        article_id=None if article_id is None else int(str(article_id)),
        article_title=str(article_title or ""),
        article_language=str(article_language or ""),
    )
