"""What stands beside the articles of a synthetic archive: organisations, copies of stories, and the pages of files."""

import sqlite3

import numpy as np

# The n-th organisation is n times rarer than the first, like words.
ORGANISATIONS = 5_000
# One article of ten has a copy five numbers on, which a day later shows the same story.
COPIED, COPY_BEHIND = 10, 5
# One article of twenty links a file of five pages.
FILED, PAGES = 20, 5


def save_organisations(db: sqlite3.Connection) -> None:
    """Insert the organisations, each with two spellings."""
    for number in range(1, ORGANISATIONS + 1):
        name = f"Regional Cluster Body {number}"
        db.execute("INSERT INTO entities VALUES (?, 'organisation', ?, ?)", (number, f"body-{number}", name))
        for spelling in (name, name.upper()):
            db.execute("INSERT INTO entity_names VALUES ('organisation', ?, ?)", (spelling, number))


def save_beside(db: sqlite3.Connection, start: int, count: int, rng: np.random.Generator) -> None:
    """Insert what belongs to the ``count`` articles from ``start`` on."""
    keys = range(start, start + count)
    ranks = np.cumsum(1 / np.arange(1, ORGANISATIONS + 1))
    named = np.searchsorted(ranks, rng.random(count) * ranks[-1]) + 1
    db.executemany(
        "INSERT INTO article_names (article_id, role, kind, name) VALUES (?, 'organisation', 'organisation', ?)",
        ((key, f"Regional Cluster Body {number}") for key, number in zip(keys, named.tolist(), strict=True)),
    )
    pairs = [(key, key + COPY_BEHIND) for key in keys if key % COPIED == 1 and key + COPY_BEHIND < start + count]
    db.executemany("INSERT INTO copies VALUES (?, ?)", ((key, pair[0]) for pair in pairs for key in pair))
    texts = [text for (text,) in db.execute("SELECT body FROM articles WHERE id BETWEEN ? AND ?", (start, keys[-1]))]
    for key in range(start + -start % FILED, start + count, FILED):
        _save_file(db, key, texts[key - start])


def _save_file(db: sqlite3.Connection, key: int, text: str) -> None:
    """Insert a file that the article ``key`` links, with ``text`` on its pages."""
    db.execute(
        "INSERT INTO documents (id, url, source, title, media_type, pages, state)"
        " SELECT id, url || '/file.pdf', source, title, 'application/pdf', ?, 'read' FROM articles WHERE id = ?",
        (PAGES, key),
    )
    db.execute("INSERT INTO article_documents (article_id, document_id) VALUES (?1, ?1)", (key,))
    words = text.split()
    length = -(-len(words) // PAGES)
    pages = (words[at : at + length] for at in range(0, len(words), length))
    db.executemany(
        "INSERT INTO document_pages (document_id, page, text) VALUES (?, ?, ?)",
        ((key, number, " ".join(page)) for number, page in enumerate(pages, start=1)),
    )
