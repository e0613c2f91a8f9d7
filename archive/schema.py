"""What an archive file holds: read it as it is at one moment, name its tables, tell its version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.database import ArchiveError
from archive.migrations import migrations
from archive.reading import reader
from archive.store import Archive


@contextmanager
def consistent_reader(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a read-only connection to the archive at ``path``, inside one read transaction.

    The archive stays as it was at the first query, whatever a crawl writes meanwhile. Raises ArchiveError when there
    is no file, when it is no SQLite database, and when the database has no articles table.
    """
    with reader(path) as db:
        db.isolation_level = None
        db.execute("BEGIN")
        if "articles" not in base_tables(db):
            raise ArchiveError(f"{path} is a database, but has no table of articles")
        yield db


def bring_up_to_date(path: Path) -> None:
    """Apply the migrations that the archive at ``path`` lacks, for those who only read it.

    An archive without a gap is not touched, and one that a crawl holds has been migrated by it. Raises ArchiveError.
    """
    if not _is_behind(path):
        return
    try:
        Archive.take(path).release()
    except ArchiveError:
        if _is_behind(path):
            raise


def _is_behind(path: Path) -> bool:
    with consistent_reader(path) as db:
        return version(db) < newest_version()


def newest_version() -> str:
    """Return the name of the last migration that this program knows."""
    return max(migration.name for migration in migrations.pending(Database(memory=True)))


def blank() -> sqlite3.Connection:
    """Return an archive in memory, with every migration applied and no rows."""
    db = Database(memory=True)
    migrations.apply(db)
    return db.conn


def base_tables(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the tables that hold rows of their own, in the order in which they were made.

    Virtual tables, the shadow tables behind them and SQLite's own are left out.
    """
    rows = db.execute("""
        SELECT master.name FROM sqlite_master AS master
        JOIN pragma_table_list AS list ON list.name = master.name AND list.schema = 'main'
        WHERE list.type = 'table' AND master.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY master.rowid
    """)
    return tuple(name for (name,) in rows)


def columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the names of the columns of a table or view, in their order; generated columns are left out."""
    return tuple(name for (name,) in db.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,)))


def row_counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of each base table."""
    return {table: db.execute(f"SELECT count(*) FROM {identifier(table)}").fetchone()[0] for table in base_tables(db)}


def version(db: sqlite3.Connection) -> str:
    """Return the name of the last migration that was applied, or an empty string when none was."""
    if "_sqlite_migrations" not in base_tables(db):
        return ""
    row = db.execute("""
        SELECT name FROM _sqlite_migrations WHERE migration_set = 'archive' ORDER BY id DESC LIMIT 1
    """).fetchone()
    return "" if row is None else str(row[0])


def identifier(name: str) -> str:
    """Return ``name`` quoted as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def frequent_word(db: sqlite3.Connection) -> str:
    """Return the word of six letters or more that stands in most titles, without accents; empty if there is none."""
    # The vocabulary is a view of the index, and lives in the connection's own temporary database.
    db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, articles_fts, col)")
    row = db.execute("""
        SELECT term FROM temp.words WHERE col = 'title' AND length(term) >= 6 ORDER BY doc DESC, term LIMIT 1
    """).fetchone()
    return "" if row is None else str(row[0])
