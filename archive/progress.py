"""How an export tells how far it is."""

from collections.abc import Callable

# Called with the number of rows done and the number of rows in all.
Progress = Callable[[int, int], None]


def quiet(done: int, total: int) -> None:
    """Tell nobody."""
