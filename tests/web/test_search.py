"""The expression that a typed search becomes, against the real FTS5."""

import sqlite3
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.web.serving import plugin

search = plugin("search")

HARD = st.sampled_from(
    [
        *"\"'*^()+-:{},.\0\t\n\x02\x03“”«",
        " AND ",
        " OR ",
        " NOT ",
        " NEAR(",
        "body:",
        "{title body}:",
        "--",
        "word",
        "ünï",
    ]
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')")
    texts = ["open call for hydrogen", "call open innovation", "smart specialisation in Värmland", "not and or near"]
    db.executemany("INSERT INTO t(rowid, title) VALUES (?, ?)", enumerate(texts))
    yield db
    db.close()


def found(index: sqlite3.Connection, text: str) -> list[int]:
    return [
        key for (key,) in index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", (search.fts_query(text),))
    ]


@given(st.text() | st.lists(HARD | st.text(max_size=4), max_size=80).map("".join))
def test_nothing_that_is_typed_is_a_syntax_error(index: sqlite3.Connection, text: str) -> None:
    found(index, text)


@given(st.text(st.characters(categories=["Cs", "L"]), max_size=20))
def test_lone_surrogates_are_no_error(index: sqlite3.Connection, text: str) -> None:
    found(index, text)


@pytest.mark.parametrize("text", ["a " * 5000, '"' * 999, "b " + "-a" * 999 + " -a" * 999, "(" * 5000, "*" * 5000])
def test_long_searches_are_no_error(index: sqlite3.Connection, text: str) -> None:
    found(index, text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("open call", [0, 1]),
        ('"open call"', [0]),
        ("“open call”", [0]),
        ('"open call', [0, 1]),
        ("VARMLAND", [2]),
        ("innov*", [1]),
        ("innov", []),
        ("in*", [2]),
        ('"smart spec"*', [2]),
        ("call -hydrogen", [1]),
        ('call -"open call"', [1]),
        ("-hydrogen", [0]),
        ("call - hydrogen", [0]),
        ("not", [3]),
        ("call OR smart", []),
        ("near and or", [3]),
        ("title:smart", []),
        ("smart'", [2]),
        ("specialisation, smart!", [2]),
        ("", []),
        ("*** ''", []),
        ("*** smart", [2]),
    ],
)
def test_what_a_search_finds(index: sqlite3.Connection, text: str, rows: list[int]) -> None:
    assert found(index, text) == rows


@given(st.lists(st.sampled_from(["\x02", "\x03", "<b>", "&", "text", '"']), max_size=12).map("".join))
def test_marks_are_balanced_and_the_rest_is_escaped(text: str) -> None:
    html = BeautifulSoup(search.marked(text), "lxml")
    assert {element.name for element in html.find_all(True)} <= {"html", "body", "p", "mark"}
    assert search.marked(text).count("<mark>") == search.marked(text).count("</mark>") == len(search.HIT.findall(text))
    assert html.get_text() == text.translate({2: None, 3: None})
