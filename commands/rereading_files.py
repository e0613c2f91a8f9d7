"""Reading all captured files again, beside the articles: what ``scrapy reextract`` does with documents."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from archive.captured_files import CapturedFile, captured_files, differs, rewrite_file
from archive.content_coding import Undecodable, codings, decode
from archive.exchange import header
from archive.schema import consistent_reader
from archive.store import Archive
from commands.captured_page import CaptureLost, stored
from commands.differences import Unread
from commands.rereading import Readers
from extraction.documents.reading import read_document
from items import Capture, DocumentText
from workers import TaskFailed, Workers

# What is done with the text of the document of a number: it is compared with the stored one, or written.
Change = Callable[[int, DocumentText], bool]


@dataclass(slots=True)
class FileFindings:
    """How many files were read and were others; and where those lie that are not in their place, with the reasons."""

    read: int = 0
    changed: int = 0
    lost: Unread = field(default_factory=Unread)

    def report(self, *, dry: bool) -> None:
        """Print which files are lost, and in one line how many were read and how many changed; nothing for none."""
        for line in self.lost.lines("Captured files missing or cut, whose texts stay as they are"):
            print(line, file=sys.stderr)
        if self.read:
            files = "file" if self.read == 1 else "files"
            changed = f"{self.changed:,}" if self.changed else "nothing"
            print(f"{self.read:,} {files} read, {changed} {'would change' if dry else 'changed'}")


def read_capture(folder: Path, limit: int, capture: Capture) -> DocumentText:
    """Return what a captured file says today; ``limit`` is the most bytes of it. Raises CaptureLost."""
    exchange = stored(folder, capture)
    try:
        body = decode(exchange.body, codings(header(exchange.headers, "content-encoding")), limit)
    except Undecodable as error:
        return DocumentText(state="unreadable", reason=str(error))
    return read_document(body, capture.fetched_at[:10])


def reread_all(
    path: Path, only: str, since: str, readers: Readers, limit: int, findings: FileFindings, *, dry: bool
) -> None:
    """Read the captured files of the archive at ``path`` again, those of the source ``only`` ("" for any) that were
    fetched at ``since`` or later; write what they say unless ``dry``. Raises ArchiveError.
    """
    with _opened(path, dry=dry) as (db, change):
        files = captured_files(db, only, since)
        workers = Workers(1, readers.seconds) if files else None
        if workers:
            try:
                read = partial(read_capture, readers.reader.folder, limit)
                asyncio.run(reread_files(files, read, workers, change, findings))
            finally:
                workers.close()


@contextmanager
def _opened(path: Path, *, dry: bool) -> Iterator[tuple[sqlite3.Connection, Change]]:
    if dry:
        with consistent_reader(path) as db:
            yield db, partial(differs, db)
    else:
        with closing(Archive(path)) as archive:
            yield archive.db, partial(rewrite_file, archive)


async def reread_files(
    files: Sequence[CapturedFile],
    read: Callable[[Capture], DocumentText],
    workers: Workers,
    change: Change,
    findings: FileFindings,
) -> None:
    """Read ``files`` again, hand what they say to ``change``, which returns whether it is new, and count.

    One at a time: a file takes a process longer than its handing over does. Raises what ``change`` raises.
    """
    for file in files:
        try:
            text = await workers.run(read, file.capture)
        except CaptureLost as error:
            findings.lost.add(file.capture.url, str(error))
            continue
        except TaskFailed as error:
            text = DocumentText(state="unreadable", reason=str(error))
        findings.read += 1
        findings.changed += change(file.id, text)
        await asyncio.sleep(0)  # here an interruption gets in
