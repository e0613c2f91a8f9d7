"""Whether every capture can be served: each row of ``captures`` against its record in a WARC file. Changes nothing."""

import base64
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.progress import Progress, quiet
from archive.reading import reader
from archive.selection import choose
from archive.warc_records import Record, records

# Faults that are told one by one; of the others, only how many they are.
TOLD = 20

_ROWS = "SELECT offset, url, fetched_at, status, digest, length FROM chosen WHERE warc = ? ORDER BY offset"
# What WARC writers use for WARC-Payload-Digest.
_DIGESTS = ("sha1", "sha256", "sha512", "md5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row of ``captures`` says of its record."""

    offset: int
    url: str
    fetched_at: str
    status: int
    digest: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A capture that cannot be served. ``reason`` is one plain sentence; ``warc`` is as stored, ``offset`` in bytes."""

    warc: str
    offset: int
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bytes of a WARC file that are no whole record: at its end what a kill cut off, elsewhere damage."""

    warc: str
    offset: int
    length: int
    at_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphans:
    """Whole responses of a WARC file that no row knows, for a kill came between their bytes and their rows."""

    warc: str
    count: int


@dataclass(slots=True)
class Verification:
    """What was found: how many captures are ``sound`` or ``wrong``, and the first ``faults`` of the wrong ones."""

    sound: int = 0
    wrong: int = 0
    faults: list[Fault] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    orphans: list[Orphans] = field(default_factory=list)

    def add(self, finding: Fault | Gap | Orphans | None) -> None:
        """Count one finding; None is a capture that is sound."""
        match finding:
            case Fault():
                self.wrong += 1
                if len(self.faults) < TOLD:
                    self.faults.append(finding)
            case Gap():
                self.gaps.append(finding)
            case Orphans():
                self.orphans.append(finding)
            case None:
                self.sound += 1


def verify(archive: Path, captures: Path, source: str = "", progress: Progress = quiet) -> Verification:
    """Check every capture, or those of ``source``, and the WARC files in the folder ``captures``.

    It may run beside a crawl, whose last seconds then count as orphans. Raises ArchiveError.
    """
    base = archive.absolute().parent
    own = {Path(os.path.relpath(path, base)).as_posix() for path in captures.glob("*.warc.gz")}
    found = Verification()
    with reader(archive) as db:
        choose(db, source)
        total = db.execute("SELECT count(*) FROM chosen").fetchone()[0]
        named = {warc for (warc,) in db.execute("SELECT DISTINCT warc FROM chosen")}
        for warc in sorted(named if source else named | own):
            for finding in _findings(db, warc, base / warc):
                # Of a file that is not ours, a replay has asked for what it wanted.
                if warc in own or not isinstance(finding, Orphans):
                    found.add(finding)
                progress(found.sound + found.wrong, total)
    return found


def _findings(db: sqlite3.Connection, warc: str, path: Path) -> Iterator[Fault | Gap | Orphans | None]:
    """Yield what is found in one file; None for each capture that is sound."""
    names = ("offset", "url", "fetched_at", "status", "digest", "length")
    rows = {row[0]: Row(**dict(zip(names, row, strict=True))) for row in db.execute(_ROWS, (warc,))}
    unknown = []
    try:
        for place in _walk(path, sorted(rows)):
            if not isinstance(place, Record):
                offset, length, at_end = place
                yield Gap(warc=warc, offset=offset, length=length, at_end=at_end)
            elif row := rows.pop(place.offset, None):
                reason = _wrong(row, place)
                yield Fault(warc=warc, offset=row.offset, url=row.url, reason=reason) if reason else None
            elif place.exchange is not None:
                unknown.append(place.offset)
        reason = "no whole record starts there"
    except FileNotFoundError:
        reason = "the file is not there"
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}"
    for row in rows.values():
        yield Fault(warc=warc, offset=row.offset, url=row.url, reason=reason)
    # Asked now: a crawl may have committed their rows meanwhile.
    if orphans := sum(not _is_known(db, warc, offset) for offset in unknown):
        yield Orphans(warc=warc, count=orphans)


def _walk(path: Path, starts: list[int]) -> Iterator[Record | tuple[int, int, bool]]:
    """Yield the records of a file and, as offset, length and whether it is the end, what lies between whole ones.

    Behind damage it goes on at the next of ``starts``, where records are known to start. Raises OSError.
    """
    size = path.stat().st_size
    end = 0
    while True:
        for record in records(path, end):
            yield record
            end = record.offset + record.length
        if end >= size:
            return
        following = min((start for start in starts if end < start < size), default=size)
        yield end, following - end, following == size
        end = following


def _wrong(row: Row, record: Record) -> str:
    """Return what is wrong with ``record`` as that of ``row``, or nothing."""
    there = record.exchange
    if there is None:
        return f"the record there is no response: {record.kind}"
    pairs = {
        "address": (row.url, there.url),
        "date": (row.fetched_at, there.fetched_at),
        "status": (row.status, there.status),
        "length": (row.length, record.length),
    }
    other = [name for name, (expected, found) in pairs.items() if expected != found]
    if other:
        return f"the record there has another {' and another '.join(other)}"
    return "" if has_digest(there.body, row.digest) else "the content has another digest"


def has_digest(payload: bytes, digest: str) -> bool:
    """Return whether ``digest`` is that of ``payload``: ``sha1:`` and base32 as ours, or other writers' hexadecimal.

    An empty digest says nothing, and so is never wrong.
    """
    name, _, value = digest.lower().partition(":")
    if not digest:
        return True
    if name not in _DIGESTS:
        return False
    computed = hashlib.new(name, payload, usedforsecurity=False).digest()
    return value in (base64.b32encode(computed).decode().lower(), computed.hex())


def _is_known(db: sqlite3.Connection, warc: str, offset: int) -> bool:
    return db.execute("SELECT 1 FROM captures WHERE warc = ? AND offset = ?", (warc, offset)).fetchone() is not None
