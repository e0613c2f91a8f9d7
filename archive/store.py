"""Archive: the one door to archive.db for whoever writes.

WAL, one writer at a time by a lock file, one ``BEGIN IMMEDIATE`` transaction for each batch (measured: a commit for
each item halves the rate of a crawl, batches of 100 cost nothing; a deferred transaction that reads first fails
beside another writer, whatever the timeout).
"""

import fcntl
import os
import sqlite3
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from sqlite_utils import Database

from archive import articles, documents, entities, history, ledger, rows
from archive.migrations import migrations
from archive.relations import count_due, relate_due
from archive.warc import Encoded, WarcFile, cut_tail
from items import Article, Capture, Card, Confirmed, Document, Drift, Failure, Item, Source, Walked, Wanted

BATCH = 100
BUSY_SECONDS = 10


class ArchiveError(Exception):
    """The archive cannot be used. The text is one line that says what to do."""


@dataclass(slots=True)
class Crawl:
    """A crawl under way: its row in ``crawls`` and what it has done so far.

    ``live`` is False for a replay: such a crawl has a row only if it changed something.
    """

    id: int
    source: Source
    started: str
    live: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    claims: Counter[str] = field(default_factory=Counter)
    recorded: bool = False


class Archive:
    """An open archive with the right to write. Raises ArchiveError when it cannot be opened, locked or written."""

    _open: ClassVar[dict[Path, "Archive"]] = {}

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._users = 0
        self._batch: list[tuple[Item | Capture, Crawl]] = []
        self._batch_since = 0.0
        self._warcs: list[WarcFile] = []
        self._lock = _lock(self.path)
        try:
            self.db = open_database(self.path)
        except ArchiveError:
            os.close(self._lock)
            raise
        self._next_crawl_id = int(self.db.execute("SELECT coalesce(max(id), 0) FROM crawls").fetchone()[0]) + 1

    @classmethod
    def take(cls, path: Path) -> "Archive":
        """Return the archive at ``path``, opened once for all crawls of this process; give it back by ``release``."""
        archive = cls._open.get(path.absolute()) or cls._open.setdefault(path.absolute(), cls(path))
        archive._users += 1
        return archive

    def release(self) -> None:
        """Give back what ``take`` returned; the last user closes the archive."""
        self._users -= 1
        if self._users <= 0:
            self._open.pop(self.path, None)
            self.close()

    def begin(self, source: Source, started: str, live: bool) -> Crawl:
        """Return a new crawl of ``source``. A live one is on record at once, so that a killed one can be seen."""
        crawl = Crawl(self._next_crawl_id, source, started, live)
        self._next_crawl_id += 1
        if live:
            self._check_clock(crawl)
            crawl.notes += self._mend(source)
            with self._transaction():
                rows.save_source(self.db, source)
                self.db.execute(
                    "UPDATE crawls SET outcome = 'failed', note = 'it was cut off before its end'"
                    " WHERE source = ? AND outcome = 'running'",
                    (source.name,),
                )
                self._record(crawl)
        return crawl

    def _check_clock(self, crawl: Crawl) -> None:
        last = rows.first(self.db, "SELECT max(started) FROM crawls")
        if last and last[0] and crawl.started < rows.shift(last[0], hours=-1):
            crawl.notes.append(
                f"the clock says {crawl.started}, but the last crawl began at {last[0]}: set the clock right; until"
                " then no known article is overwritten"
            )

    def _mend(self, source: Source) -> list[str]:
        """Cut half-written records off the files of crawls that were killed, and return what was done.

        Some WARC readers refuse a whole file for its torn end. What is cut is no record that anything could read, and
        no row refers to it: rows are written after the bytes.
        """
        last = self.db.execute(
            "SELECT warc, max(offset) FROM captures JOIN crawls ON warc LIKE '%-' || crawls.id || '.warc.gz'"
            " WHERE crawls.source = ? AND crawls.outcome = 'running' GROUP BY warc",
            (source.name,),
        ).fetchall()
        notes = []
        for warc, offset in last:
            path = self.path.parent / warc
            try:
                cut = cut_tail(path, offset)
            except OSError as error:
                raise ArchiveError(f"{path.name} cannot be mended after a crawl that was cut off: {error}") from error
            if cut:
                notes.append(f"{cut:,} bytes of a record that was never finished were cut off {path.name}")
        return notes

    def add(self, item: Item | Capture, crawl: Crawl) -> None:
        """Put ``item`` into the batch, and commit the batch when it is full."""
        self._batch_since = self._batch_since or time.monotonic()
        self._batch.append((item, crawl))
        if len(self._batch) >= BATCH:
            self.commit()

    def waiting_seconds(self) -> float:
        """Return how long the oldest item of the batch has been waiting."""
        return time.monotonic() - self._batch_since if self._batch else 0.0

    def commit(self) -> None:
        """Write the batch in one transaction; WARC bytes first, since rows refer to them.

        Raises ArchiveError when it cannot be written. The batch is kept then, and nothing is half-written.
        """
        if not self._batch:
            return
        counts = {id(crawl): Counter[str]() for _, crawl in self._batch}
        unrecorded = [crawl for _, crawl in self._batch if not crawl.recorded]
        try:
            for warc in self._warcs:
                warc.sync()
            with self._transaction():
                for item, crawl in self._batch:
                    self._save(item, crawl, counts[id(crawl)])
                entities.name_due(self.db)
                relate_due(self.db)
        except (sqlite3.Error, OSError) as error:
            for crawl in unrecorded:
                crawl.recorded = False
            raise ArchiveError(f"{self.path.name} cannot be written: {error}") from error
        for _, crawl in self._batch:
            crawl.counts.update(counts.pop(id(crawl), Counter()))
        self._batch, self._batch_since = [], 0.0

    def relate(self) -> None:
        """Find copies and other versions of all articles that are still due: after an update, all of the archive.

        What relating makes due itself waits for the next time, should it be no less than what was done. Raises
        ArchiveError when they cannot be written; what was related before stays.
        """
        try:
            before, due = None, count_due(self.db)
            while due and (before is None or due < before):
                with self._transaction():
                    relate_due(self.db)
                before, due = due, count_due(self.db)
        except sqlite3.Error as error:
            raise ArchiveError(f"{self.path.name} cannot be written: {error}") from error

    def capture(self, encoded: Encoded, warc: WarcFile, crawl: Crawl) -> Capture:
        """Append an encoded exchange to ``warc`` and return where it lies; its row comes with the next batch.

        Raises ArchiveError when the bytes cannot be written.
        """
        try:
            offset = warc.append(encoded.data)
        except OSError as error:
            raise ArchiveError(f"{warc.path.name} cannot be written: {error}") from error
        if encoded.revisit:
            return encoded.capture
        capture = replace(encoded.capture, warc=self.relative(warc.path), offset=offset)
        self.add(capture, crawl)
        return capture

    def new_warc(self, path: Path, software: str) -> WarcFile:
        """Return a WARC file that is synced before each commit. It exists from the first append on."""
        warc = WarcFile(path, software)
        self._warcs.append(warc)
        return warc

    def relative(self, path: Path) -> str:
        """Return ``path`` as it is stored: from the archive's folder, with forward slashes."""
        return Path(os.path.relpath(path, self.path.parent)).as_posix()

    def finish(self, crawl: Crawl, finished: str, problem: str, requests: int) -> None:
        """Commit the batch and close the crawl's row: ``ok``, or ``failed`` with the problem in its note."""
        self.commit()
        self.relate()
        if not crawl.recorded:
            return
        crawl.counts["requests"] = requests
        crawl.notes += [
            f"{count} of its articles are kept under the source {owner}, which had them first"
            for owner, count in crawl.claims.items()
        ]
        notes = [problem, *crawl.notes] if problem else crawl.notes
        columns = ("requests", "pages", "cards", "new", "changed", "gone", "failed")
        values: dict[str, rows.Value] = {name: crawl.counts[name] for name in columns}
        values |= {"finished": finished, "outcome": "failed" if problem else "ok", "note": "; ".join(notes)}
        with self._transaction():
            rows.save_source(self.db, crawl.source)  # of a site without a file, its own pages tell the facts
            rows.put(self.db, "crawls", {"id": crawl.id}, values)

    def close(self) -> None:
        """Fold the log into the one file that is the archive, and let the next writer in."""
        for warc in self._warcs:
            warc.close()
        with suppress(sqlite3.Error):  # on a full disk the log stays beside the archive, and loses nothing there
            if self.db.total_changes:  # an archive that nothing was added to stays as it is, to the byte
                self.db.execute("PRAGMA optimize")
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()
        os.close(self._lock)

    def _save(self, item: Item | Capture, crawl: Crawl, counts: Counter[str]) -> None:
        before = self.db.total_changes
        if isinstance(item, Wanted | Walked | Confirmed):
            self._note(item, counts)
        else:
            self._keep(item, crawl, counts)
        if self.db.total_changes > before and not crawl.recorded:
            rows.save_source(self.db, crawl.source)
            self._record(crawl)

    def _note(self, item: Wanted | Walked | Confirmed, counts: Counter[str]) -> None:
        """Write what concerns the course of crawls."""
        match item:
            case Wanted(role="mapped"):
                ledger.mapped(self.db, item.source, item.url, item.seen_at)
            case Wanted():
                ledger.want(self.db, item)
            case Walked():
                history.walked(self.db, item)
            case Confirmed():
                counts["pages"] += 1
                history.confirm(self.db, item)

    def _keep(self, item: Item | Capture, crawl: Crawl, counts: Counter[str]) -> None:
        """Write what was found."""
        match item:
            case Capture():
                rows.save_capture(self.db, item)
            case Card():
                counts["cards"] += 1
                counts["new"] += articles.save_card(self.db, item) == "new"
            case Article():
                owner = articles.owner(self.db, item.url)
                if owner not in ("", item.source):
                    crawl.claims[owner] += 1
                counts["pages"] += 1
                change, merged = articles.save_article(self.db, item)
                for address in (item.url, *item.addresses):
                    ledger.answered(self.db, item.source, address, item.fetched_at, change == "changed")
                counts[change] += 1
                # Two cards of one article under two addresses were two new articles until its page was read.
                counts["new"] -= sum(first_seen >= crawl.started for first_seen in merged)
            case Document():
                documents.save_document(self.db, item)
                ledger.answered(self.db, item.source, item.url, item.fetched_at)
            case Failure():
                counts["failed"] += 1
                rows.save_failure(self.db, item, crawl.id)
                counts["gone"] += history.went_missing(self.db, item)
            case Drift():
                crawl.notes.append(f"{item.url}: {item.message}")

    def _record(self, crawl: Crawl) -> None:
        self.db.execute(
            "INSERT INTO crawls (id, source, started, outcome) VALUES (?, ?, ?, 'running')",
            (crawl.id, crawl.source.name, crawl.started),
        )
        crawl.recorded = True

    def _transaction(self) -> "_Transaction":
        return _Transaction(self.db)


class _Transaction:
    """``BEGIN IMMEDIATE`` to ``COMMIT``; an error rolls back. Foreign keys are checked at the end of it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("PRAGMA defer_foreign_keys = ON")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            try:
                self._db.execute("COMMIT")
            except sqlite3.Error:
                self._roll_back()
                raise
        else:
            self._roll_back()

    def _roll_back(self) -> None:
        if self._db.in_transaction:  # a full disk has rolled back by itself
            self._db.execute("ROLLBACK")


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


def _lock(path: Path) -> int:
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
