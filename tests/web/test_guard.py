"""What is not served, and the headers of what is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.sample import build
from tests.web.serving import Site, serving

INTERNAL_TABLES = [
    "articles_fts",
    "articles_fts_data",
    "articles_fts_idx",
    "articles_fts_docsize",
    "revisions_fts",
    "revisions_fts_data",
    "_sqlite_migrations",
]


@pytest.mark.parametrize("table", INTERNAL_TABLES)
def test_inner_tables_are_not_served(site: Site, table: str) -> None:
    for path in (table, f"{table}.json", f"{table}.csv", f"{table}.json?_shape=array", f"{table}/1", f"{table}/1.json"):
        assert site.get(f"/archive/{path}").status_code == 403, path
    assert site.get(f"/archive/{table.upper()}.json").status_code in (403, 404)
    assert table not in site.get("/archive?_show_hidden=1").text
    assert table not in {listed["name"] for listed in site.get("/archive.json").json()["tables"]}
    assert table not in site.get("/.json").text


@pytest.mark.parametrize(
    "path",
    [
        "sqlite_master/1",
        "sqlite_schema/1.json",
        "SQLITE_MASTER/1.json",
        "pragma_database_list/1.json",
        "pragma~5Fdatabase~5Flist/1.json",
        "pragma_compile_options/1",
        "dbstat/1.json",
        "sqlite_stmt/1.json",
        "pragma_database_list.json",
    ],
)
def test_what_sqlite_knows_about_itself_is_not_served(site: Site, archive: Path, path: str) -> None:
    for database in ("archive", "~61rchive"):
        answer = site.get(f"/{database}/{path}")
        assert answer.status_code == 404
        assert str(archive.parent) not in answer.text


@pytest.mark.parametrize(
    "path",
    ["databases", "threads.json", "plugins", "settings.json", "versions", "metadata.json", "actor", "permissions", ""],
)
def test_datasettes_pages_about_itself_are_not_served(site: Site, path: str) -> None:
    assert site.get(f"/-/{path}").status_code == 404


def test_no_page_tells_where_the_archive_lies(site: Site, archive: Path) -> None:
    for path in (
        "/",
        "/.json",
        "/archive",
        "/archive.json",
        "/archive/articles.json",
        "/archive/search.json",
        "/downloads",
    ):
        assert str(archive.parent) not in site.get(path).text


@pytest.mark.parametrize(
    "path",
    [
        "/archive?sql=select+1",
        "/archive.json?sql=select+1",
        "/archive/articles?_where=1=1",
        "/archive.db",
        "/_internal",
    ],
)
def test_sql_and_the_live_file_are_refused(site: Site, path: str) -> None:
    assert site.get(path).status_code == 403


def test_sql_on_ones_own_machine(archive: Path) -> None:
    with serving(archive, sql=True) as served:
        assert served.get("/archive.json?sql=select+6*7+as+n&_shape=array").json() == [{"n": 42}]
        page = served.page("/archive?sql=select+1")
        assert page.find("textarea", attrs={"name": "sql"})
        assert all(script.has_attr("src") for script in page.find_all("script"))


@pytest.mark.parametrize(
    "path", ["/", "/archive/search", "/archive/articles/1", "/downloads", "/nothing", "/-/threads"]
)
def test_headers_of_our_pages(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == ("'self'" if path not in ("/nothing", "/-/threads") else "'self' 'unsafe-inline'")


def test_no_page_of_datasette_may_run_inline_scripts(site: Site) -> None:
    for path in (
        "/archive",
        "/archive/articles",
        "/archive/sources/demo",
        "/static/style.css",
        "/archive/articles.json",
    ):
        assert "script-src 'self';" in site.get(path).headers["content-security-policy"]


def test_styles_and_scripts_are_served(site: Site) -> None:
    for path in ("/static/style.css", "/static/menus.js", "/static/table-settings.js", "/-/static/app.css"):
        assert site.get(path).status_code == 200
    assert site.get("/static/../metadata.yaml").status_code == 404
    assert site.get("/static/..%2Fmetadata.yaml").status_code == 404


def test_archive_of_another_name_keeps_its_addresses(tmp_path: Path) -> None:
    with serving(build(tmp_path / "other name.sqlite", copies=1)) as served:
        assert served.page("/archive/articles/1").h1
        assert served.get("/other name", follow_redirects=True).status_code == 404


def test_rows_of_a_running_crawl_are_seen(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1)
    with serving(path) as served, closing(sqlite3.connect(path)) as writer:
        assert "Zirconium" not in served.get("/archive/search?q=zirconium").text
        writer.execute("UPDATE articles SET title = 'Zirconium' WHERE id = 1")
        writer.commit()
        assert "Zirconium" in served.get("/archive/search?q=zirconium").text
