"""Articles wait until the lists are walked, so that each is read with the card that says most of it.

What a card says of its article (a label like "Events") decides how the page is read, and must not depend on whether
the feed, one list or the other was faster. A spider middleware, in replays too. What waits is on the ledger already.
"""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from archive import ledger
from archive.session import Session


class ListsFirst:
    """Holds the requests for articles back until there is nothing else to do."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: list[Request] = []
        crawler.signals.connect(self._idle, signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware."""
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield all but the requests for articles."""
        async for thing in start:
            if not self._holds(thing):
                yield thing

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield all but the requests for articles."""
        async for thing in result:
            if not self._holds(thing):
                yield thing

    def _holds(self, thing: object) -> bool:
        if not (isinstance(thing, Request) and thing.meta.get("role") == "article"):
            return False
        self._held.append(thing)
        return True

    def _idle(self) -> None:
        """Make the requests that were held back; those without a card get the one that a list has shown of them.

        An article that two lists name is not asked for twice: Scrapy's filter of duplicates sees to that.
        """
        held, self._held = self._held, []
        if not held:
            return
        session, spider = Session.of(self._crawler), self._crawler.spidercls
        session.tick(0)  # cards of this crawl may not have been written yet
        for request in held:
            known = ledger.card_of(session.archive.db, spider.name, request.meta["address"])
            card = request.cb_kwargs.get("card")
            self._crawler.engine.crawl(
                request.replace(cb_kwargs={"card": card if card and card.label else known or card})
            )
        raise DontCloseSpider
