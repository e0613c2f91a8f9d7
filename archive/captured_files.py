"""Reading captured files again: which there are, whether their texts are others now, and writing those."""

import sqlite3
from dataclasses import dataclass

from archive.database import ArchiveError, transaction
from archive.documents import known_pages, page_rows, save_pages, text_values
from archive.rows import first, null, put
from archive.store import Archive
from items import Capture, DocumentText

_CAPTURE_COLUMNS = ("url", "fetched_at", "status", "media_type", "digest", "warc", "offset", "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedFile:
    """A file that was captured: the number of its document, and where it lies."""

    id: int
    capture: Capture


def captured_files(db: sqlite3.Connection, source: str, since: str) -> list[CapturedFile]:
    """Return the files of ``source`` ("" for any) with a capture of ``since`` (UTC; "" for any) or later, by id."""
    sql = f"""
        SELECT documents.id, {", ".join(f"captures.{name}" for name in _CAPTURE_COLUMNS)}
        FROM documents JOIN captures ON captures.id = documents.capture_id
        WHERE captures.fetched_at >= ? AND ? IN (documents.source, '') ORDER BY documents.id
    """
    rows = db.execute(sql, (since, source)).fetchall()
    return [
        CapturedFile(id=number, capture=Capture(**dict(zip(_CAPTURE_COLUMNS, facts, strict=True))))
        for number, *facts in rows
    ]


def differs(db: sqlite3.Connection, document_id: int, text: DocumentText) -> bool:
    """Return whether ``text`` is another than the one that is stored."""
    values = text_values(text)
    stored = first(db, f"SELECT {', '.join(values)} FROM documents WHERE id = ?", document_id)
    title = text.title or db.execute("SELECT title FROM documents WHERE id = ?", (document_id,)).fetchone()[0]
    wanted = tuple(null(value) for value in values.values())
    return stored != wanted or known_pages(db, document_id) != page_rows(text, title)


def rewrite_file(archive: Archive, document_id: int, text: DocumentText) -> bool:
    """Write the text of a file that was read anew; return whether it was another. Raises ArchiveError."""
    if not differs(archive.db, document_id, text):
        return False
    try:
        with transaction(archive.db):
            put(archive.db, "documents", {"id": document_id}, text_values(text))
            save_pages(archive.db, document_id, text)
    except sqlite3.Error as error:
        raise ArchiveError(f"{archive.path.name} cannot be written: {error}") from error
    return True
