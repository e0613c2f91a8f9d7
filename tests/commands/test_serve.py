"""``scrapy serve``: the checks before it, and one real server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from commands.serve import PUBLIC_SETTINGS, datasette_command, welcome
from tests.commands.running import run_command
from tests.web.sample import build


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive") / "archive.db", copies=1)


@pytest.fixture
def taken() -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    return listening


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_becomes_datasette(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    executed: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, command: executed.append(command))
    monkeypatch.setenv("DOWNLOADS_DIR", "")
    port = free_port()
    run_command(archive, "serve", "--port", str(port))
    assert executed == [datasette_command(archive, "127.0.0.1", port, sql=False)]
    assert os.environ["DOWNLOADS_DIR"] == str(archive.parent / "downloads")
    said = capsys.readouterr().out
    assert f"http://127.0.0.1:{port} " in said
    assert re.search(r"/search\?q=\w{6,}\n", said)
    assert len(said.splitlines()) == 4


def test_live_archive_is_never_served_as_immutable(archive: Path) -> None:
    command = datasette_command(archive, "127.0.0.1", 8001, sql=False)
    assert not {"-i", "--immutable", "--root", "--cors", "--reload"} & set(command)
    assert command[command.index("default_allow_sql") + 1] == PUBLIC_SETTINGS["default_allow_sql"] == "off"
    command = datasette_command(archive, "127.0.0.1", 8001, sql=True)
    assert command[command.index("default_allow_sql") + 1] == "on"


def test_taken_port_is_one_line(archive: Path, taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    with taken:
        message = run_command(archive, "serve", "--port", str(port))
    assert message == f"scrapy: port {port} is taken; choose another: make run PORT={port + 1}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "0"],
        ["--port", "65536"],
        ["--port", "http"],
        ["--port", "-1"],
        ["--port", "٨٠٠١"],
        ["--host", "host.invalid"],
        ["--host", "203.0.113.7"],
        ["everything"],
        ["--frobnicate"],
    ],
)
def test_what_cannot_be_served_is_one_line(archive: Path, arguments: list[str]) -> None:
    message = run_command(archive, "serve", "--port", str(free_port()), *arguments)
    assert isinstance(message, str)
    assert "\n" not in message


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_missing_or_unreadable_archive_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "archive.db"
    if content is not None:
        path.write_bytes(content)
    message = run_command(path, "serve")
    assert isinstance(message, str)
    assert "archive.db" in message
    assert content is not None or "make run" in message


def test_welcome_of_an_ipv6_address() -> None:
    assert "http://[::1]:8001/search?q=open+call\n" in welcome("::1", 8001, "open call")


def test_real_server_answers_and_ends_by_ctrl_c_without_a_traceback(archive: Path) -> None:
    port = free_port()
    program = "from pathlib import Path; from tests.commands.running import run_command;"
    program += f"run_command(Path({str(archive)!r}), 'serve', '--port', '{port}')"
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        home = answer(f"http://127.0.0.1:{port}/")
        assert b"Cluster News Archive</title>" in home
        running.send_signal(signal.SIGINT)
        output, _ = running.communicate(timeout=20)
    finally:
        running.kill()
        running.wait()
    assert b"Traceback" not in output
    assert b"Three things to try" in output
    assert running.returncode in (0, -signal.SIGINT, 128 + signal.SIGINT)


def answer(url: str) -> bytes:
    """Return what the server at ``url`` says, as soon as it is up."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(url) as response:
                body: bytes = response.read()
                return body
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {url}")
