"""What the archive holds, in one line."""

from pathlib import Path

from archive.database import ArchiveError
from archive.reading import totals


def summary(archive_db: str) -> str:
    """Return one line of totals for the archive at ``archive_db``, or why there is none."""
    try:
        counts = totals(Path(archive_db))
    except ArchiveError as error:
        return str(error)
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    return f"{archive_db} holds {told}"
