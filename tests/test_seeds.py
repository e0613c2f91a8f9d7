"""The real run: the seed documents under their real host names, through a proxy that plays the web.

The seeds are not part of the project; where they are not there, these tests are skipped and say so.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawl import ROOT, rows, scrapy

SHARED = ROOT.parent / "shared"
WEB = SHARED / "site" / "web.py"

# These documents are other people's and no part of the project, which is tested without them as well.
pytestmark = pytest.mark.skipif(not WEB.exists(), reason="the seed documents (../shared) are not on this machine")

ECCP = "https://www.clustercollaboration.eu"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """Both tag lists and the article, crawled once; the folder of the archive and the proxy's log."""
    folder = tmp_path_factory.mktemp("seeds")
    log = folder / "log.jsonl"
    with subprocess.Popen([sys.executable, WEB, "--port", "0", "--log", log], stdout=subprocess.PIPE, text=True) as web:
        try:
            assert web.stdout
            proxy = "http://" + web.stdout.readline().split()[-1]
            for name, url in (
                ("eccp", f"{ECCP}/tags/smart-specialisation {ECCP}/tags/smart-specialization"),
                ("technopolis", "https://www.technopolis-group.com/smart-specialisation-a-place-based-approach/"),
            ):
                done = scrapy(folder, "crawl", name, "-a", f"url={url}", proxy=proxy)
                assert done.returncode == 0, done.stderr + done.stdout
        finally:
            web.terminate()
    return folder, [json.loads(line) for line in log.read_text("utf8").splitlines()]


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    listed = subprocess.run([sys.executable, WEB, "--list"], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in listed.stdout.splitlines()]


def test_every_address_title_and_teaser_is_there(run: Any, expected: list[dict[str, Any]]) -> None:
    sighted = rows(
        run[0],
        "SELECT listings.url, articles.url, coalesce(sightings.title, ''), sightings.summary, label FROM sightings"
        " JOIN articles ON articles.id = article_id JOIN listings ON listings.id = listing_id",
    )
    found = {
        (list_url.rsplit("/", 1)[-1], url, title, teaser, bool(label))
        for list_url, url, title, teaser, label in sighted
    }
    assert found == {(e["list"], e["url"], e["title"], e["teaser"], e["label"]) for e in expected}
    assert len(sighted) == len(expected)


def test_every_article_was_read(run: Any, expected: list[dict[str, Any]]) -> None:
    articles = rows(
        run[0], "SELECT url, coalesce(title, ''), state, summary_truncated FROM articles WHERE source = 'eccp'"
    )
    assert {(url, title) for url, title, _, _ in articles} == {(e["url"], e["title"]) for e in expected}
    assert {state for _, _, state, _ in articles} == {"live"}


def test_bodies_hold_the_article_and_nothing_else(run: Any) -> None:
    frames = ("Submitted by", "Share this Article", "Cluster organisation", "We use cookies", "Presentation")
    for title, body, summary, author, published in rows(
        run[0], "SELECT title, body, summary, author, published FROM articles WHERE source = 'eccp'"
    ):
        lines = body.splitlines()
        assert lines[0] == summary.removesuffix("...") + ".", title
        assert len(lines) == 4, (title, lines)
        assert not any(frame in body for frame in frames)
        assert author
        assert len(published) == 10


def test_the_card_without_title_and_both_articles_of_one_title(run: Any) -> None:
    assert rows(run[0], "SELECT count(*) FROM articles WHERE title IS NULL AND source = 'eccp'") == [(1,)]
    twins = rows(run[0], "SELECT count(*) FROM articles WHERE source = 'eccp' GROUP BY title HAVING count(*) > 1")
    assert twins == [(2,)]


def test_the_item_on_two_lists_is_one_article_with_both_spellings_of_its_topic(run: Any) -> None:
    [(article_id, topics)] = rows(
        run[0],
        "SELECT id, topics FROM articles WHERE (SELECT count(*) FROM sightings WHERE article_id = articles.id) = 2",
    )
    names = {name.casefold().replace("-", " ") for name in topics.split(", ")}
    assert names == {"smart specialisation", "smart specialization"}
    assert rows(run[0], "SELECT count(*) FROM article_topics WHERE article_id = ?", article_id) == [(1,)]


def test_the_deck_is_read_and_captured(run: Any) -> None:
    [row] = rows(run[0], "SELECT state, reason, media_type, pages, language, bytes > 1000, capture_id FROM documents")
    assert row[:6] == ("read", None, "application/pdf", len(slides()), "en", 1)
    assert row[6]


def slides() -> list[list[str]]:
    """Return the lines of each slide of the deck as the proxy prints them: parted by blank lines, cut, in cp1252."""
    text = next((SHARED / "seeds").glob("004_*.txt")).read_text("utf8")
    parts = [part.strip().splitlines() for part in re.split(r"\f|\n\s*\n\s*\n\s*\n", text) if part.strip()]
    printed = [[line[:110].encode("cp1252", "replace").decode("cp1252") for line in lines[:70]] for lines in parts]
    return [[" ".join(line.split()) for line in lines if line.strip()] for lines in printed]


def test_every_page_of_the_deck_has_its_lines(run: Any) -> None:
    pages = rows(run[0], "SELECT page, text FROM document_pages ORDER BY page")
    assert [number for number, _ in pages] == list(range(1, len(slides()) + 1))
    wanted = [(number, line) for number, lines in enumerate(slides(), start=1) for line in lines]
    printed = {(number, " ".join(line.split())) for number, text in pages for line in text.splitlines()}
    found = sum(line in printed for line in wanted)
    assert found >= 0.99 * len(wanted), [line for line in wanted if line not in printed]


def test_the_slides_that_come_back_are_marked_and_found_once(run: Any) -> None:
    """The poll's slides: each that says little new repeats another, and of every one only the new is searched."""
    earlier: set[str] = set()
    again = set()
    for number, lines in enumerate(slides(), start=1):
        said = sum(len(line.split()) for line in lines if line in earlier)
        if 2 * said > len(" ".join(lines).split()) and any("slido" in line.casefold() for line in lines):
            again.add(number)
        earlier |= set(lines)
    marked = dict(rows(run[0], "SELECT page, own FROM document_pages WHERE repeats IS NOT NULL"))
    assert marked.keys() == again
    assert len(again) == 3
    new = {number: [line for line in own.splitlines() if "slido" in line.casefold()] for number, own in marked.items()}
    assert not any(new.values())
    search = "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?"
    for phrase in ("install the Slido app on all computers", "to display the poll results", "display the joining"):
        assert rows(run[0], search, f'"{phrase}"') == [(1,)], phrase
    assert rows(run[0], search, '"focus and the role of clusters"') == [(1,)]


def test_no_request_went_where_none_should(run: Any) -> None:
    requests = run[1]
    assert {entry["host"] for entry in requests} == {"www.clustercollaboration.eu", "www.technopolis-group.com"}
    assert not [entry for entry in requests if entry["path"].startswith("/user/")]
    pages = [entry["query"] for entry in requests if entry["query"]]
    assert pages == ["page=1"], "the second page of the one list that has one, and no variant of it"
    asked = [(entry["host"], entry["path"], entry["query"]) for entry in requests if entry["path"] != "/robots.txt"]
    assert len(asked) == len(set(asked)), "nothing was asked for twice"
    assert requests[0]["path"] == "/robots.txt"


def test_the_technopolis_article_is_clean(run: Any) -> None:
    [(body,)] = rows(run[0], "SELECT body FROM articles WHERE source = 'technopolis'")
    seed = next((SHARED / "seeds").glob("003_*.txt")).read_text("utf8")
    head, rest = seed.split("‘Smart’ regions", 1)
    wanted = ("‘Smart’ regions" + rest.split("What's new?")[0]).split("\n\n")
    for line in (line.strip() for line in head.splitlines()):
        assert not line or line not in body, f"consent text is left: {line}"
    for tail in ("What's new?", "All articles", "All news"):
        assert tail not in body
    flat = " ".join(body.split())
    for paragraph in (" ".join(text.split()) for text in wanted):
        assert paragraph in flat, f"a paragraph is missing: {paragraph[:80]}"


def test_every_article_has_its_capture_on_disk(run: Any) -> None:
    for warc, offset, length in rows(
        run[0], "SELECT warc, offset, length FROM articles JOIN captures ON captures.id = capture_id"
    ):
        assert (run[0] / warc).stat().st_size >= offset + length


def test_nothing_failed(run: Any) -> None:
    assert rows(run[0], "SELECT url, reason FROM failures") == []
