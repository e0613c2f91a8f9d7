"""Checking captures: whatever is wrong with a row, its record or its file is found and told, and nothing is changed."""

import base64
import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.database import ArchiveError
from archive.verify import TOLD, Gap, Orphans, Verification, has_digest, verify
from archive.warc_records import records
from tests.captured import ARTICLES, FILES, append, build, cut, exchange, spoil

# Of each source: robots.txt, a list, and its articles.
EACH = 2 + ARTICLES


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path)


def check(archive: Path, source: str = "") -> Verification:
    return verify(archive, archive.parent / "captures", source)


def sql(archive: Path, statement: str) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute(statement)


def content(folder: Path) -> list[bytes]:
    """Return the bytes of the archive and of the WARC files. (SQLite leaves its empty log there, also when reading.)"""
    return [(folder / name).read_bytes() for name in ("archive.db", *FILES)]


def test_a_sound_archive_is_sound(archive: Path) -> None:
    calls: list[tuple[int, int]] = []
    before = content(archive.parent)
    found = verify(archive, archive.parent / "captures", progress=lambda done, total: calls.append((done, total)))
    assert found == Verification(sound=2 * EACH)
    assert calls[-1] == (2 * EACH, 2 * EACH)
    assert content(archive.parent) == before


def test_one_source_is_what_was_fetched_from_its_hosts(archive: Path) -> None:
    cut(archive.parent / FILES[1], 100)
    assert check(archive, "site") == Verification(sound=EACH)
    assert check(archive, "other").wrong == EACH
    with pytest.raises(ArchiveError, match="no source 'nobody' in the archive; it has other, site"):
        check(archive, "nobody")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE captures SET url = url || '#' WHERE id = 3", "the record there has another address"),
        ("UPDATE captures SET fetched_at = '2026-03-02' WHERE id = 3", "the record there has another date"),
        (
            "UPDATE captures SET status = 404, length = length + 1 WHERE id = 3",
            "the record there has another status and another length",
        ),
        ("UPDATE captures SET digest = 'sha1:AAAA' WHERE id = 3", "the content has another digest"),
        ("UPDATE captures SET digest = 'crc32:AAAA' WHERE id = 3", "the content has another digest"),
        ("UPDATE captures SET offset = offset + length WHERE id = 3", "the record there is no response: request"),
        ("UPDATE captures SET offset = 0 WHERE id = 3", "the record there is no response: warcinfo"),
        ("UPDATE captures SET offset = offset + 1 WHERE id = 3", "no whole record starts there"),
        ("UPDATE captures SET offset = 1000000 WHERE id = 3", "no whole record starts there"),
        ("UPDATE captures SET warc = 'captures/two.warc.gz' WHERE id = 3", "the file is not there"),
        ("UPDATE captures SET warc = 'captures' WHERE id = 3", "the file cannot be read: Is a directory"),
    ],
)
def test_a_row_that_is_wrong(archive: Path, statement: str, reason: str) -> None:
    sql(archive, statement)
    found = check(archive)
    assert (found.sound, found.wrong) == (2 * EACH - 1, 1)
    [fault] = found.faults
    assert fault.reason == reason
    assert "/news/0" in fault.url


def test_a_row_without_a_digest_has_nothing_to_compare(archive: Path) -> None:
    sql(archive, "UPDATE captures SET digest = ''")
    assert check(archive).wrong == 0


def test_a_file_that_is_missing(archive: Path) -> None:
    (archive.parent / FILES[0]).unlink()
    found = check(archive)
    assert (found.sound, found.wrong) == (EACH, EACH)
    assert {fault.reason for fault in found.faults} == {"the file is not there"}


def test_a_tail_and_what_no_row_knows_are_harmless(archive: Path) -> None:
    path = archive.parent / FILES[0]
    size = path.stat().st_size
    append(path, [exchange("https://clusters.example/late", b"late"), exchange("https://clusters.example/torn", b"")])
    cut(path, path.stat().st_size - 1)
    *_, last = records(path)
    end = last.offset + last.length
    gap = Gap(warc=FILES[0], offset=end, length=path.stat().st_size - end, at_end=True)
    assert end > size
    assert check(archive) == Verification(sound=2 * EACH, gaps=[gap], orphans=[Orphans(warc=FILES[0], count=2)])


def test_a_file_that_is_not_among_our_captures_may_hold_more_than_was_asked_for(archive: Path) -> None:
    append(archive.parent / FILES[1], [exchange("https://harbour.example/more", b"more")])
    assert check(archive) == Verification(sound=2 * EACH)


def test_a_file_that_no_row_names(archive: Path) -> None:
    (archive.parent / "captures" / "killed.warc.gz").write_bytes(b"\x1f\x8b\x08")
    [gap] = check(archive).gaps
    assert (gap.warc, gap.offset, gap.length) == ("captures/killed.warc.gz", 0, 3)
    assert check(archive, "site").gaps == []


def test_behind_a_damaged_record_the_others_are_sound(archive: Path) -> None:
    path = archive.parent / FILES[0]
    responses = [record for record in records(path) if record.exchange]
    damaged, following = responses[1:3]
    spoil(path, damaged.offset + damaged.length // 2, b"\0\0\0\0")
    found = check(archive)
    assert (found.sound, found.wrong) == (2 * EACH - 1, 1)
    assert found.gaps == [
        Gap(warc=FILES[0], offset=damaged.offset, length=following.offset - damaged.offset, at_end=False)
    ]


@pytest.mark.parametrize("spoilt", ["first", "last"])
def test_damage_at_either_end(archive: Path, spoilt: str) -> None:
    path = archive.parent / FILES[0]
    responses = [record for record in records(path) if record.exchange]
    record = responses[0 if spoilt == "first" else -1]
    spoil(path, record.offset, b"\0\0")
    found = check(archive)
    assert (found.sound, found.wrong) == (2 * EACH - 1, 1)
    assert [gap.at_end for gap in found.gaps] == [spoilt == "last"]


def test_many_faults_are_counted_and_the_first_are_told(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        db.executemany(
            "INSERT INTO captures (url, fetched_at, status, media_type, digest, warc, offset, length)"
            " VALUES ('https://clusters.example/x', '', 200, '', '', 'gone.warc.gz', ?, 1)",
            [(number,) for number in range(3 * TOLD)],
        )
    found = check(archive)
    assert (found.sound, found.wrong, len(found.faults)) == (2 * EACH, 3 * TOLD, TOLD)


@pytest.mark.parametrize("name", ["sha1", "sha256", "md5"])
@pytest.mark.parametrize("spelled", [lambda raw: base64.b32encode(raw).decode(), bytes.hex])
def test_digests_of_other_writers(name: str, spelled: Callable[[bytes], str]) -> None:
    digest = spelled(hashlib.new(name, b"page").digest())
    assert has_digest(b"page", f"{name}:{digest}")
    assert not has_digest(b"other", f"{name}:{digest}")
