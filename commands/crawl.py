"""``scrapy crawl NAME``: crawl one source, and exit with 0 only when the crawl did its job."""

import argparse
import sys
from typing import Any

from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from commands import stop
from commands.run import problem, report, run
from commands.summary import summary


class Command(BaseRunSpiderCommand):
    """Takes the place of Scrapy's own command, which exits with 0 when the site is down."""

    requires_project = True

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "NAME [-a url=LISTING_URL]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Crawl one source into the archive"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl the source and print what it gave."""
        if len(args) != 1:
            raise UsageError("name one source; `scrapy list` prints them")
        assert self.crawler_process
        assert self.settings
        loader: Any = self.crawler_process.spider_loader
        if args[0] not in loader.list():
            stop(f"there is no source {args[0]!r}; the sources are {', '.join(sorted(loader.list()))}")
        [crawler] = run(self.crawler_process, [loader.load(args[0])], **opts.spargs)
        if problem(crawler):
            self.exitcode = 1
            print(report(crawler), file=sys.stderr)
        else:
            print(report(crawler))
        for note in crawler.stats.get_value("crawl/notes", []):
            print(f"  drift: {note}", file=sys.stderr)
        print(summary(self.settings["ARCHIVE_DB"]))
