"""Answer every request from WARC files and touch no network: for the demo, for tests, for last year's pages."""

from dataclasses import replace
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.session import Session


class NotCaptured(IgnoreRequest):
    """No capture answers this request."""


class Replay:
    """Answers requests from the newest capture of their address. ``REPLAY`` names a folder of ``*.warc.gz`` files."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware when ``REPLAY`` is set."""
        if not crawler.settings["REPLAY"]:
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        """Return the captured response. Raises NotCaptured when there is none: nothing goes to the network."""
        session = Session.of(self._crawler)
        found = session.replayed.find(request.url) if session.replayed else None
        if found is None:
            raise NotCaptured("it is not among the captures")
        capture, exchange = found
        capture = replace(capture, warc=session.archive.relative(Path(capture.warc)))
        session.add(capture)
        request.meta["capture"] = capture
        headers = Headers([(name, value.encode("latin-1", "replace")) for name, value in exchange.headers])
        kind = responsetypes.from_args(headers=headers, url=request.url, body=exchange.body)
        return kind(url=request.url, status=exchange.status, headers=headers, body=exchange.body, request=request)
