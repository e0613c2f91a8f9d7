"""Terms that are offered in place of words that the archive has not."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.search.nearest import MOST_SUGGESTIONS, nearest

TERMS = (
    "hydrogen hydrology hydrogène Wasserstoff Wasserstofftag Värmland cluster clusters clutter ünïcode κλίμα kluster"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nearest") / "words.db"
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE articles_fts USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
    db.executemany("INSERT INTO articles_fts VALUES (?)", [(word,) for word in TERMS.split()])
    db.executemany("INSERT INTO articles_fts VALUES (?)", [("clusters",)] * 3)
    db.executemany("INSERT INTO articles_fts VALUES (?)", [(f"regiona{chr(97 + n)}",) for n in range(20)])
    db.commit()
    db.close()
    return path


@pytest.fixture
def db(archive: Path) -> Iterator[sqlite3.Connection]:
    """A connection as the server's: it may not write, and it reads within a transaction."""
    connection = sqlite3.connect(f"file:{archive}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        (["hydrogne"], ("hydrogen", "hydrogene")),
        (["Hydroggen"], ("hydrogen", "hydrogene")),
        (["HYDRÖGENN"], ("hydrogen", "hydrogene")),
        (["ydrogen"], ("hydrogen",)),
        (["yhdrogen"], ("hydrogen",)),
        (["jydrogen"], ("hydrogen",)),
        (["hhydrogen"], ("hydrogen",)),
        (["hydrogen"], ()),  # it is there
        (["wasserstof"], ("wasserstoff",)),
        (["varmlant"], ("varmland",)),
        (["vårmlent"], ("varmland",)),
        (["ünicodde"], ("unicode",)),
        (["κλίμμα"], ("κλίμα",)),
        (["clusterz"], ("clusters", "cluster", "clutter")),  # the first two are as near; more articles have the first
        (["xyzzyxyzzy"], ()),
        (["clu"], ()),  # too short to be near to anything
        ([], ()),
        (["hydrogne", "varmlant"], ("hydrogen", "hydrogene", "varmland")),
        (["hydrogne", "hydrogne", "Hydrogne"], ("hydrogen", "hydrogene")),
    ],
)
def test_the_nearest_terms(db: sqlite3.Connection, words: list[str], terms: tuple[str, ...]) -> None:
    assert nearest(db, words) == terms


def test_a_few_are_offered_at_most(db: sqlite3.Connection) -> None:
    assert nearest(db, ["regiona0"]) == tuple(f"regiona{letter}" for letter in "abcdefghi"[:MOST_SUGGESTIONS])


def test_it_works_in_every_transaction_of_a_connection(db: sqlite3.Connection) -> None:
    assert nearest(db, ["hydrogne"]) == nearest(db, ["hydrogne"]) != ()
    db.execute("ROLLBACK")
    db.execute("BEGIN")
    assert nearest(db, ["hydrogne"]) != ()


def test_odd_words_are_no_error(db: sqlite3.Connection) -> None:
    assert nearest(db, ["\U0010fffd" * 5, "\ud7fb" * 4, "水素クラスター", "x" * 10_000, "'\"%_"]) == ()
