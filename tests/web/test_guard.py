"""What is not served, and the headers of what is."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.sample import build
from tests.web.serving import Site, plugin, serving
from web.assets import versioned

guard = plugin("guard")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

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
    listed = site.get("/archive.json").json()
    tables = [f"/archive/{table['name']}" for table in (*listed["tables"], *listed["views"]) if not table.get("hidden")]
    rows = [str(link["href"]) for table in tables for link in site.page(table).select("td.type-pk a")[:1]]
    assert any(row.startswith("/archive/captures/") for row in rows)
    forms = [f"{path}{form}" for path in (*tables, *rows) for form in ("", ".json")]
    ours = ["/", "/.json", "/search", "/search.json", "/article/1", "/article/1.json", "/status", "/downloads"]
    for path in ("/archive", "/archive.json", *forms, *ours, "/nothing", "/archive/nothing", "/archive/articles/x"):
        assert str(archive.parent) not in site.get(path).text, path


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


PAGES = ["/", "/search?q=timber", "/article/1", "/downloads", "/nothing", "/-/threads", "/static/style.css"]
TABLES = ["/archive", "/archive/articles", "/archive/sources/demo", "/archive/articles.json", "/archive/articles.csv"]


@pytest.mark.parametrize("path", [*PAGES, *TABLES, "/archive/earlier_texts?q=timber", "/archive/articles?_size=x"])
def test_headers_of_every_answer(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize("path", [*TABLES[:3], "/archive/earlier_texts?q=timber", "/archive/topic_counts"])
def test_pages_of_datasette_need_nothing_that_the_policy_forbids(site: Site, path: str) -> None:
    page = site.page(path)
    assert not page.find_all("style")
    assert not page.select("[style]")
    assert all(script.has_attr("src") for script in page.find_all("script"))


def test_cells_of_tables_name_their_columns_for_phones(site: Site) -> None:
    for path in ("/archive/articles", "/archive/sources/demo", "/archive/earlier_texts?q=timber"):
        page = site.page(path)
        columns = [cell.get_text().strip().rstrip("\xa0▲▼") for cell in page.select(".rows-and-columns thead th")]
        assert columns
        first_row = page.select(".rows-and-columns tbody tr")[0].select("td")
        assert [cell["data-column"] for cell in first_row] == columns
    assert "attr(data-column)" in site.get("/static/datasette.css").text


@pytest.mark.parametrize("path", ["/news/-/databases", "/-/databases", "/news/-", "/news/archive/no_table/1"])
def test_a_site_below_a_path_is_guarded_just_so(path: str) -> None:
    async def app(scope: Message, receive: Receive, send: Send) -> None:
        raise AssertionError("it was let through")

    sent = asyncio.run(asked(app, path, base="/news/"))
    assert sent[0]["status"] == 404


def test_no_answer_sets_a_cookie() -> None:
    """Datasette would for messages and forms: there is nobody to remember here."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        headers = [(b"Set-Cookie", b"ds_messages=1"), (b"X-Content-Type-Options", b"other"), (b"x-kept", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    sent = asyncio.run(asked(app, "/"))
    names = [name for name, _ in sent[0]["headers"]]
    assert b"x-kept" in names
    assert [name for name in names if name.lower() in (b"set-cookie", b"x-content-type-options")] == [
        b"x-content-type-options"
    ]


async def asked(app: App, *paths: str, base: str = "/") -> list[Message]:
    """Ask the guarded ``app`` for all ``paths`` at one time, and return what it sends in its order."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def is_table(name: str) -> bool:
        return name != "no_table"

    async def receive() -> Message:
        return {"type": "http.request"}

    wrapped = guard.guarded(app, is_table, base)
    scopes = [{"type": "http", "path": path, "query_string": b"", "headers": []} for path in paths]
    await asyncio.gather(*(wrapped(scope, receive, send) for scope in scopes))
    return sent


def test_tables_wait_for_their_turn_and_too_many_are_sent_away() -> None:
    at_work = most = 0

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        nonlocal at_work, most
        tables = scope["path"].startswith(("/archive", "/~61"))
        at_work += tables
        most = max(most, at_work)
        await asyncio.sleep(0.001)
        at_work -= tables
        await send({"type": "http.response.start", "status": 200 if tables else 201, "headers": []})
        await asyncio.sleep(0.001)  # the reader is slow: the next one need not wait for it

    tables = ["/archive/articles", "/~61rchive/articles", "/archive", "/archive.json"] * 5
    sent = asyncio.run(asked(app, *tables, "/article/1"))
    statuses = [message["status"] for message in sent if message["type"] == "http.response.start"]
    assert most == guard.MOST_TABLES
    assert statuses.count(200) == guard.MOST_TABLES + guard.MOST_WAITING
    assert statuses.count(503) == len(tables) - statuses.count(200)
    assert statuses.index(201) <= statuses.index(200) + 1  # an article does not wait for them


def test_styles_and_scripts_are_served(site: Site) -> None:
    for path in ("/static/style.css", "/static/menus.js", "/static/table-settings.js", "/-/static/app.css"):
        assert site.get(path).status_code == 200
    assert site.get("/static/../metadata.yaml").status_code == 404
    assert site.get("/static/..%2Fmetadata.yaml").status_code == 404


def test_styles_are_kept_by_browsers_until_they_change(site: Site) -> None:
    headers = site.get("/static/style.css").headers
    assert headers["cache-control"] == "no-cache"
    again = site.get("/static/style.css", headers={"if-none-match": headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", headers["etag"])
    assert site.get("/static/style.css", headers={"if-none-match": '"old"'}).status_code == 200
    address = versioned("static/style.css")
    assert address == f"static/style.css?v={headers['etag'].strip(chr(34))}"
    assert site.get(f"/{address}").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert site.get("/static/style.css?v=other").headers["cache-control"] == "no-cache"
    assert site.get("/-/static/app.css").headers["cache-control"] == "public, max-age=86400"
    assert "etag" not in site.get("/static/nothing.css").headers


@pytest.mark.parametrize("path", ["static/nothing.css", "static/../metadata.yaml", "search", "static/"])
def test_what_is_no_static_file_has_no_version(path: str) -> None:
    assert versioned(path) == path


def test_archive_of_another_name_keeps_its_addresses(tmp_path: Path) -> None:
    with serving(build(tmp_path / "other name.sqlite", copies=1)) as served:
        assert served.page("/archive/articles/1").h1
        assert served.get("/other name", follow_redirects=True).status_code == 404


def test_rows_of_a_running_crawl_are_seen(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1)
    with serving(path) as served, closing(sqlite3.connect(path)) as writer:
        assert "Zirconium" not in served.get("/search?q=zirconium").text
        writer.execute("UPDATE articles SET title = 'Zirconium' WHERE id = 1")
        writer.commit()
        assert "Zirconium" in served.get("/search?q=zirconium").text
