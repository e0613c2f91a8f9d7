"""Whole crawls of lists that are no pages, or that lead elsewhere: feeds, sitemaps, posts, lists of lists, links."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import files
from tests.crawl import rows, scrapy
from tests.server import Answer, Request, Server, page, redirect

SITE = "https://clusters.example"
OTHER = "https://harbour.example"
TEXT = [
    "The mill turns old uniforms into yarn and sells it to weavers within the valley.",
    "Two regions pay for the sorting line, and a third has asked to join them next year.",
    "Firms with fewer than fifty people may test their fabrics there for a small fee.",
]
XML = "<?xml version='1.0' encoding='UTF-8'?>"
MAP = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def document(title: str, body: str) -> Answer:
    return page(
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    )


def article(name: str) -> Answer:
    paragraphs = "".join(f"<p>{line} This is {name}.</p>" for line in TEXT)
    return document(f"About {name}", f"<article><h1>About {name}</h1><p>4 March 2026</p>{paragraphs}</article>")


def cards(*links: str) -> str:
    return "".join(
        f"<div class='row'><h3><a href='{link}'>A card that leads to number {number}</a></h3>"
        f"<p>{TEXT[number % 3]}</p></div>"
        for number, link in enumerate(links)
    )


def feed() -> Answer:
    entries = "".join(
        f"<item><title>Mill &amp;amp; yarn {n}</title><link>{SITE}/news/{n}</link><description>&lt;p&gt;Yarn from"
        f" mill {n}.&lt;/p&gt;</description><pubDate>Wed, 04 Mar 2026 0{n}:00:00 GMT</pubDate></item>"
        for n in range(3)
    )
    return page(f"<!-- debug -->{XML}<rss version='2.0'><channel><title>All news</title>{entries}</channel></rss>")


def sitemap(*paths: str) -> Answer:
    urls = "".join(f"<url><loc>{SITE}{path}</loc><lastmod>2026-02-01</lastmod></url>" for path in paths)
    return page(f"{XML}<urlset {MAP}>{urls}</urlset>", content_type="text/xml")


def index() -> Answer:
    parts = "".join(f"<sitemap><loc>{SITE}/sitemap-{part}.xml</loc></sitemap>" for part in "abb")
    return page(f"{XML}<sitemapindex {MAP}>{parts}</sitemapindex>", content_type="text/xml")


def posts(number: int) -> Answer:
    found = [
        {
            "link": f"{SITE}/news/{n}",
            "date_gmt": "2026-03-04T10:00:00",
            "modified_gmt": "2026-03-05T10:00:00",
            "title": {"rendered": f"Mill &#038; <em>yarn</em> {n}"},
            "excerpt": {"rendered": f"<p>Yarn from mill {n} [&hellip;]</p>\n"},
        }
        for n in (2 * number, 2 * number + 1)
    ]
    answer = page(json.dumps(found), content_type="application/json; charset=UTF-8")
    more = {"Link": f'<{SITE}/wp-json/wp/v2/posts?page=2>; rel="next"'} if number == 0 else {}
    return Answer(200, {**answer.headers, **more}, answer.body)


PAGES = {
    "/feed/": feed(),
    "/sitemap.xml": index(),
    "/sitemap-a.xml": sitemap("/about", "/news/", "/news/1"),
    "/sitemap-b.xml": sitemap("/news/2", "/user/login"),
    "/news": document("News", "<h1>News</h1>" + cards("/news/3", "/news/4", "/news/5")),
    "/tags": document("Tags", "<h1>Tags</h1>" + cards("/tags/mills", "/tags/yarn", "/tags/weavers")),
    "/tags/mills": document("Mills", "<h1>Mills</h1>" + cards("/news/1", "/news/2", "/news/3")),
    "/tags/yarn": document("Yarn", "<h1>Yarn</h1>" + cards("/news/2", "/news/3", "/news/4")),
    "/tags/weavers": document("Weavers", "<h1>Weavers</h1>" + cards("/news/3", "/news/4", "/news/5")),
    "/links": document(
        "Links", "<h1>Links</h1>" + cards(f"{OTHER}/a", f"{OTHER}/moved", "http://127.0.0.1:9/b", "/news/1")
    ),
    "/mixed": document("Mixed", "<h1>Mixed</h1>" + cards("/news/1", "/files/Report.PDF", "/news/2")),
    "/files/Report.PDF": page(files.pdf([*TEXT, *map(str, range(60))]), content_type="application/pdf"),
    "/app": document("News", "<noscript>Enable JavaScript.</noscript><div id='app'></div><script src='a.js'></script>"),
}


def answer(request: Request) -> Answer:
    if request.path == "/robots.txt":
        return page("User-agent: *\nDisallow: /secret\n", content_type="text/plain")
    if request.path == "/wp-json/wp/v2/posts":
        return posts(1 if "page=2" in request.query else 0)
    if request.host == "harbour.example":
        return redirect(f"{OTHER}/b") if request.path == "/moved" else article(f"harbour{request.path}")
    if request.path in PAGES:
        return PAGES[request.path]
    return article(request.path) if request.path.startswith("/news/") else Answer(404)


def crawl(folder: Path, name: str, **given: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what the crawl printed, and the hosts and paths that were asked for."""
    with Server(answer) as server:
        settings = {"SPIDER_MODULES": "tests.sites", "EXTRACTION_WORKERS": "1", **given}
        done = scrapy(folder, "crawl", name, proxy=server.proxy, **settings)
    asked = [(request.host, request.path) for request in server.requests if request.path != "/robots.txt"]
    return done.stdout + done.stderr, asked


def live(folder: Path) -> list[str]:
    return [
        url.removeprefix(SITE) for (url,) in rows(folder, "SELECT url FROM articles WHERE state = 'live' ORDER BY 1")
    ]


def sighted(folder: Path) -> list[tuple[Any, ...]]:
    return rows(
        folder,
        "SELECT articles.url, coalesce(sightings.title, ''), coalesce(sightings.summary, ''), page FROM sightings"
        " JOIN articles ON articles.id = article_id ORDER BY 1",
    )


def test_a_feed_is_a_list(tmp_path: Path) -> None:
    crawl(tmp_path, "fed")
    assert live(tmp_path) == ["/news/0", "/news/1", "/news/2"]
    assert sighted(tmp_path) == [(f"{SITE}/news/{n}", f"Mill & yarn {n}", f"Yarn from mill {n}.", 1) for n in range(3)]


def test_a_sitemap_is_a_list_of_what_lies_on_the_paths_of_articles(tmp_path: Path) -> None:
    told, asked = crawl(tmp_path, "mapped")
    assert live(tmp_path) == ["/news/1", "/news/2"], told
    maps = [path for _, path in asked if path.startswith("/sitemap")]
    assert maps == ["/sitemap.xml", "/sitemap-a.xml", "/sitemap-b.xml"], "each part once, whatever the index repeats"


def test_a_sitemap_beside_a_list_adds_the_articles_that_the_list_does_not_show(tmp_path: Path) -> None:
    _, asked = crawl(tmp_path, "vouched")
    assert live(tmp_path) == ["/news/1", "/news/3", "/news/4", "/news/5"]
    assert ("clusters.example", "/about") not in asked


def test_posts_of_the_rest_interface_are_a_list_with_pages(tmp_path: Path) -> None:
    crawl(tmp_path, "posts")
    assert live(tmp_path) == [f"/news/{n}" for n in range(4)]
    assert sighted(tmp_path) == [
        (f"{SITE}/news/{n}", f"Mill & yarn {n}", f"Yarn from mill {n} […]", 1 + n // 2) for n in range(4)
    ]


def test_a_list_of_lists_leads_to_each_of_them(tmp_path: Path) -> None:
    crawl(tmp_path, "tags")
    assert live(tmp_path) == [f"/news/{n}" for n in range(1, 6)]
    lists = rows(tmp_path, "SELECT title FROM listings WHERE id IN (SELECT listing_id FROM sightings) ORDER BY 1")
    assert lists == [("Mills",), ("Weavers",), ("Yarn",)]
    assert rows(tmp_path, "SELECT count(*) FROM topics") == [(3,)]


@pytest.mark.parametrize(("name", "fetched"), [("leaving", [f"{OTHER}/a", f"{OTHER}/b"]), ("staying", [])])
def test_cards_that_leave_the_site_are_fetched_only_where_the_source_says_so(
    tmp_path: Path, name: str, fetched: list[str]
) -> None:
    _, asked = crawl(tmp_path, name)
    assert [url for url in live(tmp_path) if url.startswith("http")] == fetched
    assert rows(tmp_path, "SELECT count(*) FROM sightings") == [(4,)], "every card is kept"
    assert {host for host, _ in asked} == ({"clusters.example", "harbour.example"} if fetched else {"clusters.example"})


def test_a_page_that_a_script_fills_in_is_a_failure_that_says_so(tmp_path: Path) -> None:
    told, _ = crawl(tmp_path, "scripted")
    assert "no cards were found on the page: a script fills it in" in told


def test_a_card_that_leads_to_a_file_has_the_limits_of_files(tmp_path: Path) -> None:
    size = len(PAGES["/files/Report.PDF"].body)
    crawl(tmp_path, "mixed", DOWNLOAD_MAXSIZE=str(size - 1), DOCUMENT_MAXSIZE=str(size))
    assert rows(tmp_path, "SELECT url, state, pages FROM documents") == [(f"{SITE}/files/Report.PDF", "read", 63)]
    assert rows(tmp_path, "SELECT count(*) FROM failures") == [(0,)]
    assert live(tmp_path) == ["/news/1", "/news/2"]
