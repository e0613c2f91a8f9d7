"""``scrapy captures``: what it prints, what it exits with, and one clear line when it cannot."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.captured import ARTICLES, FILES, append, build, cut, exchange
from tests.commands.running import run_command

Capture = pytest.CaptureFixture[str]
EACH = 2 + ARTICLES


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path)


def captures(archive: Path, *arguments: str) -> str | int | None:
    return run_command(archive, "captures", *arguments, "-s", f"CAPTURES_DIR={archive.parent / 'captures'}")


def test_a_sound_archive(archive: Path, capsys: Capture) -> None:
    assert captures(archive, "verify") == 0
    said = capsys.readouterr()
    assert said.out == f"{2 * EACH} captures are sound\n"
    assert said.err == ""


def test_one_source(archive: Path, capsys: Capture) -> None:
    (archive.parent / FILES[1]).unlink()
    assert captures(archive, "verify", "--source", "site") == 0
    assert capsys.readouterr().out == f"{EACH} captures are sound\n"


def test_what_a_kill_leaves_is_told_and_no_failure(archive: Path, capsys: Capture) -> None:
    path = archive.parent / FILES[0]
    append(path, [exchange("https://clusters.example/late", b"late")])
    cut(path, path.stat().st_size - 1)
    assert captures(archive, "verify") == 0
    tail, orphans, last = capsys.readouterr().out.splitlines()
    assert tail.startswith(f"{FILES[0]}: the last ")
    assert orphans.startswith(f"{FILES[0]}: whole responses that the archive does not know: 1 (harmless")
    assert last == f"{2 * EACH} captures are sound"


def test_what_cannot_be_served_is_a_failure_and_told_one_by_one(archive: Path, capsys: Capture) -> None:
    (archive.parent / FILES[0]).unlink()
    assert captures(archive, "verify") == 1
    first, *faults = capsys.readouterr().out.splitlines()
    assert first == f"{EACH} captures are sound, {EACH} cannot be served:"
    assert len(faults) == EACH
    assert faults[-1].startswith(f"  {FILES[0]} at byte ")
    assert faults[-1].endswith(f": the file is not there: https://clusters.example/news/{ARTICLES - 1}")


def test_export(archive: Path, capsys: Capture) -> None:
    target = archive.parent / "out.wacz"
    assert captures(archive, "export", "--wacz", str(target)) == 0
    said = capsys.readouterr()
    size = target.stat().st_size
    assert said.out == f"{2 * EACH} captures, {2 * ARTICLES} pages, {size:,} bytes: {target}\n"
    assert said.err == ""
    assert zipfile.is_zipfile(target)


def test_export_has_a_name_of_its_own_and_says_what_is_missing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "scrapy.cfg").touch()  # this is a project, Scrapy thinks
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (archive.parent / FILES[1]).unlink()
    assert captures(archive, "export") == 0
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["captures.wacz"]
    assert capsys.readouterr().err == f"left out: {EACH} captures of {FILES[1]}, which is missing or cut off\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["list"],
        ["verify", "export"],
        ["verify", "--wacz", "x.wacz"],
        ["verify", "--source", "nobody"],
        ["export", "--source", "nobody"],
        ["export", "--wacz", "x.zip"],
        ["export", "--wacz", "/nowhere/at/all.wacz"],
        ["export", "--frobnicate"],
    ],
)
def test_what_cannot_be_done_is_one_line(archive: Path, arguments: list[str]) -> None:
    message = captures(archive, *arguments)
    assert isinstance(message, str)
    assert message.startswith("scrapy: ")
    assert "\n" not in message


@pytest.mark.parametrize("content", [None, b"", b"this is no database"])
@pytest.mark.parametrize("verb", ["verify", "export"])
def test_unreadable_archive_is_one_line(tmp_path: Path, content: bytes | None, verb: str) -> None:
    path = tmp_path / "archive.db"
    if content is not None:
        path.write_bytes(content)
    message = captures(path, verb)
    assert isinstance(message, str)
    assert "archive.db" in message
    assert "\n" not in message


def test_reader_that_has_had_enough_is_no_error(archive: Path) -> None:
    (archive.parent / FILES[0]).unlink()
    reading, writing = os.pipe()
    os.close(reading)
    program = "from pathlib import Path; from tests.commands.test_captures import captures;"
    program += f"captures(Path({str(archive)!r}), 'verify')"
    ended = subprocess.run([sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert ended.stderr == b""
