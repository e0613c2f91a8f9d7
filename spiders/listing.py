"""ListingSpider: list page -> cards -> article pages -> files; and on to the next page of the list.

It turns responses into requests, cards and pages, and does nothing else: extraction is the pipeline's.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from extraction.addresses import fetchable, identity, is_own, is_private, list_page_key, listing_address
from extraction.content_type import charset
from extraction.files import document_links, is_document_type
from extraction.listing import read_listing
from extraction.shape import is_article
from extraction.topics import topic
from items import Capture, Card, Document, Drift, Failure, Item, Listing, Page, Source
from spiders.reasons import answered, reason
from workers import TaskFailed, Workers


class BadAddress(ValueError):
    """The address given with ``-a url=`` is not one of this source. The text says what to do."""


@dataclass(slots=True)
class Walk:
    """The way through one list, page after page. ``given`` is True when a person named its address."""

    url: str
    given: bool = False
    title: str = ""
    page: int = 1
    seen: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)


class ListingSpider(Spider):
    """A source with lists of cards. A subclass declares its ``name`` and its ``source``, and nothing else."""

    source: ClassVar[Source]
    workers: Workers

    def __init__(self, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        given = self.checked(url)
        self.walks = [Walk(address, given=True) for address in given] or [Walk(start) for start in self.source.listings]

    @classmethod
    def checked(cls, url: str) -> list[str]:
        """Return the list addresses in ``url``, parted by white space, as they are requested. Raises BadAddress."""
        source = cls.source
        for address in url.split():
            if not is_own(address, source):
                raise BadAddress(f"{address!r} is not an address of {source.name}; one starts with {source.homepage}")
        return [listing_address(address, source) for address in url.split()]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with the worker processes that read its lists."""
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.workers = Workers.take(settings.getint("EXTRACTION_WORKERS"), settings.getfloat("EXTRACTION_TIMEOUT"))
        return spider

    def closed(self, reason: str) -> None:
        """Give the workers back."""
        Workers.release()

    async def start(self) -> AsyncIterator[Request]:
        """Yield the request for the first page of each list."""
        for walk in self.walks:
            walk.visited.add(list_page_key(walk.url, self.source))
            yield self._list_request(walk.url, walk)

    async def parse_listing(self, response: Response, walk: Walk) -> AsyncIterator[Request | Item]:
        """Yield the cards of a list page, the requests for their articles, and the request for the next page."""
        if response.status != 200:
            yield self._failure(response, answered(response))
            return
        try:
            listing = await self.workers.run(
                read_listing,
                response.body,
                response.url,
                self.source.hints,
                partial(is_own, source=self.source),
                _charset(response),
            )
        except TaskFailed as error:
            yield self._failure(response, str(error))
            return
        if walk.given and walk.page == 1 and await self._is_article(response, listing):
            yield self._page(response, None)
            async for request in self._file_requests(response):
                yield request
            return
        for item in self._cards(response, walk, listing):
            yield item
        follow = self._next_page(walk, listing)
        if follow:
            yield follow

    async def parse_article(self, response: Response, card: Card) -> AsyncIterator[Request | Item]:
        """Yield the page of an article and the requests for the files it links to."""
        if response.status != 200:
            yield self._failure(response, answered(response))
        elif is_document_type(_media_type(response)):
            yield self._document(response, card.url)
        elif is_private(response.url, self.source):
            yield self._failure(response, "it asks for a login")
        else:
            yield self._page(response, card)
            async for request in self._file_requests(response):
                yield request

    def parse_file(self, response: Response, article_url: str) -> Iterator[Item]:
        """Yield a file that an article links to."""
        if response.status != 200:
            yield self._failure(response, answered(response))
        else:
            yield self._document(response, article_url)

    def failed(self, failure: TwistedFailure) -> Iterator[Item]:
        """Yield the failure of a request that had no response, or none that could be used."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on failures of requests
        assert failure.value
        why, status = reason(failure.value)
        yield self._failed_request(request, why, status)

    def _cards(self, response: Response, walk: Walk, listing: Listing) -> Iterator[Request | Item]:
        walk.title = walk.title or listing.title
        for message in listing.drift:
            yield Drift(source=self.name, url=response.url, message=message)
        if walk.page == 1 and not listing.cards:
            yield self._failure(response, "no cards were found on it")
        for found in listing.cards:
            if identity(found.url, self.source) in walk.seen:
                continue  # an endless pager shows its last page again
            card = self._completed(found, response, walk)
            yield card
            if is_own(found.url, self.source) and not is_private(found.url, self.source):
                yield Request(
                    fetchable(found.url, self.source),
                    callback=self.parse_article,
                    errback=self.failed,
                    cb_kwargs={"card": card},
                    priority=-1,  # the lists first: they say what there is
                )

    def _completed(self, card: Card, response: Response, walk: Walk) -> Card:
        """Return ``card`` with the list it stood on and the name under which its article is kept."""
        is_topic = any(urlsplit(walk.url).path.startswith(prefix) for prefix in self.source.topic_paths)
        return replace(
            card,
            source=self.name,
            url=identity(card.url, self.source),
            listing_url=walk.url,
            listing_title=walk.title,
            topic=topic(walk.title) if is_topic and walk.title else None,
            page=walk.page,
            seen_at=_capture(response).fetched_at,
        )

    def _next_page(self, walk: Walk, listing: Listing) -> Request | None:
        """Return the request for the list's next page, unless there is a reason to stop.

        Lists are not in date order, so a known card is no reason; a page without any new one is, and so is a page
        that was visited: pagers of other lists on the same page multiply its addresses without end.
        """
        urls = {identity(card.url, self.source) for card in listing.cards}
        fresh = urls - walk.seen
        walk.seen |= urls
        if not listing.next_url or not fresh or walk.page >= self.source.max_pages:
            return None
        if not is_own(listing.next_url, self.source):
            return None
        url = listing_address(listing.next_url, self.source)
        key = list_page_key(url, self.source)
        if key in walk.visited:
            return None
        walk.visited.add(key)
        walk.page += 1
        return self._list_request(url, walk)

    def _list_request(self, url: str, walk: Walk) -> Request:
        return Request(
            url, callback=self.parse_listing, errback=self.failed, cb_kwargs={"walk": walk}, dont_filter=True
        )

    async def _is_article(self, response: Response, listing: Listing) -> bool:
        try:
            return await self.workers.run(is_article, response.body, _charset(response), listing)
        except TaskFailed:
            return False

    async def _file_requests(self, response: Response) -> AsyncIterator[Request]:
        try:
            links = await self.workers.run(document_links, response.body, _charset(response), response.url, self.source)
        except TaskFailed:
            return  # the page's own extraction will say why
        for link in links:
            if is_own(link.url, self.source):
                yield Request(
                    fetchable(link.url, self.source),
                    callback=self.parse_file,
                    errback=self.failed,
                    cb_kwargs={"article_url": identity(response.url, self.source)},
                    priority=-2,
                )

    def _failure(self, response: Response, why: str) -> Failure:
        return self._failed_request(_request(response), why, response.status)

    def _failed_request(self, request: Request, why: str, status: int) -> Failure:
        asked = request.meta.get("redirect_urls", [request.url])[0]
        capture: Capture | None = request.meta.get("capture")
        is_list = request.callback == self.parse_listing
        return Failure(
            source=self.name,
            url=listing_address(asked, self.source) if is_list else identity(asked, self.source),
            reason=why,
            status=status,
            seen_at=capture.fetched_at if capture else "",
            listing=is_list,
        )

    def _page(self, response: Response, card: Card | None) -> Page:
        capture = _capture(response)
        return Page(
            source=self.source,
            url=response.url,
            requested=_request(response).meta.get("redirect_urls", [response.url])[0],
            fetched_at=capture.fetched_at,
            status=response.status,
            media_type=_media_type(response),
            charset=_charset(response),
            body=response.body,
            capture=capture,
            card=card,
        )

    def _document(self, response: Response, article_url: str) -> Document:
        capture = _capture(response)
        return Document(
            source=self.name,
            url=identity(response.url, self.source),
            article_url=article_url,
            media_type=_media_type(response),
            size=len(response.body),
            fetched_at=capture.fetched_at,
            capture=capture,
        )


def _request(response: Response) -> Request:
    assert response.request
    return response.request


def _capture(response: Response) -> Capture:
    capture: Capture = _request(response).meta["capture"]
    return capture


def _media_type(response: Response) -> str:
    content_type: bytes = response.headers.get("Content-Type") or b""
    return content_type.decode("latin-1").partition(";")[0].strip().lower()


def _charset(response: Response) -> str:
    content_type: bytes = response.headers.get("Content-Type") or b""
    return charset(content_type.decode("latin-1"))
