"""The other copies of the stories in a list."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

# That are named; the page of the article has more.
MOST_NAMED = 5

# How many there are of each is in the index.
GROUPS = """
    SELECT article_id, group_id, (SELECT count(*) FROM copies AS others WHERE others.group_id = copies.group_id) - 1
    FROM copies WHERE article_id IN ({marks})
"""
NAMED = f"""
    SELECT articles.id, substr(coalesce(sources.title, articles.source), 1, 200)
    FROM copies JOIN articles ON articles.id = copies.article_id LEFT JOIN sources ON sources.name = articles.source
    WHERE copies.group_id = ? AND copies.article_id <> ?
    ORDER BY copies.article_id <> copies.group_id, copies.article_id LIMIT {MOST_NAMED}
"""  # noqa: S608  # constants of this module


class Fellows(NamedTuple):
    """Other copies of a story: their number, and the first of them with the titles of their sources."""

    total: int = 0
    first: tuple[tuple[int, str], ...] = ()


def fellows(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Fellows]:
    """Return the other copies of each of ``ids`` that has any, the earliest and then the lowest ids first."""
    groups = db.execute(GROUPS.format(marks=", ".join("?" * len(ids))), list(ids)).fetchall()
    return {key: Fellows(total, tuple(db.execute(NAMED, (group, key)))) for key, group, total in groups if total}
