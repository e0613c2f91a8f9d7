"""Keep every response, as it came over the wire, before anything can drop it.

It stands below the middlewares for redirects and decompression, so it also sees redirects, robots.txt, error pages
and bodies that turn out to be broken.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.headers import Headers as ScrapyHeaders

from archive.database import ArchiveError
from archive.session import Session
from archive.warc import Exchange, Headers
from items import Capture


class CaptureResponses:
    """Appends each exchange to the WARC file of the crawl and leaves its ``Capture`` in ``request.meta``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware, unless responses come from captures already."""
        if crawler.settings["REPLAY"]:
            raise NotConfigured
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return ``response`` once its bytes are in the WARC file."""
        session = Session.of(self._crawler)
        known: Capture | None = request.meta.get("known")
        if response.status == 304 and known:  # what is kept already is confirmed, and nothing new is stored
            request.meta["capture"] = replace(known, fetched_at=session.now())
            return response
        exchange = Exchange(
            url=response.url,
            fetched_at=session.now(),
            method=request.method,
            request_headers=_pairs(request.headers),
            status=response.status,
            reason=_phrase(response.status),
            headers=_pairs(response.headers),
            body=response.body,
        )
        try:
            capture, unchanged = await session.capture(exchange, known)
        except ArchiveError as error:
            raise IgnoreRequest(str(error)) from error
        request.meta["capture"] = replace(capture, fetched_at=exchange.fetched_at)
        request.meta["unchanged"] = unchanged
        return response


def _pairs(headers: ScrapyHeaders) -> Headers:
    # Header bytes are latin-1 (RFC 9110 section 5.5); a line break in one would end the record's head.
    return tuple(
        (name.decode("latin-1"), " ".join(value.decode("latin-1").splitlines()))
        for name, values in headers.items()
        for value in values
    )


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else ""
