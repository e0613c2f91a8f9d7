"""The SQL script: it restores everywhere, faithful to the byte."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive import export
from archive.migrations import migrations
from archive.schema import blank, version
from archive.sqldump import dump, literal
from tests.archive.comparing import answers, read_json, rows
from tests.web.sample import build


def restored_by_python(script: Path, target: Path) -> None:
    with closing(sqlite3.connect(target)) as db:
        db.executescript(script.read_text(encoding="utf-8"))


def restored_by_command(script: Path, target: Path) -> None:
    command = shutil.which("sqlite3")
    if command is None:
        pytest.skip("no sqlite3 command on this machine")
    with script.open("rb") as file:
        done = subprocess.run([command, "-bail", str(target)], stdin=file, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("restore", [restored_by_python, restored_by_command])
def test_sql_restores(archive: Path, tmp_path: Path, restore: Callable[[Path, Path], None]) -> None:
    script, target = tmp_path / "archive.sql", tmp_path / "restored.db"
    export.export(archive, "sql", script)
    restore(script, target)

    with closing(sqlite3.connect(archive)) as old, closing(sqlite3.connect(target)) as new:
        assert rows(new) == rows(old)
        assert answers(new) == answers(old)
        assert all(answers(new)[0:3])
        definitions = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        assert new.execute(definitions).fetchall() == old.execute(definitions).fetchall()
        assert new.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert new.execute("PRAGMA foreign_key_check").fetchall() == []
        new.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
        assert migrations.pending(Database(new)) == []
        assert version(new) == migrations._migrations[-1].name
        assert_triggers_work(new)


def assert_triggers_work(db: sqlite3.Connection) -> None:
    def found(words: str) -> list[Any]:
        return db.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (words,)).fetchall()

    db.execute("UPDATE articles SET title = 'Zirconium' WHERE id = 1")
    assert found("zirconium") == [(1,)]
    db.execute("INSERT INTO topic_names VALUES ('Holzwirtschaft', 1)")
    assert (1,) in found("holzwirtschaft")
    db.execute("DELETE FROM article_topics WHERE article_id = 1")
    assert (1,) not in found("holzwirtschaft")


def test_sql_survives_the_commands_line_reader(tmp_path: Path) -> None:
    """The sqlite3 command drops a carriage return at the end of a line, even inside a text."""
    assert "\r" not in "".join(dump(blank()))
    assert literal("a\r\nb") == "CAST(X'610d0a62' AS TEXT)"


@given(
    st.none()
    | st.integers(min_value=-(2**63), max_value=2**63 - 1)
    | st.binary()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from([0.1, -2.5e300, 3.141592653589793, float("inf"), float("-inf"), 5e-324, 1e16])
)
def test_literals_give_the_same_value(value: Any) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        sql = f"SELECT v, typeof(v) FROM (SELECT {literal(value)} AS v)"
        stored = db.execute("SELECT typeof(?)", (value,)).fetchone()[0]
        assert db.execute(sql).fetchone() == (value, stored)


def test_text_that_is_no_utf8_is_dumped_as_it_is_and_replaced_in_json(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE articles SET title = CAST(X'61ff62eda08063' AS TEXT) WHERE id = 1")
        db.commit()
    script = tmp_path / "archive.sql"
    export.export(path, "sql", script)
    restored_by_python(script, tmp_path / "restored.db")
    with closing(sqlite3.connect(tmp_path / "restored.db")) as db:
        assert db.execute("SELECT hex(title) FROM articles WHERE id = 1").fetchone() == ("61FF62EDA08063",)
    assert read_json(path)[0]["title"].startswith("a\N{REPLACEMENT CHARACTER}b")
