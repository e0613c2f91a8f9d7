"""JSON, JSON lines and CSV: complete, and the same as the rows."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archive import export
from archive.article_files import FORMULA, guarded
from archive.database import open_database
from archive.schema import row_counts
from tests.archive.comparing import read_json
from tests.web.sample import HOSTILE


def test_json_is_complete(archive: Path) -> None:
    articles = read_json(archive)
    with closing(sqlite3.connect(archive)) as db:
        db.row_factory = sqlite3.Row
        stored = db.execute("SELECT * FROM articles ORDER BY id").fetchall()
        assert len(articles) == len(stored)
        for article, row in zip(articles, stored, strict=True):
            assert {**dict(row), "topics": article["topics"]} == {name: article[name] for name in dict(row)}
        assert sum(len(article["topics"]) for article in articles) == row_counts(db)["article_topics"]
        assert sum(len(article["sightings"]) for article in articles) == row_counts(db)["sightings"]
        assert sum(len(article["documents"]) for article in articles) == row_counts(db)["article_documents"]
        assert sum(len(article["other_addresses"]) for article in articles) == row_counts(db)["article_urls"]


def test_json_shows_what_belongs_to_an_article(archive: Path) -> None:
    article = read_json(archive)[0]
    assert article["topics"] == ["Circular economy", "Smart specialisation"]
    assert article["summary_truncated"] is False
    assert article["other_addresses"] == ["https://clusters.example/news/0?from=list"]
    assert [sighting["listing_url"] for sighting in article["sightings"]] == ["https://clusters.example/news"]
    assert article["documents"] == [
        {
            "url": "https://clusters.example/files/0.pdf",
            "title": "The slides",
            "file_title": "Slides",
            "media_type": "application/pdf",
            "bytes": 34567,
            "pages": None,
            "language": None,
            "created": None,
            "modified": None,
            "state": "fetched",
            "reason": None,
            "fetched_at": "2026-11-20T06:00:00Z",
        }
    ]


def test_json_lines_are_the_same_articles(archive: Path, tmp_path: Path) -> None:
    export.export(archive, "jsonl", tmp_path / "articles.jsonl")
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == read_json(archive)


def test_json_of_an_empty_archive(tmp_path: Path) -> None:
    open_database(tmp_path / "archive.db").close()
    assert read_json(tmp_path / "archive.db") == []


def test_csv_comes_back(archive: Path, tmp_path: Path) -> None:
    assert export.export(archive, "csv", tmp_path / "articles.csv") == len(read_json(archive))
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    for row, article in zip(table, read_json(archive), strict=True):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            expected = "; ".join(article[name]) if name == "topics" else article[name]
            expected = int(expected) if name == "summary_truncated" else expected
            assert unguarded(cell) == ("" if expected is None else str(expected))


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


@given(st.text() | st.builds(str.__add__, st.sampled_from("'=+-@\t\r"), st.text()))
def test_guarded_cells_are_no_formulas_and_come_back(text: str) -> None:
    cell = str(guarded(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


def test_hostile_text_is_in_every_format(archive: Path) -> None:
    titles = {article["title_source"] for article in read_json(archive)}
    assert titles >= set(HOSTILE)
