"""Page -> Article, and the text of a Document, in a worker process with a time limit."""

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler

from archive.session import Session
from extraction.article import Method, NotAnArticle, extract
from extraction.documents.reading import read_document
from extraction.parse import Unreadable
from items import Document, DocumentText, Failure, Page
from workers import TaskFailed


class Extract:
    """Turns a page into an article, or into the failure that says why it is none, and reads files; other items pass."""

    def __init__(self, crawler: Crawler, method: Method) -> None:
        self._crawler = crawler
        self._method = method

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the stage with the method that ``EXTRACTION`` names."""
        return cls(crawler, crawler.settings["EXTRACTION"])

    async def process_item(self, item: Any) -> Any:
        """Return the article of a page, a file with its text."""
        if isinstance(item, Document) and item.body:
            return await self._read(item)
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

    async def _read(self, document: Document) -> Document:
        """Return a file with its text, or with the reason why it has none: the file is had in either case."""
        try:
            text = await Session.of(self._crawler).workers.run(read_document, document.body, document.fetched_at[:10])
        except TaskFailed as error:
            text = DocumentText(state="unreadable", reason=str(error))
        return replace(document, body=b"", text=text)
