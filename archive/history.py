"""What becomes of an article over time: confirmed, gone, back again; and of the cards of a list. SQL only."""

import difflib
import re
import sqlite3

from archive import ledger
from archive.rows import first, forget_failure, put
from items import Confirmed, Failure, Walked

# The statuses that say of an address that nothing is there any more.
MISSING = frozenset({404, 410})
# As many words of a change as a reader looks at.
MOST_WORDS = 200
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def confirm(db: sqlite3.Connection, confirmed: Confirmed) -> None:
    """Note that an article is as it was when last read."""
    found = _article(db, confirmed.url)
    if found is None:
        return
    article_id, state = found
    db.execute(
        "UPDATE articles SET last_seen = ? WHERE id = ? AND last_seen < ?",
        (confirmed.seen_at, article_id, confirmed.seen_at),
    )
    if state == "gone":
        db.execute("UPDATE articles SET state = 'live' WHERE id = ?", (article_id,))
        came_back(db, article_id, confirmed.seen_at)
    ledger.answered(db, confirmed.source, confirmed.url, confirmed.seen_at)
    forget_failure(db, confirmed.source, confirmed.url)


def went_missing(db: sqlite3.Connection, failure: Failure) -> bool:
    """Take a 404 or 410 for an article that was read before as a sign; return whether the article is gone by it.

    One bad hour of a server deletes nothing: gone needs two such answers on different days.
    """
    found = _article(db, failure.url)
    row = first(db, "SELECT missing FROM ledger WHERE source = ? AND url = ?", failure.source, failure.url)
    if failure.status not in MISSING or found is None or row is None:
        return False
    article_id, state = found
    if row[0] is None:
        db.execute("UPDATE ledger SET missing = ? WHERE url = ?", (failure.seen_at, failure.url))
    elif state in ("live", "moved") and row[0][:10] < failure.seen_at[:10]:
        db.execute("UPDATE articles SET state = 'gone' WHERE id = ?", (article_id,))
        db.execute(
            "INSERT INTO gaps (article_id, gone) VALUES (?, ?) ON CONFLICT DO NOTHING", (article_id, failure.seen_at)
        )
        return True
    return False


def came_back(db: sqlite3.Connection, article_id: int, seen: str) -> None:
    """Close the gap of an article that was gone."""
    db.execute("UPDATE gaps SET returned = ? WHERE article_id = ? AND returned IS NULL", (seen, article_id))


def walked(db: sqlite3.Connection, walk: Walked) -> None:
    """Note how the walk of a list stands; after a whole one, the cards that it did not show have left the list."""
    if walk.state == "begun":
        ledger.walk_begun(db, walk.source, walk.url, walk.seen_at)
        return
    ledger.walk_done(db, walk.source, walk.url, walk.seen_at, whole=walk.state == "whole")
    if walk.state == "whole":
        db.execute(
            "UPDATE sightings SET left_list = ? WHERE left_list IS NULL AND last_seen < ?"
            " AND listing_id = (SELECT id FROM listings WHERE url = ?)",
            (walk.seen_at, walk.begun, walk.url),
        )


def note_change(db: sqlite3.Connection, article_id: int, listing_id: int, seen: str, old: list[str | None]) -> None:
    """Keep what a card said before it changed: ``old`` is its title, teaser and label."""
    db.execute(
        "INSERT INTO sighting_changes (article_id, listing_id, seen, title, summary, label) VALUES (?, ?, ?, ?, ?, ?)",
        (article_id, listing_id, seen, *old),
    )


def word_changes(old: str, new: str) -> tuple[str, str]:
    """Return the words that ``new`` has and ``old`` had not, and those it has lost, in the order of the texts."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    added: list[str] = []
    removed: list[str] = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if kind != "equal":
            removed += before[a1:a2]
            added += after[b1:b2]
    return " ".join(added[:MOST_WORDS]), " ".join(removed[:MOST_WORDS])


def describe_revision(db: sqlite3.Connection, revision_id: int) -> None:
    """Write into a revision the words added and removed since the one before."""
    row = first(
        db,
        """
        SELECT new.title, new.body, old.title, old.body FROM revisions AS new
        JOIN revisions AS old ON old.id = (
            SELECT max(id) FROM revisions WHERE article_id = new.article_id AND id < new.id)
        WHERE new.id = ?
        """,
        revision_id,
    )
    if row:
        new_title, new_body, old_title, old_body = (text or "" for text in row)
        added, removed = word_changes(f"{old_title}\n{old_body}", f"{new_title}\n{new_body}")
        put(db, "revisions", {"id": revision_id}, {"words_added": added, "words_removed": removed})


def _article(db: sqlite3.Connection, url: str) -> tuple[int, str] | None:
    return first(
        db,
        "SELECT id, state FROM articles WHERE url = ?1 OR id = (SELECT article_id FROM article_urls WHERE url = ?1)",
        url,
    )
