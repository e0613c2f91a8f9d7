"""``scrapy crawl listing -a url=URL``: any list into the archive, without a file for its site."""

from functools import partial
from pathlib import Path

import pytest

from spiders.given import country_of, derived_source, is_name, name_of, telling_parameters
from spiders.listing import BadAddress
from tests import valley
from tests.crawl import rows, scrapy
from tests.server import Answer, Request, Server, page


def test_a_list_of_an_unknown_site_is_archived(tmp_path: Path) -> None:
    with Server(valley.answer) as server:
        done = scrapy(tmp_path, "crawl", "listing", "-a", f"url={valley.LIST}", proxy=server.proxy)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("loomvalley: 6 cards, 6 articles read, 6 new")
    assert rows(tmp_path, "SELECT DISTINCT source FROM articles") == [("loomvalley",)]
    assert rows(tmp_path, "SELECT count(*), min(published), max(published) FROM articles") == [
        (6, "2026-03-03", "2026-03-08")
    ]
    assert rows(tmp_path, "SELECT name, homepage, country FROM sources") == [
        ("loomvalley", f"{valley.SITE}/", "EU"),
    ]
    assert {request.host for request in server.requests} == {valley.HOST}
    assert "/robots.txt" in {request.path for request in server.requests}
    assert rows(tmp_path, "SELECT count(*) FROM captures") == [(len(server.requests),)]


def with_others(count: int, request: Request) -> Answer:
    """The site with a block of ``count`` other stories below its first article."""
    answer = valley.answer(request)
    if request.path != valley.path(0):
        return answer
    others = "".join(
        f"<div><h3><a href='{valley.path(n)}'>{valley.TITLES[n]}</a></h3><time>{n + 3} March 2026</time>"
        f"<p>{valley.SENTENCES[n % 4]}</p></div>"
        for n in range(1, 1 + count)
    )
    return page(answer.body.decode().replace("</main>", f"<div><h2>Others</h2>{others}</div></main>"))


# Five dated cards whose teasers say what the article says: it might be a list under a long heading.
@pytest.mark.parametrize(("others", "cards"), [(2, 0), (5, 5)])
def test_an_article_with_a_block_of_others_is_archived(tmp_path: Path, others: int, cards: int) -> None:
    url = valley.SITE + valley.path(0)
    with Server(partial(with_others, others)) as server:
        done = scrapy(tmp_path, "crawl", "listing", "-a", f"url={url}", proxy=server.proxy)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"loomvalley: {cards} cards, {cards + 1} articles read, {cards + 1} new")
    assert rows(tmp_path, "SELECT title, published, state FROM articles WHERE url = ?", url) == [
        (valley.TITLES[0], "2026-03-03", "live")
    ]


def keyed(request: Request) -> Answer:
    """A site whose articles are told apart by a number in the query, and whose cards lead to other sites as well."""
    if request.path == "/robots.txt":
        return Answer(404)
    if request.query:
        number = int(request.query.removeprefix("NewsId="))
        text = "".join(f"<p>{sentence} Story {number}.</p>" for sentence in valley.SENTENCES)
        return page(f"<html lang='sv'><title>Story {number}</title><h1>A story, number {number}</h1>{text}</html>")
    cards = "".join(
        f"<div class='c'><h3><a href='/show?NewsId={n}'>A story, number {n}</a></h3><p>{valley.SENTENCES[n]}</p></div>"
        for n in range(4)
    )
    return page(f"<html lang='sv'><title>News - Mill Town</title><h1>News</h1>{cards}</html>")


def test_articles_that_only_a_parameter_tells_apart_stay_apart(tmp_path: Path) -> None:
    with Server(keyed) as server:
        done = scrapy(tmp_path, "crawl", "listing", "-a", "url=https://milltown.fi/show", proxy=server.proxy)
    assert done.returncode == 0, done.stderr
    # The page says more of its language than the country does.
    assert rows(tmp_path, "SELECT title, country, language FROM sources") == [("Mill Town", "FI", "sv")]
    assert rows(tmp_path, "SELECT url FROM articles ORDER BY url") == [
        (f"https://milltown.fi/show?NewsId={n}",) for n in range(4)
    ]


def test_a_list_of_a_known_site_goes_on_with_its_rows(tmp_path: Path) -> None:
    url = "https://clusters.example/community-news"
    done = scrapy(tmp_path, "crawl", "listing", "-a", f"url={url}", REPLAY="demo", DOWNLOAD_DELAY="0")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("demo: ")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("", "name one list"),
        ("news", "'news' is not the address of a page"),
        ("ftp://loomvalley.example/news", "is not the address of a page"),
        ("https://loomvalley.example:x/", "is not an address"),
        ("http://127.0.0.1/news", "which is not on the public internet"),
    ],
)
def test_what_is_no_list_on_the_web_is_one_line(tmp_path: Path, url: str, line: str) -> None:
    done = scrapy(tmp_path, "crawl", "listing", "-a", f"url={url}", DOWNLOAD_DELAY="0")
    assert done.returncode == 1
    assert line in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def test_it_is_no_source_of_its_own(tmp_path: Path) -> None:
    assert "listing" not in scrapy(tmp_path, "list").stdout.split()


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.loom-valley.example", "loomvalley"),
        ("news.loom-valley.co.uk", "newsloomvalley"),
        ("3dvalley.dk", "site3dvalley"),
        ("localhost", "localhost"),
        ("class.example", "siteclass"),
    ],
)
def test_a_name_is_made_of_the_host(host: str, name: str) -> None:
    assert name_of(host) == name
    assert is_name(name)


def test_the_domain_tells_country_and_language() -> None:
    assert [country_of(host) for host in ("a.dk", "a.co.uk", "a.eu", "a.io", "a.org")] == ["DK", "GB", "EU", "EU", "EU"]
    assert derived_source("https://klynge.dk/nyheder").language == "da"
    assert derived_source("https://klynge.eu/fr/actualites").language == "fr"


def test_parameters_of_pagers_and_filters_are_no_keys() -> None:
    links = [f"https://a.example/list?page={n}&sort=asc&NewsId={n}" for n in range(5)]
    assert telling_parameters(links) == ("NewsId",)


@pytest.mark.parametrize("url", ["", "//", "https://", "https://a b/", "https://user:secret@a.example/", "http://[::1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        derived_source(url)
