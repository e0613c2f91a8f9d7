"""``scrapy status [NAME]``: how each source stands; with a name, its failures one by one."""

import argparse
from pathlib import Path

from scrapy.commands import ScrapyCommand

from archive.database import ArchiveError
from archive.reading import failures, status
from commands import one_name, plain, stop


class Command(ScrapyCommand):
    """Prints a table and writes nothing."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "[NAME]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Print the last crawl, counts and failures of each source"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the table, or the failures of one source."""
        assert self.settings
        asked = one_name(args)
        path = Path(self.settings["ARCHIVE_DB"])
        try:
            if asked:
                _print_failures(path, asked)
            else:
                _print_sources(path)
        except ArchiveError as error:
            stop(str(error))


def _print_sources(path: Path) -> None:
    line = "{:<16} {:<20} {:<8} {:>7} {:>9} {:>9}  {}"
    print(line.format("source", "last crawl (UTC)", "outcome", "cards", "articles", "failures", "note"))
    for row in status(path):
        numbers = (f"{row.cards:,}", f"{row.articles:,}", f"{row.failures:,}")
        print(line.format(row.name, row.last_crawl, row.outcome, *numbers, plain(row.note)).rstrip())


def _print_failures(path: Path, name: str) -> None:
    known = {row.name: row for row in status(path)}
    if name not in known:
        stop(f"{name!r} was never crawled; in the archive are {', '.join(sorted(known)) or 'no sources'}")
    last = known[name]
    if last.outcome == "failed":
        print(f"{last.last_crawl}  the last crawl failed\n    {plain(last.note)}")
    found = failures(path, name)
    for url, reason, attempts, last_seen in found:
        print(f"{last_seen}  {plain(url)}\n    {plain(reason)} ({attempts} attempt{'s' if attempts > 1 else ''})")
    if not found and last.outcome != "failed":
        print(f"{name} has no failures")
