"""Archives, captures and sources in odd states: each has one clear line, and none loses a row."""

import sqlite3
from pathlib import Path

import pytest

from archive.database import ArchiveError
from archive.reading import reader
from archive.store import Archive
from archive.warc import Exchange, encode, scan
from items import Source
from tests.crawl import scrapy
from tests.make import DAY, SITE, SOURCE, article, card

OTHER = Source(
    name="other", title="Other", homepage=f"{SITE}/", country="EU", language="en", host="clusters.example"
)  # fmt: skip


def test_two_sources_that_claim_one_address_share_one_article_and_say_so(tmp_path: Path) -> None:
    archive = Archive.take(tmp_path / "archive.db")
    for source in (SOURCE, OTHER):
        crawl = archive.begin(source, DAY, live=True)
        archive.add(card(source=source.name), crawl)
        archive.add(article(source=source.name), crawl)
        archive.finish(crawl, DAY, "", 1)
    assert archive.db.execute("SELECT source FROM articles").fetchall() == [("site",)]
    assert archive.db.execute("SELECT note FROM crawls WHERE source = 'other'").fetchone()[0] == (
        "1 of its articles are kept under the source site, which had them first"
    )
    archive.release()


def test_a_crawl_that_was_killed_leaves_a_file_that_every_reader_takes(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    crawl = archive.begin(SOURCE, DAY, live=True)
    path = tmp_path / "captures" / f"20260301T080000Z-site-{crawl.id}.warc.gz"
    warc = archive.new_warc(path, "test")
    for number in range(3):
        exchange = Exchange(url=f"{SITE}/{number}", fetched_at=DAY, status=200, body=b"whole " * 50)
        archive.capture(encode(exchange), warc, crawl)
    archive.commit()
    archive.close()
    whole = path.stat().st_size
    with path.open("ab") as file:
        file.write(encode(exchange).data[:100])
    archive = Archive(tmp_path / "archive.db")
    crawl = archive.begin(SOURCE, DAY, live=True)
    assert path.stat().st_size == whole
    assert len(list(scan(path))) == 3
    assert crawl.notes == [f"100 bytes of a record that was never finished were cut off {path.name}"]
    archive.close()


def test_an_archive_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    done = scrapy(tmp_path, "crawl", "demo", REPLAY="demo", ARCHIVE_DB="/proc/archive.db")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Traceback" not in done.stderr


def test_an_archive_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with reader(path) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("DELETE FROM articles")


def test_a_capture_file_that_is_missing_or_cut_is_named_and_costs_no_row(tmp_path: Path) -> None:
    assert scrapy(tmp_path, "crawl", "demo", REPLAY="demo").returncode == 0
    copy = tmp_path / "copy"
    copy.mkdir()
    with sqlite3.connect(tmp_path / "archive.db") as db:
        db.execute("UPDATE captures SET warc = 'captures/lost.warc.gz' WHERE id = 1")
    db.close()
    done = scrapy(tmp_path, "captures", "verify")
    assert done.returncode == 1
    assert "lost.warc.gz" in done.stdout + done.stderr
    done = scrapy(tmp_path, "reextract")
    assert "Traceback" not in done.stderr
    with reader(tmp_path / "archive.db") as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (46,)


def test_an_archive_of_a_newer_version_is_refused_by_readers_and_writers_alike(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('archive', 'm999', '')")
    db.close()
    with pytest.raises(ArchiveError, match="newer version"):
        Archive(path)
