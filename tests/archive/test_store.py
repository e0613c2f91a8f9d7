"""The archive: what a crawl adds is there, once, and nothing else has changed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.database import ArchiveError
from archive.migrations import migrations
from archive.saving import Crawl
from archive.schema import bring_up_to_date, newest_version
from archive.store import Archive
from archive.warc import Exchange, encode
from items import Drift, Item, Topic
from tests.make import DAY, SITE, SOURCE, article, capture, card, document, failure

LATER = "2026-03-02T08:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.take(tmp_path / "archive.db")
    yield archive
    archive.release()


def save(archive: Archive, *items: Item, live: bool = True, started: str = DAY) -> Crawl:
    crawl = archive.begin(SOURCE, started, live)
    for item in items:
        archive.add(item, crawl)
    archive.finish(crawl, started, "", 1)
    return crawl


def rows(archive: Archive, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return archive.db.execute(sql, values).fetchall()


def one(archive: Archive, sql: str, *values: Any) -> Any:
    [row] = rows(archive, sql, *values)
    return row[0] if len(row) == 1 else row


def test_a_card_is_kept_even_if_its_page_is_never_had(archive: Archive) -> None:
    save(archive, card(title="", label="Community News"))
    assert one(archive, "SELECT state, title, summary, summary_truncated FROM articles") == (
        "listed", None, "Teaser 0 is cut...", 1,
    )  # fmt: skip
    assert one(archive, "SELECT label, page, position FROM sightings") == ("Community News", 1, 1)


def test_an_article_is_one_row_however_many_lists_show_it(archive: Archive) -> None:
    other = Topic(slug="hydrogen", name="hydrogène", title="Hydrogène")
    save(archive, card(), card(listing_url=f"{SITE}/tags/h2", topic=other, position=4), article())
    assert one(archive, "SELECT count(*) FROM articles") == 1
    assert one(archive, "SELECT count(*) FROM sightings") == 2
    assert rows(archive, "SELECT name FROM topic_names ORDER BY name") == [("Hydrogen",), ("hydrogène",)]
    assert one(archive, "SELECT count(*) FROM topics") == 1
    assert one(archive, "SELECT state, topics, summary FROM articles") == (
        "live", "Hydrogen, hydrogène", "Teaser 0 is cut...",
    )  # fmt: skip


def test_neither_title_nor_teaser_makes_two_articles_one(archive: Archive) -> None:
    same = {"title": "A course on hydrogen", "summary": "A teaser..."}
    save(archive, card(0, **same), card(1, **same), article(0, title=same["title"]), article(1, title=same["title"]))
    assert one(archive, "SELECT count(*) FROM articles") == 2


def test_the_sites_own_key_makes_two_addresses_one_article(archive: Archive) -> None:
    save(archive, card(0), card(1), article(0, node="77", addresses=(f"{SITE}/node/77",)), article(1, node="77"))
    assert one(archive, "SELECT count(*) FROM articles") == 1
    assert one(archive, "SELECT count(*) FROM sightings") == 1, "both cards stood on one list"
    assert {f"{SITE}/node/77", f"{SITE}/news/0", f"{SITE}/news/1"} == {
        url for (url,) in rows(archive, "SELECT url FROM articles UNION ALL SELECT url FROM article_urls")
    }


def test_an_address_taken_over_by_another_node_keeps_both_articles(archive: Archive) -> None:
    save(archive, article(0, node="1"))
    save(archive, article(1, node="2", addresses=(f"{SITE}/news/0",)), started=LATER)
    assert rows(archive, "SELECT node, url FROM articles ORDER BY id") == [
        ("1", f"{SITE}/news/0"),
        ("2", f"{SITE}/news/1"),
    ]


def test_only_another_text_makes_a_revision(archive: Archive) -> None:
    save(archive, article())
    again = capture(7, fetched_at=LATER)
    save(archive, article(fetched_at=LATER, capture=again, author="Ann"), started=LATER)
    crawl = save(archive, article(fetched_at=LATER, capture=again, body="New.", content_hash="new"), started=LATER)
    assert rows(archive, "SELECT body FROM revisions ORDER BY id") == [("Body of article 0.",), ("New.",)]
    assert one(archive, "SELECT body, first_seen, last_seen, last_changed FROM articles") == ("New.", DAY, LATER, LATER)
    assert crawl.counts["changed"] == 1


def test_an_older_capture_never_overwrites_a_newer_text(archive: Archive) -> None:
    save(archive, article(fetched_at=LATER, capture=capture(7, fetched_at=LATER), body="New.", content_hash="new"))
    save(archive, article(), live=False)
    assert one(archive, "SELECT body FROM articles") == "New."


def test_a_change_is_seen_even_if_a_card_was_seen_later_than_its_page(archive: Archive) -> None:
    save(archive, article())
    save(
        archive,
        card(seen_at="2026-03-02T09:00:00Z"),
        article(fetched_at=LATER, capture=capture(7, fetched_at=LATER), body="New.", content_hash="new"),
    )
    assert one(archive, "SELECT body, last_seen FROM articles") == ("New.", "2026-03-02T09:00:00Z")


def test_a_file_belongs_to_its_article(archive: Archive) -> None:
    save(archive, article(), document())
    assert one(
        archive,
        "SELECT documents.state, bytes, articles.url FROM documents"
        " JOIN article_documents ON document_id = documents.id JOIN articles ON articles.id = article_id",
    ) == ("fetched", 1234, f"{SITE}/news/0")


def test_failures_count_their_attempts_and_go_with_the_first_success(archive: Archive) -> None:
    save(archive, failure())
    save(archive, failure(seen_at=LATER, reason="it timed out", status=0), started=LATER)
    assert one(archive, "SELECT attempts, reason, first_seen, last_seen FROM failures") == (
        2, "it timed out", DAY, LATER,
    )  # fmt: skip
    save(archive, article())
    assert rows(archive, "SELECT * FROM failures") == []


def test_a_second_replay_changes_not_a_byte(tmp_path: Path) -> None:
    items: list[Item] = [
        card(),
        article(),
        document(),
        failure(url=f"{SITE}/x"),
        Drift(source="site", url="u", message="m"),
    ]
    path = tmp_path / "archive.db"
    contents = []
    for _ in range(2):
        archive = Archive.take(path)
        crawl = save(archive, *items, live=False)
        archive.release()
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]
    assert crawl.counts["new"] == crawl.counts["changed"] == 0


def test_the_outcome_of_a_crawl_is_on_record(archive: Archive) -> None:
    crawl = archive.begin(SOURCE, DAY, live=True)
    archive.add(card(), crawl)
    archive.add(Drift(source="site", url="https://a", message="the hint found nothing"), crawl)
    archive.finish(crawl, LATER, "a list could not be read", 3)
    assert one(archive, "SELECT outcome, note, cards, new, requests, finished FROM crawls") == (
        "failed", "a list could not be read; https://a: the hint found nothing", 1, 1, 3, LATER,
    )  # fmt: skip


def test_a_crawl_that_was_cut_off_is_called_so_by_the_next(archive: Archive) -> None:
    archive.begin(SOURCE, DAY, live=True)
    archive.begin(SOURCE, LATER, live=True)
    assert rows(archive, "SELECT outcome FROM crawls ORDER BY id") == [("failed",), ("running",)]


def test_search_finds_title_summary_body_topic_and_organisation_at_once(archive: Archive) -> None:
    save(archive, card(), article(title="Über Pumpen", organisation="Wasserwerk", body="Die Ventile."))
    for word in ("uber", "teaser", "ventile", "hydrogen", "wasserwerk"):
        assert one(archive, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", word) == 1
    archive.db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


def test_bytes_are_on_disk_before_the_row_that_refers_to_them(archive: Archive, tmp_path: Path) -> None:
    crawl = archive.begin(SOURCE, DAY, live=True)
    warc = archive.new_warc(tmp_path / "captures" / "a.warc.gz", "test")
    exchange = Exchange(url=f"{SITE}/a", fetched_at=DAY, status=200, body=b"hello")
    kept = archive.capture(encode(exchange), warc, crawl)
    assert (tmp_path / "captures" / "a.warc.gz").stat().st_size > kept.offset + kept.length
    assert kept.warc == "captures/a.warc.gz"
    archive.commit()
    assert one(archive, "SELECT warc, offset, length FROM captures") == (kept.warc, kept.offset, kept.length)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    first = Archive(tmp_path / "archive.db")
    with pytest.raises(ArchiveError, match=rf"another crawl is writing to archive.db \(process {os.getpid()}\)"):
        Archive(tmp_path / "archive.db")
    first.close()
    Archive(tmp_path / "archive.db").close()


def test_after_the_last_writer_the_archive_is_one_file(tmp_path: Path) -> None:
    archive = Archive.take(tmp_path / "archive.db")
    save(archive, card())
    archive.release()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db", "archive.db.lock"]


@pytest.mark.parametrize("kind", ["text", "folder", "other", "newer"])
def test_what_is_no_archive_of_ours_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "archive.db"
    if kind == "text":
        path.write_text("Dear diary, " * 100)
    elif kind == "folder":
        path.mkdir()
    elif kind == "other":
        Database(path).table("diary").insert({"day": 1})
    else:
        Archive(path).close()
        Database(path).table("_sqlite_migrations").insert(
            {"migration_set": "archive", "name": "m999_future", "applied_at": ""}
        )
    with pytest.raises(ArchiveError) as error:
        Archive(path)
    assert "\n" not in str(error.value)
    assert "archive.db" in str(error.value)
    with pytest.raises(ArchiveError):  # the lock was let go
        Archive(path)


def test_a_full_disk_loses_no_committed_row_and_half_writes_none(archive: Archive) -> None:
    save(archive, *(card(number) for number in range(20)))
    pages = one(archive, "PRAGMA page_count")
    archive.db.execute(f"PRAGMA max_page_count = {pages}")
    crawl = archive.begin(SOURCE, LATER, live=False)
    for number in range(20, 119):
        archive.add(article(number, body="long " * 500), crawl)
    with pytest.raises(ArchiveError, match="full"):
        archive.commit()
    archive.db.execute("PRAGMA max_page_count = 1000000")
    assert one(archive, "SELECT count(*) FROM articles") == 20
    assert one(archive, "PRAGMA integrity_check") == "ok"
    archive.finish(crawl, LATER, "", 0)
    assert one(archive, "SELECT count(*) FROM articles") > 20, "the batch was kept and goes in when there is room"


def test_every_earlier_schema_migrates(tmp_path: Path) -> None:
    names = [migration.name for migration in migrations.pending(Database(memory=True))]
    for number, name in enumerate(names[1:]):
        path = tmp_path / f"{number}.db"
        old = Database(path)
        migrations.apply(old, stop_before=name)
        old.close()
        archive = Archive(path)
        assert not migrations.pending(Database(archive.db))
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
        archive.close()


def test_tables_are_strict_and_foreign_keys_hold(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        archive.db.execute("INSERT INTO listings (source, url) VALUES ('nobody', 'u')")
    with pytest.raises(sqlite3.IntegrityError):
        archive.db.execute("INSERT INTO captures VALUES (1, 'u', 't', 'not a number', '', '', '', 0, 0, '', '')")


def test_an_archive_of_an_earlier_version_is_brought_up_to_date_for_readers(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    old = Database(path)
    migrations.apply(old, stop_before=newest_version())
    old.close()
    bring_up_to_date(path)
    with closing(sqlite3.connect(path)) as db:
        assert not migrations.pending(Database(db))
    before = path.read_bytes()
    bring_up_to_date(path)
    assert path.read_bytes() == before


def changes(archive: Archive, do: str, *values: Any) -> set[int]:
    """Return the articles that are on record as changed by the statement ``do``."""
    before = one(archive, "SELECT coalesce(max(version), 0) FROM search_changes")
    archive.db.execute(do, values)
    return {key for (key,) in rows(archive, "SELECT article_id FROM search_changes WHERE version > ?", before)}


def test_what_changes_in_the_search_is_on_record_once(archive: Archive) -> None:
    save(archive, card(0), card(1), card(2), article(0), article(1))
    one_, two, three = (key for (key,) in rows(archive, "SELECT id FROM articles ORDER BY url"))
    for column in ("title", "summary", "body", "language", "organisation", "published", "first_seen", "url"):
        assert changes(archive, f"UPDATE articles SET {column} = 'x' WHERE id = ?", one_) == {one_}, column
        assert changes(archive, f"UPDATE OR IGNORE articles SET {column} = 'y' WHERE id = ?", one_) == {one_}, column
        assert changes(archive, f"UPDATE articles SET {column} = 'y' WHERE id = ?", one_) == set(), column
    assert changes(archive, "UPDATE articles SET kind = 'call', state = 'gone' WHERE id = ?", two) == {two}
    assert changes(archive, "UPDATE articles SET last_seen = 'x', capture_id = NULL, author = 'x'") == set()
    assert changes(archive, "DELETE FROM article_topics WHERE article_id = ?", one_) == {one_}
    assert changes(archive, "INSERT INTO article_topics SELECT ?, id FROM topics", one_) == {one_}
    assert changes(archive, "INSERT INTO topic_names SELECT 'H2', id FROM topics") == {one_, two, three}
    archive.db.execute("DELETE FROM sightings WHERE article_id = ?", (three,))
    archive.db.execute("DELETE FROM article_topics WHERE article_id = ?", (three,))
    assert changes(archive, "DELETE FROM articles WHERE id = ?", three) == {three}
    assert one(archive, "SELECT count(*) FROM search_changes") == 3


def test_copies_that_are_found_or_found_to_be_none_are_on_record(archive: Archive) -> None:
    save(archive, card(0), card(1), card(2))
    one_, two, three = (key for (key,) in rows(archive, "SELECT id FROM articles ORDER BY url"))
    assert changes(archive, "INSERT INTO copies VALUES (?1, ?1), (?2, ?1)", one_, two) == {one_, two}
    assert changes(archive, "UPDATE copies SET group_id = group_id") == set()
    assert changes(archive, "UPDATE copies SET group_id = ? WHERE article_id = ?", two, one_) == {one_}
    assert changes(archive, "UPDATE copies SET article_id = ? WHERE article_id = ?", three, two) == {two, three}
    assert changes(archive, "DELETE FROM copies WHERE article_id = ?", one_) == {one_}
    archive.db.execute("DELETE FROM sightings")
    archive.db.execute("DELETE FROM article_topics")
    assert changes(archive, "DELETE FROM articles WHERE id = ?", one_) == {one_, three}, "their group is gone with it"


def test_topics_that_move_to_another_article_are_searched_there(archive: Archive) -> None:
    skills = Topic(slug="skills", name="Skills", title="Skills")
    save(archive, card(0), card(1, topic=skills), article(2, title="Nothing"))
    kept, other = (
        one(archive, "SELECT id FROM articles WHERE url = ?", f"{SITE}/news/{number}") for number in range(2)
    )
    moved = "UPDATE OR IGNORE article_topics SET article_id = ? WHERE article_id = ?"
    assert changes(archive, moved, kept, other) == {kept, other}
    assert rows(archive, "SELECT topics FROM articles ORDER BY id LIMIT 2") == [("Hydrogen, Skills",), (None,)]
    assert rows(archive, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'skills'") == [(kept,)]
    archive.db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
