"""The front page, and what stands around every page."""

import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.web.sample import HOSTILE, TEXTS, build
from tests.web.serving import Site, one, serving
from web.pages.home import MOST_ARTICLES, newest_ids

ALL = 5 * len(TEXTS) + len(HOSTILE)
PAGES = ["/", "/search", "/search?q=hydrogen&year=2026", "/search?q=nowhere", "/nothing", "/article/1"]
NAVIGATION = ["/search", "/sources", "/topics", "/status", "/downloads", "/archive"]


def parsed(site: Site, path: str) -> BeautifulSoup:
    return BeautifulSoup(site.get(path).text, "lxml")


def words(text: str) -> str:
    return " ".join(text.split())


def test_what_the_archive_holds(site: Site) -> None:
    holds = one(site.page("/"), ".holds")
    assert f"{ALL} articles from 2 sources on {4 + len(HOSTILE)} topics" in words(holds.get_text())
    assert "from Jan 2023 to Nov 2026" in words(holds.get_text())
    assert [link["href"] for link in holds.select("a")] == ["/search", "/sources", "/topics", "/downloads"]


def test_the_newest_articles_come_first(site: Site, archive: Path) -> None:
    page = site.page("/")
    links = [str(link["href"]) for link in page.select(".hits h3 a")]
    assert len(links) == MOST_ARTICLES
    dates = [str(time["datetime"]) for time in page.select(".hits time")]
    assert dates == sorted(dates, reverse=True)


def test_a_card_without_date_that_was_never_read_is_not_among_the_newest(site: Site, archive: Path) -> None:
    with sqlite3.connect(archive) as db:
        cards = {f"/article/{key}" for (key,) in db.execute("SELECT id FROM articles WHERE state = 'listed'")}
    assert cards
    assert not cards & {str(link["href"]) for link in site.page("/").select(".hits h3 a")}
    assert cards & {str(link["href"]) for link in site.page("/search").select(".hits h3 a")}


def test_where_all_newest_are_such_cards_the_dated_ones_come_first(tmp_path: Path) -> None:
    with sqlite3.connect(build(tmp_path / "archive.db", copies=2, hostile=False)) as db:
        db.execute(
            "INSERT INTO articles (url, source, kind, first_seen, last_seen, last_changed, state)"
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
            " SELECT 'https://clusters.example/card/' || i, 'demo', 'news', t, t, t, 'listed'"
            " FROM n, (SELECT '2026-12-01T06:00:00Z' AS t)"
        )
        ids = newest_ids(db)
        dated = db.execute("SELECT id FROM articles WHERE published NOT NULL ORDER BY published DESC, id DESC LIMIT 10")
        assert ids == [key for (key,) in dated]
        assert len(ids) == MOST_ARTICLES


def test_sources_stand_with_their_articles_and_their_last_crawl(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1, hostile=False)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE crawls SET outcome = 'failed' WHERE source = 'harbour'")
        db.execute("INSERT INTO sources VALUES ('new', 'New & <b>', 'https://new.example/', 'FR', 'fr')")
    db.close()
    with serving(path) as served:
        rows = served.page("/").select("aside section:first-child .counts li")
    assert [words(row.get_text(" ")) for row in rows] == [
        "Clusters Example crawled 20 November 2026 3",
        "Harbour Valley Clusters crawl failed 20 November 2026 3",
        "New & <b> not crawled yet 0",
    ]
    assert [one(row, "a")["href"] for row in rows] == ["/source/demo", "/source/harbour", "/source/new"]


def test_topics_stand_with_their_articles(site: Site) -> None:
    rows = site.page("/").select("aside section:last-child .counts li")
    shown = {str(one(row, "a")["href"]): words(row.get_text(" ")) for row in rows}
    assert shown["/topic/hydrogen"] == "Hydrogen 5"
    assert shown["/topic/circular-economy"] == "Circular economy 15"
    counts = [int(text.rsplit(" ", 1)[1]) for text in shown.values()]
    assert counts == sorted(counts, reverse=True)


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=0, hostile=False)
    with sqlite3.connect(path) as db:
        for table in ("failures", "crawls", "listings", "sources", "topic_names", "topics"):
            db.execute(f"DELETE FROM {table}")
    db.close()
    with serving(path) as served:
        home = served.page("/")
        assert "There are no articles yet. scrapy crawl eccp fetches the first ones" in words(home.get_text())
        assert home.select_one(".holds, .hits, .counts") is None
        assert one(served.page("/search"), "#found").get_text() == "Nothing was found"


@pytest.mark.parametrize("path", ["/", "/search?q=hydrogen&kind=news", "/nothing"])
def test_every_link_within_the_site_leads_somewhere(site: Site, path: str) -> None:
    links = parsed(site, path).select("a[href^='/'], link[href^='/'], script[src]")
    assert len(links) > 10
    for link in links:
        address = str(link.get("href") or link.get("src"))
        assert site.get(address).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_same_frame(site: Site, path: str) -> None:
    page = parsed(site, path)
    assert one(page, "html")["lang"] == "en"
    assert [link["href"] for link in page.select("header nav a")] == NAVIGATION
    assert one(page, "a.skip")["href"] == "#content"
    assert len(page.select("main#content")) == 1
    assert len(page.select("h1")) == 1
    assert one(page, "title").get_text().endswith("Cluster News Archive")


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", []), ("/search?q=a", ["Search"]), ("/archive", ["Tables"]), ("/archive/topics/1", ["Tables"])],
)
def test_the_navigation_says_where_one_is(site: Site, path: str, current: list[str]) -> None:
    assert [link.get_text() for link in site.page(path).select("header nav a[aria-current]")] == current


def test_what_other_sites_show_with_a_link(site: Site) -> None:
    page = site.page("/")
    meta = {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in page.select("meta[content]")}
    assert meta["og:title"] == meta["og:site_name"] == "Cluster News Archive"
    assert meta["og:description"] == meta["description"] != ""
    assert meta["og:url"] == one(page, "link[rel=canonical]")["href"] == "http://localhost/"
    assert meta["twitter:card"] == "summary_large_image"
    card = site.get(meta["og:image"].removeprefix("http://localhost"))
    assert card.content.startswith(b"\x89PNG")
    # Width and height stand at a fixed place of the file. https://www.w3.org/TR/png/#11IHDR
    assert (int.from_bytes(card.content[16:20]), int.from_bytes(card.content[20:24])) == (1200, 630)
    assert len(card.content) < 60_000
    assert "robots" not in meta


def test_icons(site: Site) -> None:
    links = {
        str(link["type"]) if link.has_attr("type") else "": str(link["href"])
        for link in site.page("/").select("link[rel=icon]")
    }
    assert site.get(links["image/svg+xml"]).text.startswith("<svg")
    # A file of icons starts so: https://en.wikipedia.org/wiki/ICO_(file_format)
    assert site.get(links[""]).content.startswith(b"\0\0\1\0\2\0")


def test_an_address_that_is_not_there_leads_on(site: Site) -> None:
    answer = site.get("/nothing")
    assert answer.status_code == 404
    page = parsed(site, "/nothing")
    assert one(page, "h1").get_text() == "There is nothing at this address"
    assert one(page, "form[role=search]")["action"] == "/search"
    assert one(page, "meta[name=robots]")["content"] == "noindex"


def test_a_broken_page_tells_nothing_of_the_inside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path / "archive.db", copies=1, hostile=False)
    with serving(path) as served:
        assert served.get("/search").status_code == 200
        with sqlite3.connect(path) as db:
            db.execute("ALTER TABLE crawls RENAME TO secret")
        db.close()
        answer = served.get("/")
    assert answer.status_code == 500
    assert "Something is wrong with this page" in answer.text
    assert "crawls" not in answer.text
    assert "no such table" in capsys.readouterr().err


def test_the_row_of_an_article_leads_to_its_page(site: Site) -> None:
    page = site.page("/archive/articles/1")
    assert one(page, "main a.button")["href"] == "/article/1"
    assert one(page, "td.col-url")
    assert site.page("/archive/topics/1").select_one("a.button") is None


def test_fields_of_the_form_over_a_table_have_names(site: Site) -> None:
    fields = site.page("/archive/articles?kind=news").select("form.filters select, form.filters input[type=text]")
    assert len(fields) >= 6
    assert {str(field.get("aria-label")) for field in fields} == {"Order", "Column", "Comparison", "Value"}


@pytest.mark.parametrize("path", ["/", "/search", "/search?q=stored", "/archive/articles", f"/article/{ALL - 9}"])
def test_no_page_holds_characters_that_html_forbids(site: Site, path: str) -> None:
    text = site.get(path).text
    assert not {char for char in text if ord(char) < 32 and char not in "\t\n\f\r"}
    assert not {char for char in text if 0x7F <= ord(char) < 0xA0}


def test_a_site_below_a_path_has_its_addresses_there(archive: Path) -> None:
    with serving(archive) as served:
        served._datasette._settings["base_url"] = "/news/"
        page = parsed(served, "/search?q=hydrogen")
    addresses = [str(tag.get("href") or tag.get("src")) for tag in page.select("[href], [src]")]
    assert len(addresses) > 40
    assert [address for address in addresses if not address.startswith(("/news/", "#", "http"))] == []
    assert one(page, "form")["action"] == "/news/search"
    assert one(page, "link[rel=canonical]")["href"] == "http://localhost/news/search?q=hydrogen"
