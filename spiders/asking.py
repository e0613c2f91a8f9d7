"""The requests that a spider of lists makes, and what each says of itself to those who let it through."""

from collections.abc import Callable
from typing import Any, ClassVar

from scrapy import Request, Spider

from extraction.addresses import fetchable, identity, is_own
from extraction.links import is_file_address
from items import Card, Source
from spiders.walk import Walk


class AskingSpider(Spider):
    """Makes the requests for lists, hints, articles and files of a source. What comes of them is its subclass's."""

    source: ClassVar[Source]
    parse_listing: Callable[..., Any]
    parse_hints: Callable[..., Any]
    parse_article: Callable[..., Any]
    parse_file: Callable[..., Any]
    failed: Callable[..., Any]

    def _list_request(self, url: str, walk: Walk) -> Request:
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.failed,
            cb_kwargs={"walk": walk},
            meta={"role": "list", "address": walk.url},
            dont_filter=True,
        )

    def _hint_request(self, url: str) -> Request:
        # Hints first: what they say decides which articles are asked for. Without one, the lists are enough.
        return Request(url, callback=self.parse_hints, errback=self.failed, meta={"role": "hint"}, priority=1)

    def _article_request(self, url: str, card: Card | None) -> Request:
        return Request(
            fetchable(url, self.source),
            callback=self.parse_article,
            errback=self.failed,
            cb_kwargs={"card": card},
            meta={
                "role": "article",
                "address": identity(url, self.source),
                "offsite": self.source.offsite and not is_own(url, self.source),
                **(self._limits_of_files() if is_file_address(url) else {}),
            },
            priority=-1,  # the lists first: they say what there is
        )

    def _file_request(self, url: str, article_url: str) -> Request:
        return Request(
            fetchable(url, self.source),
            callback=self.parse_file,
            errback=self.failed,
            cb_kwargs={"article_url": article_url},
            meta={
                "role": "file",
                "address": identity(url, self.source),
                **self._limits_of_files(),
            },
            priority=-2,
        )

    def _limits_of_files(self) -> dict[str, int]:
        return {
            "download_maxsize": self.settings.getint("DOCUMENT_MAXSIZE"),
            "download_timeout": self.settings.getint("DOCUMENT_TIMEOUT"),
        }
