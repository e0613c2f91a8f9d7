"""An archive with a story at three addresses of two sources, its translation, and one page under two addresses."""

from pathlib import Path

from archive.database import open_database
from tests.web.sample import build

# Numbers of articles of the sample: the copies, of which the third is the earliest, and the others.
FIRST, SECOND, EARLIEST, TRANSLATION, SAME_PAGE = 1, 2, 3, 4, 5
DAYS = {FIRST: "2026-11-14", SECOND: "2026-11-12", EARLIEST: "2026-11-10"}
FOUND = "2026-11-20T06:00:00Z"
EVIDENCE = "31 words are the same"
NAMED = "one page names https://harbour.example/de/news/3 as its version in de"


def build_copies(path: Path) -> Path:
    """Make an archive at ``path`` with one of every text of the sample, related as above, and return it."""
    build(path, copies=1, hostile=False)
    db = open_database(path)
    db.execute("BEGIN")
    for article, day in DAYS.items():
        db.execute("UPDATE articles SET title = 'Barges', published = ? WHERE id = ?", (day, article))
    db.execute("UPDATE articles SET language = 'de', title = 'Lastkähne' WHERE id = ?", (TRANSLATION,))
    db.executemany("INSERT INTO copies VALUES (?, ?)", [(article, EARLIEST) for article in DAYS])
    db.executemany(
        "INSERT INTO same_as VALUES (?, ?, ?, ?, ?)",
        [
            (FIRST, EARLIEST, "copy", EVIDENCE, FOUND),
            (SECOND, EARLIEST, "copy", EVIDENCE, FOUND),
            (EARLIEST, TRANSLATION, "translation", NAMED, FOUND),
            (EARLIEST, SAME_PAGE, "other_address", "one page names https://a.example/ as its own address", FOUND),
        ],
    )
    db.execute("COMMIT")
    db.close()
    return path
