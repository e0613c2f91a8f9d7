"""Groups of copies: whoever is a copy of a copy is in the group, and the earliest gives it its name. SQL only."""

import sqlite3
from collections.abc import Iterable

_NEIGHBOURS = """
    SELECT other_id FROM same_as WHERE article_id = ?1 AND kind = 'copy'
    UNION SELECT article_id FROM same_as WHERE other_id = ?1 AND kind = 'copy'
"""
_FELLOWS = "SELECT article_id FROM copies WHERE group_id = (SELECT group_id FROM copies WHERE article_id = ?)"
# The day counts before the hour: of two articles of one day, one may be dated without an hour.
_EARLIEST = """
    SELECT id FROM articles WHERE id IN ({marks})
    ORDER BY substr(coalesce(published, first_seen), 1, 10), coalesce(published, first_seen), id LIMIT 1
"""


def regroup(db: sqlite3.Connection, changed: Iterable[int]) -> None:
    """Make the groups right again of the articles whose copies may have ``changed``, and of those grouped with them."""
    changed = set(changed)
    waiting = changed | {fellow for number in changed for (fellow,) in db.execute(_FELLOWS, (number,))}
    while waiting:
        group = _connected(db, min(waiting))
        _save(db, group)
        waiting -= group


def _connected(db: sqlite3.Connection, article_id: int) -> set[int]:
    found, waiting = set[int](), {article_id}
    while waiting:
        number = waiting.pop()
        found.add(number)
        waiting |= {other for (other,) in db.execute(_NEIGHBOURS, (number,))} - found
    return found


def _save(db: sqlite3.Connection, group: set[int]) -> None:
    """Store a group under its earliest article; one article alone is no group."""
    members = sorted(group)
    if len(members) == 1:
        db.execute("DELETE FROM copies WHERE article_id = ?", members)
        return
    marks = ", ".join("?" * len(members))
    (earliest,) = db.execute(_EARLIEST.format(marks=marks), members).fetchone()
    db.executemany(
        "INSERT INTO copies (article_id, group_id) VALUES (?, ?) ON CONFLICT (article_id) DO UPDATE"
        " SET group_id = excluded.group_id WHERE group_id <> excluded.group_id",
        [(member, earliest) for member in members],
    )
