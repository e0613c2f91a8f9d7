"""Page -> Article, in a worker process with a time limit."""

from typing import Any, Self

from scrapy.crawler import Crawler

from archive.session import Session
from extraction.article import Method, NotAnArticle, extract
from extraction.parse import Unreadable
from items import Failure, Page
from workers import TaskFailed


class Extract:
    """Turns a page into an article, or into the failure that says why it is none; other items pass."""

    def __init__(self, crawler: Crawler, method: Method) -> None:
        self._crawler = crawler
        self._method = method

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the stage with the method that ``EXTRACTION`` names."""
        return cls(crawler, crawler.settings["EXTRACTION"])

    async def process_item(self, item: Any) -> Any:
        """Return the article of a page."""
        if not isinstance(item, Page):
            return item
        try:
            return await Session.of(self._crawler).workers.run(extract, item, self._method)
        except (NotAnArticle, Unreadable, TaskFailed) as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001  # parsers of third parties raise anything on hostile pages
            reason = f"extraction failed: {type(error).__name__}: {error}"[:300]
        return Failure(
            source=item.source.name,
            url=item.requested or item.url,
            reason=reason,
            status=item.status,
            seen_at=item.fetched_at,
        )
