"""Related articles and neighbours in time, and that a page's questions are answered by indexes."""

import sqlite3
from pathlib import Path

import pytest

from archive.database import open_database
from tests.web.looking import words
from tests.web.sample_history import CHANGED, GONE, LISTED_TWICE
from tests.web.serving import Site, one
from web.answers import Asking, Page, Reading
from web.pages import related
from web.pages.article import article
from web.pages.article_facts import stored
from web.search.index import SearchIndex
from web.texts import Texts


def test_related_articles_and_neighbours(site: Site) -> None:
    page = site.page(f"/article/{CHANGED}")
    found = [one(item, "a") for item in page.select(".related li")]
    assert 3 <= len(found) <= 5
    assert all(words(link).startswith("Call for partners: repairable electric motors (") for link in found)
    assert "/article/2" not in {link["href"] for link in found}
    previous, following = page.select(".neighbours a")
    before, after = (words(one(div, "time")) for div in page.select(".neighbours > div"))
    assert (before, after) == ("10 October 2025", "4 April 2026")
    for link, opposite in ((previous, 1), (following, 0)):
        back = site.page(str(link["href"])).select(".neighbours a")[opposite]
        assert back["href"] == "/article/2"


def test_a_chain_of_neighbours_holds_every_dated_article_of_a_source_once(site: Site, archive: Path) -> None:
    db = sqlite3.connect(archive)
    rows = "SELECT id FROM articles WHERE source = 'demo' AND published IS NOT NULL ORDER BY published, first_seen, id"
    expected = [key for (key,) in db.execute(rows)]
    db.close()
    walked, path = [expected[0]], f"/article/{expected[0]}"
    while following := site.page(path).select_one(".following a"):
        path = str(following["href"])
        walked.append(int(path.rpartition("/")[2]))
    assert walked == expected


def test_related_articles_are_found_behind_what_is_read_of_each_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each word only the newest articles are read; what shares two rare words is found however old it is."""
    monkeypatch.setattr(related, "SAMPLE", 5)
    db = open_database(tmp_path / "archive.db")
    db.execute("INSERT INTO sources VALUES ('s', 'S', 'https://s.example/', 'BE', 'en')")
    titles = ["Copper turbines", *["copper", "turbines"] * 20, *["something else"] * 200, "New copper turbines"]
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO articles (url, source, kind, title, first_seen, last_seen, last_changed, state)"
        " VALUES (?, 's', 'news', ?, '', '', '', 'live')",
        [(f"https://s.example/{number}", title) for number, title in enumerate(titles)],
    )
    db.execute("COMMIT")
    row = stored(db, len(titles))
    assert row is not None
    found = [brief.title for brief in related.related(db, row)]
    assert found[0] == "Copper turbines"
    assert set(found[1:]) <= {"copper", "turbines"}
    db.close()


@pytest.mark.parametrize("article_id", [CHANGED, GONE, LISTED_TWICE])
def test_a_page_asks_indexed_questions_only(archive: Path, article_id: int) -> None:
    db = sqlite3.connect(archive)
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    reading = Reading(db=db, index=SearchIndex(), texts=Texts())
    answer = article(reading, Asking(base="http://localhost", path="", parts={"id": str(article_id)}))
    db.set_trace_callback(None)
    assert isinstance(answer, Page)
    assert len(asked) > 10
    for sql in asked:
        if sql.startswith("--") or "articles_fts" in sql:
            continue  # FTS5's own reading of its index
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step], (sql, plan)
    db.close()
