"""ListingSpider: list page -> cards -> article pages -> files; and on to the next page of the list.

It turns responses into requests, cards and pages, and does nothing else: extraction is the pipeline's.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from extraction.addresses import identity, is_own, is_private, is_topic_list, listing_address
from extraction.files import document_links, is_document
from extraction.listing import read_listing
from extraction.shape import Shape, shape_of
from items import Capture, Card, Confirmed, Drift, Failure, Item, Listing
from spiders.asking import AskingSpider
from spiders.enumeration import counts, enumerate_cards
from spiders.hints import Hints, is_no_page, read_hints
from spiders.labels import Labels
from spiders.reasons import answered, no_cards, reason, tells_of_no_cards
from spiders.responses import capture_of, charset_of, document_of, media_type_of, next_of, page_of, request_of
from spiders.walk import Walk
from workers import TaskFailed, Workers


class BadAddress(ValueError):
    """The address given with ``-a url=`` is not one of this source. The text says what to do."""


class ListingSpider(AskingSpider):
    """A source with lists of cards. A subclass declares its ``name`` and its ``source``, and nothing else."""

    # Whether no person has described the source: its one list is the address that was given.
    anonymous: ClassVar[bool] = False
    workers: Workers

    def __init__(self, url: str = "", recheck: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        given = self.checked(url)
        self.given = bool(given)
        # Of a list that a person named, the articles that were had before are looked at again.
        self.recheck = recheck or ("all" if given else "due")
        self._labels = Labels()
        self.walks = [
            Walk(url=address, source=self.source, given=self.given) for address in given or self.source.listings
        ]

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
        """Yield the request for the first page of each list, after those for feeds and sitemaps."""
        for url in () if self.given else self.source.hints_at:
            yield self._hint_request(url)
        for walk in self.walks:
            yield self._list_request(walk.url, walk)

    def again(self, url: str, role: str, card: Card | None, article_url: str) -> Request:
        """Return the request for an article or a file that the ledger wants."""
        return self._file_request(url, article_url) if role == "file" else self._article_request(url, card)

    def parse_hints(self, response: Response) -> Iterator[Request | Item]:
        """Yield a request for each article of ours that a feed or a sitemap names; which are made is not our matter."""
        hints = read_hints(response.body) if response.status == 200 else Hints()
        if hints.kind == "nothing":
            message = answered(response) if response.status != 200 else "it is neither a feed nor a sitemap"
            yield Drift(source=self.name, url=response.url, message=message)
        for url in hints.sitemaps:
            if is_own(url, self.source):
                yield self._hint_request(listing_address(url, self.source))
        for hint in hints.entries:
            if is_own(hint.url, self.source) and not is_private(hint.url, self.source):
                request = self._article_request(hint.url, None)
                kind = "entry" if counts(hint, hints, self.source) else "sitemap"
                request.meta.update(hint=kind, changed=hint.changed)
                yield request

    async def parse_listing(self, response: Response, walk: Walk) -> AsyncIterator[Request | Item]:
        """Yield the cards of a list page, the requests for their articles, and the request for the next page."""
        if response.status != 200:
            yield self._failure(response, answered(response))
            return
        if is_no_page(response.body):
            for item in self._enumerated(response, walk):
                yield item
            return
        try:
            listing = await self._read(response)
        except TaskFailed as error:
            yield self._failure(response, str(error))
            return
        shape = await self._shape(response, walk, listing)
        if shape != "list":
            yield page_of(response, self.source, None)
            async for request in self._file_requests(response):
                yield request
        if shape == "article":
            return
        for item in self._cards(response, walk, listing, {}):
            yield item
        follow = walk.next_page(listing)
        if follow:
            yield self._list_request(follow, walk)

    async def parse_article(self, response: Response, card: Card | None) -> AsyncIterator[Request | Item]:
        """Yield the page of an article and the requests for the files it links to."""
        request = request_of(response)
        if response.status == 304 or request.meta.get("unchanged"):
            yield Confirmed(source=self.name, url=request.meta["address"], seen_at=capture_of(response).fetched_at)
        elif response.status != 200:
            yield self._failure(response, answered(response))
        elif is_document(media_type_of(response), response.body):
            yield document_of(response, self.source, card.url if card else "")
        elif is_private(response.url, self.source):
            yield self._failure(response, "it asks for a login")
        else:
            yield page_of(response, self.source, self._labels.labelled(card, request.meta["address"]))
            async for request in self._file_requests(response):
                yield request

    def parse_file(self, response: Response, article_url: str) -> Iterator[Item]:
        """Yield a file that an article links to."""
        if response.status != 200:
            yield self._failure(response, answered(response))
        else:
            yield document_of(response, self.source, article_url)

    def failed(self, failure: TwistedFailure) -> Iterator[Item]:
        """Yield the failure of a request that had no response, or none that could be used."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on failures of requests
        assert failure.value
        why, status = reason(failure.value)
        yield self._failed_request(request, why, status)

    async def _read(self, response: Response) -> Listing:
        """Return what the page of a list gives. Raises TaskFailed."""
        listing: Listing = await self.workers.run(
            read_listing,
            response.body,
            response.url,
            self.source.hints,
            partial(is_own, source=self.source),
            charset_of(response),
            self.source.date_order,
        )
        return listing

    def _enumerated(self, response: Response, walk: Walk) -> Iterator[Request | Item]:
        """Yield the cards of a list that is a feed, a sitemap or WordPress's list of posts, and the request for the
        next part of it.
        """
        found = enumerate_cards(read_hints(response.body), self.source, next_of(response), given=walk.given)
        if found.sitemaps:
            walk.queue(found.sitemaps)
            request_of(response).meta["whole"] = True  # what is new may stand in any part of a sitemap
        listing = found.listing if walk.page == 1 else replace(found.listing, drift=())  # a part may well be empty
        yield from self._cards(response, walk, listing, found.changed)
        follow = walk.next_page(listing)
        if follow:
            yield self._list_request(follow, walk)

    def _cards(
        self, response: Response, walk: Walk, listing: Listing, changed: Mapping[str, str]
    ) -> Iterator[Request | Item]:
        is_empty = walk.page == 1 and not listing.cards and not walk.parts
        if is_empty:
            yield self._failure(response, no_cards(listing))
        for message in listing.drift:
            if not (is_empty and tells_of_no_cards(message)):  # the failure has said so
                yield Drift(source=self.name, url=response.url, message=message)
        for url, card in walk.cards(listing, capture_of(response).fetched_at):
            if is_topic_list(url, self.source):
                yield from self._further_list(url, listing)
                continue
            yield card
            self._labels.note(card)
            if is_private(url, self.source) or not (is_own(url, self.source) or self.source.offsite):
                continue
            request = self._article_request(url, card)
            request.meta["changed"] = changed.get(url, "")
            yield request

    def _further_list(self, url: str, listing: Listing) -> Iterator[Request]:
        """Yield the request for a list that a list of lists names; beside articles such a link is one of a menu."""
        known = {walk.url for walk in self.walks}
        address = listing_address(url, self.source)
        is_index = all(is_topic_list(card.url, self.source) for card in listing.cards)
        if is_index and address not in known and len(known) < self.source.max_pages:
            walk = Walk(url=address, source=self.source)
            self.walks.append(walk)
            yield self._list_request(address, walk)

    async def _shape(self, response: Response, walk: Walk, listing: Listing) -> Shape:
        """Return what a person has named: of what looks like both, the page is stored and its cards are followed too,
        since a row or a few requests too many are less of a loss than the article, or the list, that was asked for.
        """
        known = {listing_address(address, self.source) for address in self.source.listings}
        described = not self.anonymous and (walk.url in known or is_topic_list(walk.url, self.source))
        if not walk.given or walk.page > 1 or described:
            return "list"
        try:
            found: Shape = await self.workers.run(shape_of, response.body, charset_of(response), response.url, listing)
        except TaskFailed:
            return "list"
        return found

    async def _file_requests(self, response: Response) -> AsyncIterator[Request]:
        try:
            links = await self.workers.run(
                document_links, response.body, charset_of(response), response.url, self.source
            )
        except TaskFailed:
            return  # the page's own extraction will say why
        for link in links:
            if is_own(link.url, self.source):
                yield self._file_request(link.url, identity(response.url, self.source))

    def _failure(self, response: Response, why: str) -> Failure:
        return self._failed_request(request_of(response), why, response.status)

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
