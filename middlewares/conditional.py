"""Ask only for what has changed: the validators of the last capture go out with the request (RFC 9110 section 13)."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive import ledger
from archive.reading import last_capture
from archive.session import Session
from archive.warc import read

_VALIDATORS = ("If-None-Match", "If-Modified-Since")


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
        # A redirect brings along what belongs to the address before it, and so does asking a second time.
        for name in _VALIDATORS:
            request.headers.pop(name, None)
        request.meta["known"] = None
        if "role" not in request.meta or request.meta.get("unconditional"):
            return
        db = Session.of(self._crawler).archive.db
        if self._has_moved(request) and not ledger.is_read_from(db, request.meta["address"], request.url):
            return
        capture = last_capture(db, request.url)
        request.meta["known"] = capture
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
            return request.replace(dont_filter=True, meta={**request.meta, "unconditional": True})
        headers = Headers([(name, value.encode("latin-1", "replace")) for name, value in exchange.headers])
        kind = responsetypes.from_args(headers=headers, url=response.url, body=exchange.body)
        return kind(url=response.url, status=200, headers=headers, body=exchange.body, request=request)

    @staticmethod
    def _has_moved(request: Request) -> bool:
        """Return whether an article's address led here: what is known of this one may be another article's."""
        return request.meta["role"] == "article" and bool(request.meta.get("redirect_urls"))
