"""Items -> rows of the archive, in batches; and the verdict on the crawl."""

import asyncio
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from archive.session import Session
from items import Article, Card, Failure


class Store:
    """Adds each item to the archive's batch and says at the end whether the crawl did its job.

    The verdict stands in the crawl's row and in its stats (``crawl/problem``, empty when all went well), where the
    commands turn it into an exit code: Scrapy itself exits with 0 when a site is down or when every callback raised.
    """

    def __init__(self, crawler: Crawler, seconds: float) -> None:
        self._crawler = crawler
        self._seconds = seconds
        self._found = 0
        self._errors = 0
        self._lists_missed: list[str] = []
        self._ticking: asyncio.Task[None] | None = None
        crawler.signals.connect(self._close, signals.spider_closed)
        crawler.signals.connect(self._count_error, signals.spider_error)
        crawler.signals.connect(self._count_error, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the stage that commits at least every ``BATCH_SECONDS``."""
        return cls(crawler, crawler.settings.getfloat("BATCH_SECONDS"))

    def open_spider(self) -> None:
        """Open the archive for this crawl."""
        spider: Any = self._crawler.spider
        Session.open(self._crawler, spider.source)
        self._ticking = asyncio.ensure_future(self._tick())

    def process_item(self, item: Any) -> Any:
        """Add ``item`` to the batch."""
        self._found += isinstance(item, Card | Article)
        if isinstance(item, Failure) and item.listing:
            self._lists_missed.append(f"{item.url}: {item.reason}")
        Session.of(self._crawler).add(item)
        return item

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            Session.of(self._crawler).tick(self._seconds)

    def _count_error(self) -> None:
        self._errors += 1

    def _close(self, reason: str) -> None:
        if self._ticking:
            self._ticking.cancel()
        session, spider = Session.of(self._crawler), self._crawler.spider
        session.close(self._problem(session, reason), getattr(spider, "source", session.crawl.source))
        stats = self._crawler.stats
        stats.set_value("crawl/problem", self._problem(session, reason))
        stats.set_value("crawl/notes", session.crawl.notes)
        stats.set_value("crawl/counts", dict(session.crawl.counts))

    def _problem(self, session: Session, reason: str) -> str:
        """Return why this crawl failed, or nothing."""
        if session.problem:
            return session.problem
        if self._lists_missed:
            more = len(self._lists_missed) - 1
            return f"a list could not be read: {self._lists_missed[0]}" + (f" (and {more} more)" if more else "")
        if self._errors:
            return f"{self._errors} errors in our own code; run it again with -L ERROR to see them"
        if reason != "finished":
            return f"it was stopped before its end ({reason})"
        if not self._found:
            return "no cards were found"
        return ""
