"""Our verbs of the ``scrapy`` command."""

import sys
import unicodedata
from typing import NoReturn


def stop(message: str) -> NoReturn:
    """End the program with one line on stderr that says what to do, and exit code 1."""
    sys.exit(f"scrapy: {plain(message)}")


def plain(text: str) -> str:
    """Return crawled ``text`` fit for a terminal: one line without control, format and direction characters."""
    spaced = " ".join(text.split())
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in spaced)
