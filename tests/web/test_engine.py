"""The search finds and counts exactly what a loop over all rows does, and nothing that is asked makes it fail."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.entities import name_due
from tests.web.sample import build
from tests.web.searching import (
    DAYS,
    KINDS,
    LANGUAGES,
    SOURCES,
    WORDS,
    Row,
    all_rows,
    archive,
    expected,
    expected_counts,
    insert,
    reading,
)
from web.answers import Reading
from web.search import choices, engine, facets, highlights, matches
from web.search.asked import FACETS, PAGE_SIZE, Asked, parse
from web.search.found import Found
from web.search.index import SearchIndex
from web.search.marks import unmarked

# The columns of an article, and its topics.
Columns = dict[str, Any]

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def texts(draw: st.DrawFn) -> str | None:
    return draw(st.none() | st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join))


articles = st.fixed_dictionaries(
    {
        "source": st.sampled_from([name for name, _ in SOURCES]),
        "kind": st.sampled_from(KINDS),
        "language": st.sampled_from(LANGUAGES),
        "published": st.sampled_from(DAYS),
        "title": texts(),
        "summary": texts(),
        "body": texts(),
        "organisation": texts(),
        "topics": st.sets(st.sampled_from([1, 2])),
    }
)


def values(*some: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*some, "unknown"]), max_size=2, unique=True).map(tuple)


searches = st.builds(
    Asked,
    q=st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(" ".join),
    source=values("alpha", "beta"),
    topic=values("circular", "energy"),
    organisation=values("hydrogen", "timber-motor"),
    kind=values(*KINDS),
    language=values("en", "de"),
    country=values("BE", "NL"),
    year=values("2026", "2024"),
    month=values("2026-11", "2023-12"),
    sort=st.sampled_from(["newest", "best"]),
    page=st.integers(1, 4),
)


def check(read: Reading, asked: Asked) -> Found:
    """Compare a search with the plain one, and return what it found."""
    found = engine.find(read, asked)
    rows = all_rows(read.db)
    wanted = expected(rows, asked)
    ids = [row.id for row in wanted]
    assert found.total == len(ids)
    if asked.words and asked.sort == "best":
        assert found.sort == "best"
        ids = best_first(read.db, asked.words, set(ids))
    assert list(engine.matching(read, asked)) == ids
    page = ids[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]
    assert [hit.id for hit in found.hits] == page
    check_counts(found, rows)
    return found


def check_counts(found: Found, rows: list[Row]) -> None:
    for facet in FACETS:
        counts = {value.value: value.count for value in found.facets[facet]}
        assert counts == expected_counts(rows, found.asked, facet), facet
        assert {value.value for value in found.facets[facet] if value.chosen} == set(found.asked.chosen(facet))
    months = {month: count for month, count in found.months if count}
    assert months == {value.value: value.count for value in found.facets["month"] if value.count}
    assert [month for month, _ in found.months] == sorted(month for month, _ in found.months)


def best_first(db: sqlite3.Connection, words: str, ids: set[int]) -> list[int]:
    expression = " ".join(f'"{word}"' for word in words.split())
    rows = db.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
        " ORDER BY bm25(articles_fts, 8, 3, 1, 4, 2), rowid DESC",
        (expression,),
    )
    return [key for (key,) in rows if key in ids]


@few
@given(st.lists(articles, max_size=30), st.lists(searches, min_size=1, max_size=5))
def test_finds_and_counts_what_a_loop_over_all_rows_does(rows: list[Columns], asked: list[Asked]) -> None:
    with closing(archive()) as db:
        for row in rows:
            insert(db, **row)
        name_due(db)
        read = reading(db)
        for search in asked:
            check(read, search)


changes = st.lists(
    st.tuples(
        st.sampled_from(["insert", "update", "delete", "link", "move", "name", "alias"]), st.integers(1, 12), articles
    ),
    min_size=1,
    max_size=12,
)


def change(db: sqlite3.Connection, what: str, key: int, row: Columns) -> None:
    """Do one thing to the archive as a crawl could; what it cannot be done to stays as it is."""
    topics = row["topics"]
    columns = {name: value for name, value in row.items() if name != "topics"}
    links = "article_topics WHERE article_id = ?"
    if what == "insert":
        insert(db, **row)
    elif what == "update":
        assigned = ", ".join(f"{name} = ?" for name in columns)
        db.execute(f"UPDATE articles SET {assigned} WHERE id = ?", (*columns.values(), key))
    elif what == "delete":
        db.execute(f"DELETE FROM {links}", (key,))
        db.execute("DELETE FROM article_names WHERE article_id = ?", (key,))
        db.execute("DELETE FROM articles WHERE id = ?", (key,))
    elif what == "link" and db.execute("SELECT 1 FROM articles WHERE id = ?", (key,)).fetchone():
        db.execute(f"DELETE FROM {links}", (key,))
        db.executemany("INSERT INTO article_topics VALUES (?, ?)", [(key, topic) for topic in topics])
    elif what == "move" and db.execute("SELECT 1 FROM articles WHERE id = ?", (key,)).fetchone():
        db.execute("UPDATE OR IGNORE article_topics SET article_id = ? WHERE article_id = ?", (key, key % 5 + 1))
    elif what == "name":
        db.execute("UPDATE sources SET country = ? WHERE name = ?", ("NL" if key % 2 else "BE", row["source"]))
        db.execute("UPDATE topics SET slug = slug || '-' WHERE id = ?", (1 + key % 2,))
    elif what == "alias" and row["organisation"]:
        db.execute(
            "INSERT OR REPLACE INTO entity_aliases VALUES ('organisation', ?, ?)",
            (row["organisation"], WORDS[key % len(WORDS)]),
        )
    name_due(db)


@few
@given(st.lists(articles, min_size=1, max_size=8), changes, st.lists(searches, min_size=1, max_size=3))
def test_follows_every_change_of_the_archive(
    rows: list[Columns], some: list[tuple[str, int, Columns]], asked: list[Asked]
) -> None:
    with closing(archive()) as db:
        for row in rows:
            insert(db, **row)
        name_due(db)
        index = SearchIndex()
        for what, key, row in some:
            read = reading(db, index)
            for search in asked:
                check(read, search)
            change(db, what, key, row)
        read = reading(db, index)
        for search in asked:
            check(read, search)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    path: Path = build(tmp_path_factory.mktemp("engine") / "archive.db")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        yield reading(db)


anything = st.text(max_size=60) | st.sampled_from(
    [
        '"',
        "*",
        "-",
        "a*",
        'title:"',
        "NEAR(",
        "OR",
        "smart specialisation",
        "\x02motor\x03",
        "^a",
        "{x}:",
        "\ud800",
        "nul\0",
    ]
)
names = st.sampled_from([*FACETS, "q", "sort", "exact", "copies", "page", "other"])


@few
@given(st.lists(st.tuples(names, anything), max_size=8))
def test_nothing_that_an_address_holds_makes_it_fail(hostile: Reading, pairs: list[tuple[str, str]]) -> None:
    asked = parse(pairs)
    found = engine.find(hostile, asked)
    assert len(found.hits) <= PAGE_SIZE
    assert len(engine.matching(hostile, asked)) == found.total
    assert len(engine.hits(hostile, [hit.id for hit in found.hits], asked)) == len(found.hits)


@few
@given(st.text(max_size=200), st.integers(1, 1_000_000), st.sampled_from(["newest", "best"]), st.booleans())
def test_no_words_and_no_page_make_it_fail(hostile: Reading, q: str, page: int, sort: str, exact: bool) -> None:
    found = engine.find(hostile, Asked(q=q, page=page, sort=sort, exact=exact))  # type: ignore[arg-type]  # one of both
    assert found.total >= len(found.hits)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(archive()) as db:
        yield db


def test_a_page_beyond_the_end_has_no_hits_and_the_right_total(db: sqlite3.Connection) -> None:
    for _ in range(45):
        insert(db, title="hydrogen")
    read = reading(db)
    for sort in ("newest", "best"):
        asked = Asked(q="hydrogen", sort=sort)
        assert [len(engine.find(read, asked.with_(page=page)).hits) for page in (1, 2, 3, 4, 999_999)] == [
            20, 20, 5, 0, 0,
        ]  # fmt: skip
        assert engine.find(read, asked.with_(page=4)).total == 45


def test_months_have_no_gap_and_ignore_the_chosen_time(db: sqlite3.Connection) -> None:
    for day in ("2025-11-30", "2026-02-01", "2026-02-28"):
        insert(db, published=day)
    found = engine.find(reading(db), Asked(year=("2025",)))
    assert found.total == 1
    assert found.months == (("2025-11", 1), ("2025-12", 0), ("2026-01", 0), ("2026-02", 2))


def test_dates_thousands_of_years_apart_make_no_endless_chart(db: sqlite3.Connection) -> None:
    for day in ("0000-01-01", "9999-12-31"):
        insert(db, published=day)
    assert engine.find(reading(db), Asked()).months == (("0000-01", 1), ("9999-12", 1))


def test_of_very_many_organisations_the_most_frequent_are_listed_and_all_are_counted(db: sqlite3.Connection) -> None:
    rare = [f"{letter}{other} Networks" for letter in "BCDFGHKLMNPR" for other in ("alder", "estuary", "ion", "umber")]
    for name in [*rare, *(f"{name} of Lorvac" for name in rare), *(f"{name} in Estmark" for name in rare)]:
        insert(db, organisation=name)
    for _ in range(2):
        insert(db, organisation="Zymurgy Cluster")
    name_due(db)
    chosen = engine.find(reading(db), Asked(organisation=("rumber-networks-in-estmark", "unknown")))
    found = engine.find(reading(db), Asked())
    assert found.counted["organisation"] == 3 * len(rare) + 1
    assert [(value.label, value.count) for value in found.facets["organisation"][:1]] == [("Zymurgy Cluster", 2)]
    assert len(found.facets["organisation"]) == facets.MOST
    assert (chosen.total, len(chosen.facets["organisation"])) == (1, facets.MOST + 2)
    shown = next(group for group in choices.groups(found) if group.facet == "organisation")
    assert len(shown.first) + len(shown.rest) + shown.left_out == found.counted["organisation"]


def test_facets_are_labelled_and_most_come_first(db: sqlite3.Connection) -> None:
    insert(db, topics=[2], language="de", kind="call", organisation="Timber Valley Cluster")
    insert(db, topics=[1, 2], language="de", source="beta", published="2024-01-01", organisation="Barges")
    insert(db, topics=[2], language="en", organisation="TIMBER VALLEY CLUSTER")
    name_due(db)
    events = engine.find(reading(db), Asked(kind=("event",))).facets
    shown = {
        facet: [(value.label, value.count) for value in engine.find(reading(db), Asked()).facets[facet]]
        for facet in FACETS
    }
    assert shown == {
        "source": [("alpha clusters", 2), ("beta clusters", 1)],
        "topic": [("Energy", 3), ("Circular", 1)],
        "organisation": [("Timber Valley Cluster", 2), ("Barges", 1)],
        "kind": [("News", 2), ("Call", 1)],
        "language": [("German", 2), ("English", 1)],
        "country": [("Belgium", 2), ("Netherlands", 1)],
        "year": [("2026", 2), ("2024", 1)],
        "month": [("Nov 2026", 2), ("Jan 2024", 1)],
    }
    assert [(value.value, value.count, value.chosen) for value in events["kind"]] == [
        ("news", 2, False), ("call", 1, False), ("event", 0, True),
    ]  # fmt: skip
    assert events["source"] == ()


def test_hits_are_marked_in_title_body_or_else_summary(db: sqlite3.Connection) -> None:
    insert(db, title="The Hydrogen barge", summary="On hydrogen", body="Word " * 60 + "with hydrogen at last")
    insert(db, title="A barge", summary="All of hydrogen", body="Nothing " * 90, published="2026-11-19")
    insert(db, organisation="Hydrogen house", body="Text " * 90, published="2026-11-18")
    insert(db, organisation="Hydrogen house", summary="A summary", body="Text " * 90, published="2026-11-17")
    first, second, third, fourth = engine.find(reading(db), Asked(q="hydrogen")).hits
    assert first.title == "The \x02Hydrogen\x03 barge"
    assert first.snippet.endswith("Word with \x02hydrogen\x03 at last")
    assert first.snippet.startswith("…")
    assert (second.title, second.snippet) == ("A barge", "All of \x02hydrogen\x03")
    assert (third.title, third.snippet) == ("", ("Text " * 90)[:300])
    assert fourth.snippet == "A summary"


def test_the_start_of_a_word_is_marked_as_well(db: sqlite3.Connection) -> None:
    insert(db, title="Hydrogenation")
    assert [hit.title for hit in engine.find(reading(db), Asked(q="hydro*")).hits] == ["\x02Hydrogenation\x03"]


def test_hits_are_marked_as_they_are_found_without_regard_to_accents(db: sqlite3.Connection) -> None:
    insert(db, title="Värmland and Ångström")
    [hit] = engine.find(reading(db), Asked(q="varmland angstrom")).hits
    assert hit.title == "\x02Värmland\x03 and \x02Ångström\x03"
    [sql] = db.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'").fetchone()
    [tokenizer] = re.findall("tokenize='.*?'", sql)
    assert tokenizer in highlights.TABLE


def test_a_word_in_titles_alone_is_marked_in_the_title_alone(db: sqlite3.Connection) -> None:
    insert(db, title="Hydrogen", body="All of hydrogen", topics=[2])
    [hit] = engine.find(reading(db), Asked(q="title:hydrogen energy")).hits
    assert (hit.title, hit.snippet) == ("\x02Hydrogen\x03", "All of hydrogen")


def test_a_hit_tells_its_topics_its_source_and_its_date(db: sqlite3.Connection) -> None:
    insert(db, topics=[2, 1], title="One", language="de", organisation="House", state="gone", url="https://a.example/")
    insert(db, published=None, source="beta")
    one, two = engine.find(reading(db), Asked()).hits
    assert (one.topics, one.source, one.source_title) == (
        (("circular", "Circular"), ("energy", "Energy")), "alpha", "alpha clusters",
    )  # fmt: skip
    assert (one.date, one.dated, one.language, one.organisation) == ("2026-11-20", True, "de", "House")
    assert (one.url, one.kind, one.state) == ("https://a.example/", "news", "gone")
    assert (two.date, two.dated, two.title, two.language, two.topics) == ("2025-06-15", False, "", "", ())


def test_texts_without_end_are_cut(db: sqlite3.Connection) -> None:
    insert(
        db, title="hydrogen " * 500_000, summary="hydrogen" * 1000, body="hydrogen " * 500_000, organisation="o" * 999
    )
    for asked in (Asked(), Asked(q="hydrogen")):
        [hit] = engine.find(reading(db), asked).hits
        assert len(unmarked(hit.title)) == 300
        assert len(unmarked(hit.snippet)) <= 1000
        assert len(hit.organisation) <= 200


def test_ids_that_are_gone_are_left_out(db: sqlite3.Connection) -> None:
    keys = [insert(db, title=f"hydrogen {number}") for number in range(3)]
    read = reading(db)
    asked = Asked(q="hydrogen")
    assert [hit.id for hit in engine.hits(read, [keys[2], 99, keys[0]], asked)] == [keys[2], keys[0]]
    assert engine.hits(read, [keys[0]], Asked())[0].title == "hydrogen 0"


def test_too_many_hits_are_not_ranked(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_RANKED", 2)
    for number in range(3):
        insert(db, title="hydrogen barge" if number else "hydrogen")
    read = reading(db)
    few, many = (engine.find(read, Asked(q=q, sort="best")) for q in ("barge", "hydrogen"))
    assert (few.sort, few.advice) == ("best", "")
    assert (many.sort, many.advice) == ("newest", "too_many_to_rank")
    assert engine.find(read, Asked(sort="best")).advice == ""


def test_words_that_find_nothing_are_answered_with_the_nearest(db: sqlite3.Connection) -> None:
    insert(db, title="hydrogen")
    read = reading(db)
    assert engine.find(read, Asked(q="hydrogne")).nearest == ("hydrogen",)
    assert engine.find(read, Asked(q="hydrogen", kind=("call",))).nearest == ()
    nothing = engine.find(read, Asked(q="..."))
    assert (nothing.total, nothing.advice, nothing.nearest) == (0, "no_words", ())


def test_spellings_of_a_topic_are_searched_unless_it_is_to_be_exact(db: sqlite3.Connection) -> None:
    insert(db, title="Smart specialization")
    index = SearchIndex()
    assert engine.find(reading(db, index), Asked(q="specialisation")).total == 0
    for name in ("Smart specialisation", "Smart specialization"):
        db.execute("INSERT INTO topic_names VALUES (?, 1)", (name,))
    found = engine.find(reading(db, index), Asked(q="specialisation"))
    assert (found.total, [variant.typed for variant in found.variants]) == (1, ["specialisation"])
    assert engine.find(reading(db, index), Asked(q="specialisation", exact=True)).total == 0


def test_the_same_words_are_searched_once(db: sqlite3.Connection) -> None:
    insert(db, title="hydrogen")
    read = reading(db)
    asked = []
    db.set_trace_callback(lambda sql: asked.append(sql) if matches.FOUND[:40] in sql else None)
    for kind in ((), ("news",), ("call",)):
        engine.find(read, Asked(q="hydrogen", kind=kind))
    assert len(asked) == 1
    insert(db, title="hydrogen again")
    assert engine.find(reading(db, read.index), Asked(q="hydrogen")).total == 2
