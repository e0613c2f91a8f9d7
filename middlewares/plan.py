"""The plan of a crawl: which of the requests that the spider would make are made, and which others besides.

A spider middleware between a source and the ledger. Lists are always asked for; a known article is asked for again
only when its next look is due, or when a feed or a sitemap says that it has changed.
"""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, NotConfigured
from scrapy.http import Response

from archive import ledger
from archive.session import Session
from items import Card, Page, Walked, Wanted

# Pages of a list in a row without anything new, after which its walk ends.
STALE_PAGES = 2


class Plan:
    """Filters the spider's requests by the ledger, and adds those that only the ledger knows of.

    ``-a recheck=`` says what becomes of articles that were had before: ``due`` (the default), ``all`` or ``none``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asked_again = 0
        self._rechecked = False
        crawler.signals.connect(self._idle, signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware, unless captures are replayed: a replay asks for everything."""
        if crawler.settings["REPLAY"]:
            raise NotConfigured
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield the requests for lists and hints, then those for what was wanted and never had."""
        async for request in start:
            if request.meta.get("role") == "list":
                self._begin_walk(request)
            yield request
        if not self._given:
            for entry in self._ledger(ledger.pending, self._session.now()):
                yield self._request(entry)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield the items, and of the requests those that are to be made now.

        Pages come last: an article is marked as answered once it is read, and by then the files that it links to are
        on the ledger. A kill between the two would lose them.
        """
        fresh = 0
        pages: list[Page] = []
        async for thing in result:
            if isinstance(thing, Page):
                pages.append(thing)
                continue
            if isinstance(thing, Card):
                fresh += self._is_new(thing)
            elif isinstance(thing, Request):
                role = thing.meta.get("role")
                wanted = self._walks_on(response, thing, fresh) if role == "list" else self._wants(thing)
                if not wanted:
                    continue
                if role == "article":
                    self._ask_whole_if_unread(thing)
            yield thing
        for page in pages:
            yield page
        if response.meta.get("role") == "list" and response.status == 200 and not response.meta.get("walks_on"):
            yield self._end_of_walk(response)

    def _begin_walk(self, request: Request) -> None:
        session = self._session
        url, now = request.meta["address"], session.now()
        request.meta["whole"] = self._recheck == "all" or self._ledger(ledger.must_walk_whole, url, now)
        request.meta["begun"] = now
        session.add(Walked(source=self._source, url=url, seen_at=now, state="begun"))

    def _walks_on(self, response: Response, request: Request, fresh: int) -> bool:
        stale = 0 if fresh else response.meta.get("stale", 0) + 1
        whole = response.meta.get("whole", True)
        request.meta.update(stale=stale, whole=whole, begun=response.meta.get("begun", ""))
        walks_on = whole or stale < STALE_PAGES
        if walks_on:
            response.meta["walks_on"] = True
        return walks_on

    def _end_of_walk(self, response: Response) -> Walked:
        """Return that a list was walked, as an item: it must not reach the archive before the cards of its page."""
        now = self._session.now()
        return Walked(
            source=self._source,
            url=response.meta["address"],
            seen_at=now,
            state="whole" if response.meta.get("whole", True) else "done",
            begun=response.meta.get("begun", now),
        )

    def _wants(self, request: Request) -> bool:
        """Return whether a request for an article or a file is to be made now, and put a new one on the ledger."""
        role, hint = request.meta.get("role"), request.meta.get("hint", "")
        if role not in ("article", "file"):
            return True
        session, url = self._session, request.meta["address"]
        now = session.now()
        known = self._ledger(ledger.find, url)
        if self._ledger(ledger.barred, url, now):
            return False
        if known is None or known.state == "pending":
            if hint == "sitemap" and known is None:
                return False  # a sitemap names every page of a site, not only its news
            session.add(
                Wanted(
                    source=self._source,
                    url=url,
                    request=request.url,
                    role=role,
                    article_url=request.cb_kwargs.get("article_url", ""),
                    seen_at=now,
                )
            )
            return True
        return self._wants_again(request, known, now)

    def _wants_again(self, request: Request, known: ledger.Entry, now: str) -> bool:
        if self._recheck == "all":
            return True
        changed = request.meta.get("changed", "")
        if not changed or self._recheck == "none":
            return False
        if changed <= known.answered:
            self._session.add(Wanted(source=self._source, url=known.url, request="", role="mapped", seen_at=now))
            return False
        self._asked_again += 1
        return True

    def _idle(self) -> None:
        """When all else is done, ask again for the articles that are due, as many as one crawl may."""
        if self._rechecked or self._given or self._recheck != "due":
            return
        self._rechecked = True
        session = self._session
        session.tick(0)  # what was answered in this crawl is not due
        limit = self._ledger(ledger.budget) - self._asked_again
        entries = self._ledger(ledger.due, session.started, limit, self._asked_again)
        for entry in entries:
            self._crawler.engine.crawl(self._request(entry))
        if entries:
            raise DontCloseSpider

    def _request(self, entry: ledger.Entry) -> Request:
        spider: Any = self._crawler.spider
        card = self._ledger(ledger.card_of, entry.url) if entry.role == "article" else None
        request: Request = spider.again(entry.request, entry.role, card, entry.article_url)
        if entry.role == "article":
            self._ask_whole_if_unread(request)
        return request

    def _ask_whole_if_unread(self, request: Request) -> None:
        """Let a page be sent whole when its last capture was never read: "unchanged" would say nothing of the text."""
        request.meta["unconditional"] = not self._ledger(ledger.is_read, request.meta["address"])

    def _is_new(self, card: Card) -> bool:
        return not self._ledger(ledger.knows, card.url)

    def _ledger(self, question: Any, *arguments: Any) -> Any:
        return question(self._session.archive.db, self._source, *arguments)

    @property
    def _session(self) -> Session:
        return Session.of(self._crawler)

    @property
    def _source(self) -> str:
        spider: Any = self._crawler.spider
        name: str = spider.name
        return name

    @property
    def _given(self) -> bool:
        """Whether a person named the list: then nothing else of the source is asked for."""
        spider: Any = self._crawler.spider
        return bool(spider.given)

    @property
    def _recheck(self) -> str:
        spider: Any = self._crawler.spider
        recheck: str = spider.recheck
        return recheck
