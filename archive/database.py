"""The file archive.db: opened, migrated, locked, and written in transactions."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.migrations import migrations

BUSY_SECONDS = 10


class ArchiveError(Exception):
    """The archive cannot be used. The text is one line that says what to do."""


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """``BEGIN IMMEDIATE`` to ``COMMIT``; an error rolls back. Foreign keys are checked at the end of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("PRAGMA defer_foreign_keys = ON")
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has rolled back by itself
            db.execute("ROLLBACK")
        raise


def open_database(path: Path) -> sqlite3.Connection:
    """Return a connection to the archive at ``path``, made or migrated to the newest schema.

    Raises ArchiveError when the file is no archive, is newer than this program, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA foreign_keys = ON")
        database = Database(db)
        known = {name for name in database.table_names() if not name.startswith("sqlite_")}
        if known and "_sqlite_migrations" not in known:
            raise ArchiveError(f"{path.name} is a database, but not an archive of ours; choose another ARCHIVE_DB")
        unknown = {applied.name for applied in migrations.applied(database)} - _migration_names()
        if unknown:
            raise ArchiveError(
                f"{path.name} was written by a newer version ({max(unknown)}); update this program first"
            )
        migrations.apply(database)
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(f"{path.name} cannot be opened as an archive: {error}") from error
    return db


def _migration_names() -> set[str]:
    return {migration.name for migration in migrations.pending(Database(memory=True))}


def lock(path: Path) -> int:
    """Return a file descriptor that holds the archive's lock; closing it lets go, and so does a kill."""
    lock = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError(f"{lock.name} cannot be made: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise ArchiveError(
            f"another crawl is writing to {path.name} (process {holder}); wait for its end or stop it"
        ) from None
    os.truncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor
