"""``scrapy crawl NAME``: crawl one source, and exit with 0 only when the crawl did its job."""

import argparse
import sys
from typing import Any

from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from commands import stop
from commands.run import problem, report, run
from commands.summary import summary
from extraction.addresses import is_own
from spiders.given import given_spider
from spiders.listing import BadAddress, ListingSpider

# The name under which any list is crawled, of a site without a file too.
LISTING = "listing"


class Command(BaseRunSpiderCommand):
    """Takes the place of Scrapy's own command, which exits with 0 when the site is down."""

    requires_project = True

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "NAME [-a url=LISTING_URL], or listing -a url=ANY_LISTING_URL"

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
        if args[0] == LISTING:
            spider = _spider_for(opts.spargs.get("url", ""), loader)
        elif args[0] in loader.list():
            spider = loader.load(args[0])
        else:
            stop(f"there is no source {args[0]!r}; the sources are {', '.join(sorted(loader.list()))}")
        [crawler] = run(self.crawler_process, [spider], **opts.spargs)
        if problem(crawler):
            self.exitcode = 1
            print(report(crawler), file=sys.stderr)
        else:
            print(report(crawler))
        for note in crawler.stats.get_value("crawl/notes", []):
            print(f"  drift: {note}", file=sys.stderr)
        print(summary(self.settings["ARCHIVE_DB"]))


def _spider_for(url: str, loader: Any) -> type[ListingSpider]:
    """Return the spider for the list at ``url``: that of its site if there is one, whose rows it then goes on with."""
    if len(url.split()) != 1:
        stop("name one list: scrapy crawl listing -a url=https://…")
    try:
        spider = given_spider(url)
    except BadAddress as error:
        stop(str(error))
    known: list[type[ListingSpider]] = [loader.load(name) for name in sorted(loader.list())]
    owners = [one for one in known if is_own(url, one.source)]
    namesake = [one for one in known if one.name == spider.name]
    if owners:
        return owners[0]
    if namesake:
        stop(f"the rows of {url} would be those of the source {spider.name}; describe it: scrapy source new {url}")
    return spider
