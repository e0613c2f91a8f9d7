"""Whole crawls through the command a user types, of one list in markups that share nothing."""

import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawl import rows, scrapy
from tests.server import Answer, Request, Server, page, redirect

SITE = "https://clusters.example"
LIST = f"{SITE}/tags/circular-textiles"

SENTENCES = [
    "The mill turns old uniforms into yarn and sells it to weavers within the valley.",
    "Two regions pay for the sorting line, and a third has asked to join them next year.",
    "Firms with fewer than fifty people may test their fabrics there for a small fee.",
    "The figures of the first season will be shown at the autumn meeting of the cluster.",
]
TITLES = ["A mill for old uniforms", "Sorting by colour", "", "Call for testers", "Call for testers", "Weavers meet"]


def path(number: int) -> str:
    return f"/{'community-news' if number % 2 else 'content'}/item-{number}"


def teaser(number: int) -> str:
    return f"{SENTENCES[number % 4]} {SENTENCES[(number + 1) % 4][:60]}..."


def drupal(number: int) -> str:
    label = "<div class='type-label'>Community News</div>" if number % 2 else ""
    return (
        f"{label}<div class='views-row'><h3><a href='{path(number)}'>{TITLES[number % 6]}</a></h3>"
        f"<div><p>{html.escape(teaser(number))}</p></div></div>"
    )


def whole_card(number: int) -> str:
    label = "<span>Community News</span>" if number % 2 else ""
    title = f"<h2>{TITLES[number % 6]}</h2>" if TITLES[number % 6] else ""
    return (
        f"<li>{label}<a href='{SITE}{path(number)}#main'><time datetime='2026-01-{10 + number}'>{10 + number}. 1. 2026"
        f"</time>{title}<p>{html.escape(teaser(number))}</p></a></li>"
    )


def hashed(number: int) -> str:
    label = "<p class='l0'>Community News</p>" if number % 2 else ""
    link = (
        f"<h4 class='x{number}'><a class='t9' href='{path(number)}'>{TITLES[number % 6]}</a></h4>"
        if TITLES[number % 6]
        else ""
    )
    return (
        f"<div class='k3 q{number}'>{label}<p class='z'>{html.escape(teaser(number))}</p>{link}"
        f"<a class='r' href='{path(number)}'>Read more</a></div>"
    )


MARKUPS: dict[str, Callable[[int], str]] = {"drupal": drupal, "whole cards": whole_card, "hashed": hashed}


def document(title: str, body: str) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Clusters Example</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/news'>News</a> <a href='/user/login'>Log in</a></nav>"
        f"<main>{body}</main><footer><a href='https://preview.clusters.example/tags/x'>Preview</a>"
        "<a href='/privacy'>Privacy</a></footer></body></html>"
    )


def list_page(card: Callable[[int], str], number: int) -> Answer:
    cards = "".join(card(index) for index in range(6 * number, 6 * number + 6))
    follow = f"<li><a rel='next' href='?page={number + 1}'>Next</a></li>" if number < 1 else ""
    traps = "".join(f"<a href='?page={number},{k},0,1'>{k + 1}</a>" for k in range(3))
    facets = "<a href='?f[0]=topic:1'>Textiles (12)</a><a href='?f[0]=topic:2'>Mills (3)</a>"
    return page(
        document(
            "Circular textiles", f"<h1>Circular textiles</h1>{cards}<ul>{follow}</ul><aside>{traps}{facets}</aside>"
        )
    )


def article_page(number: int) -> Answer:
    title = TITLES[number % 6]
    heading = f"<h1>{title}</h1>" if title else ""
    paragraphs = "".join(f"<p>{sentence} {number}</p>" for sentence in SENTENCES)
    return page(
        document(
            title or "Node",
            f"<article data-history-node-id='{500 + number}'>{heading}<div>Submitted by <span>Ann Example</span> on"
            f" {10 + number} January 2026</div><div>{paragraphs}</div>"
            "<div>Share this Article</div></article>",
        )
    )


def site(card: Callable[[int], str]) -> Callable[[Request], Answer]:
    def answer(request: Request) -> Answer:
        if request.path == "/robots.txt":
            return page("User-agent: *\nDisallow: /user/\n", content_type="text/plain")
        if request.path == "/tags/circular-textiles":
            return list_page(card, int((request.query or "page=0").removeprefix("page=").split(",")[0].split("%")[0]))
        if "/item-" in request.path:
            return article_page(int(request.path.rsplit("-", 1)[1]))
        return Answer(404)

    return answer


@pytest.mark.parametrize("markup", MARKUPS)
def test_one_list_in_markups_that_share_nothing_gives_the_same_archive(tmp_path: Path, markup: str) -> None:
    with Server(site(MARKUPS[markup])) as server:
        done = scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    assert done.returncode == 0, done.stderr
    assert "12 cards, 12 articles read, 12 new" in done.stdout
    sighted = rows(
        tmp_path,
        "SELECT url, coalesce(sightings.title, ''), sightings.summary, coalesce(label, ''), page, position"
        " FROM sightings JOIN articles ON articles.id = article_id ORDER BY page, position",
    )
    assert sighted == [
        (SITE + path(n), TITLES[n % 6], teaser(n), "Community News" if n % 2 else "", 1 + n // 6, 1 + n % 6)
        for n in range(12)
    ]
    bodies = rows(
        tmp_path, "SELECT body, coalesce(title, ''), published, author, state FROM articles ORDER BY node + 0"
    )
    assert bodies == [
        (
            "\n".join(f"{sentence} {n}" for sentence in SENTENCES),
            TITLES[n % 6],
            f"2026-01-{10 + n}",
            "Ann Example",
            "live",
        )
        for n in range(12)
    ]
    asked = [(request.host, request.path, request.query) for request in server.requests]
    assert len(asked) == 1 + 2 + 12, "robots.txt, two pages of the list, twelve articles"
    assert {host for host, _, _ in asked} == {"clusters.example"}
    assert server.requests[0].path == "/robots.txt"


def test_failures_are_rows_and_cost_nothing_else(tmp_path: Path) -> None:
    broken = {
        "/content/item-0": Answer(404),
        "/community-news/item-1": Answer(410),
        "/content/item-2": redirect("/user/login"),
        "/community-news/item-3": page(document("Page not found", "<h1>Page not found</h1><p>Sorry.</p>")),
        "/content/item-4": page(b"%PDF-1.4 not a page"),
        "/community-news/item-5": page(document("Empty", "")),
        "/content/item-6": redirect("http://127.0.0.1:9/internal"),
        "/community-news/item-7": Answer(500),
        "/content/item-8": redirect("https://other.example/elsewhere"),
        "/community-news/item-9": redirect("/community-news/item-9"),
    }
    good = site(drupal)
    with Server(lambda request: broken.get(request.path) or good(request)) as server:
        done = scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    assert done.returncode == 0, done.stderr
    failed = dict(rows(tmp_path, "SELECT url, reason FROM failures"))
    assert set(failed) == {SITE + address for address in broken} - {f"{SITE}/content/item-4"}
    assert rows(tmp_path, "SELECT url, state FROM documents WHERE state = 'unreadable'") == [
        (f"{SITE}/content/item-4", "unreadable")
    ], "a file that is sent as a page is a file"
    assert all(reason and "\n" not in reason for reason in failed.values())
    assert rows(tmp_path, "SELECT count(*) FROM articles WHERE state = 'listed'") == [(10,)]
    assert rows(tmp_path, "SELECT count(*) FROM articles WHERE state = 'live'") == [(2,)]
    assert rows(tmp_path, "SELECT count(*) FROM sightings") == [(12,)]
    kept = {status for (status,) in rows(tmp_path, "SELECT status FROM captures")}
    assert {200, 301, 404, 410, 500} <= kept, "every response is captured, whatever it was"
    assert {request.host for request in server.requests} == {"clusters.example"}
    status = scrapy(tmp_path, "status", "demo")
    assert "the server answered 404" in status.stdout


def test_a_site_that_is_down_is_a_failure(tmp_path: Path) -> None:
    with Server(lambda _: Answer(503)) as server:
        done = scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    assert done.returncode == 1
    assert "demo: FAILED: a list could not be read" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(tmp_path, "SELECT outcome FROM crawls") == [("failed",)]


def test_a_list_without_cards_is_a_failure(tmp_path: Path) -> None:
    with Server(lambda _: page(document("Empty", "<h1>Circular textiles</h1><p>Nothing here yet.</p>"))) as server:
        done = scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    assert done.returncode == 1
    assert done.stderr.lower().count("no cards were found") == 1
    told = scrapy(tmp_path, "status", "demo").stdout
    assert "the last crawl failed\n    a list could not be read: " in told
    assert "no failures" not in told


def test_a_pager_without_end_is_left(tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        if request.path == "/tags/circular-textiles":
            number = int((request.query or "page=0").removeprefix("page="))
            cards = "".join(drupal(index) for index in range(6))
            return page(document("T", f"<h1>T</h1>{cards}<a rel='next' href='?page={number + 1}'>Next</a>"))
        return site(drupal)(request)

    with Server(answer) as server:
        scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    assert len([request for request in server.requests if request.path == "/tags/circular-textiles"]) == 2


def test_a_known_card_is_no_reason_to_stop(tmp_path: Path) -> None:
    with Server(site(drupal)) as server:
        scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}?page=0", proxy=server.proxy)
        done = scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    assert "12 cards, 12 articles read, nothing new" in done.stdout
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(12,)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["crawl", "nobody"], "there is no source 'nobody'; the sources are bizup, clusterdk, clusterportalbw"),
        (["crawl", "demo", "-a", "url=https://other.example/"], "is not an address of demo"),
        (["crawl", "demo", "-s", "REPLAY=nowhere"], "no *.warc.gz file"),
        (["crawl", "demo", "-a", "recheck=often"], "recheck is 'often'; it can be due, all, none"),
        (["crawl", "demo", "-s", "EXTRACTION=magic"], "EXTRACTION is 'magic'; it can be standard or consensus"),
        (["crawlall", "--only", "demo,nobody"], "there is no source nobody"),
        (["status"], "there is no archive"),
    ],
)
def test_bad_input_is_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = scrapy(tmp_path, *arguments)
    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "captures").exists()


def test_an_unreadable_archive_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("Dear diary, " * 200)
    done = scrapy(tmp_path, "crawl", "demo", REPLAY="demo")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot be opened as an archive" in done.stderr


def test_crawlall_prints_a_line_a_source_and_names_what_failed(tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        return site(drupal)(request) if request.host == "clusters.example" else Answer(404)

    with Server(answer) as server:
        done = scrapy(tmp_path, "crawlall", "--only", "demo,technopolis", proxy=server.proxy)
    assert done.returncode == 1
    assert "technopolis: FAILED: a list could not be read" in done.stderr
    assert done.stderr.strip().endswith("failed: demo, technopolis"), "the demo's own lists are not on this server"
    status = scrapy(tmp_path, "status").stdout.splitlines()
    assert [line.split()[0] for line in status] == ["source", "demo", "technopolis"]


def test_the_user_agent_says_who_we_are(tmp_path: Path) -> None:
    with Server(site(drupal)) as server:
        scrapy(tmp_path, "crawl", "demo", "-a", f"url={LIST}", proxy=server.proxy)
    agents = {request.headers["user-agent"] for request in server.requests}
    assert len(agents) == 1
    assert "ClusterNewsArchive" in agents.pop()
    assert not any("cookie" in request.headers or "referer" in request.headers for request in server.requests)
    assert json.dumps(sorted({request.method for request in server.requests})) == '["GET"]'
