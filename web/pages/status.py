"""How the sources stand: their last crawls, what could not be read, and what waits."""

import sqlite3
from dataclasses import dataclass

from web.answers import Answer, Asking, Page, Reading
from web.pages.browse import path_to
from web.pages.crawls import Crawl, Unread, Waiting, count_unread, last_crawls, unread, waiting
from web.prose import one_line

CRAWLS = 5
FAILURES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source stands. ``crawls`` are its last ones, newest first; ``failures`` counts what ``unread`` starts."""

    name: str
    title: str
    crawls: tuple[Crawl, ...]
    waiting: Waiting
    failures: int
    unread: tuple[Unread, ...]

    @property
    def path(self) -> str:
        """The path of the source's page from the root of the site."""
        return path_to("source", self.name)

    @property
    def last(self) -> Crawl | None:
        """The last crawl, or None when there was none."""
        return self.crawls[0] if self.crawls else None


def status(reading: Reading, asking: Asking) -> Answer:
    """Show each source's last crawls, open failures and what waits, in words that need no knowledge of crawling."""
    standings = [
        _standing(reading.db, name, title)
        for name, title in reading.db.execute("SELECT name, title FROM sources ORDER BY title, name")
    ]
    crawled = [standing for standing in standings if standing.last]
    context = {
        "standings": standings,
        "newest": max(crawled, key=lambda standing: standing.crawls[0].started, default=None),
        "endings": _endings(crawled),
        "never": len(standings) - len(crawled),
        "failures": sum(standing.failures for standing in standings),
    }
    return Page(template="status.html", context=context)


def _standing(db: sqlite3.Connection, name: str, title: str) -> Standing:
    return Standing(
        name=name,
        title=one_line(title) or name,
        crawls=tuple(last_crawls(db, name, CRAWLS)),
        waiting=waiting(db, name),
        failures=count_unread(db, name),
        unread=tuple(unread(db, name, FAILURES)),
    )


def _endings(crawled: list[Standing]) -> dict[str, int]:
    """Return how many last crawls ended in each way."""
    endings = dict.fromkeys(("ok", "failed", "cut_off", "running"), 0)
    for standing in crawled:
        endings[standing.crawls[0].ending] += 1
    return endings
