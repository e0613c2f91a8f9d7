"""A line on stderr that says how far a command is."""

import contextlib
import sys
import time

# Seconds between two states of the line: often enough to see that it moves.
_SECONDS = 0.2


class ProgressLine(contextlib.AbstractContextManager["ProgressLine"]):
    """A line that is gone afterwards; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = time.monotonic()

    def show(self, text: str) -> None:
        """Show ``text``, when the last time is long enough ago."""
        if self._live and time.monotonic() - self._last > _SECONDS:
            self._last = time.monotonic()
            print(f"\r\x1b[K  {text}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *exception: object) -> None:
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
