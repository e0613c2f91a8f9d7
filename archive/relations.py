"""Which articles are copies of one story, versions of one page, or one page under two addresses: linked, never merged.

What an article is related to depends on its text, language, dates and addresses. Triggers put it into ``to_relate``
when one of these changes, and ``relate_due`` takes it out again: with each batch, in the batch's transaction. So a new
archive, an old one after an update, a crawl and a re-extraction all go one way. SQL only; the caller holds the
transaction.
"""

import sqlite3
from typing import Any

from archive.groups import regroup
from archive.likeness import SHARED, Story, shared_words, sketch
from archive.rows import Value, put
from items import Alternate

# Articles that are related in one transaction: it holds other writers off for a second or two.
MOST = 200
# Articles compared with one, of those that share most with it. Its group needs one of its copies to be found.
_CANDIDATES = 20

_CANDIDATES_OF = f"""
    SELECT article_id FROM shingles WHERE hash IN (SELECT hash FROM shingles WHERE article_id = ?1)
    AND article_id <> ?1 GROUP BY article_id HAVING count(*) >= {SHARED}
    ORDER BY count(*) DESC, article_id LIMIT {_CANDIDATES}
"""
_COPIES_OF = """
    SELECT other_id FROM same_as WHERE article_id = ?1 AND kind = 'copy'
    UNION SELECT article_id FROM same_as WHERE other_id = ?1 AND kind = 'copy'
"""
# Every address of article 1: its own first, then those that led to it.
_ADDRESSES = "SELECT url FROM articles WHERE id = ?1 UNION SELECT url FROM article_urls WHERE article_id = ?1"
# What one of two articles says of the other: (other article, relation, language, address).
_NAMED = f"""
    SELECT coalesce((SELECT id FROM articles WHERE articles.url = alternates.url),
                    (SELECT article_id FROM article_urls WHERE article_urls.url = alternates.url)) AS other,
           relation, language, url
    FROM alternates WHERE article_id = ?1 AND relation <> 'stem' AND other <> ?1
    UNION SELECT article_id, relation, language, url FROM alternates
    WHERE url IN ({_ADDRESSES}) AND relation <> 'stem' AND article_id <> ?1
    UNION SELECT other.article_id, 'stem', NULL, other.url FROM alternates AS own JOIN alternates AS other
    ON other.url = own.url AND other.relation = 'stem' AND other.article_id <> own.article_id
    JOIN articles AS one ON one.id = own.article_id JOIN articles AS two ON two.id = other.article_id
    WHERE own.article_id = ?1 AND own.relation = 'stem' AND one.source = two.source
    ORDER BY 1, 2, 4, 3
"""


def count_due(db: sqlite3.Connection) -> int:
    """Return how many articles are to be related."""
    return int(db.execute("SELECT count(*) FROM to_relate").fetchone()[0])


def relate_due(db: sqlite3.Connection) -> int:
    """Relate up to ``MOST`` articles that are due; return how many these were."""
    due = [number for (number,) in db.execute("SELECT article_id FROM to_relate ORDER BY 1 LIMIT ?", (MOST,))]
    for article_id in due:
        _relate(db, article_id)
    regroup(db, due)
    db.executemany("DELETE FROM to_relate WHERE article_id = ?", [(number,) for number in due])
    return len(due)


def save_alternates(db: sqlite3.Connection, article_id: int, alternates: tuple[Alternate, ...]) -> None:
    """Keep the addresses that the page of an article stands beside, and no others."""
    known = set(db.execute("SELECT url, relation FROM alternates WHERE article_id = ?", (article_id,)))
    for url, relation in known - {(each.url, each.relation) for each in alternates}:
        db.execute(
            "DELETE FROM alternates WHERE article_id = ? AND url = ? AND relation = ?", (article_id, url, relation)
        )
    for each in alternates:
        key: dict[str, Value] = {"article_id": article_id, "url": each.url, "relation": each.relation}
        put(db, "alternates", key, {"language": each.language})


def _relate(db: sqlite3.Connection, article_id: int) -> None:
    _, _, body, language, seen = _facts(db, article_id)
    _save_sketch(db, article_id, set(sketch(body)))
    found: dict[tuple[int, str], str] = {}
    for (other,) in db.execute(f"SELECT * FROM ({_CANDIDATES_OF}) UNION {_COPIES_OF}", (article_id,)).fetchall():
        # In one order always: an alignment of two texts is not quite the same the other way round.
        shared = shared_words(*(_story(db, number) for number in sorted((article_id, other))))
        if shared:
            found[other, "copy"] = f"{shared:,} words are the same"
    for other, relation, tag, url in db.execute(_NAMED, (article_id,)).fetchall():
        kind = _kind(relation, language, _facts(db, other)[3])
        found.setdefault((other, kind), _evidence(relation, tag, url))
    _save_relations(db, article_id, found, seen)


def _facts(db: sqlite3.Connection, article_id: int) -> tuple[str, str, str, str, str]:
    """Return source, title, text, language, and when the text was last seen to change."""
    row: tuple[Any, ...] = db.execute(
        "SELECT source, coalesce(title, ''), coalesce(body, ''), coalesce(language, ''), last_changed"
        " FROM articles WHERE id = ?",
        (article_id,),
    ).fetchone()
    return row


def _story(db: sqlite3.Connection, article_id: int) -> Story:
    source, title, body, *_ = _facts(db, article_id)
    return Story(title=title, body=body, site=source)


def _save_sketch(db: sqlite3.Connection, article_id: int, hashes: set[int]) -> None:
    known = {found for (found,) in db.execute("SELECT hash FROM shingles WHERE article_id = ?", (article_id,))}
    gone, new = ([(found, article_id) for found in sorted(part)] for part in (known - hashes, hashes - known))
    db.executemany("DELETE FROM shingles WHERE hash = ? AND article_id = ?", gone)
    db.executemany("INSERT INTO shingles (hash, article_id) VALUES (?, ?)", new)


def _kind(relation: str, language: str, other_language: str) -> str:
    if relation == "address":
        return "other_address"
    return "translation" if language and other_language and language != other_language else "language_version"


def _evidence(relation: str, language: str | None, url: str) -> str:
    return {
        "language": f"one page names {url} as its version in {language}",
        "address": f"one page names {url} as its own address",
        "stem": "their addresses differ by a language alone",
    }[relation]


def _save_relations(db: sqlite3.Connection, article_id: int, found: dict[tuple[int, str], str], seen: str) -> None:
    """Make ``found`` all that an article is related to: other article and kind, with the evidence."""
    known = db.execute(
        "SELECT article_id, other_id, kind FROM same_as WHERE ?1 IN (article_id, other_id)", (article_id,)
    ).fetchall()
    for one, other, kind in known:
        if (one + other - article_id, kind) not in found:
            db.execute("DELETE FROM same_as WHERE article_id = ? AND other_id = ? AND kind = ?", (one, other, kind))
    for (other, kind), evidence in found.items():
        key: dict[str, Value] = {"article_id": min(article_id, other), "other_id": max(article_id, other), "kind": kind}
        put(db, "same_as", key, {"evidence": evidence, "found": max(seen, _facts(db, other)[4])})
