"""Whatever an archive holds, no text of it becomes an element, a script, a style or a link to where none may lead.

Every address of web/routes.py is asked for, with values that the archive holds, and every table of Datasette's.
"""

import csv
import io
import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree

from archive.publication import publish
from tests.web.hostile import CANARY, OVERRIDE, TEXTS, build
from tests.web.serving import Site, serving
from web.routes import ROUTES

GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
# Elements that no page of ours has: they run, load, or send to elsewhere what they are told to.
FOREIGN = {
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "base",
    "portal",
    "canary",
    "huge",
    "style",
    "math",
    "foreignobject",
}
# A direction ends with its paragraph, and so with any element but these.
INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "ins",
    "del",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}
FETCHING = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "background",
    "ping",
    "srcset",
    "xlink:href",
)
# What an answer may have at most. The one article of 5 MB may be as long as its text; all others are pages.
MOST_BYTES = 400_000
MOST_SECONDS = 3.0
HUGE_ARTICLES = re.compile(r"/article/100[01]\b")
STRICT = "default-src 'none'; script-src 'self'; style-src 'self';"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("hostile") / "archive.db")


@pytest.fixture(scope="module")
def site(hostile: Path) -> Iterator[Site]:
    publish(hostile, hostile.parent / "downloads", "2026-11-22T08:00:00Z")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOWNLOADS_DIR", str(hostile.parent / "downloads"))
        with serving(hostile) as served:
            yield served


def held(hostile: Path, sql: str) -> list[str]:
    with closing(sqlite3.connect(hostile)) as db:
        return [str(value) for (value,) in db.execute(sql)]


def addresses(regex: str, hostile: Path) -> Iterator[str]:
    """Yield the addresses that ``regex`` of a route stands for, with values of the archive in its groups."""
    room = re.match(r"\^/(list|document)/", regex)
    table = {"list": "listings", "document": "documents"}[room[1]] if room else "articles"
    values = {
        "id": held(hostile, f"SELECT id FROM {table}"),
        "slug": held(hostile, "SELECT slug FROM topics"),
        "name": held(hostile, "SELECT name FROM sources"),
        "feed": ["atom", "feed.json"],
        "form": ["bib", "ris", "txt"],
        "number": ["1"],
        "revision": held(hostile, "SELECT id FROM revisions"),
    }
    path = regex.removeprefix("^").removesuffix("$")
    names = GROUP.findall(path)
    for chosen in product(*(values[name] for name in names)):
        parts = dict(zip(names, chosen, strict=True))
        address = path
        if "revision" not in parts or int(parts["revision"]) // 10 == int(parts["id"]):
            for name, value in parts.items():
                address = re.sub(rf"\(\?P<{name}>[^()]*\)", quote(value, safe="").replace("\\", ""), address)
            yield address.replace("\\", "")


WORDS = ["canary*&sort=best", "%00", "%ff%fe", "%ed%a0%80", "%22" * 500, "(" * 400, "a*+" * 32, "x" * 60_000]
LONG = ["page=1000000", "page=-1", "&".join(f"source={number}" for number in range(3000))]


def searches() -> Iterator[str]:
    """Yield query strings that hold the texts where a search takes words and values."""
    for text, name in product(TEXTS, ("q", "source", "topic", "kind", "language", "country", "year", "month", "page")):
        yield f"{name}={quote(text)}"
    yield from (f"q={words}" for words in WORDS)
    yield from LONG


@pytest.mark.parametrize("regex", [regex for regex, _ in ROUTES])
def test_addresses_of_ours(site: Site, hostile: Path, regex: str) -> None:
    for path in addresses(regex, hostile):
        check(site, path, {200, 301, 302, 404})


def test_searches(site: Site) -> None:
    for query in searches():
        check(site, f"/search?{query}", {200})


@pytest.mark.parametrize("path", ["/search.json", "/search.csv", "/search.atom", "/search.feed.json"])
def test_other_forms_of_a_search(site: Site, path: str) -> None:
    for query in (*(f"q={quote(text)}" for text in TEXTS), *(f"q={words}" for words in WORDS), *LONG):
        check(site, f"{path}?{query}", {200})


def test_files(site: Site, hostile: Path) -> None:
    for key, text in zip(held(hostile, "SELECT id FROM documents"), TEXTS, strict=True):
        for query in ("page=3", f"q={quote(text)}", "q=canary*", "page=999999"):
            check(site, f"/document/{key}?{query}", {200})
        check(site, f"/search/files?q={quote(text)}", {200})
    check(site, "/document/1?page=6", {200})
    for words in WORDS:
        check(site, f"/document/1?q={words}", {200})
        check(site, f"/search/files?q={words}", {200})


@pytest.mark.parametrize("path", ["/downloads", "/downloads/manifest.json", "/nothing", "/archive", "/archive.json"])
def test_other_pages(site: Site, path: str) -> None:
    check(site, path, {200, 404})


def test_tables_of_datasette(site: Site) -> None:
    tables = [table["name"] for table in site.get("/archive.json").json()["tables"] if not table["hidden"]]
    views = [view["name"] for view in site.get("/archive.json").json()["views"]]
    assert len(tables) > 15
    for table in (*tables, *views):
        for path in (f"/archive/{table}", f"/archive/{table}.json", f"/archive/{table}.csv?_size=20"):
            check(site, path, {200})
    for table in tables:
        for row in BeautifulSoup(site.get(f"/archive/{table}").text, "lxml").select("td.type-pk a")[:3]:
            check(site, str(row["href"]), {200})
    check(site, "/archive/earlier_texts?q=canary", {200})
    check(site, "/archive/articles?_sort=%3Ccanary%3E", {500})  # Datasette's word for a wrong column


@pytest.mark.parametrize(
    "path",
    [
        "/article/999999999999999999",
        "/article/9999999999999999999",
        "/article/1%00",
        "/article/..%2f..%2fetc%2fpasswd",
        "/article/2/version/999999999999999999",
        "/topic/..",
        "/topic/%2e%2e%2f%2e%2e%2f",
        "/topic/%ff",
        "/topic/%00",
        "/topic/%ED%A0%80",
        "/source/..%5c..%5c",
        "/source/%3Cscript%3Ecanary()%3C/script%3E",
        "/list/0",
        "/sitemap-999999.xml",
        "/sitemap-0.xml",
        "//evil.example/",
        "/\\evil.example/",
        "/%0d%0aSet-Cookie:canary=1",
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/downloads/..%2farchive.db",
        "/archive/articles/%00",
        "/archive/~3Cscript~3E",
        "/search?" + "&".join(["q=a"] * 5000),
        "/archive/articles?_facet=title&_search=%22",
        "/archive/search?q=%0d%0aSet-Cookie:canary=1",
    ],
)
def test_addresses_that_are_hostile_themselves(site: Site, path: str) -> None:
    check(site, path, {200, 301, 302, 400, 403, 404})


def check(site: Site, path: str, statuses: set[int]) -> None:
    """Assert that the answer to ``path`` is safe, small and quick."""
    began = time.perf_counter()
    answer = site.get(path)
    seconds = time.perf_counter() - began
    where = path[:300]
    assert answer.status_code in statuses, (answer.status_code, where)
    assert seconds < MOST_SECONDS, where
    assert answer.headers["content-security-policy"].startswith(STRICT), where
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers, where
    assert all(re.fullmatch(rb"[\x20-\x7e]*", value) for _, value in answer.headers.raw), where
    kind = answer.headers.get("content-type", "")
    if HUGE_ARTICLES.search(path) is None and ".csv" not in path and "json" not in kind:
        assert len(answer.content) < MOST_BYTES, (len(answer.content), where)
    for prefix, read in READERS.items():
        if kind.startswith(prefix):
            read(answer, where)
            return
    assert not answer.content or kind == "text/plain; charset=utf-8" or path.startswith("/static/"), (kind, where)


def is_html(answer: httpx.Response, where: str) -> None:
    assert answer.headers["content-type"] == "text/html; charset=utf-8", where
    page = BeautifulSoup(answer.text, "html5lib")
    for element in page.find_all(True):
        harmless(element, where)
    for script in page.find_all("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.string or "")
        else:
            assert str(script["src"]).startswith(("/static/", "/-/static/")), (script, where)
            assert not script.get_text(strip=True), where
    assert "1337" not in page.get_text(), where  # 7 times 191, if a template had run a text
    if answer.status_code == 200 and "/archive" not in where:
        isolated(page, where)


def harmless(element: Tag, where: str) -> None:
    assert element.name not in FOREIGN, (element.name, where)
    for name, value in element.attrs.items():
        assert not name.startswith("on"), (name, where)
        assert name not in ("style", "srcdoc", "http-equiv"), (name, where)
        assert CANARY not in name, (name, where)
        if name in FETCHING:
            leads_to_a_page(element, str(value), where)


def leads_to_a_page(element: Tag, address: str, where: str) -> None:
    """Assert that an address is one of this site, or one of the web with no trust given to it."""
    if address.startswith("https://[clusters.example/"):
        return  # no browser goes there, and nobody can parse it
    parts = urlsplit(address)
    if element.name == "link" or address.startswith("http://localhost/"):
        assert parts.scheme in ("", "http", "https"), (address, where)
    elif parts.scheme or address.startswith("//"):
        assert address.lower().startswith(("http://", "https://")), (address, where)
        assert {"noopener", "nofollow"} <= set(element.get("rel") or ()) or parts.netloc == "datasette.io", (
            address,
            where,
        )
    else:
        assert not re.match(r"[\s\x00-\x20]*\w+\s*:", address), (address, where)
        assert not address.startswith(("/\\", "\\")), (address, where)


def isolated(page: Tag, where: str) -> None:
    """Assert that a stored text which turns the direction of writing does not turn what follows it."""
    assert page.body is not None
    for text in page.body.find_all(string=re.compile(OVERRIDE)):
        if any(parent.name in ("bdi", "time") or parent.has_attr("dir") for parent in text.parents):
            continue
        block = next(parent for parent in text.parents if parent.name not in INLINE)
        following = "".join(part for part in text.find_all_next(string=True) if block in part.parents)
        assert not following.strip(), (block, where)


def is_json(answer: httpx.Response, where: str) -> None:
    assert "html" not in answer.headers["content-type"]
    for value in strings(json.loads(answer.content), ""):
        name, text = value
        if name in ("url", "home_page_url", "feed_url", "external_url", "next_url") and where.startswith(
            "/search.feed"
        ):
            assert text.startswith(("http://", "https://")), (text, where)


def strings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a JSON value with the name that each has in its object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, name)
    elif isinstance(value, str):
        yield name, value


def is_xml(answer: httpx.Response, where: str) -> None:
    root = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    for element in root.iter():
        assert isinstance(element.tag, str), (element, where)
        assert CANARY not in element.tag, where
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), where
            if name in ("href", "src", "template"):
                assert str(value).startswith(("http://", "https://")), (value, where)
        if element.tag.endswith(("}content", "}summary", "}title")) and element.get("type") in ("html", "xhtml"):
            for inner in BeautifulSoup(element.text or "", "html5lib").find_all(True):
                harmless_in_feed(inner, where)


def harmless_in_feed(element: Tag, where: str) -> None:
    assert element.name not in FOREIGN | {"script"}, (element.name, where)
    assert not [name for name in element.attrs if name.startswith("on")], where


def is_csv(answer: httpx.Response, where: str) -> None:
    csv.field_size_limit(10**9)
    head, *rows = csv.reader(io.StringIO(answer.content.decode(), newline=""))
    assert {len(row) for row in rows} <= {len(head)}, where
    if not where.startswith("/archive"):
        cells = [cell for row in rows for cell in row]
        assert not [cell[:80] for cell in cells if re.match(r"[=+\-@\t\r]", cell)], where


def is_ris(answer: httpx.Response, where: str) -> None:
    filled = [line for line in answer.content.decode().splitlines() if line]
    assert not [line for line in filled if not re.match(r"[A-Z][A-Z0-9]  - ", line)], where
    assert [line[:2] for line in filled].count("TY") == [line[:2] for line in filled].count("ER") == 1, where


def is_bibtex(answer: httpx.Response, where: str) -> None:
    text = answer.content.decode()
    assert len(re.findall(r"^\s*@\w+\s*\{", text, re.MULTILINE)) == 1, (text, where)


READERS = {
    "text/html": is_html,
    "application/json": is_json,
    "application/feed+json": is_json,
    "application/atom+xml": is_xml,
    "application/opensearchdescription+xml": is_xml,
    "application/xml": is_xml,
    "text/xml": is_xml,
    "text/csv": is_csv,
    "application/x-research-info-systems": is_ris,
    "application/x-bibtex": is_bibtex,
}
