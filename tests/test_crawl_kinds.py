"""What an article is does not hang on which of feed and lists was the first to name it."""

import time
from collections import Counter
from pathlib import Path

from tests import valley
from tests.crawl import rows, scrapy
from tests.server import Answer, Request, Server, page

SITE = "https://clusters.example"
COUNT = 6


def card(number: int, label: str) -> str:
    label = f"<span class='label'>{label}</span>" if label else ""
    title = f"<h3><a href='/story/{number}'>Weavers meet for the {number}th time</a></h3>"
    return f"<div class='card'>{label}{title}<p>{valley.SENTENCES[number % 4]} {number}</p></div>"


def answer(request: Request) -> Answer:
    """The list with labels answers late, and its second page later still; feed and the other list name all at once."""
    match request.path.strip("/").split("/"):
        case ["labelled.xml"]:
            links = "".join(f"<item><link>{SITE}/story/{number}</link></item>" for number in range(COUNT))
            return page(f"<rss version='2.0'><channel>{links}</channel></rss>", content_type="application/rss+xml")
        case ["latest"]:
            return page(f"<h1>Latest</h1>{''.join(card(number, '') for number in range(3))}")
        case ["labelled"]:
            time.sleep(0.3)
            second = "page" in request.query
            cards = "".join(card(n, "Events" if n % 2 else "Wool") for n in range(3 * second, 3 + 3 * second))
            return page(f"<h1>All</h1>{cards}<a rel='next' href='?page=2'>Next</a>" if not second else cards)
        case ["story", number]:
            text = "".join(f"<p>{sentence} {number}</p>" for sentence in valley.SENTENCES)
            return page(f"<article><h1>Weavers meet for the {number}th time</h1>{text}</article>")
    return Answer(404)


def test_a_kind_is_the_same_whatever_named_the_article_first(tmp_path: Path) -> None:
    kinds = [(f"{SITE}/story/{number}", "event" if number % 2 else "news") for number in range(COUNT)]
    with Server(answer) as server:
        done = scrapy(tmp_path, "crawl", "labelled", proxy=server.proxy, SPIDER_MODULES="tests.sites")
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "SELECT url, kind FROM articles ORDER BY url") == kinds
    asked = Counter(request.path for request in server.requests)
    assert {path for path, times in asked.items() if times > 1} <= {"/labelled"}
    again = scrapy(tmp_path, "reextract", "--dry-run", SPIDER_MODULES="tests.sites")
    assert "nothing would change" in again.stdout, again.stdout + again.stderr
