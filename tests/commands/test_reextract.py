"""``scrapy reextract``: captures read again by real processes, what it prints, writes and exits with."""

import asyncio
import gzip
import hashlib
import os
import signal
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from archive.reextract import Captured, Difference, rewrite
from archive.store import Archive
from archive.warc import Exchange, encode
from commands import rereading
from commands.captured_page import CapturedPage, NoArticle, Reader
from items import Article
from spiders.demo import Demo
from tests.commands.running import run_command
from tests.crawl import scrapy
from tests.make import DAY, SITE, article, capture, card
from workers import TaskFailed

Capture = pytest.CaptureFixture[str]

TEXT = "The harbour cluster has opened a yard in which three companies take old barges apart for their steel. "
LATER = "2026-03-05T08:00:00Z"


def html(title: str = "Barges", text: str = TEXT * 3) -> str:
    return f"<html lang=en><title>{title}</title><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></html>"


class Making:
    """An archive in the making: articles of the demo's site whose stored text is of another age."""

    def __init__(self, folder: Path, day: str = DAY) -> None:
        self.folder = folder
        self.day = day
        self.archive = Archive(folder / "archive.db")
        self.archive.db.execute("PRAGMA synchronous = OFF")
        self.crawl = self.archive.begin(Demo.source, day, live=True)
        self.warc = self.archive.new_warc(folder / "captures" / f"{day[:10]}.warc.gz", "test")

    def keep(self, number: int, body: bytes, *headers: tuple[str, str], **stored: Any) -> None:
        url = f"{SITE}/news/{number}"
        exchange = Exchange(url=url, fetched_at=self.day, status=200, reason="OK", headers=headers, body=body)
        kept = self.archive.capture(encode(exchange), self.warc, self.crawl)
        facts = {"source": "demo", "body": "Old text.", "content_hash": "old", "extractor": "old", "capture": kept}
        self.archive.add(article(number, **{**facts, "fetched_at": self.day, **stored}), self.crawl)

    def done(self) -> Path:
        self.archive.finish(self.crawl, self.day, "", 1)
        self.archive.close()
        return self.archive.path


def build(folder: Path, pages: int = 3) -> Path:
    making = Making(folder)
    for number in range(pages):
        making.keep(number, html(f"Barges {number}").encode(), title="\x1b[31mOld")
    return making.done()


def reextract(archive: Path, *arguments: str) -> str | int | None:
    settings = {"SPIDER_MODULES": "spiders.demo", "EXTRACTION": "standard", "EXTRACTION_TIMEOUT": "20"}
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return run_command(archive, "reextract", *given, *arguments)


def rows(archive: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(archive)) as db:
        return db.execute(sql).fetchall()


def content(archive: Path) -> str:
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def test_a_dry_run_tells_and_writes_nothing_also_beside_a_crawl(tmp_path: Path, capsys: Capture) -> None:
    archive = build(tmp_path, pages=12)
    before = content(archive)
    with closing(Archive(archive)):  # holds the lock
        assert reextract(archive, "--dry-run") == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0] == "The largest differences of texts:"
    assert lines[1:5] == [
        f"  -2 +{6 * len(TEXT.split())} words: Barges 0",
        f"      {SITE}/news/0",
        "      - Old text.",
        f"      + {TEXT[:100]}…",
    ]
    assert len(lines) == 2 + 4 * 10
    assert lines[-1].startswith("12 captures read, 12 articles would change: title 12, body 12")
    assert lines[-1].endswith("; nothing was written")
    assert said.err == ""
    assert content(archive) == before
    assert not [path for path in tmp_path.iterdir() if path.name not in ("archive.db", "archive.db.lock", "captures")]


def test_a_run_writes_what_differs_and_a_second_one_nothing(tmp_path: Path, capsys: Capture) -> None:
    archive = build(tmp_path)
    visits = "SELECT url, state, first_seen, last_seen, last_changed FROM articles"
    before = rows(archive, visits)
    assert reextract(archive) == 0
    assert capsys.readouterr().out.startswith("3 captures read, 3 articles changed: title 3, body 3")
    assert rows(archive, visits) == before
    assert [title for (title,) in rows(archive, "SELECT title FROM articles")] == ["Barges 0", "Barges 1", "Barges 2"]
    assert rows(archive, "SELECT cause, count(*) FROM revisions GROUP BY cause") == [("reextraction", 3), ("site", 3)]
    assert rows(archive, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'barges'") == [(3,)]
    written = content(archive)
    assert reextract(archive) == 0
    assert capsys.readouterr().out == "3 captures read, nothing changed\n"
    assert content(archive) == written


def test_only_another_extractor_is_told_apart(tmp_path: Path, capsys: Capture) -> None:
    archive = build(tmp_path)
    reextract(archive)
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("UPDATE articles SET extractor = 'old' WHERE id = 2")
    capsys.readouterr()
    assert reextract(archive, "--dry-run") == 0
    told = "3 captures read, nothing would change (in 1 only the name of the extractor); nothing was written\n"
    assert capsys.readouterr().out == told
    reextract(archive)
    assert rows(archive, "SELECT count(DISTINCT extractor) FROM articles") == [(1,)]


def test_bodies_are_decoded_as_in_the_crawl(tmp_path: Path) -> None:
    making = Making(tmp_path)
    polish = html(text="Klaster żeglugi śródlądowej otwiera stocznię, w której trzy spółki tną barki na złom. " * 3)
    typed = ("Content-Type", "text/html; charset=windows-1250")
    making.keep(0, gzip.compress(polish.encode("cp1250")), typed, ("Content-Encoding", "gzip"))
    making.keep(1, zlib.compress(polish.encode("cp1250")), typed, ("content-encoding", "Deflate"))
    making.keep(2, polish.encode("cp1250"), typed)
    archive = making.done()
    assert reextract(archive) == 0
    [(body,)] = rows(archive, "SELECT DISTINCT body FROM articles")
    assert "śródlądowej" in body


def test_what_cannot_be_read_stays_and_is_named(tmp_path: Path, capsys: Capture) -> None:
    making = Making(tmp_path)
    making.keep(0, html().encode())
    making.keep(1, b"%PDF-1.7 is no page")
    making.keep(2, html().encode(), ("Content-Encoding", "gzip"))
    making.keep(3, html(text="").encode())
    making.keep(4, html().encode(), capture=capture(4, warc="captures/\x1b[2Jgone.warc.gz"))
    archive = making.done()
    other = Making(tmp_path, LATER)
    other.keep(5, html().encode())
    other.keep(6, html().encode())
    other.done()
    with closing(sqlite3.connect(archive)) as db, db:
        # Of two records one is cut off, and where the other should be lies the first.
        last = "(SELECT capture_id FROM articles ORDER BY id DESC LIMIT 1)"
        offset, warc = db.execute(f"SELECT min(offset), warc FROM captures WHERE warc LIKE '%{LATER[:10]}%'").fetchone()
        db.execute(f"UPDATE captures SET offset = {offset} + 1 WHERE id = {last} - 1")
        db.execute(f"UPDATE captures SET offset = {offset} WHERE id = {last}")
    assert reextract(archive) == 1
    said = capsys.readouterr()
    assert said.out.startswith("1 captures read, 1 articles changed")
    assert said.err.splitlines() == [
        "Captures missing or cut, whose articles stay as they are (3):",
        f"  {SITE}/news/4: there is no file captures/ [2Jgone.warc.gz",
        f"  {SITE}/news/5: there is no whole response at byte {offset + 1} of {warc}",
        f"  {SITE}/news/6: the response at byte {offset} of {warc} is another: {SITE}/news/5, fetched at {LATER}",
        "Captures in which no article was found, so that theirs stay as they are (3):",
        f"  {SITE}/news/1: a PDF sent as HTML",
        f"  {SITE}/news/2: the body is not valid gzip: incorrect header check",
        f"  {SITE}/news/3: the page has no text",
    ]
    assert rows(archive, "SELECT count(*) FROM articles WHERE body = 'Old text.'") == [(6,)]


def test_a_cut_file_is_told_and_pages_that_are_no_articles_are_no_failure(tmp_path: Path, capsys: Capture) -> None:
    making = Making(tmp_path)
    for number in range(13):
        making.keep(number, b"%PDF-")
    making.keep(13, html().encode())
    archive = making.done()
    assert reextract(archive) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "  and 3 more"
    [file] = (tmp_path / "captures").iterdir()
    os.truncate(file, rows(archive, "SELECT max(offset) + 200 FROM captures")[0][0])
    assert reextract(archive, "--dry-run") == 1
    assert capsys.readouterr().err.startswith("Captures missing or cut, whose articles stay as they are (1):")


def test_source_and_day_choose_what_is_read(tmp_path: Path, capsys: Capture) -> None:
    archive = build(tmp_path)
    making = Making(tmp_path, LATER)
    making.keep(7, html().encode())
    making.done()
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("INSERT INTO sources SELECT 'renamed', title, homepage, country, language FROM sources")
        db.execute("UPDATE articles SET source = 'renamed' WHERE id = 1")
    skipped = "the 1 captured articles of renamed stay as they are: no spider has that name (any more)"
    assert reextract(archive, "--dry-run") == 0
    said = capsys.readouterr()
    assert "\n3 captures read, 3 articles would change" in said.out
    assert said.err == f"{skipped}\n"
    assert reextract(archive, "--dry-run", "--source", "renamed") == f"scrapy: {skipped}"
    assert reextract(archive, "--dry-run", "--since", LATER[:10]) == 0
    assert "\n1 captures read, 1 articles would change" in capsys.readouterr().out
    assert reextract(archive, "--dry-run", "--source", "demo", "--since", "2026-03-06") == 0
    assert capsys.readouterr().out == "0 captures read, nothing would change; nothing was written\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--source", "nobody"], "there is no source 'nobody'; the sources are demo"),
        (["--since", "yesterday"], "'yesterday' is no day; give one as YYYY-MM-DD"),
        (["-s", "EXTRACTION=best"], "EXTRACTION is 'best'; it can be standard or consensus"),
        (["-s", "ARCHIVE_DB=nowhere.db"], "there is no archive at nowhere.db; "),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    said = reextract(build(tmp_path, pages=1), *arguments)
    assert isinstance(said, str)
    assert said.startswith(f"scrapy: {message}")
    assert "\n" not in said
    assert not Path("nowhere.db").exists()


def test_the_lock_of_a_crawl_is_respected(tmp_path: Path) -> None:
    archive = build(tmp_path, pages=1)
    with closing(Archive(archive)):
        said = reextract(archive)
    assert isinstance(said, str)
    assert said.startswith("scrapy: another crawl is writing to archive.db")


Batch = Sequence[tuple[Captured, Article]]


def interrupting(archive: Archive, batch: Batch, number: signal.Signals) -> list[Difference]:
    written = rewrite(archive, batch)
    signal.raise_signal(number)
    return written


@pytest.fixture
def sigint() -> Iterator[Callable[[Any], Any]]:
    """Set the handler of SIGINT for one test: a script that starts the tests in its background leaves it ignored."""
    before = signal.getsignal(signal.SIGINT)
    yield partial(signal.signal, signal.SIGINT)
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("number", "handler"),
    [
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGTERM, signal.default_int_handler),
        (signal.SIGTERM, signal.SIG_IGN),
    ],
)
def test_an_interrupted_run_keeps_what_is_committed_and_can_be_run_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    sigint: Callable[[Any], Any],
    number: signal.Signals,
    handler: Any,
) -> None:
    sigint(handler)
    archive = build(tmp_path, pages=5)
    before = signal.getsignal(signal.SIGTERM)
    with monkeypatch.context() as patched:
        patched.setattr(rereading, "BATCH", 2)
        patched.setattr(rereading, "rewrite", partial(interrupting, number=number))
        assert reextract(archive) == "scrapy: stopped; 2 changed articles are written; run it again for the rest"
    assert signal.getsignal(signal.SIGTERM) == before
    assert rows(archive, "SELECT count(*) FROM articles WHERE body != 'Old text.'") == [(2,)]
    assert rows(archive, "SELECT count(*) FROM revisions WHERE cause = 'reextraction'") == [(2,)]
    assert reextract(archive) == 0
    assert capsys.readouterr().out.startswith("5 captures read, 3 articles changed")


def test_a_page_that_hangs_or_kills_its_process_costs_nothing_but_itself() -> None:
    class Fragile:
        """Stands in for the worker processes: whoever is handed page 2 is lost."""

        async def run(self, _: Any, pages: Sequence[CapturedPage]) -> list[str]:
            if any(page.capture.offset == 2000 for page in pages):
                raise TaskFailed("it took more than 20 seconds to read")
            return [page.capture.url for page in pages]

    pages = [CapturedPage(capture=capture(number), card=None, source=Demo.source) for number in range(4)]
    reader = Reader(folder=Path())
    fragile: Any = Fragile()
    assert asyncio.run(rereading._outcomes(fragile, reader, pages)) == [
        f"{SITE}/news/0",
        f"{SITE}/news/1",
        NoArticle(reason="it took more than 20 seconds to read"),
        f"{SITE}/news/3",
    ]


def test_any_error_of_a_parser_is_the_page_s_own(tmp_path: Path) -> None:
    archive = build(tmp_path, pages=1)
    [(offset, warc)] = rows(archive, "SELECT offset, warc FROM captures")
    broken = replace(Demo.source, hints=replace(Demo.source.hints, author="!!!"))
    page = CapturedPage(capture=capture(0, offset=offset, warc=warc), card=card(), source=broken)
    outcome = Reader(folder=tmp_path).article(page)
    assert isinstance(outcome, NoArticle)
    assert outcome.reason.startswith("extraction failed: ")
    assert not outcome.lost


def test_right_after_a_crawl_nothing_differs(tmp_path: Path, capsys: Capture) -> None:
    assert scrapy(tmp_path, "crawl", "demo", REPLAY="demo").returncode == 0
    before = content(tmp_path / "archive.db")
    assert reextract(tmp_path / "archive.db") == 0
    assert capsys.readouterr().out.endswith(" captures read, nothing changed\n")
    assert content(tmp_path / "archive.db") == before
