"""History: gone needs two answers on different days, and every different word is on record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.history import word_changes
from archive.store import Archive
from items import Confirmed, Item, Walked, Wanted
from tests.make import SITE, SOURCE, article, capture, card, failure

URL = f"{SITE}/news/0"


def day(number: int, hour: int = 8) -> str:
    return f"2026-03-{number:02}T{hour:02}:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.take(tmp_path / "archive.db")
    yield archive
    archive.release()


def save(archive: Archive, *items: Item, when: str = day(1)) -> dict[str, int]:
    crawl = archive.begin(SOURCE, when, live=True)
    for item in items:
        archive.add(item, crawl)
    archive.finish(crawl, when, "", 1)
    return crawl.counts


def read(when: str, **values: Any) -> tuple[Item, Item]:
    wanted = Wanted(source="site", url=URL, request=URL, role="article", seen_at=when)
    number = int(when[8:10]) * 100 + int(when[11:13])
    return wanted, article(fetched_at=when, capture=capture(number, fetched_at=when), **values)


def missing(when: str, status: int = 404) -> Item:
    return failure(seen_at=when, status=status, reason=f"the server answered {status}")


def state(archive: Archive) -> str:
    found: str = archive.db.execute("SELECT state FROM articles").fetchone()[0]
    return found


def test_gone_needs_two_answers_on_different_days(archive: Archive) -> None:
    save(archive, *read(day(1)))
    save(archive, missing(day(2, 8)), missing(day(2, 20)))
    assert state(archive) == "live", "a bad day of a server deletes nothing"
    assert save(archive, missing(day(3), 410))["gone"] == 1
    assert state(archive) == "gone"
    assert archive.db.execute("SELECT body FROM articles").fetchone()[0], "it stays to be read"
    assert archive.db.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'body'").fetchone()[0] == 1


@pytest.mark.parametrize("status", [0, 403, 429, 500, 503])
def test_a_server_in_trouble_is_no_sign(archive: Archive, status: int) -> None:
    save(archive, *read(day(1)))
    save(archive, missing(day(2), status), missing(day(5), status))
    assert state(archive) == "live"


def test_an_answer_in_between_takes_the_sign_away(archive: Archive) -> None:
    save(archive, *read(day(1)))
    save(archive, missing(day(2)), Confirmed(source="site", url=URL, seen_at=day(3)), missing(day(4)))
    assert state(archive) == "live"
    assert archive.db.execute("SELECT last_seen FROM articles").fetchone()[0] == day(3)


@pytest.mark.parametrize("returned", ["confirmed", "read again"])
def test_one_that_returns_is_live_with_its_gap_on_record(archive: Archive, returned: str) -> None:
    save(archive, *read(day(1)))
    save(archive, missing(day(2)), missing(day(3)))
    back = [Confirmed(source="site", url=URL, seen_at=day(9))] if returned == "confirmed" else read(day(9))
    save(archive, *back)
    assert state(archive) == "live"
    assert archive.db.execute("SELECT gone, returned FROM gaps").fetchall() == [(day(3), day(9))]
    assert archive.db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 1


def test_an_article_that_moves_keeps_its_old_address(archive: Archive) -> None:
    save(archive, *read(day(1), node="7"))
    save(archive, *read(day(2), node="7", url=f"{SITE}/new/0", addresses=(URL,)))
    assert archive.db.execute("SELECT url, state FROM articles").fetchall() == [(f"{SITE}/new/0", "moved")]
    assert archive.db.execute("SELECT url FROM article_urls").fetchall() == [(URL,)]


def test_an_address_that_was_only_listed_has_not_moved(archive: Archive) -> None:
    save(archive, card(0), *read(day(2), url=f"{SITE}/new/0", addresses=(URL,)))
    assert state(archive) == "live"


def test_a_revision_says_which_words_came_and_went(archive: Archive) -> None:
    save(archive, *read(day(1), body="The hall has 24 places.", content_hash="a"))
    save(archive, *read(day(2), body="The new hall has 30 places.", content_hash="b"))
    save(archive, *read(day(3), body="The new hall has 30 places.", content_hash="b", author="Ann"))
    found = archive.db.execute("SELECT seen, words_added, words_removed FROM changed_articles").fetchall()
    assert found == [(day(2), "new 30", "24")]


def test_a_card_that_changes_keeps_what_it_said(archive: Archive) -> None:
    save(archive, card(0, seen_at=day(1)))
    save(archive, card(0, seen_at=day(2)))
    save(archive, card(0, seen_at=day(3), title="A better title"))
    found = archive.db.execute("SELECT seen, title FROM sighting_changes").fetchall()
    assert found == [(day(3), "Title 0")]
    assert archive.db.execute("SELECT title FROM sightings").fetchone()[0] == "A better title"


def test_a_card_leaves_a_list_only_when_the_whole_list_was_seen(archive: Archive) -> None:
    def walk(when: str, how: str, *cards: int) -> None:
        listing = card().listing_url
        begun = Walked(source="site", url=listing, seen_at=when, state="begun")
        ended = Walked(source="site", url=listing, seen_at=when, state=how, begun=when)  # type: ignore[arg-type]  # Literal
        save(archive, begun, *(card(number, seen_at=when) for number in cards), ended)

    def left() -> list[Any]:
        return archive.db.execute("SELECT left_list FROM sightings ORDER BY article_id").fetchall()

    walk(day(1), "whole", 0, 1)
    walk(day(2), "done", 0)
    assert left() == [(None,), (None,)]
    walk(day(8), "whole", 0)
    assert left() == [(None,), (day(8),)]
    walk(day(9), "done", 0, 1)
    assert left() == [(None,), (None,)]


@given(st.text(max_size=60), st.text(max_size=60))
def test_equal_texts_differ_in_no_word_and_others_in_some(old: str, new: str) -> None:
    assert word_changes(old, old) == ("", "")
    added, removed = word_changes(old, new)
    assert all(word in new for word in added.split())
    assert all(word in old for word in removed.split())
