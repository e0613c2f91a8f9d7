"""WACZ files: what is in them leads to the pages, and says itself what it is."""

import gzip
import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.cdxj import BLOCK_LINES, ZipNum, line, timestamp
from archive.database import ArchiveError
from archive.export import ExportError
from archive.surt import surt
from archive.wacz import Packed, export_wacz
from archive.wacz_package import Package
from archive.warc_records import read, records, tail
from tests.captured import ARTICLES, FILES, append, build, cut, exchange

MADE = "2026-11-22T08:00:00Z"
# Of each source: robots.txt, a list, and its articles.
EACH = 2 + ARTICLES


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path)


def export(archive: Path, source: str = "") -> tuple[Path, Packed]:
    target = archive.parent / "out.wacz"
    return target, export_wacz(archive, target, MADE, source)


def unpacked(wacz: Path) -> Path:
    folder = wacz.with_name("unpacked")
    with zipfile.ZipFile(wacz) as file:
        assert file.testzip() is None
        file.extractall(folder)
    return folder


def index(folder: Path) -> list[tuple[str, str, dict[str, str]]]:
    """Return key, time and facts of each line of the index."""
    text = gzip.decompress((folder / "indexes" / "index.cdx.gz").read_bytes()).decode()
    parts = [entry.split(" ", 2) for entry in text.splitlines()]
    return [(key, time, json.loads(facts)) for key, time, facts in parts]


def pages(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(entry) for entry in (folder / "pages" / "pages.jsonl").read_text("utf8").split("\n")[:-1]]


def test_every_part_is_there_with_its_hash(archive: Path) -> None:
    wacz, packed = export(archive)
    assert packed == Packed(captures=2 * EACH, pages=2 * ARTICLES, warcs=2, missing={})
    folder = unpacked(wacz)
    package = json.loads((folder / "datapackage.json").read_text())
    assert {package["profile"], package["wacz_version"]} == {"data-package", "1.1.1"}
    assert package["created"] == MADE
    assert package["description"] == "Pages of Harbour, Site, as fetched from 2026-03-01 to 2026-03-01."
    digest = json.loads((folder / "datapackage-digest.json").read_text())
    assert digest == {"path": "datapackage.json", "hash": hashed(folder / "datapackage.json")}
    parts = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, hashed(path))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("datapackage")
    }
    assert {part["path"]: (part["bytes"], part["hash"]) for part in package["resources"]} == parts
    assert set(parts) == {
        "archive/one.warc.gz",
        "archive/one-2.warc.gz",
        "indexes/index.cdx.gz",
        "indexes/index.idx",
        "pages/pages.jsonl",
    }
    assert len({part["name"] for part in package["resources"]}) == len(parts)


def hashed(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def test_every_line_of_the_index_leads_to_its_record(archive: Path) -> None:
    folder = unpacked(export(archive)[0])
    lines = index(folder)
    with closing(sqlite3.connect(archive)) as db:
        assert sorted(facts["url"] for _, _, facts in lines) == sorted(
            url for (url,) in db.execute("SELECT url FROM captures")
        )
    for key, time, facts in lines:
        there = read(folder / "archive" / facts["filename"], int(facts["offset"]))
        assert (there.url, there.status) == (facts["url"], int(facts["status"]))
        assert (key, time) == (surt(there.url), timestamp(there.fetched_at))
        [record] = [
            one
            for one in records(folder / "archive" / facts["filename"])
            if one.offset == int(facts["offset"]) and one.length == int(facts["length"])
        ]
        assert record.digest == facts["digest"]


def test_the_index_is_sorted_by_bytes_and_can_be_read_in_blocks(archive: Path) -> None:
    folder = unpacked(export(archive)[0])
    content = (folder / "indexes" / "index.cdx.gz").read_bytes()
    lines = gzip.decompress(content).splitlines()
    assert lines == sorted(lines)
    head, *places = (folder / "indexes" / "index.idx").read_text().splitlines()
    assert head == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert len(places) == 1
    assert blocks(content, places) == [[entry.decode() for entry in lines]]


def blocks(content: bytes, places: list[str]) -> list[list[str]]:
    """Return the lines of each block that the places lead to; each place names the start of its first line."""
    found = []
    for place in places:
        facts = json.loads(place[place.index(" {") :])
        block = content[facts["offset"] : facts["offset"] + facts["length"]]
        assert facts["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
        found.append(gzip.decompress(block).decode().splitlines())
        assert found[-1][0].startswith(place[: place.index(" {")] + " {")
    return found


def test_a_long_index_has_many_blocks() -> None:
    lines = sorted(
        line(f"https://clusters.example/{number}", MADE, "text/html", 200, "sha1:AAAA", 9, number, "a.warc.gz")
        for number in range(2 * BLOCK_LINES + 1)
    )
    zipnum = ZipNum()
    content = b"".join(zipnum.blocks(lines))
    found = blocks(content, zipnum.idx().decode().splitlines()[1:])
    assert [len(block) for block in found] == [BLOCK_LINES, BLOCK_LINES, 1]
    assert [entry for block in found for entry in block] == lines
    assert list(ZipNum().blocks([])) == []


def test_every_article_is_a_page_that_the_index_knows(archive: Path) -> None:
    folder = unpacked(export(archive)[0])
    head, *found = pages(folder)
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}
    known = {(facts["url"], time) for _, time, facts in index(folder)}
    assert {(one["url"], timestamp(one["ts"])) for one in found} <= known
    with closing(sqlite3.connect(archive)) as db:
        rows = db.execute("SELECT url, title, body FROM articles WHERE state = 'live' ORDER BY id").fetchall()
    assert [(one["url"], one["title"], one["text"]) for one in found] == rows
    assert len({one["id"] for one in found}) == len(rows) == 2 * ARTICLES


def test_articles_known_from_lists_alone_and_texts_that_are_missing(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("UPDATE articles SET state = 'listed', capture_id = NULL WHERE id = 1")
        db.execute("UPDATE articles SET state = 'gone', title = NULL, body = CAST(x'ff41' AS TEXT) WHERE id = 2")
        db.execute("UPDATE articles SET body = NULL WHERE id = 3")
    wacz, packed = export(archive)
    _, gone, empty, *rest = pages(unpacked(wacz))
    assert (gone["title"], gone["text"], empty["text"]) == (gone["url"], "\ufffdA", "")
    assert packed.pages == 2 + len(rest) == 2 * ARTICLES - 1


def test_one_source_brings_its_own_captures_and_files(archive: Path) -> None:
    wacz, packed = export(archive, "other")
    assert packed == Packed(captures=EACH, pages=ARTICLES, warcs=1, missing={})
    folder = unpacked(wacz)
    assert {facts["url"].split("/")[2] for _, _, facts in index(folder)} == {"harbour.example"}
    assert [path.read_bytes() for path in folder.glob("archive/*")] == [(archive.parent / FILES[1]).read_bytes()]
    assert json.loads((folder / "datapackage.json").read_text())["title"] == "Cluster News Archive: Harbour"
    with pytest.raises(ArchiveError, match="no source 'nobody'"):
        export(archive, "nobody")


def test_a_torn_tail_stays_behind_and_the_whole_records_come_along(archive: Path) -> None:
    path = archive.parent / FILES[0]
    append(path, [exchange("https://clusters.example/late", b"late"), exchange("https://clusters.example/torn", b"")])
    cut(path, path.stat().st_size - 1)
    end = tail(path)
    wacz, packed = export(archive)
    assert packed == Packed(captures=2 * EACH, pages=2 * ARTICLES, warcs=2, missing={})
    assert (unpacked(wacz) / "archive" / "one.warc.gz").read_bytes() == path.read_bytes()[:end]


@pytest.mark.parametrize("lost", ["file", "end", "all"])
def test_what_is_missing_is_left_out_and_told(archive: Path, lost: str) -> None:
    path = archive.parent / FILES[0]
    *_, last, _ = [*records(path)]
    if lost == "file":
        path.unlink()
    else:
        cut(path, last.offset + 5 if lost == "end" else 5)
    wacz, packed = export(archive)
    missing = 1 if lost == "end" else EACH
    assert packed.missing == {FILES[0]: missing}
    assert packed.captures == 2 * EACH - missing
    folder = unpacked(wacz)
    assert len(index(folder)) == packed.captures
    assert len(pages(folder)) - 1 == packed.pages == 2 * ARTICLES - (1 if lost == "end" else ARTICLES)
    for file in folder.glob("archive/*"):
        assert tail(file) is None


def test_nothing_to_export_leaves_an_older_file(archive: Path) -> None:
    target, _ = export(archive)
    before = target.read_bytes()
    for file in FILES:
        (archive.parent / file).unlink()
    with pytest.raises(ExportError, match="there is no capture to export"):
        export(archive)
    assert target.read_bytes() == before
    assert not list(archive.parent.glob(".*.part"))
    with pytest.raises(ExportError, match="is the archive itself"):
        export_wacz(archive, archive, MADE)


def test_the_same_archive_gives_the_same_bytes(archive: Path) -> None:
    target, _ = export(archive)
    before = target.read_bytes()
    assert export(archive)[0].read_bytes() == before


def test_progress_ends_with_all_bytes(archive: Path) -> None:
    calls: list[tuple[int, int]] = []
    export_wacz(archive, archive.parent / "out.wacz", MADE, progress=lambda done, total: calls.append((done, total)))
    size = sum((archive.parent / file).stat().st_size for file in FILES)
    assert calls[-1] == (size, size)


def test_parts_lie_where_replayweb_page_looks_for_them(archive: Path) -> None:
    # It takes the local header of an entry for as long as the directory's: a ZIP64 field in one alone moves the rest.
    wacz, _ = export(archive)
    content = wacz.read_bytes()
    with zipfile.ZipFile(wacz) as file:
        for entry in file.infolist():
            assert entry.extra == b""
            assert int.from_bytes(content[entry.header_offset + 28 : entry.header_offset + 30], "little") == 0
            stored = entry.filename.endswith(".gz")
            assert entry.compress_type == (zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)


def test_parts_above_the_old_limit_of_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    package = Package(tmp_path / "large.wacz", MADE)
    with package.zip:
        package.add("archive/a.warc.gz", large(), 1500)
        package.add("archive/b.warc.gz", [b"behind the limit"])
    content = (tmp_path / "large.wacz").read_bytes()
    with zipfile.ZipFile(tmp_path / "large.wacz") as file:
        assert file.read("archive/a.warc.gz") == b"".join(large())
        assert file.read("archive/b.warc.gz") == b"behind the limit"
        for entry in file.infolist():
            local = int.from_bytes(content[entry.header_offset + 28 : entry.header_offset + 30], "little")
            assert bool(entry.extra) >= bool(local)


def large() -> Iterator[bytes]:
    for number in range(3):
        yield bytes([number]) * 500
