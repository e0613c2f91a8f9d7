"""Is an archive fit to take the place of the one before it? ``python deploy/check_archive.py NEW [BEFORE]``.

Run before publishing, with nothing but the standard library. Exits with 1 and one line that says what is wrong.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

# What a crawl only ever adds to. Articles are not here: two rows may turn out to be one article, whose addresses stay.
GROWING = ("sources", "crawls", "listings", "captures", "topics", "revisions", "documents")
COUNTS = {name: f"SELECT count(*) FROM {name}" for name in (*GROWING, "articles")}  # noqa: S608  # names of our own
ADDRESSES = "SELECT url FROM articles UNION SELECT url FROM article_urls"


class Unfit(Exception):
    """The archive must not be published. The text is one line."""


class Content(NamedTuple):
    """How many rows an archive has in each table, and every address that leads to an article."""

    rows: dict[str, int]
    addresses: set[str]


def content(path: Path) -> Content:
    """Return what the archive at ``path`` holds. Raises Unfit when it is no sound archive."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            [(verdict,), *_] = db.execute("PRAGMA integrity_check").fetchall()
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
            rows = {name: int(db.execute(sql).fetchone()[0]) for name, sql in COUNTS.items()}
            addresses = {url for (url,) in db.execute(ADDRESSES)}
    except sqlite3.Error as error:
        raise Unfit(f"{path} cannot be read as an archive: {error}") from error
    if verdict != "ok":
        raise Unfit(f"{path} is damaged: {verdict}")
    if broken:
        raise Unfit(f"{path} has {len(broken)} rows that refer to rows which are not there")
    return Content(rows, addresses)


def check(new: Path, before: Path | None) -> str:
    """Return one line on the archive ``new``. Raises Unfit when it is empty, damaged or poorer than ``before``."""
    now = content(new)
    if not now.rows["articles"]:
        raise Unfit(f"{new} holds no articles")
    then = content(before) if before else Content(dict.fromkeys(now.rows, 0), set())
    shrunk = [f"{name} from {then.rows[name]:,} to {now.rows[name]:,}" for name in GROWING if _less(now, then, name)]
    if shrunk:
        raise Unfit(f"{new} has shrunk: {', '.join(shrunk)}")
    lost = then.addresses - now.addresses
    if lost:
        raise Unfit(f"{new} has lost {len(lost):,} articles, such as {min(lost)}")
    return f"{new}: sound, {now.rows['articles']:,} articles ({now.rows['articles'] - then.rows['articles']:+,})"


def _less(now: Content, then: Content, name: str) -> bool:
    return now.rows[name] < then.rows[name]


if __name__ == "__main__":
    _, given, *more = sys.argv
    try:
        sys.stdout.write(check(Path(given), Path(more[0]) if more else None) + "\n")
    except Unfit as unfit:
        sys.exit(f"check_archive: {unfit}")
