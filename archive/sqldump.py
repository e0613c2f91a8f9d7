"""An archive as one SQL script, which the sqlite3 command and Python's ``executescript`` both restore.

What ``.dump``, ``iterdump`` and datasette-backup write does not restore everywhere: they either repeat the shadow
tables of the full-text index, or write its definition with quotes left bare. Here the index is left out and rebuilt
from its table, which halves the script. Triggers come last, so that loading rows does not fire them.
"""

import sqlite3
from collections.abc import Iterator

from archive.progress import Progress, quiet
from archive.schema import base_tables, columns, identifier, row_counts

# A text literal cannot hold these: SQL ends at NUL; the sqlite3 command drops a carriage return before a line feed;
# bytes that are no UTF-8 come as lone surrogates.
BEYOND_LITERALS = frozenset("\0\r") | {chr(code) for code in range(0xDC80, 0xDD00)}


def dump(db: sqlite3.Connection, progress: Progress = quiet) -> Iterator[str]:
    """Yield the script, a statement at a time. ``progress`` counts rows of all tables."""
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    total = sum(row_counts(db).values())
    done = 0
    yield "PRAGMA foreign_keys=OFF;\nBEGIN;\n"
    tables = base_tables(db)
    for table in tables:
        yield f"{_definition(db, table)};\n"
        for statement in _inserts(db, table):
            yield statement
            done += 1
            progress(done, total)
    yield from (f"{sql};\n" for sql in _definitions(db, "index"))
    for table in _virtual_tables(db):
        yield f"{_definition(db, table)};\n"
        yield f"INSERT INTO {identifier(table)}({identifier(table)}) VALUES('rebuild');\n"
    yield from (f"{sql};\n" for kind in ("view", "trigger") for sql in _definitions(db, kind))
    yield "COMMIT;\n"


def schema(db: sqlite3.Connection) -> Iterator[str]:
    """Yield a script that makes the same tables, indexes, views and triggers, without a row."""
    for table in (*base_tables(db), *_virtual_tables(db)):
        yield f"{_definition(db, table)};\n"
    for kind in ("index", "view", "trigger"):
        yield from (f"{sql};\n" for sql in _definitions(db, kind))


def literal(value: object) -> str:
    """Return a value of SQLite (None, int, float, str, bytes) as SQL that gives exactly this value."""
    match value:
        case None:
            return "NULL"
        case bytes():
            return f"X'{value.hex()}'"
        case str() if not BEYOND_LITERALS.isdisjoint(value):
            return f"CAST(X'{value.encode('utf-8', 'surrogateescape').hex()}' AS TEXT)"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case float() if value in (float("inf"), float("-inf")):
            return "9e999" if value > 0 else "-9e999"
        case _:
            return repr(value)


def _inserts(db: sqlite3.Connection, table: str) -> Iterator[str]:
    names = ", ".join(identifier(name) for name in columns(db, table))
    head = f"INSERT INTO {identifier(table)}({names}) VALUES("
    for row in db.execute(f"SELECT {names} FROM {identifier(table)}"):
        yield f"{head}{', '.join(map(literal, row))});\n"


def _definition(db: sqlite3.Connection, table: str) -> str:
    return str(db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0])


def _definitions(db: sqlite3.Connection, kind: str) -> list[str]:
    rows = db.execute("SELECT sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY rowid", (kind,))
    return [sql for (sql,) in rows]


def _virtual_tables(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT name FROM pragma_table_list WHERE type = 'virtual' AND schema = 'main' ORDER BY name")
    return [name for (name,) in rows]
