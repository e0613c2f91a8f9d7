"""Copies of one story in the search: each story once, counted exactly as a loop over all rows does."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.searching import Row, all_rows, archive, expected, insert, reading
from tests.web.test_engine import Columns, articles, few, searches
from web.answers import Reading
from web.search import engine
from web.search.asked import FACETS, PAGE_SIZE, Asked, Facet, parse
from web.search.facets import OWN
from web.search.fellows import MOST_NAMED
from web.search.index import SearchIndex

# Articles, by their number, and the group of each: whichever of its members gives it its name.
groupings = st.lists(
    st.lists(st.integers(1, 30), min_size=1, max_size=6, unique=True).flatmap(
        lambda members: st.tuples(st.just(members), st.sampled_from(members))
    ),
    max_size=6,
)
asking = st.tuples(searches, st.sampled_from(["one", "all"])).map(lambda pair: pair[0].with_(copies=pair[1]))


def group(db: sqlite3.Connection, groups: list[tuple[list[int], int]]) -> None:
    """Make ``groups`` the groups of the archive, so far as their articles are there; a later one wins."""
    there = {key for (key,) in db.execute("SELECT id FROM articles")}
    wanted = {key: earliest for members, earliest in groups for key in members if key in there}
    known = dict(db.execute("SELECT article_id, group_id FROM copies"))
    db.executemany("DELETE FROM copies WHERE article_id = ?", [(key,) for key in known.keys() - wanted.keys()])
    db.executemany(
        "INSERT INTO copies VALUES (?, ?) ON CONFLICT (article_id) DO UPDATE SET group_id = excluded.group_id",
        list(wanted.items()),
    )


def once(db: sqlite3.Connection, rows: list[Row], asked: Asked) -> list[Row]:
    """Return ``rows``, which are newest first, without those of which an earlier copy is among them."""
    groups = dict(db.execute("SELECT article_id, group_id FROM copies")) if asked.copies == "one" else {}
    there = {row.id for row in rows}
    first: dict[int, int] = {}
    for row in reversed(rows):
        named = groups.get(row.id, row.id)
        first.setdefault(named, named if named in there else row.id)
    return [row for row in rows if first[groups.get(row.id, row.id)] == row.id]


def counts(db: sqlite3.Connection, rows: list[Row], asked: Asked, facet: Facet) -> dict[str, int]:
    """Return what each value of a facet would give alone."""
    free = expected(rows, asked, OWN[facet])
    found = {
        value: len(once(db, [row for row in free if value in row.values[facet]], asked))
        for value in {value for row in free for value in row.values[facet]}
    }
    return dict.fromkeys(asked.chosen(facet), 0) | found


def check(read: Reading, asked: Asked) -> None:
    found = engine.find(read, asked)
    rows = all_rows(read.db)
    every = expected(rows, asked)
    shown = once(read.db, every, asked)
    assert (found.total, found.copies) == (len(shown), len(every) - len(shown))
    matching = list(engine.matching(read, asked))
    assert sorted(matching) == sorted(row.id for row in shown)
    if asked.sort == "newest":
        assert matching == [row.id for row in shown]
    assert [hit.id for hit in found.hits] == matching[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]
    for facet in FACETS:
        assert {value.value: value.count for value in found.facets[facet]} == counts(read.db, rows, asked, facet), facet
    months = {value.value: value.count for value in found.facets["month"] if value.count}
    assert {month: count for month, count in found.months if count} == months


@few
@given(
    st.lists(articles, min_size=1, max_size=30),
    st.lists(groupings, min_size=1, max_size=3),
    st.lists(asking, min_size=1, max_size=3),
    st.integers(1, 30),
)
def test_each_story_is_found_and_counted_once_whatever_becomes_of_its_copies(
    rows: list[Columns], some: list[list[tuple[list[int], int]]], asked: list[Asked], gone: int
) -> None:
    with closing(archive()) as db:
        for row in rows:
            insert(db, **row)
        index = SearchIndex()
        for groups in some:
            group(db, groups)
            for search in asked:
                check(reading(db, index), search)
        db.execute("DELETE FROM article_topics WHERE article_id = ?", (gone,))
        db.execute("DELETE FROM articles WHERE id = ?", (gone,))
        for search in asked:
            check(reading(db, index), search)
            check(reading(db), search)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """Give an archive with three copies in two sources, of which the second is the earliest, and another article."""
    with closing(archive()) as db:
        for source, day in (("alpha", "2026-11-20"), ("beta", "2026-11-18"), ("beta", "2026-10-19")):
            insert(db, source=source, published=day, title="hydrogen")
        insert(db, title="timber")
        group(db, [([1, 2, 3], 3)])
        yield db


def test_the_earliest_copy_is_shown_and_the_earliest_of_those_found_where_it_is_not(db: sqlite3.Connection) -> None:
    read = reading(db)
    assert [hit.id for hit in engine.find(read, Asked()).hits] == [4, 3]
    assert [hit.id for hit in engine.find(read, Asked(month=("2026-11",))).hits] == [4, 2]
    assert [hit.id for hit in engine.find(read, Asked(source=("alpha",))).hits] == [4, 1]
    assert [hit.id for hit in engine.find(read, Asked(copies="all")).hits] == [4, 1, 2, 3]


def test_a_count_is_what_its_value_would_give(db: sqlite3.Connection) -> None:
    read = reading(db)
    found = engine.find(read, Asked())
    for facet in FACETS:
        for value in found.facets[facet]:
            assert engine.find(read, Asked().only(facet, value.value)).total == value.count, value
    assert Counter({value.value: value.count for value in found.facets["source"]}) == {"alpha": 2, "beta": 1}


def test_a_hit_names_its_copies_the_earliest_first(db: sqlite3.Connection) -> None:
    read = reading(db)
    [hit] = engine.find(read, Asked(source=("alpha",), q="hydrogen")).hits
    assert (hit.also, hit.also_total) == (((3, "beta clusters"), (2, "beta clusters")), 2)
    other = engine.find(read, Asked(q="timber")).hits[0]
    assert (other.also, other.also_total) == ((), 0)


def test_of_many_copies_a_few_are_named(db: sqlite3.Connection) -> None:
    many = [insert(db, title="barge") for _ in range(12)]
    group(db, [(many, many[-1])])
    [hit] = engine.find(reading(db), Asked(q="barge")).hits
    assert (hit.id, hit.also_total) == (many[-1], 11)
    assert [key for key, _ in hit.also] == many[:MOST_NAMED]


def test_an_article_that_is_gone_stands_for_no_copy(db: sqlite3.Connection) -> None:
    index = SearchIndex()
    assert engine.find(reading(db, index), Asked(q="hydrogen")).total == 1
    db.execute("DELETE FROM articles WHERE id = 3")
    assert [hit.id for hit in engine.find(reading(db, index), Asked(q="hydrogen")).hits] == [2]


def test_copies_beyond_32_bits_are_left_out(db: sqlite3.Connection) -> None:
    index = SearchIndex()
    reading(db, index)
    db.execute("INSERT INTO copies VALUES (?, 4), (4, ?)", (1 << 32, 1 << 33))
    assert engine.find(reading(db, index), Asked(q="timber")).total == 1
    assert engine.find(reading(db), Asked(q="timber")).total == 1


@pytest.mark.parametrize(("value", "copies"), [("all", "all"), ("1", "one"), ("", "one"), ("ALL", "one")])
def test_the_address_says_whether_all_copies_are_shown(value: str, copies: str) -> None:
    asked = parse([("copies", value)])
    assert asked.copies == copies
    assert asked.query_string() == ("copies=all" if copies == "all" else "")
