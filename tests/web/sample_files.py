"""Files whose text was read, and a newsletter with stories, beside the articles of the sample."""

import sqlite3

# The article that links to the files, and what they are: read in two views, read in part, not readable.
WITH_FILES = 4
STUDY, MINUTES, SCAN = 8004, 8005, 8006
STUDY_TITLE = "Barges on hydrogen: a study of twelve ports"
STUDY_PAGES = 23
# The pages of STUDY that say again what the third says.
REPEATING = (7, 22)
# The page that says the same and a little more.
MOSTLY = 9
REASON = "it holds pictures of pages without any text"
PART = "only its first two pages are text"

# The newsletter, and the stories that it tells: in the archive, elsewhere, and without an address.
ISSUE, TOLD = 9, 8
ELSEWHERE = "https://elsewhere.example/windings"
STORIES = (
    ("Kunststoff: the guide is out", "Twelve uses, each with its limits.", "https://harbour.example/news/7"),
    ("Windings wanted", "A maker of motors asks around.", ELSEWHERE),
    ("From the office", "We are closed on Friday.", None),
)


def add_files(db: sqlite3.Connection) -> None:
    """Add the files and the newsletter; ``db`` is in a transaction."""
    db.executemany(
        "INSERT INTO documents (id, url, source, title, media_type, bytes, pages, language, created, modified, state,"
        " reason, fetched_at, capture_id) VALUES (?, ?, 'harbour', ?, 'application/pdf', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (STUDY, "https://harbour.example/files/study.pdf", STUDY_TITLE, 2_400_000, STUDY_PAGES, "en", "2025-03",
             "2025-04-02T10:00:00Z", "read", "", "2026-11-18T06:00:00Z", 2),
            (MINUTES, "https://harbour.example/files/minutes.pdf", None, 81_000, 5, "nl", None, None, "read", PART,
             "2026-11-18T06:00:00Z", None),
            (SCAN, "https://harbour.example/files/scan.pdf", "The permit", 5_100_000, 4, None, None, None,
             "unreadable", REASON, "2026-11-18T06:00:00Z", None),
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO article_documents VALUES (?, ?, NULL)", [(WITH_FILES, key) for key in (STUDY, MINUTES, SCAN)]
    )
    db.executemany(
        "INSERT INTO document_pages (document_id, page, title, text, own, repeats) VALUES (?, ?, ?, ?, ?, ?)",
        [*map(_page, range(1, STUDY_PAGES + 1)), *_minutes()],
    )
    db.executemany(
        "INSERT INTO issue_items VALUES (?, ?, ?, ?, ?)",
        [(ISSUE, position, *story) for position, story in enumerate(STORIES, start=1)],
    )


def _page(number: int) -> tuple[object, ...]:
    """Return a page of STUDY as a row."""
    if number in (3, *REPEATING):
        text = "How the tonnage was measured\nA dredger weighs its load twice."
        return STUDY, number, None, text, "" if number != 3 else None, None if number == 3 else 3
    if number == MOSTLY:
        text = "How the tonnage was measured\nA dredger weighs its load twice.\nTwice, or three times?"
        return STUDY, number, None, text, "Twice, or three times?", 3
    text = f"Port number {number}\nIts quay takes barges of gravel and tonnage is counted by the day."
    return STUDY, number, STUDY_TITLE if number == 1 else None, text, None, None


def _minutes() -> list[tuple[object, ...]]:
    return [
        (MINUTES, 1, None, "Notulen van de vergadering over de dredger.", None, None),
        (MINUTES, 2, None, "Volgende vergadering: donderdag.", None, None),
    ]
