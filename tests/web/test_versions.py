"""The versions of an article: what each changed, marked for eyes and for ears."""

import sqlite3
from pathlib import Path

import html5lib  # type: ignore[import-untyped]  # has no types
import pytest
from bs4 import BeautifulSoup, Tag

from archive.database import open_database
from tests.web.sample import TEXTS, build
from tests.web.sample_history import CHANGED, FORMER_TEXTS
from tests.web.serving import Site, one, serving
from web.prose import MOST_CHARACTERS


@pytest.fixture(scope="module")
def revisions(archive: Path) -> list[int]:
    """Return the numbers of the versions of the article that has changed, the oldest first."""
    db = sqlite3.connect(archive)
    found = [key for (key,) in db.execute("SELECT id FROM revisions WHERE article_id = ? ORDER BY id", (CHANGED,))]
    db.close()
    assert len(found) == len(FORMER_TEXTS) + 1
    return found


def paragraphs(page: Tag, without: str) -> str:
    """Return the text of a version's page without the elements ``without`` and without what only ears are told."""
    prose = BeautifulSoup(str(one(page, ".prose")), "lxml")
    for element in prose.select(f"{without}, .hidden"):
        element.decompose()
    return "\n".join(filter(None, (p.get_text() for p in prose.select("p"))))


def test_a_version_beside_the_one_before(site: Site, revisions: list[int]) -> None:
    page = site.page(f"/article/{CHANGED}/version/{revisions[1]}")
    assert paragraphs(page, "ins") == FORMER_TEXTS[0][1]
    assert paragraphs(page, "del") == FORMER_TEXTS[1][1]
    assert [mark.get_text() for mark in page.select("article del")] == ["removed: one maker ", "removed: 15 December"]
    assert "What changed from 2 November 2026 to 9 November 2026." in " ".join(one(page, "main").get_text().split())
    assert one(page, "a[rel=prev]")["href"] == f"/article/{CHANGED}/version/{revisions[0]}"
    assert one(page, "a[rel=next]")["href"] == f"/article/{CHANGED}/version/{revisions[2]}"


def test_a_version_beside_the_present_text(site: Site, revisions: list[int]) -> None:
    page = site.page(f"/article/{CHANGED}/version/{revisions[0]}?with=current")
    assert paragraphs(page, "ins") == FORMER_TEXTS[0][1]
    assert paragraphs(page, "del") == TEXTS[1][4]


def test_the_first_version_has_nothing_to_be_compared_with(site: Site, revisions: list[int]) -> None:
    page = site.page(f"/article/{CHANGED}/version/{revisions[0]}")
    assert page.select("ins, del, a[rel=prev]") == []
    assert "This is the first text of the article that was read." in one(page, "main").get_text()
    assert paragraphs(page, "ins") == FORMER_TEXTS[0][1]
    assert one(page, "a[href$='with=current']")


def test_what_our_program_read_otherwise_is_said(site: Site, revisions: list[int]) -> None:
    page = site.page(f"/article/{CHANGED}/version/{revisions[2]}")
    said = " ".join(one(page, "main").get_text().split())
    assert (
        "The page itself was the same: a newer version of our program read it otherwise. This is the present text."
        in said
    )
    assert [mark.get_text() for mark in page.select("article del")] == ["removed: Share this page"]


def test_every_link_leads_somewhere(site: Site, revisions: list[int]) -> None:
    for revision in revisions:
        for link in site.page(f"/article/{CHANGED}/version/{revision}").select("main a[href^='/']"):
            assert site.get(str(link["href"])).status_code == 200, link


def test_hostile_versions_stay_text_and_huge_ones_are_cut(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1, hostile=False)
    db = open_database(path)
    for title, body in (("<b>", "<script>alert(1)</script>\0\u202e"), ("</title><i>", "a b " * MOST_CHARACTERS)):
        db.execute(
            "INSERT INTO revisions (article_id, seen, title, body, content_hash, extractor)"
            " VALUES (2, '', ?, ?, '', '')",
            (title, body),
        )
    last = db.execute("SELECT max(id) FROM revisions").fetchone()[0]
    db.close()
    with serving(path) as served:
        answer = served.get(f"/article/2/version/{last}")
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    page = BeautifulSoup(answer.text, "html5lib")
    assert "<script>alert(1)</script>" in one(page, ".prose").get_text()
    assert page.select("b, i, main script") == []
    assert "only their beginnings are compared" in one(page, ".note").get_text()
    assert len(answer.content) < 3 * MOST_CHARACTERS
