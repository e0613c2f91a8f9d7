"""``scrapy export``: what it writes, and one clear line when it cannot."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive.publication import ALWAYS, CAPTURES
from commands.export import DEFAULT_FILES
from tests import captured
from tests.commands.running import run_command
from tests.web.sample import build

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive") / "archive.db", copies=1)


@pytest.mark.parametrize(("form", "name"), DEFAULT_FILES.items())
def test_default_names(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, form: str, name: str
) -> None:
    (tmp_path / "scrapy.cfg").touch()  # this is a project, Scrapy thinks
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run_command(archive, "export", form) == 0
    (written,) = (tmp_path / "here").iterdir()
    assert written.name == name
    said = capsys.readouterr()
    assert said.out == f"18 articles, {written.stat().st_size:,} bytes: {written.name}\n"
    assert said.err == ""


def test_all_goes_to_the_downloads(archive: Path, capsys: Capture) -> None:
    assert run_command(archive, "export", "all") == 0
    folder = archive.parent / "downloads"
    assert {path.name for path in folder.iterdir()} == set(ALWAYS)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["made"].endswith("Z")
    assert capsys.readouterr().out.startswith("18 articles, ")


def test_captures_are_part_of_all_up_to_their_limit(tmp_path: Path, capsys: Capture) -> None:
    archive = captured.build(tmp_path)
    assert run_command(archive, "export", "all", "-s", "DOWNLOADS_CAPTURES_MAX=100000") == 0
    assert {path.name for path in (tmp_path / "downloads").iterdir()} == {*ALWAYS, CAPTURES}
    assert capsys.readouterr().err == ""
    assert run_command(archive, "export", "all", "-s", "DOWNLOADS_CAPTURES_MAX=100") == 0
    assert {path.name for path in (tmp_path / "downloads").iterdir()} == set(ALWAYS)
    assert capsys.readouterr().err.endswith(" bytes, DOWNLOADS_CAPTURES_MAX allows 100\n")
    assert run_command(archive, "export", "all", "-s", "DOWNLOADS_CAPTURES_MAX=0") == 0
    assert capsys.readouterr().err == ""


def test_another_file_and_folder(archive: Path, tmp_path: Path) -> None:
    assert run_command(archive, "export", "jsonl", "-o", str(tmp_path / "x.gz")) == 0
    assert (tmp_path / "x.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert run_command(archive, "export", "all", "-o", str(tmp_path / "a" / "b")) == 0
    assert (tmp_path / "a" / "b" / "manifest.json").exists()


def test_standard_output_holds_nothing_but_data(archive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(archive, "export", "json", "-o", "-") == 0
    said = capfdbinary.readouterr()
    assert len(json.loads(said.out)) == 18
    assert said.err == b"18 articles\n"


def test_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive.db", copies=40)  # more than a pipe holds
    program = "from pathlib import Path; from tests.commands.running import run_command; import sys;"
    program += f"sys.exit(run_command(Path({str(archive)!r}), 'export', 'sql', '-o', '-'))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["xml"],
        ["sql", "json"],
        ["json", "--frobnicate"],
        ["all", "-o", "-"],
        ["json", "-o", "/nowhere/at/all.json"],
        ["json", "-o", "/dev/null"],
        ["sqlite", "-o", "/proc/archive.db"],
        ["all", "-o", "/proc/downloads"],
    ],
)
def test_what_cannot_be_done_is_one_line(archive: Path, arguments: list[str]) -> None:
    message = run_command(archive, "export", *arguments)
    assert isinstance(message, str)
    assert message.startswith("scrapy: ")
    assert "\n" not in message


@pytest.mark.parametrize("content", [None, b"", b"this is no database", b"SQLite format 3\0" + bytes(84)])
def test_unreadable_archive_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "archive.db"
    if content is not None:
        path.write_bytes(content)
    for form in (*DEFAULT_FILES, "all"):
        message = run_command(path, "export", form, "-o", str(tmp_path / "out"))
        assert isinstance(message, str)
        assert "archive.db" in message
        assert not (tmp_path / "out").exists()
    assert isinstance(run_command(tmp_path, "export", "json"), str)


def test_damaged_archive_is_one_line(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    for page in range(3 * size, len(content), size):
        content[page : page + 100] = b"\xff" * 100
    path.write_bytes(content)
    for form in (*DEFAULT_FILES, "all"):
        message = run_command(path, "export", form, "-o", str(tmp_path / "out"))
        assert isinstance(message, str)
        assert "malformed" in message


def test_help(archive: Path, capsys: Capture) -> None:
    assert run_command(archive, "export", "-h") == 0
    assert "{sql,json,jsonl,csv,sqlite,all}" in capsys.readouterr().out
