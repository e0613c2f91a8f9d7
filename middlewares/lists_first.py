"""Articles that a feed or a sitemap names wait until the lists are walked, so that each is read with its card.

What a card says of its article (a label like "Events") decides how the page is read, and must not depend on whether
the feed or the list was faster. A spider middleware, in replays too.
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
    """Holds back the requests that hints led to until there is nothing else to do."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: list[Request] = []
        crawler.signals.connect(self._idle, signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware."""
        return cls(crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield all but the requests for articles that were named by a hint."""
        async for thing in result:
            if isinstance(thing, Request) and thing.meta.get("hint"):
                self._held.append(thing)
            else:
                yield thing

    def _idle(self) -> None:
        """Make the requests that were held back, each with the card that a list has shown of its article, if any did.

        An article that was asked for since then, since it stood on a list, is not asked for twice: Scrapy's filter of
        duplicates sees to that.
        """
        held, self._held = self._held, []
        if not held:
            return
        session, spider = Session.of(self._crawler), self._crawler.spidercls
        session.tick(0)  # cards of this crawl may not have been written yet
        for request in held:
            card = ledger.card_of(session.archive.db, spider.name, request.meta["address"])
            self._crawler.engine.crawl(request.replace(cb_kwargs={"card": card}))
        raise DontCloseSpider
