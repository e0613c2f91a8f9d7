"""Searches and articles for programs: complete, and the same as the rows."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.sample import HOSTILE, build
from tests.web.serving import Site, serving
from web.formats import tables
from web.formats.tables import COLUMNS, FORMULA, guarded, page_size


@pytest.fixture(scope="module")
def stored(archive: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(archive)
    db.row_factory = sqlite3.Row
    yield db
    db.close()


def answered(site: Site, path: str) -> Any:
    answer = site.get(path)
    assert (path, answer.status_code, answer.headers["content-type"]) == (path, 200, "application/json")
    return json.loads(answer.content)


def walked(site: Site, path: str | None) -> list[dict[str, Any]]:
    pages = []
    while path:
        page = answered(site, path)
        pages.append(page)
        assert page["next"] is None or page["next"].startswith("http://localhost/search.json?")
        path = page["next"] and "{0.path}?{0.query}".format(urlsplit(page["next"]))
    return pages


def ids(pages: list[dict[str, Any]]) -> list[int]:
    return [article["id"] for page in pages for article in page["articles"]]


@pytest.mark.parametrize(
    ("size", "sizes"), [("", [20, 20, 2]), ("&size=7", [7] * 6), ("&size=100", [42]), ("&size=x", [20, 20, 2])]
)
def test_a_search_is_complete_by_its_pages(site: Site, stored: sqlite3.Connection, size: str, sizes: list[int]) -> None:
    pages = walked(site, f"/search.json?q={size}")
    assert [len(page["articles"]) for page in pages] == sizes
    assert {page["total"] for page in pages} == {sum(sizes)}
    assert {page["pages"] for page in pages} == {len(sizes)}
    assert [page["page"] for page in pages] == list(range(1, len(sizes) + 1))
    order = "SELECT id FROM articles ORDER BY substr(coalesce(published, first_seen), 1, 10) DESC, id DESC"
    assert ids(pages) == [row["id"] for row in stored.execute(order)]


@pytest.mark.parametrize("query", ["q=smart&sort=best", "q=timber&source=demo", "topic=skills&year=2026", "q=hostile"])
def test_pages_of_any_size_hold_the_same(site: Site, query: str) -> None:
    assert ids(walked(site, f"/search.json?{query}&size=3")) == ids(walked(site, f"/search.json?{query}")) != []


def test_a_page_beyond_the_last_is_empty(site: Site) -> None:
    for size in ("", "&size=50"):
        page = answered(site, f"/search.json?page=99{size}")
        assert (page["total"], page["articles"], page["next"]) == (42, [], None)


def test_a_search_says_what_it_understood_and_counts_all_of_it(site: Site) -> None:
    page = answered(site, "/search.json?q=%20timber%20&source=demo&source=&kind=news&page=1&sort=best&exact=1&x=y")
    asked = {"q": "timber", "source": ["demo"], "kind": ["news"], "sort": "best", "exact": True, "copies": "one"}
    others = ("topic", "organisation", "language", "country", "year", "month")
    assert page["asked"] == {**{facet: [] for facet in others}, **asked}
    assert page["sort"] == "best"
    assert page["facets"]["source"] == [
        {"value": "demo", "label": "Clusters Example", "count": page["total"], "chosen": True}
    ]
    assert sum(page["months"].values()) == page["total"] == 5
    article = page["articles"][0]
    assert article["page"] == f"http://localhost/article/{article['id']}"
    assert {"slug": "circular-economy", "name": "Circular economy"} in article["topics"]


def test_other_spellings_and_advice_are_told(site: Site) -> None:
    page = answered(site, "/search.json?q=smart+specialisation")
    assert page["variants"] == [{"typed": "smart specialisation", "others": ["Smart Specialization"]}]
    assert answered(site, "/search.json?q=smart+specialisation&exact=1")["variants"] == []
    nothing = answered(site, "/search.json?q=hydrogne")
    assert (nothing["total"], nothing["nearest"]) == (0, ["hydrogen"])
    assert answered(site, "/search.json?q=-timber")["advice"] == "only_unwanted"
    assert page["advice"] is None


def test_hostile_texts_come_as_they_are_stored(site: Site) -> None:
    titles = {article["title"] for page in walked(site, "/search.json?kind=other") for article in page["articles"]}
    # SQLite's substr() ends at a NUL; /article/ID.json has the whole title.
    shown = {text[:300].partition("\0")[0].translate({2: None, 3: None}) for text in HOSTILE[1:]}
    shown -= {HOSTILE[4], HOSTILE[8]}
    assert titles == shown | {""}


def test_everything_of_an_article(site: Site, stored: sqlite3.Connection) -> None:
    article = answered(site, "/article/1.json")
    row = stored.execute("SELECT * FROM articles WHERE id = 1").fetchone()
    for name in row.keys():  # noqa: SIM118  # the keys of a row are not what iterates over it
        if name not in ("topics", "summary_truncated"):
            assert article[name] == row[name], name
    assert article["summary_truncated"] is False
    assert [topic["slug"] for topic in article["topics"]] == ["circular-economy", "smart-specialisation"]
    assert article["other_addresses"] == ["https://clusters.example/news/0?from=list"]
    assert [document["title"] for document in article["documents"]] == ["The slides"]
    assert [seen["list_url"] for seen in article["sightings"]] == ["https://clusters.example/news"]
    assert [revision["seen"] for revision in article["revisions"]] == ["2026-11-20T06:00:00Z"]
    assert all("body" not in revision for revision in article["revisions"])
    assert article["capture"]["warc"] == "demo.warc.gz"


def test_the_current_revision_is_the_last_with_the_text(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive.db", copies=1, hostile=False)
    db = sqlite3.connect(archive)
    with db:
        db.execute("UPDATE articles SET content_hash = 'same' WHERE id = 2")
        db.executemany(
            "INSERT INTO revisions (article_id, seen, body, content_hash, extractor) VALUES (2, ?, 'b', ?, 'e')",
            [("2026-01-01T00:00:00Z", "same"), ("2026-02-01T00:00:00Z", "other"), ("2026-03-01T00:00:00Z", "same")],
        )
    db.close()
    with serving(archive) as served:
        revisions = answered(served, "/article/2.json")["revisions"]
    assert [revision["current"] for revision in revisions] == [False, False, True]


@pytest.mark.parametrize("key", [*range(1, 43)])
def test_every_article_is_json(site: Site, key: int) -> None:
    assert answered(site, f"/article/{key}.json")["id"] == key


def test_what_is_not_there_is_said_in_json(site: Site) -> None:
    answer = site.get("/article/999.json")
    assert answer.status_code == 404
    assert answer.json()["ok"] is False


def rows(site: Site, query: str) -> list[dict[str, str]]:
    answer = site.get(f"/search.csv?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="search.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("query", ["", "q=smart&sort=best", "q=timber&source=demo&page=3", "q=nothing+has+this"])
def test_a_table_holds_the_whole_search_in_its_order(site: Site, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setattr(tables, "BLOCK", 8)
    table = rows(site, query)
    assert [int(row["id"]) for row in table] == ids(walked(site, f"/search.json?{query.partition('&page')[0]}"))


def test_the_cells_are_the_stored_values(site: Site, stored: sqlite3.Connection) -> None:
    table = rows(site, "")
    assert tuple(table[0]) == COLUMNS
    columns = ("url", "title", "summary", "body", "kind", "language", "author", "published", "first_seen", "state")
    for row in table:
        article = stored.execute("SELECT * FROM articles WHERE id = ?", (row["id"],)).fetchone()
        assert [unguarded(row[name]) for name in columns] == [article[name] or "" for name in columns]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    first = next(row for row in table if row["id"] == "1")
    assert first["topics"] == "Circular economy; Smart specialisation"
    assert (first["page"], first["date"]) == ("http://localhost/article/1", "2026-11-01")


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


@given(st.text() | st.builds(str.__add__, st.sampled_from("'=+-@\t\r"), st.text()))
def test_guarded_cells_are_no_formulas_and_come_back(text: str) -> None:
    cell = str(guarded(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


def test_a_table_is_made_while_it_is_sent(site: Site) -> None:
    assert site.get("/search.csv", "HEAD").status_code == 200


@pytest.mark.parametrize(
    ("asked", "size"),
    [("", 20), ("1", 1), ("100", 100), ("101", 100), ("0", 20), ("-5", 20), ("7.5", 20), ("²", 20), ("9" * 99, 20)],
)
def test_sizes_of_pages(asked: str, size: int) -> None:
    assert page_size([("size", "3"), ("size", asked)]) == size
