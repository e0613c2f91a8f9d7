"""Exports: the archive as a file that others can load, and the set of files that /downloads offers.

Every export is a state that the archive really had, even beside a running crawl; it takes constant memory, and its
file appears whole under its name or not at all.
"""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from archive.article_files import csv_lines, json_array, json_lines
from archive.output import blocks, replacing, save
from archive.progress import Progress, quiet
from archive.schema import consistent_reader, row_counts, version
from archive.sqldump import dump

Format = Literal["sql", "json", "jsonl", "csv", "sqlite"]
Writer = Callable[[sqlite3.Connection, Progress], Iterator[str]]

WRITERS: dict[Format, Writer] = {"sql": dump, "json": json_array, "jsonl": json_lines, "csv": csv_lines}
# What ``publish`` writes. Tables are counted for those that hold all of them.
PUBLISHED: dict[str, Format] = {
    "archive.sql.gz": "sql",
    "articles.json.gz": "json",
    "articles.jsonl.gz": "jsonl",
    "articles.csv.gz": "csv",
    "archive.db.gz": "sqlite",
}
MANIFEST = "manifest.json"
WHOLE_ARCHIVE: tuple[Format, ...] = ("sql", "sqlite")


class ExportError(Exception):
    """An export could not be written. The text is one plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file of a publication. ``rows`` counts articles, ``tables`` the rows of each table where it holds them."""

    name: str
    bytes: int
    sha256: str
    rows: int
    tables: dict[str, int] | None = None


def export(archive: Path, form: Format, target: Path, progress: Progress = quiet) -> int:
    """Write the archive to ``target``, compressed if its name ends in ``.gz``; return the number of articles.

    Raises ArchiveError, and ExportError when ``target`` cannot be written; an older file of that name then stays.
    """
    if target.exists() and archive.exists() and target.samefile(archive):
        raise ExportError(f"{target} is the archive itself; choose another file")
    with (
        _explained(target),
        replacing(target) as unfinished,
        _content(archive, form, target.parent, progress) as (chunks, articles),
    ):
        save(chunks, unfinished, compress=target.suffix == ".gz")
    return articles


def stream(archive: Path, form: Format, out: BinaryIO, progress: Progress = quiet) -> int:
    """Write the archive to ``out``, never compressed; return the number of articles. Raises as ``export`` does."""
    with _explained("the output"), _content(archive, form, None, progress) as (chunks, articles):
        for chunk in chunks:
            out.write(chunk)
        out.flush()
    return articles


def publish(archive: Path, folder: Path, made: str, progress: Progress = quiet) -> dict[str, object]:
    """Write every file of PUBLISHED and the manifest into ``folder``; return the manifest.

    All of them show one moment of the archive. They take their names only when all are complete, the manifest last.
    ``made`` is the time that the manifest names, UTC. Raises as ``export`` does.
    """
    with consistent_reader(archive):
        pass  # nothing is made for what is no archive
    with _explained(folder), ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        copy = snapshot(archive, Path(stack.enter_context(_scratch(folder))))
        db = stack.enter_context(consistent_reader(copy))
        manifest_file = stack.enter_context(replacing(folder / MANIFEST))
        files = []
        for name, form in PUBLISHED.items():
            unfinished = stack.enter_context(replacing(folder / name))
            chunks = blocks(copy) if form == "sqlite" else _encoded(WRITERS[form](db, progress))
            save(chunks, unfinished, compress=True)
            files.append(_published(db, name, form, unfinished))
        manifest = _manifest(db, made, files)
        save([json.dumps(manifest, indent=2).encode(), b"\n"], manifest_file, compress=False)
    return manifest


def snapshot(archive: Path, folder: Path) -> Path:
    """Write the archive as one compact SQLite file without a write-ahead log into ``folder``, and return its path.

    A crawl may go on meanwhile.
    """
    target = folder / "archive.db"
    with closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.execute("VACUUM INTO ?", (str(target),))
    return target


@contextmanager
def _content(
    archive: Path, form: Format, scratch: Path | None, progress: Progress
) -> Iterator[tuple[Iterator[bytes], int]]:
    """Give the bytes of an export and the number of its articles; ``scratch`` is where a copy may lie for a while."""
    with consistent_reader(archive) as db:
        if form != "sqlite":
            yield _encoded(WRITERS[form](db, progress)), _articles(db)
            return
    with _scratch(scratch) as folder:
        copy = snapshot(archive, Path(folder))
        with consistent_reader(copy) as db:
            articles = _articles(db)
        yield blocks(copy), articles


def _scratch(folder: Path | None) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=".export-", dir=folder)


def _encoded(texts: Iterable[str]) -> Iterator[bytes]:
    return (text.encode() for text in texts)


def _published(db: sqlite3.Connection, name: str, form: Format, path: Path) -> PublishedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tables = row_counts(db) if form in WHOLE_ARCHIVE else None
    return PublishedFile(name=name, bytes=path.stat().st_size, sha256=digest, rows=_articles(db), tables=tables)


def _manifest(db: sqlite3.Connection, made: str, files: list[PublishedFile]) -> dict[str, object]:
    return {
        "made": made,
        "newest": db.execute("SELECT max(last_seen) FROM articles").fetchone()[0],
        "schema": version(db),
        "articles": _articles(db),
        "files": [asdict(file) for file in files],
    }


def _articles(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


@contextmanager
def _explained(target: Path | str) -> Iterator[None]:
    """Turn what the system says into an ExportError. A closed pipe stays what it is: its reader has had enough."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"the export to {target} failed: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise ExportError(f"the export to {target} failed: {error}") from error
