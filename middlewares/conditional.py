"""Ask only for what has changed: the validators of the last capture go out with the request (RFC 9110 section 13)."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.reading import last_capture
from archive.session import Session
from archive.warc import read


class Conditional:
    """Sends ``If-None-Match`` and ``If-Modified-Since``, and makes of a 304 for a list the page that was kept.

    For an article the 304 itself goes on: its spider confirms what is known.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware, unless captures are replayed."""
        if crawler.settings["REPLAY"]:
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add the validators of the newest capture of the address, if it had any."""
        if "role" not in request.meta or request.meta.get("unconditional"):
            return
        capture = last_capture(Session.of(self._crawler).archive.db, request.url)
        request.meta["known"] = capture  # of this address: a redirect brings along that of the one before
        if capture is None:
            return
        if capture.etag:
            request.headers["If-None-Match"] = capture.etag
        if capture.last_modified:
            request.headers["If-Modified-Since"] = capture.last_modified

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the kept page in place of a 304 where one is needed; ask without validators if it is lost."""
        known = request.meta.get("known")
        if response.status != 304 or known is None or request.meta.get("role") == "article":
            return response
        archive = Session.of(self._crawler).archive
        try:
            exchange = read(archive.path.parent / known.warc, known.offset)
        except (OSError, ValueError):
            again = request.replace(dont_filter=True, meta={**request.meta, "unconditional": True})
            for name in ("If-None-Match", "If-Modified-Since"):
                again.headers.pop(name, None)
            return again
        headers = Headers([(name, value.encode("latin-1", "replace")) for name, value in exchange.headers])
        kind = responsetypes.from_args(headers=headers, url=response.url, body=exchange.body)
        return kind(url=response.url, status=200, headers=headers, body=exchange.body, request=request)
