"""The captures as one WACZ file: a ZIP of WARC files, an index, and a list of pages, for ReplayWeb.page and pywb.

Format: WACZ 1.1.1, https://specs.webrecorder.net/wacz/1.1.1/. It is made from the rows of the archive, and no WARC
file is read but to be copied.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive import cdxj
from archive.article_files import LINE_ENDS
from archive.export import ExportError, explained
from archive.output import replacing
from archive.progress import Progress, quiet
from archive.schema import consistent_reader
from archive.selection import choose
from archive.wacz_package import Package, first, sync
from archive.warc_records import tail

SOFTWARE = "Cluster News Archive"

_WARCS = "SELECT warc, count(*) FROM chosen GROUP BY warc ORDER BY warc"
_LAST = "SELECT max(offset) FROM chosen WHERE warc = ? AND offset + length <= ?"
_PACKED = """
    CREATE TEMP VIEW in_package AS
    SELECT chosen.*, packed.name FROM chosen JOIN packed ON packed.warc = chosen.warc
    WHERE chosen.offset + chosen.length <= packed.size
"""
# SQLite sorts in temporary files when the lines are many.
_LINES = """
    SELECT cdxj_line(url, fetched_at, media_type, status, digest, length, offset, name) FROM in_package ORDER BY 1
"""
_PAGES = """
    SELECT in_package.url, in_package.fetched_at, articles.id, articles.title, articles.body
    FROM articles JOIN in_package ON in_package.id = articles.capture_id ORDER BY articles.id
"""
# What index and pages are made of, without reading the texts.
_STATE = """
    SELECT count(*), max(id), '', '' FROM captures
    UNION ALL
    SELECT * FROM (
        SELECT id, capture_id, content_hash, title FROM articles WHERE capture_id IS NOT NULL ORDER BY id
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What went into a WACZ file, and ``missing``: captures whose record is not there any more, by WARC file."""

    captures: int
    pages: int
    warcs: int
    missing: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Warc:
    """A WARC file: its place, its name in the package, and the bytes of it that are whole records."""

    warc: str
    path: Path
    name: str
    size: int


def export_wacz(archive: Path, target: Path, made: str, source: str = "", progress: Progress = quiet) -> Packed:
    """Write the captures of the archive, or of one source, with the WARC files that hold them, as ``target``.

    ``made`` is the time that the file names, UTC. ``progress`` is called with bytes. Captures whose file is missing
    or cut off before them are left out; so are the bytes at the end of a file that are no whole record. Raises
    ArchiveError, and ExportError when ``target`` cannot be written or would be empty; an older file then stays.
    """
    if target.exists() and archive.exists() and target.samefile(archive):
        raise ExportError(f"{target} is the archive itself; choose another file")
    with explained(target), consistent_reader(archive) as db, replacing(target) as unfinished:
        captures = Captures(db, archive.absolute().parent, source)
        if not captures.bytes:
            raise ExportError("there is no capture to export; `scrapy captures verify` says what is missing")
        return captures.write(unfinished, made, progress)


class Captures:
    """The captures of an archive, or of one of its sources, with the WARC files that hold them.

    ``db`` is a connection to the archive, which this object has for itself from now on; ``base`` is the folder from
    which the archive names its WARC files. Raises ArchiveError when there is no such source, and sqlite3.Error.
    """

    def __init__(self, db: sqlite3.Connection, base: Path, source: str = "") -> None:
        self._db, self._source = db, source
        choose(db, source)
        self._warcs = _warcs(db, base)
        _prepare(db, self._warcs)

    @property
    def bytes(self) -> int:
        """The size of the WARC files, which is nearly that of the WACZ file; 0 when there is nothing to write."""
        return sum(warc.size for warc in self._warcs)

    def state(self) -> str:
        """Return a hash that is another one when ``write`` would write another file, but for the time in it."""
        digest = hashlib.sha256()
        for warc in self._warcs:
            digest.update(f"{warc.warc}\t{warc.size}\n".encode())
        for row in self._db.execute(_STATE):
            digest.update(f"{row}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def write(self, target: Path, made: str, progress: Progress = quiet) -> Packed:
        """Write the WACZ file, have it on the disk, and return what is in it. Raises OSError and sqlite3.Error."""
        package = Package(target, made)
        with package.zip:
            _write(package, self._db, self._warcs, progress)
            package.describe(_facts(self._db, made, self._source))
        sync(target)
        return _packed(self._db, len(self._warcs))


def _write(package: Package, db: sqlite3.Connection, warcs: list[_Warc], progress: Progress) -> None:
    total = sum(warc.size for warc in warcs)
    done = 0
    for warc in warcs:
        package.add(f"archive/{warc.name}", _counted(first(warc.path, warc.size), done, total, progress), warc.size)
        done += warc.size
    index = cdxj.ZipNum()
    package.add(f"indexes/{cdxj.DATA}", index.blocks(line for (line,) in db.execute(_LINES)))
    package.add("indexes/index.idx", [index.idx()])
    package.add("pages/pages.jsonl", _pages(db), sum(map(len, _pages(db))))


def _warcs(db: sqlite3.Connection, base: Path) -> list[_Warc]:
    """Return the WARC files of the chosen captures that are there and hold one of them whole."""
    found: list[_Warc] = []
    for warc, _ in db.execute(_WARCS).fetchall():
        path = base / warc
        if size := _whole(db, warc, path):
            found.append(_Warc(warc=warc, path=path, name=_free(path.name, {one.name for one in found}), size=size))
    return found


def _whole(db: sqlite3.Connection, warc: str, path: Path) -> int:
    """Return the number of bytes of a WARC file up to the end of its last whole record, 0 for none.

    Only what follows the last capture that we know of is read: all before it was whole when its row was written.
    """
    try:
        size = path.stat().st_size
        last = db.execute(_LAST, (warc, size)).fetchone()[0]
        end = 0 if last is None else tail(path, last)
    except (OSError, ValueError):  # the latter for a name that no file can have
        return 0
    return size if end is None else end


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, whatever the case, and has only characters that a data package allows."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    stem, numbers = plain.removesuffix(".warc.gz"), iter(range(2, len(taken) + 3))
    lowered = {other.lower() for other in taken}
    while plain.lower() in lowered:
        plain = f"{stem}-{next(numbers)}.warc.gz"
    return plain


def _prepare(db: sqlite3.Connection, warcs: list[_Warc]) -> None:
    """Make the view ``in_package``: the captures that go into the package, with the name of their file there."""
    db.execute("CREATE TEMP TABLE packed (warc TEXT PRIMARY KEY, name TEXT, size INTEGER)")
    db.executemany("INSERT INTO packed VALUES (?, ?, ?)", [(warc.warc, warc.name, warc.size) for warc in warcs])
    db.execute(_PACKED)
    db.create_function("cdxj_line", 8, cdxj.line, deterministic=True)
    # Bytes that are no UTF-8 cannot stand in JSON.
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")


def _pages(db: sqlite3.Connection) -> Iterator[bytes]:
    """Yield the lines of ``pages.jsonl``: a head, and each article with the capture that its text was read from."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}
    yield json.dumps(head).encode() + b"\n"
    for url, fetched_at, number, title, body in db.execute(_PAGES):
        page = {"id": str(number), "url": url, "ts": fetched_at, "title": title or url, "text": body or ""}
        yield json.dumps(page, ensure_ascii=False).translate(LINE_ENDS).encode() + b"\n"


def _facts(db: sqlite3.Connection, made: str, source: str) -> dict[str, str]:
    sources = "SELECT title FROM sources WHERE name = ?1 OR ?1 = '' ORDER BY name"
    titles = [title for (title,) in db.execute(sources, (source,))]
    oldest, newest = db.execute("SELECT min(fetched_at), max(fetched_at) FROM in_package").fetchone()
    return {
        "title": f"{SOFTWARE}: {', '.join(titles)}" if source else SOFTWARE,
        "description": f"Pages of {', '.join(titles)}, as fetched from {oldest[:10]} to {newest[:10]}.",
        "created": made,
        "software": SOFTWARE,
    }


def _packed(db: sqlite3.Connection, warcs: int) -> Packed:
    kept = dict(db.execute("SELECT warc, count(*) FROM in_package GROUP BY warc"))
    missing = {warc: count - kept.get(warc, 0) for warc, count in db.execute(_WARCS)}
    return Packed(
        captures=sum(kept.values()),
        pages=db.execute(f"SELECT count(*) FROM ({_PAGES})").fetchone()[0],
        warcs=warcs,
        missing={warc: count for warc, count in missing.items() if count},
    )


def _counted(blocks: Iterable[bytes], done: int, total: int, progress: Progress) -> Iterator[bytes]:
    for block in blocks:
        yield block
        done += len(block)
        progress(done, total)
