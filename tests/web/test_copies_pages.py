"""What a reader learns of copies, translations and other addresses of a story."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import Tag

from archive.database import open_database
from tests.web.looking import words
from tests.web.sample import build
from tests.web.sample_copies import EARLIEST, EVIDENCE, FIRST, NAMED, SAME_PAGE, SECOND, TRANSLATION, build_copies
from tests.web.serving import Site, one, serving


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_copies(tmp_path_factory.mktemp("copies") / "archive.db")


@pytest.fixture(scope="module")
def site(related: Path) -> Iterator[Site]:
    with serving(related) as served:
        yield served


def section(page: Tag, heading: str) -> Tag | None:
    return next((found for found in page.select(".same") if words(one(found, "h2")) == heading), None)


def links(found: Tag | None) -> list[object]:
    assert found is not None
    return [link["href"] for link in found.select("li > a")]


def test_a_search_shows_one_with_also_at(site: Site) -> None:
    page = site.page("/search?q=title:barges")
    assert [link["href"] for link in page.select(".hit h3 a")] == [f"/article/{EARLIEST}"]
    also = one(page, ".hit .also")
    assert words(also) == "also at Clusters Example, Harbour Valley Clusters"
    assert [link["href"] for link in also.select("a")] == [f"/article/{FIRST}", f"/article/{SECOND}"]
    note = one(page, "section > .also")
    assert words(note) == "2 copies of the same stories are left out. Show them"
    assert one(note, "a")["href"] == "/search?q=title%3Abarges&copies=all"


def test_all_copies_are_a_link_away_and_stay_when_words_change(site: Site) -> None:
    page = site.page("/search?q=title:barges&copies=all")
    assert len(page.select(".hit")) == 3
    note = one(page, "section > .also")
    assert words(note) == "Copies of the same stories are shown as well. Show each story once"
    assert one(note, "a")["href"] == "/search?q=title%3Abarges"
    assert one(page, "form.search input[name=copies]")["value"] == "all"


def test_nothing_is_said_where_nothing_was_left_out(site: Site) -> None:
    assert site.page("/search?q=leitfaden").select("section > .also") == []


def test_programs_get_what_the_page_shows(site: Site) -> None:
    found = site.get("/search.json?q=title:barges").json()
    assert (found["total"], found["copies_left_out"], found["asked"]["copies"]) == (1, 2, "one")
    [article] = found["articles"]
    assert [other["page"] for other in article["also_at"]] == [
        f"http://localhost/article/{key}" for key in (FIRST, SECOND)
    ]
    assert article["also_total"] == 2
    for path in ("/search.csv", "/search.atom"):
        counted = [site.get(f"{path}?q=title:barges{more}").text.count("/article/") for more in ("", "&copies=all")]
        assert counted[1] == 3 * counted[0], path
    assert site.get("/search.json?q=title:barges&copies=all").json()["total"] == 3


def test_the_front_page_counts_all_articles_and_a_list_has_all_of_its_own(site: Site, related: Path) -> None:
    with closing(sqlite3.connect(related)) as db:
        [total] = db.execute("SELECT count(*) FROM articles").fetchone()
        [listed] = db.execute("SELECT count(*) FROM sightings WHERE listing_id = 1").fetchone()
    assert f"The archive holds {total} articles" in words(one(site.page("/"), "main"))
    assert len(site.get("/list/1.feed.json").json()["items"]) == listed


def test_a_copy_names_the_earliest_and_the_evidence(site: Site) -> None:
    page = site.page(f"/article/{FIRST}")
    found = section(page, "Also published at")
    assert links(found) == [f"/article/{EARLIEST}", f"/article/{SECOND}"]
    assert found is not None
    first, second = (words(item) for item in found.select("li"))
    assert "10 November 2026" in first
    assert f"the earliest Copy: {EVIDENCE}" in first
    assert second.endswith("Copy")  # a copy of a copy: the two were not compared
    assert "This is the earliest" not in words(found)
    assert section(page, "In other languages") is None


def test_the_earliest_says_so_and_names_translations_and_other_addresses(site: Site) -> None:
    page = site.page(f"/article/{EARLIEST}")
    copies = section(page, "Also published at")
    assert copies is not None
    assert "This is the earliest of these copies." in words(copies)
    assert links(copies) == [f"/article/{SECOND}", f"/article/{FIRST}"]
    translations = section(page, "In other languages")
    assert translations is not None
    assert links(translations) == [f"/article/{TRANSLATION}"]
    assert one(translations, "li > a")["lang"] == "de"
    assert f"German Translation: {NAMED}" in words(translations)
    assert links(section(page, "Under other addresses")) == [f"/article/{SAME_PAGE}"]


def test_the_other_side_of_a_pair_names_this_one(site: Site) -> None:
    page = site.page(f"/article/{TRANSLATION}")
    assert links(section(page, "In other languages")) == [f"/article/{EARLIEST}"]


def test_related_articles_leave_copies_out(tmp_path: Path) -> None:
    path = build_copies(tmp_path / "archive.db")
    with closing(open_database(path)) as db:
        for number in range(60):
            db.execute(
                "INSERT INTO articles (url, source, kind, title, first_seen, last_seen, last_changed, state)"
                " VALUES (?, 'demo', 'news', 'Else', '', '', '', 'live')",
                (f"https://else.example/{number}",),
            )
    with serving(path) as site:
        before = related_links(site.page(f"/article/{FIRST}"))
        with closing(open_database(path)) as db:
            db.execute("DELETE FROM copies")
            db.execute("DELETE FROM same_as")
        assert {f"/article/{SECOND}", f"/article/{EARLIEST}"} <= related_links(site.page(f"/article/{FIRST}"))
    assert not before & {f"/article/{SECOND}", f"/article/{EARLIEST}"}


def related_links(page: Tag) -> set[object]:
    return {link["href"] for link in page.select(".related:not(.same) li > a")}


def test_the_data_of_an_article_has_what_is_the_same(site: Site) -> None:
    article = site.get(f"/article/{EARLIEST}.json").json()
    assert [(same["id"], same["kind"]) for same in article["same_as"]] == [
        (FIRST, "copy"), (SECOND, "copy"), (TRANSLATION, "translation"), (SAME_PAGE, "other_address"),
    ]  # fmt: skip
    assert article["same_as"][0]["evidence"] == EVIDENCE
    assert article["group_id"] == EARLIEST


def test_the_front_page_and_related_articles_hold_each_story_once(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", hostile=False)
    with closing(sqlite3.connect(path)) as db, db:
        ids = [
            key for (key,) in db.execute("SELECT id FROM articles WHERE title LIKE 'Call for partners%' ORDER BY id")
        ]
        newest = [
            key for (key,) in db.execute("SELECT id FROM articles WHERE published IS NOT NULL ORDER BY published")
        ]
        db.executemany("INSERT INTO copies VALUES (?, ?)", [(key, ids[1]) for key in ids[1:4]])
        shown = [key for key in newest[::-1] if key not in ids][:2]
        db.executemany("INSERT INTO copies VALUES (?, ?)", [(key, shown[1]) for key in shown])
    with serving(path) as site:
        front = {str(link["href"]) for link in site.page("/").select(".hits h3 a")}
        related = [str(link["href"]) for link in site.page(f"/article/{ids[0]}").select(".related li a")]
    assert front & {f"/article/{key}" for key in shown} == {f"/article/{shown[1]}"}
    assert len({*related} & {f"/article/{key}" for key in ids[1:4]}) == 1
