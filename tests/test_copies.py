"""Whole crawls of two sites that print each other's news: what is one story is linked in the archive and its files."""

import json
from pathlib import Path

import pytest

from tests.crawl import rows, scrapy
from tests.pairs.stories import call, plan
from tests.server import Answer, Request, Server, page

STORY = plan(11, 9).told("en")
CALL = call(12, 5)
VERSION = "<link rel='alternate' hreflang='{}' href='https://harbour.example{}'>"
# By address: title, date, paragraphs, what the head says, number of the node.
ARTICLES: dict[str, tuple[str, str, list[str], str, str]] = {
    "valley.example/news/looms": ("Looms for all", "4 March 2026", STORY, "", "1"),
    "valley.example/news/call": ("A call", "5 March 2026", CALL.text(), "", "2"),
    "valley.example/news/next": ("A call", "6 March 2026", CALL.next_round().text(), "", "3"),
    "harbour.example/news/repost": (
        "What the valley does",
        "9 March 2026",
        ["Our friends in the valley have sent us this.", *STORY, "Related News", "Cranes", "Boats"],
        "",
        "11",
    ),
    "harbour.example/news/own": ("Boats", "10 March 2026", plan(13, 9).told("en"), "", "12"),
    "harbour.example/de/news/own": ("Boote", "10. März 2026", plan(13, 9).told("de"), "", "12"),
    "harbour.example/news/named": (
        "Nets",
        "11 March 2026",
        plan(14, 9).told("en"),
        VERSION.format("fr", "/filets"),
        "",
    ),
    "harbour.example/filets": ("Filets", "11 mars 2026", plan(14, 9).told("fr"), "", ""),
}


def answer(request: Request) -> Answer:
    if request.path == "/robots.txt":
        return Answer(404)
    if request.path == "/news":
        shown = [(key, found) for key, found in ARTICLES.items() if key.startswith(request.host)]
        return document(
            "News",
            "<h1>News</h1>"
            + "".join(
                f"<div class='row'><h3><a href='https://{key}'>{title} and all that is new about it</a></h3>"
                f"<p>{text[0]}</p></div>"
                for key, (title, _, text, *_) in shown
            ),
        )
    title, date, text, head, node = ARTICLES[request.host + request.path]
    key = f" data-history-node-id='{node}'" if node else ""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text)
    return document(title, f"<article{key}><h1>{title}</h1><p>{date}</p>{paragraphs}</article>", head)


def document(title: str, body: str, head: str = "") -> Answer:
    return page(
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><main>{body}</main></body></html>"
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    with Server(answer) as server:
        for source in ("harbour", "valley"):  # the copy first: the earliest is told by its date
            done = scrapy(
                folder, "crawl", source, proxy=server.proxy, SPIDER_MODULES="tests.copied_sites", EXTRACTION_WORKERS="1"
            )
            assert (done.returncode, done.stderr) == (0, "")
    return folder


def linked(folder: Path) -> set[tuple[str, ...]]:
    return {
        (kind, *sorted((one, other)))
        for one, other, kind in rows(
            folder,
            "SELECT one.url, other.url, same_as.kind FROM same_as JOIN articles AS one ON one.id = article_id"
            " JOIN articles AS other ON other.id = other_id",
        )
    }


def test_what_is_one_story_is_linked_and_nothing_else(archive: Path) -> None:
    assert linked(archive) == {
        ("copy", "https://harbour.example/news/repost", "https://valley.example/news/looms"),
        ("translation", "https://harbour.example/de/news/own", "https://harbour.example/news/own"),
        ("translation", "https://harbour.example/filets", "https://harbour.example/news/named"),
    }
    assert rows(archive, "SELECT count(*) FROM articles") == [(len(ARTICLES),)], "nothing is merged"


def test_the_earliest_of_a_story_is_named(archive: Path) -> None:
    named = rows(archive, "SELECT DISTINCT url FROM copies JOIN articles ON id = group_id")
    assert named == [("https://valley.example/news/looms",)]


def test_files_to_download_say_so(archive: Path) -> None:
    done = scrapy(archive, "export", "json", "-o", "-")
    told = {found["url"]: found for found in json.loads(done.stdout)}
    first, alone = told["https://valley.example/news/looms"], told["https://valley.example/news/call"]
    [copy] = first["same_as"]
    assert (copy["url"], copy["kind"]) == ("https://harbour.example/news/repost", "copy")
    assert copy["evidence"].endswith("words are the same")
    assert told[copy["url"]]["group_id"] == first["group_id"] == first["id"]
    assert (alone["same_as"], alone["group_id"]) == ([], None)


def test_reading_again_finds_what_is_missing(archive: Path) -> None:
    before = linked(archive)
    done = scrapy(archive, "reextract", SPIDER_MODULES="tests.copied_sites")
    assert done.returncode == 0, done.stderr
    assert linked(archive) == before
