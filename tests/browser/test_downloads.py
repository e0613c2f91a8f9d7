"""The whole archive, fetched from its page and restored as the page says."""

import gzip
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect


def test_the_sql_of_the_downloads_page_restores_the_articles_that_the_page_counts(page: Page, tmp_path: Path) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Downloads").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Downloads")
    shown = re.search(r"([\d,]+) articles of 2 sources", page.get_by_role("main").inner_text())
    assert shown
    with page.expect_download() as started:
        page.get_by_role("heading").get_by_role("link", name="archive.sql.gz").click()
    download = started.value
    assert download.suggested_filename == "archive.sql.gz"
    script = gzip.decompress(Path(download.path()).read_bytes()).decode("utf8")
    with closing(sqlite3.connect(tmp_path / "restored.db")) as db:
        db.executescript(script)
        assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == int(shown[1].replace(",", ""))
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'hydrogen'"
        assert db.execute(found).fetchone()[0] == 5
