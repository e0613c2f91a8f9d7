"""The ledger: what is wanted stays wanted until it was had, and what was had is asked for ever more rarely."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import ledger
from archive.database import transaction
from archive.rows import PAUSES, next_attempt, save_failure, shift
from archive.store import Archive
from items import Item, Walked, Wanted
from tests.make import DAY, SITE, SOURCE, article, capture, card, failure

LIST = f"{SITE}/tags/hydrogen"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.take(tmp_path / "archive.db")
    yield archive
    archive.release()


def save(archive: Archive, *items: Item) -> None:
    crawl = archive.begin(SOURCE, DAY, live=True)
    for item in items:
        archive.add(item, crawl)
    archive.finish(crawl, DAY, "", 1)


def wanted(number: int = 0, **values: str) -> Wanted:
    facts = {"source": "site", "url": f"{SITE}/news/{number}", "request": f"{SITE}/news/{number}?x=1", "seen_at": DAY}
    return Wanted(role="article", **{**facts, **values})


def walked(state: str, seen: str) -> Walked:
    return Walked(source="site", url=LIST, seen_at=seen, state=state, begun=seen)  # type: ignore[arg-type]  # a Literal


def read(number: int, when: str, **values: str) -> Item:
    return article(number, fetched_at=when, capture=capture(number, fetched_at=when), **values)


def test_what_is_wanted_is_pending_until_its_page_is_stored(archive: Archive) -> None:
    save(archive, wanted(0), wanted(1), card(0), card(1), article(1))
    [entry] = ledger.pending(archive.db, "site", DAY)
    assert (entry.url, entry.request, entry.role) == (f"{SITE}/news/0", f"{SITE}/news/0?x=1", "article")
    assert ledger.pending(archive.db, "other", DAY) == []


def test_a_failure_is_tried_again_after_growing_pauses_and_then_given_up(archive: Archive) -> None:
    save(archive, wanted(0))
    now = DAY
    for number, pause in enumerate(PAUSES):
        with transaction(archive.db):
            save_failure(archive.db, failure(seen_at=now), 1)
        assert ledger.barred(archive.db, "site", f"{SITE}/news/0", shift(now, hours=pause - 1)), number
        assert not ledger.barred(archive.db, "site", f"{SITE}/news/0", shift(now, hours=pause))
        assert len(ledger.pending(archive.db, "site", shift(now, hours=pause))) == 1
        now = shift(now, hours=pause)
    with transaction(archive.db):
        save_failure(archive.db, failure(seen_at=now), 1)
    assert next_attempt(len(PAUSES) + 1, now) is None
    assert ledger.pending(archive.db, "site", "2099-01-01T00:00:00Z") == []
    assert archive.db.execute("SELECT reason FROM failures").fetchall() == [("the server answered 500",)]


def test_a_list_is_walked_whole_at_first_weekly_and_after_a_walk_that_was_cut_off(archive: Archive) -> None:
    assert ledger.must_walk_whole(archive.db, "site", LIST, DAY)
    save(archive, walked("begun", DAY), walked("whole", DAY))
    assert not ledger.must_walk_whole(archive.db, "site", LIST, shift(DAY, days=6))
    assert ledger.must_walk_whole(archive.db, "site", LIST, shift(DAY, days=7))
    save(archive, walked("begun", shift(DAY, days=1)))
    assert ledger.must_walk_whole(archive.db, "site", LIST, shift(DAY, days=2)), "it was cut off"
    save(archive, walked("done", shift(DAY, days=2)))
    assert not ledger.must_walk_whole(archive.db, "site", LIST, shift(DAY, days=3))


@pytest.mark.parametrize(
    ("published", "changes", "mapped", "days"),
    [
        ("2026-02-27", 0, False, 1),  # young: daily
        ("2026-01-20", 0, False, 10),  # forty days old: a quarter of that
        ("2026-01-20", 1, False, 5),  # it has changed before: half
        ("2016-01-01", 0, False, 30),  # old: monthly
        ("2016-01-01", 0, True, 90),  # a sitemap vouches for it
    ],
)
def test_a_look_comes_the_more_rarely_the_longer_nothing_changed(
    archive: Archive, published: str, changes: int, mapped: bool, days: int
) -> None:
    save(archive, wanted(0), card(0), read(0, DAY, published=published))
    if changes:
        # The change was long ago: only that there was one counts.
        archive.db.execute("UPDATE ledger SET changes = 1, changed = '2016-01-01T00:00:00Z'")
    before, after = shift(DAY, days=days * 0.7 - 0.5), shift(DAY, days=days * 1.6)
    if mapped:
        archive.db.execute("UPDATE ledger SET mapped = ?", (shift(DAY, days=days * 0.69 - 0.5),))
    assert ledger.due(archive.db, "site", before, 10) == []
    if mapped:
        archive.db.execute("UPDATE ledger SET mapped = ?", (after,))
    assert len(ledger.due(archive.db, "site", after, 10)) == 1


def test_no_crawl_asks_again_for_more_than_its_share_and_the_oldest_look_goes_first(archive: Archive) -> None:
    for number in range(60):
        save(archive, wanted(number), read(number, shift(DAY, hours=number), published="2016-01-01"))
    assert ledger.budget(archive.db, "site") == 4
    due = ledger.due(archive.db, "site", "2027-01-01T00:00:00Z", 2)
    assert [entry.url for entry in due] == [f"{SITE}/news/0", f"{SITE}/news/1"]


def test_the_plan_says_what_and_why(archive: Archive) -> None:
    save(archive, wanted(0), wanted(1), card(0), card(1), read(1, DAY, published="2016-01-01"))
    steps = list(ledger.steps(archive.db, "site", (LIST,), (f"{SITE}/sitemap.xml",), "2026-06-01T00:00:00Z"))
    assert [(step.url.removeprefix(SITE), step.why, step.seen) for step in steps] == [
        ("/sitemap.xml", "feed or sitemap, for what is new or has changed", ""),
        ("/tags/hydrogen", "list, to its end", ""),
        ("/news/0", "article wanted and never had", ""),
        ("/news/1", "article to be looked at again", DAY),
    ]


def test_a_request_without_its_list_has_the_card_that_the_list_showed(archive: Archive) -> None:
    save(archive, card(0, label="Community News"))
    found = ledger.card_of(archive.db, "site", f"{SITE}/news/0")
    assert found is not None
    assert (found.title, found.summary, found.summary_truncated, found.label, found.listing_url) == (
        "Title 0", "Teaser 0 is cut...", True, "Community News", LIST,
    )  # fmt: skip
    assert ledger.card_of(archive.db, "site", f"{SITE}/other") is None
