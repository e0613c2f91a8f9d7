"""Our verbs of the ``scrapy`` command."""

import signal
import sys
import unicodedata
from typing import NoReturn

from scrapy.exceptions import UsageError


def stop(message: str) -> NoReturn:
    """End the program with one line on stderr that says what to do, and exit code 1."""
    sys.exit(f"scrapy: {plain(message)}")


def one_name(args: list[str]) -> str:
    """Return the source that a command that only prints was given, or an empty string. Raises UsageError for more.

    From then on ``| head`` ends the command as it ends any other tool.
    """
    if len(args) > 1:
        raise UsageError("name one source, or none")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    return args[0] if args else ""


def plain(text: str) -> str:
    """Return crawled ``text`` fit for a terminal: one line without control, format and direction characters."""
    spaced = " ".join(text.split())
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in spaced)
