"""``scrapy crawlall``: crawl every source in one process, one line a source."""

import argparse
import sys
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import stop
from commands.run import problem, report, run
from commands.summary import summary

# The demo is no news: it comes into an archive only when asked for by name.
_NOT_NEWS = {"demo"}


class Command(ScrapyCommand):
    """Exits with a code other than 0 when any source failed, and names it."""

    requires_project = True

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "[--only NAME,NAME]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Crawl every source into the archive"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--only``."""
        super().add_options(parser)
        parser.add_argument("--only", default="", metavar="NAMES", help="sources to crawl, parted by commas")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl the sources and print a line for each."""
        if args:
            raise UsageError(f"name sources with --only {','.join(args)}")
        assert self.crawler_process
        assert self.settings
        loader: Any = self.crawler_process.spider_loader
        known = set(loader.list())
        names = {name.strip() for name in opts.only.split(",") if name.strip()} or known - _NOT_NEWS
        if names - known:
            stop(f"there is no source {', '.join(sorted(names - known))}; the sources are {', '.join(sorted(known))}")
        crawlers = run(self.crawler_process, [loader.load(name) for name in sorted(names)])
        for crawler in crawlers:
            print(report(crawler), file=sys.stderr if problem(crawler) else sys.stdout)
        failed = [crawler.spidercls.name for crawler in crawlers if problem(crawler)]
        print(summary(self.settings["ARCHIVE_DB"]))
        if failed:
            self.exitcode = 1
            print(f"failed: {', '.join(failed)}", file=sys.stderr)
