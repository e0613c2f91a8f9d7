"""A real server process over an archive, as an operator starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A start takes 2 s; beside other work it has been seen to take more than a minute.
START_SECONDS = 180


@contextmanager
def served(archive: Path, downloads: Path) -> Iterator[str]:
    """Run ``scrapy serve`` on ``archive`` and give its address, without a slash at the end, once it answers."""
    port = free_port()
    environment = {**os.environ, "ARCHIVE_DB": str(archive), "DOWNLOADS_DIR": str(downloads)}
    command = [sys.executable, "-m", "scrapy", "serve", "--port", str(port)]
    log = archive.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_for(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def free_port() -> int:
    """Return the number of a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once somebody listens on ``port``. Raises AssertionError with what the server said when nobody does."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not start:\n{log.read_text('utf8', 'replace')}")
