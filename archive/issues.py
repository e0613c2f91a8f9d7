"""The stories of a newsletter as rows. SQL only; the caller holds the transaction."""

import sqlite3
from collections.abc import Sequence

from items import IssueItem

Row = tuple[int, str, str, str | None]


def item_rows(items: Sequence[IssueItem]) -> list[Row]:
    """Return the columns of ``issue_items`` but the first, for the stories of one issue."""
    return [(item.position, item.title, item.summary, item.url or None) for item in items]


def known_rows(db: sqlite3.Connection, article_id: int) -> list[Row]:
    """Return what is stored of the stories of an issue, in their order."""
    sql = "SELECT position, title, summary, url FROM issue_items WHERE article_id = ? ORDER BY position"
    return db.execute(sql, (article_id,)).fetchall()


def save_items(db: sqlite3.Connection, article_id: int, items: Sequence[IssueItem]) -> None:
    """Let the stories of an issue be ``items``."""
    rows = item_rows(items)
    if known_rows(db, article_id) == rows:
        return
    db.execute("DELETE FROM issue_items WHERE article_id = ?", (article_id,))
    db.executemany("INSERT INTO issue_items VALUES (?, ?, ?, ?, ?)", [(article_id, *row) for row in rows])
