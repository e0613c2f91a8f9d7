"""Export files: one moment, constant memory, whole or not there."""

import gzip
import io
import os
import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest

from archive import export
from archive.database import ArchiveError, open_database
from archive.export import ExportError, stream
from archive.publication import publish
from tests.archive.comparing import answers, read_json, rows
from tests.archive.disk import largest_file
from tests.web.sample import build, fill


def test_sqlite_copy_is_one_file(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    export.export(archive, "sqlite", target)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]
    assert target.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log (SQLite file format, 1.3.3)
    with closing(sqlite3.connect(archive)) as old, closing(sqlite3.connect(target)) as new:
        assert rows(new) == rows(old)
        assert answers(new) == answers(old)


@pytest.mark.parametrize(("form", "start"), [("json", b"["), ("sqlite", b"SQLite format 3\0"), ("sql", b"PRAGMA")])
def test_name_ending_in_gz_is_compressed(archive: Path, tmp_path: Path, form: export.Format, start: bytes) -> None:
    target = tmp_path / "file.gz"
    export.export(archive, form, target)
    first = target.read_bytes()
    assert gzip.decompress(first).startswith(start)
    export.export(archive, form, target)
    assert target.read_bytes() == first


def test_stream_is_the_same_as_the_file(archive: Path, tmp_path: Path) -> None:
    for form in (*export.WRITERS, "sqlite"):
        out = io.BytesIO()
        stream(archive, form, out)
        export.export(archive, form, tmp_path / "file")
        assert out.getvalue() == (tmp_path / "file").read_bytes()


def test_export_beside_an_open_writer(tmp_path: Path) -> None:
    """What is committed is exported, what is not is left out, and the writer does not notice."""
    path = build(tmp_path / "archive.db", copies=1)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE articles SET title = 'uncommitted'")

        def write(done: int, total: int) -> None:
            if done == 1:
                writer.execute("COMMIT")

        out = io.BytesIO()
        stream(path, "json", out, write)
    assert "uncommitted" not in out.getvalue().decode()
    assert read_json(path)[0]["title"] == "uncommitted"


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(open_database(path)) as db:
        fill(db, copies=1)
        db.execute("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
            INSERT INTO articles (url, source, kind, body, first_seen, last_seen, last_changed, state)
            SELECT 'https://clusters.example/many/' || i, 'demo', 'news', hex(zeroblob(2500)), '', '', '', 'live' FROM n
        """)
    for form in (*export.WRITERS, "sqlite"):
        tracemalloc.start()
        export.export(path, form, tmp_path / "file")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (tmp_path / "file").stat().st_size > 15_000_000
        assert peak < 2_000_000, form


def test_progress_counts_to_the_end(archive: Path) -> None:
    def seen(form: export.Format) -> list[tuple[int, int]]:
        calls: list[tuple[int, int]] = []
        stream(archive, form, io.BytesIO(), lambda done, total: calls.append((done, total)))
        return calls

    for form in export.WRITERS:
        calls = seen(form)
        total = calls[0][1]
        assert calls == [(done, total) for done in range(1, total + 1)]


@pytest.mark.parametrize("form", [*export.WRITERS, "sqlite"])
def test_full_disk_leaves_the_old_file(archive: Path, tmp_path: Path, form: export.Format) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    with largest_file(40_000), pytest.raises(ExportError, match=r"^the export to .*file failed: .+$"):
        export.export(archive, form, target)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert target.read_bytes() == b"old"


def test_interrupted_export_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.export(archive, "json", tmp_path / "articles.json", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(archive, tmp_path / "downloads", "2026-11-22T08:00:00Z", interrupt)
    assert [path.name for path in tmp_path.rglob("*")] == ["downloads"]


def test_target_that_is_the_archive_is_refused(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1)
    with pytest.raises(ExportError, match="is the archive itself"):
        export.export(path, "sqlite", tmp_path / "." / "archive.db")


def test_target_that_is_no_file_is_refused(archive: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path, tmp_path / "pipe", tmp_path / "missing" / "file", Path("/dev/null")):
        with pytest.raises(ExportError):
            export.export(archive, "json", target)
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(content)
    for run in (
        lambda: export.export(path, "json", tmp_path / "file"),
        lambda: publish(path, tmp_path / "downloads", ""),
        lambda: stream(path, "sqlite", io.BytesIO()),
    ):
        with pytest.raises(ArchiveError):
            run()
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


def test_missing_archive_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.db"):
        with pytest.raises(ArchiveError, match="no archive"):
            export.export(path, "json", tmp_path / "file")
