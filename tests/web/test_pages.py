"""Front page, search, article: what a reader sees, and that hostile text stays text."""

import re
from pathlib import Path

import pytest

from tests.web.sample import HOSTILE, TEXTS, build
from tests.web.serving import Site, one, plugin, serving

pages = plugin("pages")
FIRST_HOSTILE = 5 * len(TEXTS) + 1
HOSTILE_IDS = range(FIRST_HOSTILE, FIRST_HOSTILE + len(HOSTILE))
OUR_PAGES = ["/", "/archive/search", "/archive/search?q=hostile", "/downloads", "/archive/articles/1"]
DATASETTE_PAGES = [
    "/archive",
    "/archive/articles",
    "/archive/articles?source=demo",
    "/archive/sources/demo",
    "/archive/newest_articles",
    "/archive/documents",
    "/archive/documents/9000",
    "/archive/topics?_sort=name",
    "/archive/sightings",
    "/archive/source_status",
]


def test_front_page(site: Site) -> None:
    page = site.page("/")
    assert one(page, "form[action='/archive/search'] input[name=q]")
    newest = page.select(".articles h3 a")
    assert len(newest) == 10
    assert [link["href"] for link in newest] == [f"/archive/articles/{key}" for key in reversed(HOSTILE_IDS)][:10]
    counts = {one(item, "a").get_text(): one(item, "span").get_text() for item in page.select(".counts li")}
    assert (counts["Harbour Valley Clusters"], counts["Hydrogen"]) == ("15", "5")
    assert one(page, ".counts a[href$=hydrogen]")["href"] == "/archive/search?topic=hydrogen"


def test_every_link_of_the_front_page_leads_somewhere(site: Site) -> None:
    for link in site.page("/").select("a[href^='/']"):
        assert site.get(str(link["href"])).status_code == 200, link


def test_front_page_of_an_empty_archive(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=0, hostile=False)
    with serving(path) as served:
        assert "There are no articles yet" in served.page("/").get_text()
        assert "Nothing was found" in served.page("/archive/search").get_text()
        assert served.get("/archive/articles").status_code == 200


def titles(site: Site, query: str) -> list[str]:
    return [link.get_text() for link in site.page(f"/archive/search?{query}").select(".articles h3 a")]


def test_search_marks_hits_in_title_and_text(site: Site) -> None:
    page = site.page("/archive/search?q=varmland+wood")
    assert {mark.get_text() for mark in page.select(".articles h3 mark")} == {"Värmland"}
    assert {mark.get_text() for mark in page.select(".snippet mark")} == {"wood"}
    assert one(page, "input[name=q]")["value"] == "varmland wood"
    assert "5 articles for varmland wood, newest first" in " ".join(one(page, ".found").get_text().split())


def test_search_by_what_stands_only_in_topics(site: Site) -> None:
    assert len(titles(site, "q=Specialization")) == 10


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=&source=harbour", 15),
        ("q=&kind=call", 5),
        ("q=&topic=hydrogen", 5),
        ("q=barges&year=2026", 3),
        ("q=barges&source=harbour&kind=news&topic=skills&year=2025", 1),
        ("source=nobody", 0),
        ("q=%22gravel+on+hydrogen%22", 5),
        ("q=hydrogen+-barges", 0),
        ("q=***", 0),
    ],
)
def test_search_narrows(site: Site, query: str, found: int) -> None:
    assert len(titles(site, query)) == found


def test_choices_stay_chosen(site: Site) -> None:
    page = site.page("/archive/search?q=barges&topic=hydrogen&sort=best")
    assert [option.get_text() for option in page.select("option[selected]")] == ["Hydrogen", "best match first"]


def test_search_without_words_gives_the_newest(site: Site) -> None:
    answer = site.get("/archive/search.json?_shape=array").json()
    assert [row["date"] for row in answer] == sorted((row["date"] for row in answer), reverse=True)
    assert {row["total"] for row in answer} == {5 * len(TEXTS) + len(HOSTILE)}


def test_best_match_first(site: Site) -> None:
    first = site.get("/archive/search.json?q=hydrogen&sort=best&_shape=array").json()
    assert {row["title"][:8] for row in first} == {"Hydrogen"}


def test_search_pages_hold_every_article_once(site: Site) -> None:
    seen: list[str] = []
    path: str | None = "/archive/search"
    while path is not None:
        page = site.page(path)
        seen += [str(link["href"]) for link in page.select(".articles h3 a")]
        following = page.select_one("a[rel=next]")
        path = None if following is None else f"/archive/search{following['href']}"
    assert len(seen) == len(set(seen)) == 5 * len(TEXTS) + len(HOSTILE)


@pytest.mark.parametrize("page", ["0", "-1", "x", "3.5", "99", "9" * 30, "-" + "9" * 30, "1e400"])
def test_odd_page_numbers_are_no_error(site: Site, page: str) -> None:
    site.page(f"/archive/search?page={page}")


@pytest.mark.parametrize(
    "q", ["'", '"', "*", "a*", "NEAR(a b", "title:", "^", "a AND", "(", "--", "%00", "{{7*7}}", "ÿ%FF"]
)
def test_odd_searches_are_no_error(site: Site, q: str) -> None:
    site.page(f"/archive/search?q={q}")


def test_article(site: Site) -> None:
    page = site.page("/archive/articles/1")
    assert one(page, "h1").get_text() == TEXTS[0][0]
    assert [p.get_text() for p in page.select(".body p")] == TEXTS[0][4].split("\n")
    original = one(page, ".original a")
    assert original["href"] == "https://clusters.example/news/0"
    assert original["rel"] == ["noopener", "nofollow"]
    assert [link.get_text() for link in page.select(".tags a")] == ["Circular economy", "Smart specialisation"]
    assert one(page, "a[href$='/files/0.pdf']").get_text() == "The slides"
    for link in page.select("a[href^='/']"):
        assert site.get(str(link["href"])).status_code == 200, link


def test_article_says_when_it_is_gone_or_only_listed(site: Site) -> None:
    assert "gone from its site" in site.page(f"/archive/articles/{FIRST_HOSTILE + 1}").get_text()
    assert "its page was not fetched" in site.page(f"/archive/articles/{FIRST_HOSTILE + 2}").get_text()


@pytest.mark.parametrize(
    "path",
    [*OUR_PAGES, *DATASETTE_PAGES, *(f"/archive/articles/{key}" for key in HOSTILE_IDS), "/archive/search?page=2"],
)
def test_hostile_text_stays_text(site: Site, path: str) -> None:
    page = site.page(path)
    assert page.find("img") is None
    for element in page.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on")]
    for script in page.find_all("script"):
        assert script.has_attr("src")
        assert not script.get_text(strip=True)
    for link in page.find_all("a", href=True):
        assert re.match(r"/|\?|#|https?://", str(link["href"])), link


def test_hostile_text_is_shown_as_it_is(site: Site) -> None:
    for key, text in zip(HOSTILE_IDS, HOSTILE, strict=True):
        page = site.page(f"/archive/articles/{key}")
        if one(page, "h1").get_text() != "Without a title" and text.isprintable():
            assert one(page, "h1").get_text() == text


def test_markers_in_stored_text_mark_nothing_else(site: Site) -> None:
    snippet = one(site.page("/archive/search?q=stored"), ".snippet")
    assert [mark.get_text() for mark in snippet.select("mark")] == ["stored"]
    assert "\x02" not in snippet.get_text()


@pytest.mark.parametrize("path", [*OUR_PAGES, "/nothing", "/archive/articles/99999"])
def test_our_pages_need_neither_script_nor_inline_style(site: Site, path: str) -> None:
    text = site.get(path).text
    assert not re.search(r"<script|<style|\bstyle=", text)
    assert "stylesheet" in text


def test_search_address_leaves_out_what_is_empty() -> None:
    assert pages.search_for({"q": "a b&c", "kind": "", "page": "2"}, page=3) == "q=a+b%26c&page=3"
    assert pages.search_for({}, topic=None) == ""


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2026-11-03", "3 November 2026"), ("2026-01-31T23:59:59Z", "31 January 2026"), ("2026", "2026"), (None, "")],
)
def test_dates(iso: str | None, shown: str) -> None:
    assert pages.long_date(iso) == shown


def test_only_web_addresses_are_links() -> None:
    assert pages.web_address("HTTPS://clusters.example/") == "HTTPS://clusters.example/"
    for url in ("javascript:alert(1)", " https://x", "data:text/html,x", "//evil.example", "", None):
        assert pages.web_address(url) == ""
