"""The expression that a typed search becomes, against the real FTS5."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.serving import plugin
from web.search.found import Variants
from web.search.query import MOST_WORDS, Query, parse
from web.search.variants import Spellings, spellings
from web.search.words import folded, words_of

HARD = st.sampled_from(
    [
        *"\"'*^()+-:{},.\0\t\n\x02\x03“”«»„‟‹›「」『』＂_\N{COMBINING ACUTE ACCENT}\u0378\N{ZERO WIDTH JOINER}",
        " AND ",
        " OR ",
        " NOT ",
        " NEAR(",
        "body:",
        "title:",
        '-title:"',
        "{title body}:",
        "--",
        "word",
        "wor*",
        "ünï",
        "smart specialisation ",
        "水素クラスター",
        "हिन्दी",
        "עברית",
        "ǅ",
        "²",
        "\ue000",
        "𫝀",
    ]
)
NAMES = [
    (1, "Smart Specialisation"),
    (1, "Smart Specialization"),
    (1, "S3"),
    (1, 'RIS3 "regional"'),
    (2, "Hydrogen"),
    (2, "Wasserstoff"),
    (3, "Värmland"),
]
TEXTS = [
    ("open call for hydrogen", ""),
    ("call open innovation", "Wasserstoff"),
    ("smart specialisation in Värmland", ""),
    ("not and or near", "title"),
    ("regions", "five years of smart specialization"),
    ("regions again", "a conference on S3"),
    ("specialization of workers, and smart ones", "open"),
]


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')")
    db.executemany("INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", ((key, *row) for key, row in enumerate(TEXTS)))
    yield db
    db.close()


def found(index: sqlite3.Connection, query: Query) -> list[int]:
    if not query.expression:
        return []
    return [key for (key,) in index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", (query.expression,))]


def exactly(text: str) -> Query:
    return parse(text, Spellings(), exact=True)


@given(text=st.text() | st.lists(HARD | st.text(max_size=4), max_size=80).map("".join), exact=st.booleans())
def test_nothing_that_is_typed_is_a_syntax_error(index: sqlite3.Connection, text: str, *, exact: bool) -> None:
    query = parse(text, spellings(NAMES), exact=exact)
    found(index, query)
    assert bool(query.expression) == (query.advice not in ("no_words", "only_unwanted"))


@given(text=st.text(st.characters(categories=["Cs", "L"]), max_size=20))
def test_lone_surrogates_are_no_error(index: sqlite3.Connection, text: str) -> None:
    found(index, exactly(text))


@given(rows=st.lists(st.tuples(st.integers(1, 3), st.lists(HARD | st.text(), max_size=8).map(" ".join)), max_size=20))
def test_no_name_of_a_topic_is_a_syntax_error(index: sqlite3.Connection, rows: list[tuple[int, str]]) -> None:
    for _, name in rows:
        found(index, parse(f'{name} "{name}"', spellings(rows), exact=False))


@pytest.mark.parametrize("text", ["a " * 5000, '"' * 999, "b " + "-a" * 999 + " -a" * 999, "(" * 5000, "*" * 5000])
def test_long_searches_are_no_error(index: sqlite3.Connection, text: str) -> None:
    found(index, exactly(text))


def test_the_widest_search_is_within_the_limits_of_fts5(index: sqlite3.Connection) -> None:
    names = [
        (topic, f"word{topic}{letter} " + "and so on " * 2) for topic in range(MOST_WORDS) for letter in "abcdefghi"
    ]
    names += [(topic, f"w{topic}") for topic in range(MOST_WORDS)]
    typed = " ".join(f"w{topic}" for topic in range(MOST_WORDS))
    query = parse(typed, spellings(names), exact=False)
    assert query.expression.count(" OR ") == 8 * MOST_WORDS
    assert found(index, query) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("open call", [0, 1]),
        ('"open call"', [0]),
        ("“open call”", [0]),
        ("„open call“", [0]),
        ("« open call »", [0]),
        ("「open call」", [0]),
        ('"open call', [0, 1]),
        ("VARMLAND", [2]),
        ("va\N{COMBINING DIAERESIS}rmland", [2]),
        ("innov*", [1]),
        ("innov", []),
        ("in*", [2]),
        ('"smart spec"*', [2, 4]),
        ("smart-specialisation", [2]),
        ("call -hydrogen", [1]),
        ('call -"open call"', [1]),
        ("call --hydrogen", [1]),
        ("open -call -smart", []),
        ("call - hydrogen", [0]),
        ("not", [3]),
        ("near and or", [3]),
        ("smart'", [2, 4, 6]),
        ("specialisation, smart!", [2]),
        ("*** smart", [2, 4, 6]),
        ("title:smart", [2, 6]),
        ("TITLE:smart", [2, 6]),
        ("title:smar*", [2, 6]),
        ('title:"smart specialisation"', [2]),
        ("smart -title:smart", [4]),
        ('smart -title:"smart specialisation"', [4, 6]),
        ("title:", [3]),
        ("body:smart", []),
        ("call OR smart", [0, 1, 2, 4, 6]),
        ("hydrogen OR wasserstoff OR smart open", [0, 1, 6]),
        ("open title:smart OR hydrogen", [0, 6]),
        ("call or smart", []),
        ("near OR", [3]),
        ("OR near", [3]),
        ("near OR OR and", [3]),
        ("near OR -smart", [3]),
        ('near "OR" not', [3]),
    ],
)
def test_what_a_search_finds(index: sqlite3.Connection, text: str, rows: list[int]) -> None:
    assert found(index, exactly(text)) == rows


@pytest.mark.parametrize(
    ("text", "advice", "something"),
    [
        ("", "no_words", False),
        ("*** '' ()", "no_words", False),
        ('""', "no_words", False),
        ("-hydrogen", "only_unwanted", False),
        ('-"open call" -title:x', "only_unwanted", False),
        ("in*", "short_prefix", True),
        ('"open ca"*', "short_prefix", True),
        ("-ca* open", "short_prefix", True),
        ("ope*", "", True),
        ("a " * MOST_WORDS, "", True),
        ("a " * (MOST_WORDS + 1), "too_many_terms", True),
        ('"' + "a " * (MOST_WORDS + 1) + '"', "too_many_terms", True),
        ("a* " + "a " * MOST_WORDS, "too_many_terms", True),
        ("hydrogen", "", True),
    ],
)
def test_advice_says_why_a_search_is_not_what_was_typed(text: str, advice: str, something: bool) -> None:
    query = exactly(text)
    assert (query.advice, bool(query.expression)) == (advice, something)


def test_a_phrase_that_is_too_long_is_searched_by_its_first_words() -> None:
    words = [f"word{number}" for number in range(40)]
    assert exactly(f'"{" ".join(words)}"*').expression == f'"{" ".join(words[:MOST_WORDS])}"'


@pytest.mark.parametrize(
    ("text", "rows", "variants"),
    [
        ("smart specialisation", [2, 4, 5], {"smart specialisation": ("S3", "RIS3 ", "Smart Specialization")}),
        ('"smart specialisation"', [2, 4, 5], {"smart specialisation": ("S3", "RIS3 ", "Smart Specialization")}),
        ("regions SMART  spécialization", [4, 5], {"SMART spécialization": ("S3", "RIS3 ", "Smart Specialisation")}),
        ("s3", [2, 4, 5], {"s3": ("RIS3 ", "Smart Specialisation", "Smart Specialization")}),
        ("specialisation", [2, 4, 6], {"specialisation": ("specialization",)}),
        ("title:specialisation", [2, 6], {"specialisation": ("specialization",)}),
        ('"specialisation"', [2], {}),
        ("specialis*", [2], {}),
        ("smart -specialisation", [4, 6], {}),
        ("hydrogen OR regions", [0, 1, 4, 5], {"hydrogen": ("Wasserstoff",)}),
        ("wasserstoff call", [0, 1], {"wasserstoff": ("Hydrogen",)}),
        ("title:wasserstoff", [0], {"wasserstoff": ("Hydrogen",)}),
        ("smart title:specialisation", [2, 6], {"specialisation": ("specialization",)}),
        ("varmland", [2], {}),
    ],
)
def test_other_spellings_of_a_topic_are_found(
    index: sqlite3.Connection, text: str, rows: list[int], variants: dict[str, tuple[str, ...]]
) -> None:
    query = parse(text, spellings(NAMES), exact=False)
    assert found(index, query) == rows
    expected = {
        typed: {name if name[-1] != " " else 'RIS3 "regional"' for name in others} for typed, others in variants.items()
    }
    assert {used.typed: set(used.others) for used in query.variants} == expected


def test_an_exact_search_has_no_other_spellings(index: sqlite3.Connection) -> None:
    query = parse("smart specialisation", spellings(NAMES), exact=True)
    assert found(index, query) == [2]
    assert query.variants == ()


def test_a_spelling_that_was_typed_twice_is_told_once() -> None:
    query = parse("hydrogen hydrogen", spellings(NAMES), exact=False)
    assert query.variants == (Variants(typed="hydrogen", others=("Wasserstoff",)),)


def test_the_wanted_words_are_those_that_must_be_found_whole() -> None:
    query = exactly('Hydrogen "open calls" title:Värmland innov* -smart x OR y')
    assert query.words == ("Hydrogen", "open", "calls", "Värmland", "x", "y")


def test_the_function_for_sql_never_gives_what_sqlite_refuses(index: sqlite3.Connection) -> None:
    fts_query = plugin("search").fts_query
    for text in ("", None, "-smart", "***", "smart (", 7):
        index.execute("SELECT rowid FROM t WHERE t MATCH ?", (fts_query(text),)).fetchall()
    assert fts_query("smart specialisation") == '"smart" AND "specialisation"'


# Latin to the end of Extended-A, and Greek: what European languages are written in, besides Cyrillic.
LETTERS = st.characters(min_codepoint=0x30, max_codepoint=0x17F) | st.characters(
    min_codepoint=0x386, max_codepoint=0x3CE, exclude_categories=["Cn"]
)


@given(text=st.text(LETTERS | st.sampled_from("абвйёїąłıßẞſςσ ½²-_'\N{COMBINING ACUTE ACCENT}"), max_size=12))
def test_words_are_folded_as_the_index_folds_them(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE one USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(one, instance)")
    db.execute("INSERT INTO one VALUES (?)", (text,))
    terms = [term for (term,) in db.execute("SELECT term FROM terms ORDER BY offset")]
    db.close()
    assert [folded(word) for word in words_of(text)] == terms
