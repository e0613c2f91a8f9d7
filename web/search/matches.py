"""The ids of the articles that the full-text index finds."""

import sqlite3

import numpy as np
from pyroaring import BitMap

from web.search.bitmaps import newest_version
from web.search.ids import Ids, ids_of
from web.search.index import SearchIndex

# Weights of title, summary, body, topics and organisation.
WEIGHTS = "8, 3, 1, 4, 2"
# More hits are not ranked: on a million articles 200,000 take 0.2 s, and no reader asks for the best of so many.
MOST_RANKED = 200_000

# One row for all hits: taking them one by one takes three times as long, and holds up the other threads.
FOUND = """
    SELECT group_concat(rowid) FROM articles_fts
    WHERE articles_fts MATCH ? AND +rowid BETWEEN 0 AND 4294967295
"""
# Scores in millionths of millionths: a word of most articles has none above a millionth. Whole numbers are written
# and read faster, and ordered here they take two thirds of the time. LIMIT -1 keeps bm25 in a query of its own: it
# works in no other.
SCORED = f"""
    SELECT group_concat(id), group_concat(score) FROM (
        SELECT rowid AS id, CAST(bm25(articles_fts, {WEIGHTS}) * -1e12 AS INTEGER) AS score
        FROM articles_fts WHERE articles_fts MATCH ? AND +rowid BETWEEN 0 AND 4294967295 LIMIT -1)
"""  # noqa: S608  # constants of this module


def matches(index: SearchIndex, db: sqlite3.Connection, expression: str) -> BitMap:
    """Return the articles that an FTS5 expression finds in the state that ``db`` reads."""
    key = (FOUND, expression, newest_version(db))
    return BitMap(index.hits.get(key, lambda: ids_of(db.execute(FOUND, (expression,)).fetchone()[0])))


def ranked(index: SearchIndex, db: sqlite3.Connection, expression: str) -> Ids:
    """Return the same articles in the order of bm25, best first; of equals the one that came last."""
    return index.hits.get((SCORED, expression, newest_version(db)), lambda: _by_score(db, expression))


def _by_score(db: sqlite3.Connection, expression: str) -> Ids:
    ids, scores = db.execute(SCORED, (expression,)).fetchone()
    best = np.argsort(np.fromstring(scores or "", dtype=np.int64, sep=","), kind="stable")
    return ids_of(ids)[best][::-1]
