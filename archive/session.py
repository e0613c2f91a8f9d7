"""What one crawl holds open: the archive, its WARC file, its workers. The edge where a crawl reads the clock."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from archive.database import ArchiveError
from archive.saving import Crawl
from archive.store import Archive
from archive.warc import CaptureFolder, Encoded, Exchange, WarcFile, encode
from items import Capture, Failure, Item, Source
from workers import TaskFailed, Workers


def utc_now() -> str:
    """Return the time in UTC, ISO 8601 with seconds and ``Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Session:
    """The open things of one crawl, shared by its middlewares and its pipeline.

    An archive that can no longer be written ends the crawl: ``problem`` then says why, and nothing more is added.
    """

    _sessions: ClassVar[WeakKeyDictionary[Crawler, "Session"]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler, source: Source, now: Callable[[], str] = utc_now) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self.replayed = CaptureFolder(Path(settings["REPLAY"])) if settings["REPLAY"] else None
        simulated = str(settings["NOW"] or "")
        self.now: Callable[[], str] = (lambda: simulated) if simulated else now
        if self.replayed is not None:
            self.now = self.replayed.newest
        self.problem = ""
        self._ending: asyncio.Future[None] | None = None
        self.workers = Workers.take(settings.getint("EXTRACTION_WORKERS"), settings.getfloat("EXTRACTION_TIMEOUT"))
        self.archive = Archive.take(Path(settings["ARCHIVE_DB"]))
        self.started = started = self.now() if self.replayed is None else self.replayed.oldest()
        self.crawl: Crawl = self.archive.begin(source, started, live=self.replayed is None)
        stamp = started.translate({ord("-"): None, ord(":"): None})
        self._warc: WarcFile = self.archive.new_warc(
            Path(settings["CAPTURES_DIR"]) / f"{stamp}-{source.name}-{self.crawl.id}.warc.gz", settings["USER_AGENT"]
        )

    @classmethod
    def open(cls, crawler: Crawler, source: Source) -> "Session":
        """Return the new session of ``crawler``. Raises ArchiveError."""
        session = cls(crawler, source)
        cls._sessions[crawler] = session
        return session

    @classmethod
    def of(cls, crawler: Crawler) -> "Session":
        """Return the session that ``open`` made for ``crawler``."""
        return cls._sessions[crawler]

    async def capture(self, exchange: Exchange, known: Capture | None) -> tuple[Capture, bool]:
        """Keep ``exchange`` in the crawl's WARC file.

        Returns where its body lies and whether that is in ``known``, the last capture of the address. Raises
        ArchiveError when it cannot be kept.
        """
        encoded: Encoded
        try:
            encoded = await self.workers.run(encode, exchange, known)
        except TaskFailed:  # compressed here instead: what was fetched is never lost
            encoded = encode(exchange, known)
        try:
            return self.archive.capture(encoded, self._warc, self.crawl), encoded.revisit
        except ArchiveError as error:
            self.end(str(error))
            raise

    def add(self, item: Item | Capture) -> None:
        """Hand ``item`` to the archive's next batch. A failure without a response is dated here."""
        if isinstance(item, Failure) and not item.seen_at:
            item = replace(item, seen_at=self.now())
        self._guarded(lambda: self.archive.add(item, self.crawl))

    def tick(self, seconds: float) -> None:
        """Commit a batch that has waited for ``seconds``."""
        if self.archive.waiting_seconds() >= seconds:
            self._guarded(self.archive.commit)

    def end(self, problem: str) -> None:
        """Stop the crawl because of ``problem``."""
        if not self.problem:
            self.problem = problem
            self._ending = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="archive"))

    def close(self, problem: str, source: Source) -> None:
        """Put the outcome on record, with what the crawl has learned of its ``source``, and give everything back."""
        self.crawl.source = source
        requests = self._crawler.stats.get_value("downloader/request_count", 0)
        try:
            self._guarded(lambda: self.archive.finish(self.crawl, self.now(), problem, requests))
        finally:
            Workers.release()
            self.archive.release()

    def _guarded(self, write: Callable[[], None]) -> None:
        if self.problem:
            return
        try:
            write()
        except ArchiveError as error:
            self.end(str(error))
