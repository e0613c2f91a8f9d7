"""Copies and versions of an article are linked, in groups with the earliest named, whatever becomes of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.migrations import migrations
from archive.store import Archive
from items import Alternate, Article, Item
from tests.make import DAY, SITE, SOURCE, article, capture, card
from tests.pairs.stories import plan

LATER = "2026-03-02T08:00:00Z"
OTHER = replace(SOURCE, name="other", host="harbour.example", homepage="https://harbour.example/")
STORY = "\n".join(plan(1, 10).told("en"))
ANOTHER = "\n".join(plan(2, 10).told("en"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.take(tmp_path / "archive.db")
    yield archive
    archive.release()


def save(archive: Archive, *items: Item, started: str = DAY) -> None:
    crawls = {source.name: archive.begin(source, started, live=True) for source in (SOURCE, OTHER)}
    for item in items:
        archive.add(item, crawls[getattr(item, "source", "site")])
    for crawl in crawls.values():
        archive.finish(crawl, started, "", 1)


def told(number: int, body: str = STORY, **values: Any) -> Article:
    """Return article ``number``, the odd ones of the other source."""
    given = {"source": "other", "url": f"https://harbour.example/{number}"} if number % 2 else {}
    return article(number, **{"title": "The mill", "body": body, "content_hash": str(hash(body)), **given, **values})


def read_later(article: Article, **values: Any) -> Article:
    return replace(article, fetched_at=LATER, capture=capture(70, fetched_at=LATER), **values)


def relations(archive: Archive) -> list[tuple[Any, ...]]:
    return archive.db.execute("SELECT article_id, other_id, kind FROM same_as ORDER BY 1, 2, 3").fetchall()


def groups(archive: Archive) -> dict[int, int]:
    return dict(archive.db.execute("SELECT article_id, group_id FROM copies ORDER BY 1").fetchall())


def beside(url: str, relation: Any, language: str = "") -> tuple[Alternate, ...]:
    return (Alternate(url=url, relation=relation, language=language),)


def test_copies_form_a_group_under_the_earliest(archive: Archive) -> None:
    save(
        archive,
        told(0, published="2026-02-03"),
        told(1, published="2026-02-01T09:00:00Z", title="Another headline"),
        told(2, body=ANOTHER),
        told(3, body=f"A word before: read this.\n{STORY}\nRelated News"),
    )
    assert relations(archive) == [(1, 2, "copy"), (1, 4, "copy"), (2, 4, "copy")]
    assert groups(archive) == {1: 2, 2: 2, 4: 2}, "the last one has no date: it was first seen in March"
    assert archive.db.execute("SELECT count(*) FROM articles").fetchone() == (4,), "linked, not merged"


def test_a_group_splits_when_a_text_changes_and_grows_when_it_comes_back(archive: Archive) -> None:
    save(archive, told(0), told(1), told(3))
    assert groups(archive) == {1: 1, 2: 1, 3: 1}
    save(archive, read_later(told(0), body=ANOTHER, content_hash="new"), started=LATER)
    assert relations(archive) == [(2, 3, "copy")]
    assert groups(archive) == {2: 2, 3: 2}
    save(archive, read_later(told(1), body=ANOTHER, content_hash="new"), started=LATER)
    assert groups(archive) == {1: 1, 2: 1}


def test_the_earliest_is_named_anew_when_dates_change(archive: Archive) -> None:
    save(archive, told(0, published="2026-02-01"), told(1, published="2026-02-02"))
    assert set(groups(archive).values()) == {1}
    save(archive, read_later(told(0), published="2026-02-09"), started=LATER)
    assert set(groups(archive).values()) == {2}


def test_groups_do_not_depend_on_the_order_of_articles(tmp_path: Path) -> None:
    texts = [STORY, ANOTHER, f"By Ann\n{STORY}", STORY[: len(STORY) * 2 // 3], f"{ANOTHER}\nTags: a, b"]
    articles = [told(2 * n, text, published=f"2026-01-0{n + 1}") for n, text in enumerate(texts)]
    found = []
    for number, order in enumerate((articles, articles[::-1])):
        with closing(Archive(tmp_path / f"{number}.db")) as archive:
            for one in order:
                save(archive, one)
            found.append(
                archive.db.execute(
                    "SELECT one.url, first.url FROM copies JOIN articles AS one ON one.id = article_id"
                    " JOIN articles AS first ON first.id = group_id ORDER BY 1"
                ).fetchall()
            )
    assert found[0] == found[1]
    assert len({first for _, first in found[0]}) == 2


def test_two_rows_that_turn_out_to_be_one_article_leave_its_group_whole(archive: Archive) -> None:
    save(archive, told(0), told(1), told(2))
    assert groups(archive) == {1: 1, 2: 1, 3: 1}
    save(archive, read_later(told(2), url=f"{SITE}/news/2", addresses=(f"{SITE}/news/0",)), started=LATER)
    assert archive.db.execute("SELECT count(*) FROM articles").fetchone() == (2,)
    assert len(set(groups(archive).values())) == 1
    assert len(relations(archive)) == 1


def test_a_page_names_its_version_in_another_language_before_or_after_that_is_known(archive: Archive) -> None:
    save(archive, told(0, alternates=beside(f"{SITE}/ca/noticies/2", "language", "ca")))
    assert relations(archive) == []
    catalan = "\n".join(plan(1, 10).told("ca"))
    save(archive, told(2, catalan, url=f"{SITE}/ca/noticies/2", language="ca"))
    assert relations(archive) == [(1, 2, "translation")]
    assert groups(archive) == {}
    [(evidence,)] = archive.db.execute("SELECT evidence FROM same_as").fetchall()
    assert evidence == f"one page names {SITE}/ca/noticies/2 as its version in ca"
    save(archive, read_later(told(0), alternates=()), started=LATER)
    assert relations(archive) == []


def test_addresses_that_differ_by_a_language_are_versions_on_one_site_only(archive: Archive) -> None:
    stem = beside(f"{SITE}/news/mill", "stem")
    save(
        archive,
        told(0, url=f"{SITE}/news/mill_en", alternates=stem),
        told(2, url=f"{SITE}/news/mill_lv", alternates=stem),
        told(1, body=ANOTHER, alternates=stem),
    )
    assert relations(archive) == [(1, 2, "copy"), (1, 2, "language_version")], "an English text in a Latvian frame"
    assert archive.db.execute("SELECT evidence FROM same_as WHERE kind = 'language_version'").fetchall() == [
        ("their addresses differ by a language alone",)
    ]


def test_a_page_that_calls_another_address_its_own_is_linked(archive: Archive) -> None:
    save(archive, told(0, addresses=(f"{SITE}/node/5",)), card(4))
    save(archive, told(1, body=ANOTHER, alternates=beside(f"{SITE}/node/5", "address")), started=LATER)
    assert relations(archive) == [(1, 3, "other_address")]


def test_an_archive_of_an_older_version_is_related_by_the_next_crawl(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as db:
        migrations.apply(Database(db), stop_before="m014_same_stories")
        db.execute("INSERT INTO sources VALUES ('site', 'Site', 'https://clusters.example/', 'EU', 'en')")
        for number in range(450):
            db.execute(
                "INSERT INTO articles (url, source, kind, body, first_seen, last_seen, last_changed, state)"
                " VALUES (?, 'site', 'news', ?, ?, ?, ?, 'live')",
                (f"{SITE}/{number}", "\n".join(plan(number % 449, 6).told("en")), DAY, DAY, DAY),
            )
        db.commit()
    with closing(Archive(path)) as archive:
        save(archive, card(1000))
        assert groups(archive) == {1: 1, 450: 1}
        assert archive.db.execute("SELECT count(*) FROM to_relate").fetchone() == (0,)


def test_what_says_the_same_again_writes_nothing(archive: Archive) -> None:
    save(archive, told(0), told(1))
    before = archive.db.total_changes
    crawl = archive.begin(SOURCE, DAY, live=False)
    for each in (told(0), told(1)):
        archive.add(each, crawl)
    archive.finish(crawl, DAY, "", 1)
    assert archive.db.total_changes == before


def test_a_site_that_counts_its_nodes_anew_keeps_its_articles(archive: Archive) -> None:
    save(archive, told(0, node="1"))
    save(archive, read_later(told(0), node="1001"), started=LATER)
    assert archive.db.execute("SELECT node FROM articles").fetchall() == [("1001",)]


def test_versions_that_were_one_row_come_apart(archive: Archive) -> None:
    save(archive, told(0, url=f"{SITE}/news/mill", node="5", addresses=(f"{SITE}/de/news/mill",)))
    save(archive, read_later(told(2, url=f"{SITE}/de/news/mill", node="5:de", language="de")), started=LATER)
    assert archive.db.execute("SELECT url, node FROM articles ORDER BY id").fetchall() == [
        (f"{SITE}/news/mill", "5"),
        (f"{SITE}/de/news/mill", "5:de"),
    ]
    assert archive.db.execute("SELECT count(*) FROM article_urls").fetchone() == (0,)
