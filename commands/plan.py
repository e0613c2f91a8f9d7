"""``scrapy plan [NAME]``: what the next crawl would ask for and why. It fetches nothing and writes nothing."""

import argparse
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import SpiderLoader

from archive import ledger
from archive.database import ArchiveError
from archive.reading import reader
from archive.session import utc_now
from commands import one_name, plain, stop


class Command(ScrapyCommand):
    """Prints a line for each request: when its answer was last seen, why it is made, its address."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "[NAME]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Print what the next crawl would ask for, and why"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the plan of one source, or of all that were crawled."""
        assert self.settings
        asked = one_name(args)
        loader: Any = SpiderLoader.from_settings(self.settings)
        if asked and asked not in loader.list():
            stop(f"there is no source {asked!r}; the sources are {', '.join(sorted(loader.list()))}")
        now = self.settings["NOW"] or utc_now()
        try:
            with reader(Path(self.settings["ARCHIVE_DB"])) as db:
                for name in [asked] if asked else sorted(loader.list()):
                    source = loader.load(name).source
                    for step in ledger.steps(db, name, source.listings, source.hints_at, now):
                        print(f"{name}  {step.seen or 'never':<20}  {plain(step.url)}\n    {step.why}")
        except ArchiveError as error:
            stop(str(error))
