"""Whom articles name: one entity however it is spelt, in step with the articles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.store import Archive
from items import Item
from tests.make import DAY, SOURCE, article
from tests.make import card as listed

LATER = "2026-03-02T08:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.take(tmp_path / "archive.db")
    yield archive
    archive.release()


def save(archive: Archive, *items: Item, country: str = "EU") -> None:
    crawl = archive.begin(replace(SOURCE, country=country), DAY, True)
    for item in items:
        archive.add(item, crawl)
    archive.finish(crawl, DAY, "", 1)


def entities(archive: Archive, role: str) -> list[tuple[int, str, str]]:
    sql = "SELECT article_id, kind, name FROM article_entities WHERE role = ? ORDER BY article_id, name"
    return archive.db.execute(sql, (role,)).fetchall()


def test_one_cluster_is_one_entity_and_the_raw_name_stays(archive):
    save(archive, article(0, organisation="POLIMERYS"), article(1, organisation="Polymeris e.V."))
    assert [name for *_, name in entities(archive, "organisation")] == ["Polymeris e.V."] * 2
    assert archive.db.execute("SELECT count(*) FROM entities WHERE kind = 'organisation'").fetchone() == (1,)
    assert archive.db.execute("SELECT organisation FROM articles WHERE id = 1").fetchone() == ("POLIMERYS",)


def test_authors_are_people_and_organisations(archive):
    save(archive, article(0, author="Ona Puig, Salt Cluster", organisation="Salt Cluster"))
    assert entities(archive, "author") == [(1, "person", "Ona Puig"), (1, "organisation", "Salt Cluster")]
    assert archive.db.execute("SELECT count(*) FROM entities WHERE kind = 'organisation'").fetchone() == (1,)


def test_the_country_is_that_of_the_source(archive):
    save(archive, listed(0), country="AT")
    assert entities(archive, "country") == [(1, "country", "Austria")]
    save(archive, listed(1), country="EU")
    assert entities(archive, "country") == [(1, "country", "European Union"), (2, "country", "European Union")]


def test_a_changed_article_names_whom_it_names_now(archive):
    save(archive, article(0, organisation="Salt Cluster", author="Ona Puig"))
    save(archive, article(0, organisation="Snow Cluster", fetched_at=LATER))
    assert entities(archive, "organisation") == [(1, "organisation", "Snow Cluster")]
    assert entities(archive, "author") == []


def test_an_entity_keeps_its_number_and_slug_when_names_join_it(archive):
    save(archive, article(0, organisation="SALT VALLEY…"))
    before = archive.db.execute("SELECT id, slug FROM entities WHERE kind = 'organisation'").fetchall()
    save(archive, article(1, organisation="Salt Valley Cluster"))
    assert archive.db.execute("SELECT id, slug FROM entities WHERE kind = 'organisation'").fetchall() == before
    assert {name for *_, name in entities(archive, "organisation")} == {"Salt Valley Cluster"}


def test_an_operator_joins_and_parts_names(archive):
    save(archive, article(0, organisation="Polymeris"), article(1, organisation="POLIMERYS"))
    archive.db.execute("INSERT INTO entity_aliases VALUES ('organisation', 'POLIMERYS', 'POLIMERYS')")
    save(archive, listed(2))
    assert [name for *_, name in entities(archive, "organisation")] == ["Polymeris", "POLIMERYS"]
    archive.db.execute("UPDATE entity_aliases SET stands_for = 'Polymeris'")
    save(archive, listed(3))
    assert [name for *_, name in entities(archive, "organisation")] == ["Polymeris", "Polymeris"]
    archive.db.execute("DELETE FROM entity_aliases")
    save(archive, listed(4))
    assert [name for *_, name in entities(archive, "organisation")] == ["Polymeris", "Polymeris"]


def test_the_same_articles_again_change_nothing(archive):
    items = [article(number, organisation=f"Salt {number}", author="Ona Puig") for number in range(3)]
    save(archive, *items)
    before = list(archive.db.iterdump())
    archive.db.execute("INSERT INTO to_name SELECT id FROM articles")
    save(archive, *items)
    ours = [line for line in archive.db.iterdump() if '"crawls"' not in line]
    assert ours == [line for line in before if '"crawls"' not in line]


def test_an_archive_of_before_has_its_names_read_by_the_next_crawl(archive):
    save(archive, article(0, organisation="Salt Cluster"))
    for table in ("article_names", "entity_names", "entities"):
        archive.db.execute(f"DELETE FROM {table}")
    archive.db.execute("INSERT INTO to_name SELECT id FROM articles")  # as the migration leaves it
    save(archive, listed(1))
    assert entities(archive, "organisation") == [(1, "organisation", "Salt Cluster")]
