"""Runs one of our commands as the ``scrapy`` program does."""

import signal
from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings


def run_command(archive: Path, *arguments: str) -> str | int | None:
    """Run ``scrapy ARGUMENTS`` on ``archive`` and return what it exits with: a message, a code, or None."""
    settings = Settings(
        {
            # Only this command: the others have imports of their own.
            "COMMANDS_MODULE": f"commands.{arguments[0]}",
            "ARCHIVE_DB": str(archive),
            "DOWNLOADS_DIR": str(archive.parent / "downloads"),
        }
    )
    # A command that crawls takes the signals for itself, for the rest of its process; this one has other tests to run.
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(SystemExit) as end:
            execute(["scrapy", *arguments], settings)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return end.value.code
