"""The set of files that /downloads offers, of one moment of the archive, and the manifest that lists them."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from archive.export import WRITERS, Format, encoded, explained, number_of_articles, scratch_folder, snapshot
from archive.output import blocks, replacing, save
from archive.progress import Progress, quiet
from archive.schema import consistent_reader, row_counts, version
from archive.sqldump import schema
from archive.wacz import Captures

# Tables are counted for those that hold all of them.
PUBLISHED: dict[str, Format] = {
    "archive.sql.gz": "sql",
    "articles.json.gz": "json",
    "articles.jsonl.gz": "jsonl",
    "articles.csv.gz": "csv",
    "archive.db.gz": "sqlite",
}
WHOLE_ARCHIVE: tuple[Format, ...] = ("sql", "sqlite")
SCHEMA = "schema.sql"
CAPTURES = "captures.wacz"
MANIFEST = "manifest.json"
# As the command sha256sum reads it.
CHECKSUMS = "SHA256SUMS"
# What every publication has; CAPTURES is there where there are captures, and few enough.
ALWAYS = (*PUBLISHED, SCHEMA, CHECKSUMS, MANIFEST)

_SPAN = """
    SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM articles
    WHERE published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
"""

Reason = Literal["none", "unwanted", "too_large"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file of a publication: its size, unpacked too, and what is in it.

    ``rows`` counts articles, ``tables`` the rows of each table where the file holds them all. Of captures, ``captures``
    counts those in the file and ``missing`` those whose WARC file is not there any more. ``made`` is UTC; ``state`` is
    a hash of what the file was made from, where it is made only when that has changed.
    """

    name: str
    made: str
    bytes: int
    unpacked: int
    sha256: str
    rows: int
    tables: dict[str, int] | None = None
    captures: int | None = None
    missing: int | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omitted:
    """A file that this publication does not have, why, and how many bytes it would have had."""

    name: str
    reason: Reason
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What ``publish`` wrote: ``manifest`` is the content of manifest.json."""

    articles: int
    files: tuple[PublishedFile, ...]
    omitted: tuple[Omitted, ...]
    manifest: dict[str, Any]


def publish(archive: Path, folder: Path, made: str, progress: Progress = quiet, most_captures: int = 0) -> Publication:
    """Write every file of ALWAYS into ``folder``, and CAPTURES if these have ``most_captures`` bytes or less.

    All of them show one moment of the archive. They take their names only when all are complete, the manifest last.
    The captures are packed again only when they or the articles read from them have changed. ``made`` is the time
    that the manifest names, UTC. Raises ArchiveError and ExportError; the old publication then stays as it was.
    """
    with consistent_reader(archive):
        pass  # nothing is made for what is no archive
    with explained(folder), ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        copy = snapshot(archive, Path(stack.enter_context(scratch_folder(folder))))
        db = stack.enter_context(consistent_reader(copy))
        # What is entered first is left last, and so gets its name last.
        manifest_file, checksums = (stack.enter_context(replacing(folder / name)) for name in (MANIFEST, CHECKSUMS))
        write = _Writer(folder, db, made, lambda target: stack.enter_context(replacing(target)))
        files = [write.export(name, form, copy, progress) for name, form in PUBLISHED.items()]
        files.append(write.save(SCHEMA, encoded(schema(db)), compress=False, rows=0))
        captures = Captures(stack.enter_context(consistent_reader(copy)), archive.absolute().parent)
        packed = write.captures(captures, most_captures, progress)
        files += [packed] if isinstance(packed, PublishedFile) else []
        omitted = (packed,) if isinstance(packed, Omitted) else ()
        manifest = _manifest(db, made, files, omitted)
        save(encoded(f"{file.sha256}  {file.name}\n" for file in files), checksums, compress=False)
        save([json.dumps(manifest, indent=2).encode(), b"\n"], manifest_file, compress=False)
        former = _former(folder, CAPTURES) if omitted else None
    if former:
        (folder / former.name).unlink()
    return Publication(articles=manifest["articles"], files=tuple(files), omitted=omitted, manifest=manifest)


class _Writer:
    """Writes the files of a publication; ``replacing`` gives the path for a file that will take a name later."""

    def __init__(self, folder: Path, db: sqlite3.Connection, made: str, replacing: Callable[[Path], Path]) -> None:
        self._folder, self._db, self._made, self._replacing = folder, db, made, replacing
        self._articles = number_of_articles(db)

    def export(self, name: str, form: Format, copy: Path, progress: Progress) -> PublishedFile:
        chunks = blocks(copy) if form == "sqlite" else encoded(WRITERS[form](self._db, progress))
        tables = row_counts(self._db) if form in WHOLE_ARCHIVE else None
        return self.save(name, chunks, compress=True, rows=self._articles, tables=tables)

    def save(self, name: str, chunks: Iterable[bytes], *, compress: bool, **facts: Any) -> PublishedFile:
        target, counted = self._replacing(self._folder / name), _Counted(chunks)
        save(counted, target, compress=compress)
        return self._described(name, target, unpacked=counted.bytes, **facts)

    def captures(self, captures: Captures, most: int, progress: Progress) -> PublishedFile | Omitted:
        if not 0 < captures.bytes <= most:
            reason: Reason = "none" if not captures.bytes else "too_large" if most else "unwanted"
            return Omitted(name=CAPTURES, reason=reason, bytes=captures.bytes)
        state = captures.state()
        kept = _former(self._folder, CAPTURES)
        if kept and kept.state == state:
            return kept
        target = self._replacing(self._folder / CAPTURES)
        packed = captures.write(target, self._made, progress)
        return self._described(
            CAPTURES,
            target,
            unpacked=target.stat().st_size,
            rows=packed.pages,
            captures=packed.captures,
            missing=sum(packed.missing.values()),
            state=state,
        )

    def _described(self, name: str, target: Path, **facts: Any) -> PublishedFile:
        with target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return PublishedFile(name=name, made=self._made, bytes=target.stat().st_size, sha256=digest, **facts)


class _Counted:
    """Chunks that are counted as they go by."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.bytes += len(chunk)
            yield chunk


def _former(folder: Path, name: str) -> PublishedFile | None:
    """Return what the manifest in ``folder`` says of a file, if that is still as it was when we wrote it."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        file = next(PublishedFile(**file) for file in manifest["files"] if file["name"] == name)
        return file if file.bytes == (folder / name).stat().st_size else None
    except (OSError, ValueError, TypeError, KeyError, StopIteration):
        return None


def _manifest(
    db: sqlite3.Connection, made: str, files: list[PublishedFile], omitted: tuple[Omitted, ...]
) -> dict[str, Any]:
    newest = db.execute("SELECT max(last_seen) FROM articles").fetchone()[0]
    first, last = db.execute(_SPAN).fetchone()
    return {
        "made": made,
        "newest": newest,
        "schema": version(db),
        "articles": number_of_articles(db),
        "sources": [title for (title,) in db.execute("SELECT title FROM sources ORDER BY title")],
        "published": {"first": first, "last": last},
        "files": [asdict(file) for file in files],
        "omitted": [asdict(file) for file in omitted],
    }
