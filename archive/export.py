"""Exports: the archive as a file that others can load.

Every export is a state that the archive really had, even beside a running crawl; it takes constant memory, and its
file appears whole under its name or not at all.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from archive.article_files import csv_lines, json_array, json_lines
from archive.output import blocks, replacing, save
from archive.progress import Progress, quiet
from archive.schema import consistent_reader
from archive.sqldump import dump

Format = Literal["sql", "json", "jsonl", "csv", "sqlite"]
Writer = Callable[[sqlite3.Connection, Progress], Iterator[str]]

WRITERS: dict[Format, Writer] = {"sql": dump, "json": json_array, "jsonl": json_lines, "csv": csv_lines}


class ExportError(Exception):
    """An export could not be written. The text is one plain sentence."""


def export(archive: Path, form: Format, target: Path, progress: Progress = quiet) -> int:
    """Write the archive to ``target``, compressed if its name ends in ``.gz``; return the number of articles.

    Raises ArchiveError, and ExportError when ``target`` cannot be written; an older file of that name then stays.
    """
    if target.exists() and archive.exists() and target.samefile(archive):
        raise ExportError(f"{target} is the archive itself; choose another file")
    with (
        explained(target),
        replacing(target) as unfinished,
        _content(archive, form, target.parent, progress) as (chunks, articles),
    ):
        save(chunks, unfinished, compress=target.suffix == ".gz")
    return articles


def stream(archive: Path, form: Format, out: BinaryIO, progress: Progress = quiet) -> int:
    """Write the archive to ``out``, never compressed; return the number of articles. Raises as ``export`` does."""
    with explained("the output"), _content(archive, form, None, progress) as (chunks, articles):
        for chunk in chunks:
            out.write(chunk)
        out.flush()
    return articles


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
            yield encoded(WRITERS[form](db, progress)), number_of_articles(db)
            return
    with scratch_folder(scratch) as folder:
        copy = snapshot(archive, Path(folder))
        with consistent_reader(copy) as db:
            articles = number_of_articles(db)
        yield blocks(copy), articles


def scratch_folder(folder: Path | None) -> tempfile.TemporaryDirectory[str]:
    """Return a folder in ``folder``, or where the system has its own, that is gone when its context ends."""
    return tempfile.TemporaryDirectory(prefix=".export-", dir=folder)


def encoded(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield ``texts`` as UTF-8."""
    return (text.encode() for text in texts)


def number_of_articles(db: sqlite3.Connection) -> int:
    """Return the number of articles of an archive."""
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


@contextmanager
def explained(target: Path | str) -> Iterator[None]:
    """Turn what the system says into an ExportError. A closed pipe stays what it is: its reader has had enough."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"the export to {target} failed: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise ExportError(f"the export to {target} failed: {error}") from error
