"""What the tests of exports compare."""

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

from archive.export import stream
from archive.schema import base_tables

SEARCHES = [
    "timber",
    '"smart specialisation"',
    "varmland",
    "innov*",
    "hostile",
    "hydrogen NOT barges",
    "specialization",
]


def rows(db: sqlite3.Connection) -> dict[str, list[Any]]:
    tables = base_tables(db)
    db.text_factory = bytes
    found = {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    db.text_factory = str
    return found


def answers(db: sqlite3.Connection) -> list[Any]:
    db.text_factory = bytes
    sql = "SELECT rowid, rank, snippet(articles_fts, -1, '[', ']', '…', 9) FROM articles_fts WHERE articles_fts MATCH ?"
    found = [db.execute(f"{sql} ORDER BY rank, rowid", (words,)).fetchall() for words in SEARCHES]
    db.text_factory = str
    return found


def read_json(archive: Path) -> list[dict[str, Any]]:
    out = io.BytesIO()
    stream(archive, "json", out)
    articles: list[dict[str, Any]] = json.loads(out.getvalue())
    return articles
