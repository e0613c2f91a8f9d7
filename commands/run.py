"""Running crawls and telling a person what they did: shared by the crawl commands."""

import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.settings import Settings

from archive.database import ArchiveError
from archive.store import Archive
from commands import stop
from items import Article, Card, Document, Failure
from spiders.listing import BadAddress, ListingSpider

_COUNTED = {Card: "cards", Article: "articles", Document: "files", Failure: "failures"}
# Libraries that log, some with a traceback, what becomes a row in `failures` anyway; -L INFO lets them speak.
_TALKATIVE = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.core.downloader", "twisted")
RECHECKS = ("due", "all", "none")
_METHODS = ("standard", "consensus")


class Progress:
    """One line on stderr that says how far the crawls are; a line every minute where there is no terminal."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._live = sys.stderr.isatty()
        self._last = time.monotonic()

    def watch(self, crawler: Crawler) -> None:
        """Follow the items and responses of ``crawler``."""
        crawler.signals.connect(self._item, signals.item_scraped)
        crawler.signals.connect(self._response, signals.response_received)

    def clear(self) -> None:
        """Take the line away."""
        if self._live:
            sys.stderr.write("\r\x1b[K")

    def _item(self, item: Any) -> None:
        self.counts[_COUNTED.get(type(item), "signs of drift")] += 1
        self._show()

    def _response(self) -> None:
        self.counts["responses"] += 1
        self._show()

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._last < (0.1 if self._live else 60):
            return
        self._last = now
        line = ", ".join(f"{self.counts[name]:,} {name}" for name in ("responses", "cards", "articles", "failures"))
        sys.stderr.write(f"\r\x1b[K  {line}" if self._live else f"  {line}\n")
        sys.stderr.flush()


def run(process: CrawlerProcessBase, spiders: list[type[ListingSpider]], **arguments: str) -> list[Crawler]:
    """Crawl ``spiders`` side by side in this process and return their crawlers when all have ended.

    What is known to be wrong beforehand (the address, the archive, the replay folder) stops with one line.
    """
    archive = _ready(process.settings, spiders, arguments)
    if process.settings["LOG_LEVEL"] == "WARNING":
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    progress = Progress()
    crawlers = [process.create_crawler(spider) for spider in spiders]
    for crawler in crawlers:
        crawler.signals.connect(lambda crawler=crawler: progress.watch(crawler), signals.engine_started, weak=False)
        process.crawl(crawler, **arguments)
    process.start()
    progress.clear()
    try:
        archive.release()
    except ArchiveError as error:
        stop(str(error))
    return crawlers


def problem(crawler: Crawler) -> str:
    """Return why a crawl failed, or nothing."""
    return str(crawler.stats.get_value("crawl/problem", "it could not be started; run it again with -L ERROR"))


def report(crawler: Crawler) -> str:
    """Return one line on what a crawl did."""
    name = crawler.spidercls.name
    why = problem(crawler)
    if why:
        return f"{name}: FAILED: {why}"
    counts = Counter(crawler.stats.get_value("crawl/counts", {}))
    told = [f"{counts['cards']:,} cards", f"{counts['pages']:,} articles read"]
    found = [f"{counts[name]:,} {name}" for name in ("new", "changed", "gone") if counts[name]]
    told += found or ["nothing new"]
    if counts["failed"]:
        told.append(f"{counts['failed']:,} failures (scrapy status {name})")
    return f"{name}: {', '.join(told)}"


def _ready(settings: Settings, spiders: list[type[ListingSpider]], arguments: dict[str, str]) -> Archive:
    if settings["EXTRACTION"] not in _METHODS:
        stop(f"EXTRACTION is {settings['EXTRACTION']!r}; it can be {' or '.join(_METHODS)}")
    if arguments.get("recheck", "due") not in RECHECKS:
        stop(f"recheck is {arguments['recheck']!r}; it can be {', '.join(RECHECKS)}")
    if settings["REPLAY"] and not any(Path(settings["REPLAY"]).glob("*.warc.gz")):
        stop(f"REPLAY names {settings['REPLAY']!r}, where there is no *.warc.gz file")
    try:
        for spider in spiders:
            if arguments.get("url"):
                spider.checked(arguments["url"])
        return Archive.take(Path(settings["ARCHIVE_DB"]))
    except (BadAddress, ArchiveError) as error:
        stop(str(error))
