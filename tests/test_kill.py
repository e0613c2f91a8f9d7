"""The plug is pulled in mid-crawl: nothing that was fetched is lost, and nothing is there twice.

``python -m benchmarks.kill`` does the same with 100 kills.
"""

import random
import re
import resource
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawl import rows
from tests.killing import Outcome, Place, article_path, crawl_through_kills, end_at, faults, finish, start, unsound
from tests.server import Answer, Request, Server

PLACE = Place(60)
# What may be under way when a crawl is killed: a batch, and what waits for its turn to be read.
UNDER_WAY = 120


def test_a_crawl_that_was_killed_three_times_ends_as_if_it_never_was(tmp_path: Path) -> None:
    toll = crawl_through_kills(tmp_path, PLACE, kills=3, most=25, draw=random.Random(1))
    assert faults(tmp_path, PLACE) == []
    assert toll.kills == 3
    assert toll.again() <= toll.kills * UNDER_WAY
    cut_off = rows(tmp_path, "SELECT count(*) FROM crawls WHERE note = 'it was cut off before its end'")
    assert cut_off[0][0] <= toll.kills


def test_a_page_that_was_captured_and_not_read_is_read_by_the_next_crawl(tmp_path: Path) -> None:
    # The rows of captures are committed before the batch that waits for the reading is.
    with Server(PLACE.answer) as server:
        assert finish(start(tmp_path, server.proxy)).code == 0
    unread = "UPDATE articles SET state = 'listed', body = NULL, content_hash = NULL, capture_id = NULL"
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        for statement in (
            unread,
            "DELETE FROM revisions",
            "UPDATE ledger SET state = 'pending' WHERE role = 'article'",
        ):
            db.execute(statement)
    with Server(PLACE.answer) as server:
        assert finish(start(tmp_path, server.proxy)).code == 0
    assert faults(tmp_path, PLACE) == []


def test_a_crawl_that_is_asked_to_end_finishes_what_is_under_way(tmp_path: Path) -> None:
    with Server(PLACE.answer) as server:
        outcome = end_at(start(tmp_path, server.proxy), server, 30, signal.SIGTERM)
        assert outcome.code == 1
        assert outcome.stderr == "demo: FAILED: it was stopped before its end (shutdown)\n"
        asked = {request.path for request in server.requests if request.path.startswith("/content/")}
        read = rows(tmp_path, "SELECT count(*) FROM articles WHERE state = 'live'")
        assert read == [(len(asked),)]
        assert unsound(tmp_path) == []
        assert finish(start(tmp_path, server.proxy)).code == 0
        articles = [request.path for request in server.requests if request.path.startswith("/content/")]
    assert faults(tmp_path, PLACE) == []
    # A request may be repeated on a busy machine; an article that was read is not asked for again.
    assert PLACE.count <= len(articles) < PLACE.count + 10


def test_a_second_crawl_ends_at_once_and_leaves_the_first_alone(tmp_path: Path) -> None:
    second: list[Outcome] = []

    def answer(request: Request) -> Answer:
        if request.path == article_path(5) and not second:  # the first waits for its answer meanwhile
            second.append(finish(start(tmp_path, server.proxy)))
        return PLACE.answer(request)

    with Server(answer) as server:
        first = start(tmp_path, server.proxy)
        outcome = finish(first)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert second[0].code == 1
    assert f"another crawl is writing to archive.db (process {first.pid})" in second[0].stderr
    assert second[0].stderr.strip().count("\n") == 0
    assert faults(tmp_path, PLACE) == []
    assert rows(tmp_path, "SELECT count(*) FROM crawls") == [(1,)]


@pytest.mark.parametrize("limit", [40_000, 160_000])
def test_a_full_disk_is_one_line_and_what_was_committed_stays(tmp_path: Path, limit: int) -> None:
    # For whoever has no disk to fill: no file may grow past the limit from some moment on. Whether the WARC file or
    # the archive meets it first is a matter of moments.
    with Server(PLACE.answer) as server:
        crawl = start(tmp_path, server.proxy)
        while len(server.requests) < 40:
            time.sleep(0.001)
        resource.prlimit(crawl.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        outcome = finish(crawl)
        assert outcome.code == 1
        assert re.search(r"(demo-1\.warc\.gz|archive\.db) cannot be written", outcome.stderr)
        assert outcome.stderr.strip().count("\n") == 0
        assert unsound(tmp_path) == []
        assert finish(start(tmp_path, server.proxy)).code == 0
    assert faults(tmp_path, PLACE) == []


def test_a_clock_that_jumped_back_loses_nothing_and_is_told(tmp_path: Path) -> None:
    texts: dict[str, bytes] = {}

    def answer(request: Request) -> Answer:
        answered = PLACE.answer(request)
        added = texts.get(request.path)
        return (
            Answer(200, answered.headers, answered.body.replace(b"<div><p>", b"<div>" + added + b"<p>"))
            if added
            else answered
        )

    with Server(answer) as server:
        assert crawl_at("2026-02-01T00:00:00Z", tmp_path, server).code == 0
        before = state(tmp_path)
        texts[article_path(0)] = b"<p>The mill has a new owner, who wants to keep all of its looms.</p>"
        outcome = crawl_at("2026-01-01T00:00:00Z", tmp_path, server)
        assert outcome.code == 0
        assert "the clock says 2026-01-01T00:00:00Z, but the last crawl began at 2026-02-01T00:00:00Z" in outcome.stderr
        assert state(tmp_path) == before
        assert unsound(tmp_path) == []
        assert crawl_at("2026-02-02T00:00:00Z", tmp_path, server).stderr == ""
    assert rows(tmp_path, "SELECT seen, words_added LIKE '%new owner%' FROM revisions WHERE words_added != ''") == [
        ("2026-02-02T00:00:00Z", 1)
    ]


def crawl_at(now: str, folder: Path, server: Server) -> Outcome:
    return finish(start(folder, server.proxy, "-a", "recheck=all", NOW=now))


def state(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is known of articles, their texts and their places, and what is still wanted."""
    tables = ("articles", "revisions", "sightings", "article_urls", "documents", "ledger", "failures")
    return {table: rows(folder, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}
