"""What has become of some of the sample's articles since they were first seen."""

import sqlite3

from archive.history import describe_revision

# Articles with a history, by their number: two texts before the present one, gone, away for a while, moved, and on a
# second list. They are there when there are two copies of every text or more.
CHANGED, GONE, RETURNED, MOVED, LISTED_TWICE = 2, 3, 4, 5, 7
# The third hostile article of five copies: a list told of it, and nothing else.
UNREAD = 33
# The texts of CHANGED before the present one: title, body, cause, and when it was first seen.
CHANGED_CALL = "Call for partners: repairable electric motors"
FORMER_TEXTS = [
    (
        CHANGED_CALL,
        "The consortium looks for one maker of windings and one laboratory with a dynamometer.\n"
        "Partners pay their own travel. Expressions of interest are taken until 15 December, by e-mail.",
        "site",
        "2026-11-02T06:00:00Z",
    ),
    (
        CHANGED_CALL,
        "Share this page\n"
        "The consortium looks for two makers of windings and one laboratory with a dynamometer.\n"
        "Partners pay their own travel. Expressions of interest are taken until 30 January, by e-mail.\n"
        "Motors must come apart with ordinary tools in under twenty minutes.",
        "site",
        "2026-11-09T06:00:00Z",
    ),
]
OLD_ADDRESS = "https://clusters.example/2026/evening-course"


def add_history(db: sqlite3.Connection) -> None:
    """Give the articles above their history; ``db`` is in a transaction."""
    present = (*db.execute("SELECT title, body FROM articles WHERE id = ?", (CHANGED,)).fetchone(), "reextraction")
    for title, body, cause, seen in (*FORMER_TEXTS, (*present, FORMER_TEXTS[-1][3])):
        cursor = db.execute(
            "INSERT INTO revisions (article_id, seen, title, body, content_hash, extractor, capture_id, cause)"
            " VALUES (?, ?, ?, ?, ?, 'e', 2, ?)",
            (CHANGED, seen, title, body, seen, cause),
        )
        describe_revision(db, int(cursor.lastrowid or 0))
    db.execute("UPDATE articles SET last_changed = ? WHERE id = ?", (FORMER_TEXTS[-1][3], CHANGED))
    db.executemany(
        "INSERT INTO documents (id, url, source, title, media_type, bytes, pages, state)"
        " VALUES (?, ?, 'harbour', ?, ?, ?, ?, ?)",
        [
            (8001, "https://harbour.example/files/call.pdf", "The call", "application/pdf", 1_250_000, 12, "fetched"),
            (8002, "https://harbour.example/files/form.docx", "The form", None, None, None, "linked"),
            (8003, "https://harbour.example/files/old.pdf", None, None, None, None, "failed"),
        ],
    )
    db.executemany("INSERT INTO article_documents VALUES (2, ?, NULL)", [(8001,), (8002,), (8003,)])
    db.execute("UPDATE articles SET state = 'gone', last_seen = '2026-11-10T06:00:00Z' WHERE id = ?", (GONE,))
    db.execute("INSERT INTO gaps VALUES (?, '2026-11-12T06:00:00Z', NULL)", (GONE,))
    db.execute("INSERT INTO gaps VALUES (?, '2026-11-05T06:00:00Z', '2026-11-08T06:00:00Z')", (RETURNED,))
    db.execute("UPDATE articles SET state = 'moved' WHERE id = ?", (MOVED,))
    db.execute("INSERT INTO article_urls VALUES (?, ?)", (OLD_ADDRESS, MOVED))
    db.execute(
        "INSERT INTO listings VALUES (3, 'demo', 'https://clusters.example/tags/circular-economy', 'Circular economy')"
    )
    db.execute(
        "INSERT INTO sightings VALUES (?, 3, 1, 1, 'Timber clusters share a hall', NULL, 'Members', NULL,"
        " '2026-11-01T06:00:00Z', '2026-11-14T06:00:00Z', '2026-11-16T06:00:00Z')",
        (LISTED_TWICE,),
    )
    db.execute(
        "INSERT INTO sighting_changes (article_id, listing_id, seen, title, summary, label)"
        " VALUES (?, 3, '2026-11-06T06:00:00Z', 'Timber clusters to share a hall', NULL, 'Announcements')",
        (LISTED_TWICE,),
    )
