"""What browsers and search engines look for."""

import sqlite3
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest
from lxml import etree
from protego import Protego
from scrapy.utils.sitemap import Sitemap

from tests.web.sample import build
from tests.web.serving import Site, serving
from web.answers import Asking, Reading, Text
from web.formats import discovery
from web.formats.discovery import OPENSEARCH


def path_of(address: str) -> str:
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == "http://localhost"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_a_browser_can_add_the_search(site: Site) -> None:
    answer = site.get("/opensearch.xml")
    assert answer.headers["content-type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    assert root.tag == f"{{{OPENSEARCH}}}OpenSearchDescription"
    assert root.findtext(f"{{{OPENSEARCH}}}ShortName") == "Cluster News"
    for url in root.findall(f"{{{OPENSEARCH}}}Url"):
        address = url.get("template").replace("{searchTerms}", "hydrogen+barges").replace("{startPage?}", "1")
        found = site.get(path_of(address))
        assert found.status_code == 200
        assert found.headers["content-type"].partition(";")[0] == url.get("type")
        assert url.get("rel") == "self" or "barges" in found.text


def test_names_are_cut_to_what_opensearch_allows() -> None:
    assert discovery.short_name("Cluster News Archive") == "Cluster News"
    assert discovery.short_name("Donaudampfschifffahrtsarchiv") == "Donaudampfschiff"


def test_robots_may_read_pages_but_no_search(site: Site) -> None:
    answer = site.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    rules = Protego.parse(answer.text)
    for path in ("/", "/article/1", "/topic/hydrogen", "/topic/hydrogen.atom", "/downloads", "/static/style.css"):
        assert rules.can_fetch(f"http://localhost{path}", "anybot"), path
    for path in ("/search?q=x", "/search.json?page=2", "/archive/articles?_sort=title", "/archive"):
        assert not rules.can_fetch(f"http://localhost{path}", "anybot"), path
    assert list(rules.sitemaps) == ["http://localhost/sitemap.xml"]


def test_robots_know_that_the_site_is_below_another() -> None:
    asking = Asking(base="https://site.example/news", path="/robots.txt")
    answer = discovery.robots(cast("Reading", None), asking)
    assert isinstance(answer, Text)
    rules = Protego.parse(answer.body)
    assert not rules.can_fetch("https://site.example/news/search?q=x", "anybot")
    assert rules.can_fetch("https://site.example/search", "anybot")
    assert list(rules.sitemaps) == ["https://site.example/news/sitemap.xml"]


def test_the_sitemap_names_every_page_once_and_every_page_is_there(
    site: Site, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "PART", 9)
    parts = [part["loc"] for part in Sitemap(site.get("/sitemap.xml").content)]
    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in range(6)]
    entries = [entry for part in parts for entry in Sitemap(site.get(path_of(part)).content)]
    addresses = [path_of(entry["loc"]) for entry in entries]
    assert len(set(addresses)) == len(addresses)
    assert {f"/article/{key}" for key in range(1, 43)} | {"/", "/topic/skills", "/source/demo"} <= set(addresses)
    for path in addresses:
        assert site.get(path).status_code == 200, path
    db = sqlite3.connect(archive)
    changed = dict(db.execute("SELECT '/article/' || id, last_changed FROM articles"))
    db.close()
    assert {path_of(entry["loc"]): entry.get("lastmod") for entry in entries if "/article/" in entry["loc"]} == changed


def test_parts_without_articles_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "PART", 5)
    archive = build(tmp_path / "archive.db", copies=1, hostile=False)
    db = sqlite3.connect(archive)
    with db:
        db.execute("PRAGMA foreign_keys = off")
        db.execute("UPDATE articles SET id = 5000 WHERE id = 6")
        db.execute("DELETE FROM articles WHERE id BETWEEN 2 AND 5")
    db.close()
    with serving(archive) as served:
        parts = [path_of(part["loc"]) for part in Sitemap(served.get("/sitemap.xml").content)]
        assert parts == ["/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-1000.xml"]
        assert served.get("/sitemap-2.xml").status_code == 404


def test_an_empty_archive_has_a_sitemap(tmp_path: Path) -> None:
    with serving(build(tmp_path / "archive.db", copies=0, hostile=False)) as served:
        assert [path_of(part["loc"]) for part in Sitemap(served.get("/sitemap.xml").content)] == ["/sitemap-0.xml"]
        assert served.get("/search.atom").status_code == 200
