"""Archive: the one door to archive.db for whoever writes.

WAL, one writer at a time by a lock file, one ``BEGIN IMMEDIATE`` transaction for each batch (measured: a commit for
each item halves the rate of a crawl, batches of 100 cost nothing; a deferred transaction that reads first fails
beside another writer, whatever the timeout).
"""

import os
import sqlite3
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from archive import entities, rows
from archive.database import ArchiveError, lock, open_database, transaction
from archive.relations import count_due, relate_due
from archive.saving import Crawl, record, save
from archive.warc import Encoded, WarcFile, cut_tail
from items import Capture, Item, Source

BATCH = 100


class Archive:
    """An open archive with the right to write. Raises ArchiveError when it cannot be opened, locked or written."""

    _open: ClassVar[dict[Path, "Archive"]] = {}

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._users = 0
        self._batch: list[tuple[Item | Capture, Crawl]] = []
        self._batch_since = 0.0
        self._warcs: list[WarcFile] = []
        self._lock = lock(self.path)
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
            with transaction(self.db):
                rows.save_source(self.db, source)
                self.db.execute(
                    "UPDATE crawls SET outcome = 'failed', note = 'it was cut off before its end'"
                    " WHERE source = ? AND outcome = 'running'",
                    (source.name,),
                )
                record(self.db, crawl)
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
            with transaction(self.db):
                for item, crawl in self._batch:
                    save(self.db, item, crawl, counts[id(crawl)])
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
                with transaction(self.db):
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
        with transaction(self.db):
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
