"""What the archive holds, in one line."""

from pathlib import Path

from archive.reading import totals


def summary(archive_db: str) -> str:
    """Return one line of totals for the archive at ``archive_db``."""
    counts = totals(Path(archive_db))
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    return f"{archive_db} holds {told}"
