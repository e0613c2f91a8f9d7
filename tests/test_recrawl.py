"""Ten days in the life of a small site, and what six crawls make of them."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawl import rows
from tests.news import SITE, News, crawl, moment, of_articles
from tests.server import Request, Server

COUNT = 60
ALL = ("-a", "recheck=all")
# Changes on a list page; in the feed alone; and what becomes of five articles.
RETITLED, NEW, FED = 0, 60, 61
AWAY, BLINKING, MOVED, BARE, EDITED, UNLISTED = 9, 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Days:
    """The archive as it was after each day's crawl, and what that crawl asked for."""

    folder: Path
    asked: dict[int, list[Request]]

    def rows(self, day: int, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return rows(self.folder / str(day), sql, *values)

    def article(self, day: int, number: int, column: str) -> Any:
        [(value,)] = self.rows(day, f"SELECT {column} FROM articles WHERE node = ?", str(1000 + number))
        return value

    def counts(self, day: int, *tables: str) -> list[int]:
        return [self.rows(day, f"SELECT count(*) FROM {table}")[0][0] for table in tables]

    def statuses(self, day: int, number: int) -> list[int]:
        return [request.status for request in self.asked[day] if request.path == f"/content/item-{number}"]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    folder = tmp_path_factory.mktemp("recrawl")
    news = News(COUNT, validators=True)
    news.order = list(range(COUNT))
    news.stories[BARE].bare = True
    lived = Days(folder, {})
    with Server(news.answer) as server:

        def live(day: int, *arguments: str) -> None:
            lived.asked[day] = crawl(folder, server, "fed", day, *arguments)
            (folder / str(day)).mkdir()
            shutil.copy(folder / "archive.db", folder / str(day))

        live(0)
        live(1)
        _second_day(news)
        live(2, *ALL)
        _third_day(news)
        live(3, *ALL)
        news.order.remove(UNLISTED)
        news.stories[AWAY].gone = 0
        live(4)  # the one article that had no second look yet is looked at
        live(10)
    return lived


def _second_day(news: News) -> None:
    news.stories[RETITLED].label = "Community News"
    news.stories[AWAY].gone = news.stories[BLINKING].gone = 410
    news.stories[MOVED].moved_to = "/content/renamed"
    news.edit(EDITED, moment(2)[:10])
    for number in (NEW, FED):
        news.add(number, moment(2)[:10])
    news.order.insert(COUNT // 2, NEW)
    news.feed.append(FED)


def _third_day(news: News) -> None:
    news.stories[BLINKING].gone = 0
    news.sidebar = "The harbour festival begins on Monday"


def test_a_day_without_news_costs_four_requests_and_adds_no_row(days: Days) -> None:
    asked, articles = days.asked[1], of_articles(days.asked[1])
    assert [request.path for request in asked if request not in articles] == [
        "/robots.txt",
        "/rss.xml",
        "/news",
        "/news",
    ]
    assert {request.status for request in asked[1:]} - {200} == {304}
    assert 0 < len(articles) <= COUNT / 15
    assert all("if-none-match" in request.headers for request in articles if request.path != f"/content/item-{BARE}")
    tables = ("articles", "revisions", "sighting_changes")
    assert days.counts(1, *tables) == days.counts(0, *tables) == [COUNT, COUNT, 0]
    assert days.counts(1, "captures")[0] == days.counts(0, "captures")[0] + 1, "robots.txt has no validators"


def test_a_list_that_is_unchanged_confirms_what_it_shows(days: Days) -> None:
    seen = dict(days.rows(1, "SELECT last_seen, count(*) FROM sightings GROUP BY last_seen"))
    assert seen == {moment(1): 40, moment(0): 20}, "the walk ended after two pages"


def test_what_is_new_is_found_on_the_list_and_in_the_feed(days: Days) -> None:
    for number in (NEW, FED):
        assert days.article(2, number, "state") == "live"
        assert days.article(2, number, "first_seen") == moment(2)
    assert days.counts(2, "articles") == [COUNT + 2]


def test_a_card_that_changes_keeps_what_it_said(days: Days) -> None:
    changes = "SELECT seen, sighting_changes.label FROM sighting_changes JOIN articles ON articles.id = article_id"
    assert days.rows(10, changes) == [(moment(2), "News")]
    assert days.rows(2, "SELECT label FROM sightings WHERE position = 1 AND page = 1") == [("Community News",)]


def test_a_card_is_off_the_list_once_a_whole_walk_has_missed_it(days: Days) -> None:
    left = "SELECT node, left_list FROM sightings JOIN articles ON articles.id = article_id WHERE left_list IS NOT NULL"
    assert days.rows(4, left) == []
    assert days.rows(10, left) == [(str(1000 + UNLISTED), moment(10))]
    assert sum(request.path == "/news" for request in days.asked[4]) == 2
    assert sum(request.path == "/news" for request in days.asked[10]) == 3


def test_an_article_is_gone_after_two_days_and_live_again_when_it_returns(days: Days) -> None:
    assert [days.article(day, AWAY, "state") for day in (2, 3)] == ["live", "gone"]
    assert days.rows(3, "SELECT gone, returned FROM gaps") == [(moment(3), None)]
    assert days.article(10, AWAY, "state") == "live"
    assert days.rows(10, "SELECT gone, returned FROM gaps") == [(moment(3), moment(4))]
    assert days.article(3, AWAY, "body") == days.article(0, AWAY, "body"), "it stays to be read"


def test_one_bad_day_deletes_nothing(days: Days) -> None:
    assert (days.statuses(2, BLINKING), days.statuses(3, BLINKING)) == ([410], [200])
    assert [days.article(day, BLINKING, "state") for day in (2, 3, 10)] == ["live"] * 3
    assert days.rows(10, "SELECT * FROM failures") == []


def test_a_redirect_is_a_move_and_the_old_address_stays(days: Days) -> None:
    assert days.article(2, MOVED, "state") == "moved"
    assert days.article(2, MOVED, "url") == f"{SITE}/content/renamed"
    assert (f"{SITE}/content/item-{MOVED}",) in days.rows(2, "SELECT url FROM article_urls")
    assert days.article(10, MOVED, "state") == "moved"
    again = [request.headers.get("if-none-match") for request in days.asked[2] if request.path == "/content/renamed"]
    assert again == [None], "the validator of one address says nothing of another"


def test_a_revision_is_another_text_and_nothing_else(days: Days) -> None:
    revised = "SELECT node, seen FROM revisions JOIN articles ON articles.id = article_id WHERE words_added != ''"
    assert days.rows(10, revised) == [(str(1000 + EDITED), moment(2))]
    assert days.counts(10, "revisions") == [COUNT + 2 + 1]
    assert 200 in days.statuses(3, 20), "the sidebar made it another page"


def test_a_page_sent_again_in_the_same_bytes_is_a_revisit(days: Days) -> None:
    url = f"{SITE}/content/item-{BARE}"
    assert days.statuses(2, BARE) == [200]
    kept = "SELECT count(*) FROM captures WHERE url = ?"
    assert days.rows(2, kept, url) == days.rows(0, kept, url) == [(1,)]
    assert days.article(2, BARE, "last_seen") == moment(2)
    [warc] = (days.folder / "captures").glob(f"{moment(2).translate({45: None, 58: None})}-*.warc.gz")
    with warc.open("rb") as file:
        kinds = {record.rec_headers["WARC-Target-URI"]: record.rec_type for record in ArchiveIterator(file)}
    assert kinds[url] == "revisit"
