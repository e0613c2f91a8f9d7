"""How files become rows: one row a file, whatever articles link to it, and a row for each of its pages.

SQL only; the caller holds the transaction.
"""

import sqlite3

from archive.articles import save_link
from archive.rows import Value, first, forget_failure, put, row_id, save_capture
from items import Document, DocumentText

# page, title, text, own, repeats: a row of document_pages.
Row = tuple[int, str | None, str, str | None, int | None]


def save_document(db: sqlite3.Connection, document: Document) -> None:
    """Record a fetched file with its text, and that its article links to it."""
    _link(db, document)
    forget_failure(db, document.source, document.url)
    if first(db, "SELECT 1 FROM documents WHERE url = ? AND fetched_at > ?", document.url, document.fetched_at):
        return  # an older response never overwrites what is newer
    values: dict[str, Value] = {
        "source": document.source,
        "media_type": document.media_type,
        "bytes": document.size,
        "state": "fetched",
        "fetched_at": document.fetched_at,
        "capture_id": save_capture(db, document.capture) if document.capture else None,
    }
    if document.text:
        values |= text_values(document.text)
    put(db, "documents", {"url": document.url}, values)
    if document.text:
        save_pages(db, row_id(db, "documents", "url", document.url), document.text)


def text_values(text: DocumentText) -> dict[str, Value]:
    """Return the columns of ``documents`` that reading the file gives.

    The words of a link are the title of a file that names none, the server's word the type of one that is unknown.
    """
    values: dict[str, Value] = {
        "state": text.state,
        "reason": text.reason,
        "pages": text.page_count or None,
        "language": text.language,
        "created": text.created,
        "modified": text.modified,
    }
    told = {"title": text.title, "media_type": text.media_type}
    return values | {name: value for name, value in told.items() if value}


def save_pages(db: sqlite3.Connection, document_id: int, text: DocumentText) -> bool:
    """Let the pages of a file be those of ``text``; return whether they were others before.

    The first page has the title of the file, so that a search for it leads there.
    """
    (title,) = db.execute("SELECT title FROM documents WHERE id = ?", (document_id,)).fetchone()
    wanted, known = page_rows(text, title), known_pages(db, document_id)
    if known == wanted:
        return False
    db.execute("DELETE FROM document_pages WHERE document_id = ? AND page > ?", (document_id, len(wanted)))
    unchanged = set(known)
    db.executemany(
        "INSERT INTO document_pages (document_id, page, title, text, own, repeats) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (document_id, page) DO UPDATE SET title = excluded.title, text = excluded.text,"
        " own = excluded.own, repeats = excluded.repeats",
        [(document_id, *page) for page in wanted if page not in unchanged],
    )
    return True


def known_pages(db: sqlite3.Connection, document_id: int) -> list[Row]:
    """Return what is stored of the pages of a file, in their order."""
    sql = "SELECT page, title, text, own, repeats FROM document_pages WHERE document_id = ? ORDER BY page"
    return db.execute(sql, (document_id,)).fetchall()


def page_rows(text: DocumentText, title: str | None) -> list[Row]:
    """Return the rows of the pages of a file, of which ``title`` is the title."""
    return [
        (
            page.number,
            title if page.number == 1 else None,
            page.text,
            None if page.own == page.text else page.own,
            page.repeats,
        )
        for page in text.pages
    ]


def _link(db: sqlite3.Connection, document: Document) -> None:
    """Record that an article links to the file, unless that is known with the words of the link."""
    article = first(
        db,
        "SELECT id FROM articles WHERE url = ?1 UNION SELECT article_id FROM article_urls WHERE url = ?1 LIMIT 1",
        document.article_url,
    )
    known = article and first(
        db,
        "SELECT 1 FROM article_documents JOIN documents ON documents.id = document_id WHERE article_id = ? AND url = ?",
        article[0],
        document.url,
    )
    if article and not known:
        save_link(db, document.source, article[0], document.url, "")
