"""Files and newsletters in the archive: a row a page, found where they say something new, kept through migrations."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.captured_files import captured_files, differs, rewrite_file
from archive.migrations import migrations
from archive.store import Archive
from items import DocumentPage, DocumentText, IssueItem
from tests.archive.test_store import one, rows, save
from tests.make import DAY, SITE, article, document, failure

LATER = "2026-03-02T08:00:00Z"
PAGES = (
    DocumentPage(number=1, text="Clusters and water", own="Clusters and water"),
    DocumentPage(number=2, text="", own=""),
    DocumentPage(number=3, text="Clusters and water\nHalf comes back", own="Half comes back"),
    DocumentPage(number=4, text="Clusters and water", own="", repeats=1),
)
TEXT = DocumentText(
    state="read", media_type="application/pdf", page_count=4, title="A deck", language="en", created="2024", pages=PAGES
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.take(tmp_path / "archive.db")
    yield archive
    archive.release()


def hits(archive: Archive, query: str) -> list[int]:
    sql = "SELECT page FROM document_pages WHERE id IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)"
    archive.db.execute("INSERT INTO documents_fts(documents_fts, rank) VALUES ('integrity-check', 1)")
    return [page for (page,) in rows(archive, f"{sql} ORDER BY page", query)]


def test_a_file_is_searched_page_by_page(archive: Archive) -> None:
    save(archive, article(), document(text=TEXT))
    assert one(archive, "SELECT state, title, pages, language, created, reason FROM documents") == (
        "read", "A deck", 4, "en", "2024", None,
    )  # fmt: skip
    assert rows(archive, "SELECT page, text, own, repeats FROM document_pages ORDER BY page") == [
        (1, "Clusters and water", None, None),
        (2, "", None, None),
        (3, "Clusters and water\nHalf comes back", "Half comes back", None),
        (4, "Clusters and water", "", 1),
    ]
    assert (hits(archive, "water"), hits(archive, "half"), hits(archive, "deck")) == ([1], [3], [1])


def test_a_replay_changes_nothing_and_a_new_file_all(archive: Archive) -> None:
    save(archive, article(), document(text=TEXT))
    before = archive.db.total_changes
    save(archive, document(text=TEXT), live=False)
    assert archive.db.total_changes == before
    save(archive, document(text=replace(TEXT, page_count=1, pages=PAGES[2:3]), fetched_at=LATER))
    assert rows(archive, "SELECT pages FROM documents") == [(1,)]
    locked = DocumentText(state="unreadable", reason="it is encrypted and asks for a password")
    save(archive, document(text=locked, fetched_at="2026-03-03T08:00:00Z"))
    assert one(archive, "SELECT state, reason, pages FROM documents") == ("unreadable", locked.reason, None)
    assert hits(archive, "water OR half OR deck") == []


def test_a_file_that_could_not_be_fetched_says_why(archive: Archive) -> None:
    url = document().url
    save(archive, article(documents=()), document(url=f"{SITE}/files/other.pdf", text=TEXT))
    archive.db.execute("INSERT INTO documents (url, source, state) VALUES (?, 'site', 'linked')", (url,))
    save(archive, failure(url=url, reason="the body is larger than 52428800 bytes", seen_at=LATER))
    assert rows(archive, "SELECT state, reason FROM documents WHERE url = ?", url) == [
        ("failed", "the body is larger than 52428800 bytes")
    ]


def test_files_are_read_again_from_their_captures(archive: Archive) -> None:
    save(archive, article(), document())
    [file] = captured_files(archive.db, "site", "")
    assert (file.capture.url, captured_files(archive.db, "other", "")) == (document().url, [])
    assert captured_files(archive.db, "", LATER) == []
    assert differs(archive.db, file.id, TEXT)
    assert rewrite_file(archive, file.id, TEXT)
    assert not rewrite_file(archive, file.id, TEXT)
    assert hits(archive, "half") == [3]


def test_the_stories_of_an_issue_lead_to_their_articles(archive: Archive) -> None:
    stories = (
        IssueItem(position=1, title="One", summary="Text", url=f"{SITE}/news/1"),
        IssueItem(position=2, title="Two", summary="Text", url=f"{SITE}/old/2"),
        IssueItem(position=3, title="Three", summary="Text"),
    )
    save(archive, article(items=stories), article(1), article(2, addresses=(f"{SITE}/old/2",)))
    links = "SELECT position, articles.url FROM issue_contents LEFT JOIN articles ON articles.id = item_article_id"
    assert rows(archive, f"{links} ORDER BY position") == [(1, f"{SITE}/news/1"), (2, f"{SITE}/news/2"), (3, None)]
    save(archive, article(items=stories[:1], fetched_at=LATER, content_hash="other"))
    assert one(archive, "SELECT count(*) FROM issue_items") == 1


def test_an_archive_of_before_keeps_its_files(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    migrations.apply(Database(db), stop_before="m011_texts_of_documents")
    db.executescript(f"""
        INSERT INTO sources VALUES ('site', 'Site', '{SITE}', 'EU', 'en');
        INSERT INTO articles (id, url, source, kind, first_seen, last_seen, last_changed, state)
            VALUES (7, '{SITE}/news/0', 'site', 'news', '{DAY}', '{DAY}', '{DAY}', 'live');
        INSERT INTO documents (id, url, source, title, bytes, state) VALUES (5, 'u', 'site', 'Slides', 9, 'fetched');
        INSERT INTO article_documents VALUES (7, 5, 'The slides');
    """)
    migrations.apply(Database(db))
    found: list[tuple[Any, ...]] = db.execute(
        "SELECT documents.id, url, documents.title, bytes, state, reason, article_id, article_documents.title"
        " FROM documents JOIN article_documents ON document_id = documents.id"
    ).fetchall()
    assert found == [(5, "u", "Slides", 9, "fetched", None, 7, "The slides")]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM documents")
    db.close()
