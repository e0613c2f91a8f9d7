"""The files of /downloads: one moment, whole or not there, and the captures packed only when they have changed."""

import gzip
import hashlib
import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from archive.export import ExportError
from archive.migrations import migrations
from archive.publication import ALWAYS, CAPTURES, PUBLISHED, Publication, PublishedFile, publish
from archive.schema import row_counts
from tests import captured
from tests.archive.comparing import read_json
from tests.archive.disk import largest_file
from tests.web.sample import build

MADE = "2026-11-22T08:00:00Z"
LATER = "2026-11-23T08:00:00Z"
# More than the captures of any test have.
PLENTY = 10**9


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_publication(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "downloads"
    manifest = publish(archive, folder, MADE).manifest
    assert set(on_disk(folder)) == set(ALWAYS)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert manifest["made"] == MADE
    assert manifest["newest"] == "2026-11-20T06:00:00Z"
    assert manifest["schema"] == migrations._migrations[-1].name
    assert manifest["sources"] == ["Clusters Example", "Harbour Valley Clusters"]
    assert manifest["published"] == {"first": "2023-01-07", "last": "2026-10-16"}
    with closing(sqlite3.connect(archive)) as db:
        counts = row_counts(db)
    for file in manifest["files"]:
        content = (folder / file["name"]).read_bytes()
        assert file["bytes"] == len(content)
        assert file["unpacked"] == len(gzip.decompress(content) if file["name"].endswith(".gz") else content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["rows"] == (0 if file["name"] == "schema.sql" else counts["articles"])
        assert file["tables"] == (counts if file["name"].startswith("archive.") else None)
        assert file["made"] == MADE


def test_checksums_are_as_sha256sum_reads_them(archive: Path, tmp_path: Path) -> None:
    publish(archive, tmp_path, MADE)
    checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0
    assert checked.stdout.splitlines() == [f"{name}: OK" for name in (*PUBLISHED, "schema.sql")]


def test_the_schema_makes_an_archive_without_rows(archive: Path, tmp_path: Path) -> None:
    publish(archive, tmp_path, MADE)
    with closing(sqlite3.connect(":memory:")) as new, closing(sqlite3.connect(archive)) as old:
        new.executescript((tmp_path / "schema.sql").read_text(encoding="utf-8"))
        question = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
        assert new.execute(question).fetchall() == old.execute(question).fetchall()
        assert set(row_counts(new).values()) == {0}


def test_second_publication_of_the_same_archive_is_the_same(archive: Path, tmp_path: Path) -> None:
    assert publish(archive, tmp_path, MADE) == publish(archive, tmp_path, MADE)


def test_publication_shows_one_moment(tmp_path: Path) -> None:
    """A crawl that commits between two files is in none of them."""
    path = build(tmp_path / "archive.db", copies=1)
    with closing(sqlite3.connect(path)) as writer:

        def write(done: int, total: int) -> None:
            writer.execute("UPDATE articles SET last_changed = 'meanwhile'")
            writer.commit()

        publish(path, tmp_path / "downloads", MADE, write)
    published = [gzip.decompress((tmp_path / "downloads" / name).read_bytes()) for name in PUBLISHED]
    assert not any(b"meanwhile" in content for content in published)
    assert read_json(path)[0]["last_changed"] == "meanwhile"


def test_full_disk_leaves_the_old_publication(archive: Path, tmp_path: Path) -> None:
    publish(archive, tmp_path, MADE)
    before = on_disk(tmp_path)
    with largest_file(40_000), pytest.raises(ExportError):
        publish(archive, tmp_path, LATER)
    assert on_disk(tmp_path) == before


def packed(publication: Publication) -> PublishedFile:
    return next(file for file in publication.files if file.name == CAPTURES)


def test_captures_are_one_of_the_files(tmp_path: Path) -> None:
    archive = captured.build(tmp_path)
    published = publish(archive, tmp_path / "downloads", MADE, most_captures=PLENTY)
    assert (packed(published).captures, packed(published).missing, packed(published).rows) == (10, 0, 6)
    with zipfile.ZipFile(tmp_path / "downloads" / CAPTURES) as file:
        assert file.testzip() is None
        assert json.loads(file.read("datapackage.json"))["created"] == MADE
    assert f"{packed(published).sha256}  {CAPTURES}\n" in (tmp_path / "downloads" / "SHA256SUMS").read_text()


def test_unchanged_captures_are_not_packed_again(tmp_path: Path) -> None:
    archive, folder = captured.build(tmp_path), tmp_path / "downloads"
    first = packed(publish(archive, folder, MADE, most_captures=PLENTY))
    written = (folder / CAPTURES).stat()
    second = publish(archive, folder, LATER, most_captures=PLENTY)
    assert packed(second) == first
    assert (second.manifest["made"], first.made) == (LATER, MADE)
    kept = (folder / CAPTURES).stat()
    assert (kept.st_ino, kept.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


@pytest.mark.parametrize("change", ["a text", "a capture", "a lost file", "a spoilt package", "an unreadable manifest"])
def test_changed_captures_are_packed_again(tmp_path: Path, change: str) -> None:
    archive, folder = captured.build(tmp_path), tmp_path / "downloads"
    publish(archive, folder, MADE, most_captures=PLENTY)
    with closing(sqlite3.connect(archive)) as db, db:
        if change == "a text":
            db.execute("UPDATE articles SET body = 'other', content_hash = 'other' WHERE id = 1")
        elif change == "a capture":
            db.execute(
                "INSERT INTO captures SELECT 99, url, ?, 404, '', '', warc, 9e9, 1, '', '' FROM captures LIMIT 1",
                (MADE,),
            )
    if change == "a lost file":
        (tmp_path / captured.FILES[0]).unlink()
    elif change == "a spoilt package":
        captured.cut(folder / CAPTURES, 100)
    elif change == "an unreadable manifest":
        (folder / "manifest.json").write_text('{"files": [{"name": "captures.wacz", "size": 1}]}')
    again = packed(publish(archive, folder, LATER, most_captures=PLENTY))
    assert again.made == LATER
    assert again.missing == {"a capture": 1, "a lost file": 5}.get(change, 0)
    assert again.sha256 == hashlib.sha256((folder / CAPTURES).read_bytes()).hexdigest()


@pytest.mark.parametrize(("most", "reason"), [(0, "unwanted"), (100, "too_large")])
def test_captures_that_are_too_many_are_left_out(tmp_path: Path, most: int, reason: str) -> None:
    archive, folder = captured.build(tmp_path), tmp_path / "downloads"
    publish(archive, folder, MADE, most_captures=PLENTY)
    published = publish(archive, folder, LATER, most_captures=most)
    assert set(on_disk(folder)) == set(ALWAYS)
    (omitted,) = published.manifest["omitted"]
    size = sum((tmp_path / name).stat().st_size for name in captured.FILES)
    assert omitted == {"name": CAPTURES, "reason": reason, "bytes": size}
    assert CAPTURES not in (folder / "SHA256SUMS").read_text()


def test_archive_without_captures_has_no_package(archive: Path, tmp_path: Path) -> None:
    published = publish(archive, tmp_path, MADE, most_captures=PLENTY)
    assert [omitted.reason for omitted in published.omitted] == ["none"]
    assert set(on_disk(tmp_path)) == set(ALWAYS)


def test_package_that_was_not_published_stays(tmp_path: Path) -> None:
    """Somebody may have exported the captures into the same folder."""
    archive = captured.build(tmp_path)
    (tmp_path / CAPTURES).write_bytes(b"mine")
    publish(archive, tmp_path, MADE, most_captures=0)
    assert (tmp_path / CAPTURES).read_bytes() == b"mine"
