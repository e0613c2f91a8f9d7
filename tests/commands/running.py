"""Runs one of our commands as the ``scrapy`` program does."""

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
    with pytest.raises(SystemExit) as end:
        execute(["scrapy", *arguments], settings)
    return end.value.code
