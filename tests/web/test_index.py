"""The index in memory follows the archive, whoever asks at the same time."""

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import pytest

from archive.database import open_database
from archive.schema import base_tables
from archive.store import Archive
from items import Article, Card, Topic
from tests.make import DAY, SOURCE, article, card
from tests.web.searching import TEXTS, archive, insert, reading
from web.answers import Reading
from web.search import bitmaps, engine, index, names
from web.search.asked import Asked
from web.search.cache import Cache
from web.search.index import NotReadyError, SearchIndex

BARGE = Asked(q="barge")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with closing(archive()) as made, closing(open_database(path)) as db:
        for table in ("sources", "topics", "topic_names"):
            for row in made.execute(f"SELECT * FROM {table}"):
                db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    return path


@pytest.fixture
def writer(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(path)) as db:
        yield db


def reader(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)


def total(db: sqlite3.Connection, search: SearchIndex, asked: Asked = BARGE) -> int:
    return engine.find(reading(db, search), asked).total


def test_nothing_is_read_again_while_nothing_changes() -> None:
    with closing(archive()) as db:
        insert(db, title="barge")
        search = SearchIndex()
        search.refresh(db)
        state = search.state
        statements: list[str] = []
        db.set_trace_callback(statements.append)
        search.refresh(db)
        assert search.state is state
        assert len(statements) == 2


def test_the_first_load_reads_an_index_and_no_article() -> None:
    with closing(archive()) as db:
        statements: list[str] = []
        db.set_trace_callback(statements.append)
        SearchIndex().load(db)
        db.set_trace_callback(None)
        scans = [sql for sql in statements if re.search(r"group_concat\((\w+\.)?(article_)?id\)", sql)]
        assert len(scans) == 7
        for sql in scans:
            first = db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchone()[3]
            assert "USING COVERING INDEX" in first or first == "SCAN copies", sql


def test_an_archive_that_had_no_record_of_changes_is_read_in_full() -> None:
    with closing(archive()) as db:
        insert(db, title="barge")
        db.execute("DELETE FROM search_changes")
        search = SearchIndex()
        assert total(db, search) == 1
        insert(db, title="barge")
        assert total(db, search) == 2


def test_ids_beyond_32_bits_are_left_out() -> None:
    with closing(archive()) as db:
        search = SearchIndex()
        for key in (1 << 32, -5, 7):
            insert(db, id=key, title="barge", topics=[1])
            assert total(db, search) == (key == 7)
        assert total(db, SearchIndex(), Asked(topic=("circular",))) == 1
        assert total(db, SearchIndex(), Asked(q="barge", sort="best")) == 1


def test_a_reader_of_an_older_state_neither_turns_the_index_back_nor_spoils_what_is_kept(
    path: Path, writer: sqlite3.Connection
) -> None:
    insert(writer, title="barge")
    search = SearchIndex()
    with closing(reader(path)) as old, closing(reader(path)) as new:
        old.execute("BEGIN")
        assert total(old, search) == 1
        insert(writer, title="barge", published="2024-01-01")
        writer.execute("DELETE FROM articles WHERE id = 1")
        assert total(new, search) == 1
        state = search.state
        gone = engine.find(reading(old, search), BARGE)
        assert search.state is state
        assert gone.total == 0, "the only article that the old state knows is gone by now"
        assert [hit.date for hit in engine.find(reading(new, search), BARGE).hits] == ["2024-01-01"]


def test_many_steps_lead_to_the_newest_state_and_what_is_done_stays_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitmaps, "STEP", 2)
    with closing(archive()) as db:
        search = SearchIndex()
        search.load(db)
        for _ in range(40):
            insert(db, title="barge", topics=[1])
        newest = bitmaps.newest_version(db)
        versions = [search.state.version]
        while versions[-1] < newest and len(versions) < 100:
            left = iter(range(40))
            db.set_progress_handler(lambda left=left: next(left, None) is None, 100)  # type: ignore[misc]  # no types
            with suppress(sqlite3.OperationalError):  # the time is up
                search.refresh(db)
            db.set_progress_handler(None, 0)
            versions.append(search.state.version)
        assert len(versions) > 2, "it took several requests"
        assert versions == sorted(set(versions)), "each of them got on"
        assert total(db, search, Asked(q="barge", topic=("circular",))) == 40


def test_a_request_waits_for_the_first_load_or_says_that_it_is_under_way(
    path: Path, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(writer, title="barge")
    search, loading, go_on = SearchIndex(), Event(), Event()

    def hold() -> bool:
        loading.set()
        return not go_on.wait(30)

    def load() -> None:
        with closing(reader(path)) as db:
            db.set_progress_handler(hold, 1)
            search.load(db)

    with closing(reader(path)) as db, ThreadPoolExecutor(2) as pool:
        with pytest.raises(NotReadyError):
            _ = search.state
        first = pool.submit(load)
        assert loading.wait(30)
        monkeypatch.setattr(index, "WAIT_SECONDS", 0.01)
        with pytest.raises(NotReadyError):
            search.refresh(db)
        monkeypatch.setattr(index, "WAIT_SECONDS", 30)
        second = pool.submit(search.refresh, db)
        go_on.set()
        first.result()
        second.result()
        assert total(db, search) == 1


def test_counts_fit_together_while_the_archive_is_written(path: Path, writer: sqlite3.Connection) -> None:
    search, end = SearchIndex(), Event()

    def read() -> int:
        looks = 0
        with closing(reader(path)) as db:
            while not end.is_set() or not looks:
                db.execute("BEGIN")
                search.refresh(db)
                found = engine.find(Reading(db=db, index=search, texts=TEXTS), BARGE)
                for facet in ("source", "kind", "year", "month"):
                    assert sum(value.count for value in found.facets[facet]) == found.total
                db.rollback()
                looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for number in range(30):
            writer.execute("BEGIN IMMEDIATE")
            for key in range(10):
                insert(writer, title="barge", topics=[1], source=("alpha", "beta")[key % 2])
            writer.execute("DELETE FROM article_topics WHERE article_id = ?", (number * 10 + 1,))
            writer.execute("DELETE FROM articles WHERE id = ?", (number * 10 + 1,))
            writer.execute("COMMIT")
        end.set()
        assert all(looks.result() for looks in readers)
    with closing(reader(path)) as db:
        assert total(db, search) == 270


def test_what_a_crawl_saves_is_found_and_what_it_joins_is_one(tmp_path: Path) -> None:
    kept = Archive.take(tmp_path / "archive.db")
    search = SearchIndex()
    try:
        save(kept, card(0), card(1, topic=Topic(slug="skills", name="Skills", title="Skills")))
        assert total(kept.db, search, Asked(topic=("hydrogen",))) == 1
        assert total(kept.db, search, Asked(q="Skills")) == 1
        save(kept, article(0, node="77", body="A barge."), article(1, node="77", body="A barge."))
        assert total(kept.db, search, Asked(topic=("hydrogen",))) == 1
        assert total(kept.db, search, Asked(q="barge Skills", topic=("skills",))) == 1
        assert total(kept.db, search, Asked()) == 1
    finally:
        kept.release()


def save(kept: Archive, *things: Article | Card) -> None:
    crawl = kept.begin(SOURCE, DAY, True)
    for thing in things:
        kept.add(thing, crawl)
    kept.finish(crawl, DAY, "", 1)


def test_names_that_change_are_read_again() -> None:
    with closing(archive()) as db:
        insert(db, topics=[1])
        search = SearchIndex()
        before = engine.find(reading(db, search), Asked()).facets
        db.execute("UPDATE sources SET title = 'Alpha, renamed'")
        db.execute("UPDATE topics SET name = 'Circle', slug = 'circle' WHERE id = 1")
        after = engine.find(reading(db, search), Asked()).facets
    assert [before["source"][0].label, before["topic"][0].value] == ["alpha clusters", "circular"]
    assert [after["source"][0].label, after["topic"][0].value, after["topic"][0].label] == [
        "Alpha, renamed", "circle", "Circle",
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["sources", "topics", "topic_names"])
def test_every_name_counts(table: str) -> None:
    with closing(archive()) as db:
        assert table in base_tables(db)
        before = names.content(db)
        column = "title" if table == "sources" else "name"
        db.execute(f"UPDATE {table} SET {column} = {column} || '.' WHERE rowid = 1")
        assert names.content(db) != before


def test_a_cache_keeps_what_was_used_last_within_its_bounds() -> None:
    made: list[str] = []
    cache: Cache[bytes] = Cache(10, len)

    def get(key: str, size: int = 4) -> None:
        cache.get(key, lambda: made.append(key) or b"x" * size)  # type: ignore[func-returns-value]  # append says none

    for key in ("a", "b", "a", "c", "a", "b"):
        get(key)
    assert made == ["a", "b", "c", "b"], "b went when c came, since a had been used after it"
    get("huge", 11)
    get("huge", 11)
    assert made[4:] == ["huge", "huge"], "what has no room is not kept"
    get("a")
    assert made[6:] == ["a"]
