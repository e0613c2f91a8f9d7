"""``scrapy source new URL`` describes a site that is not known yet; ``scrapy source check NAME`` tries one that is."""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from babel import Locale
from scrapy.commands import ScrapyCommand
from scrapy.settings import SETTINGS_PRIORITIES

from commands import plain, stop
from commands.checking import Checked, checking_spider
from commands.run import run
from commands.source_file import files_of, taken, write
from commands.source_table import table
from commands.verdict import verdict
from extraction.addresses import is_own
from spiders.given import is_name
from spiders.listing import BadAddress
from spiders.look import Look
from spiders.looking import looking_spider

_PAGES = 2


class Command(ScrapyCommand):
    """Fetches as a crawl does, into an archive of its own that is thrown away."""

    requires_project = True

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "{new URL [--name NAME] | check NAME [--pages N]}"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Describe a new source from the address of its list, or check one, without touching the archive"

    def long_desc(self) -> str:
        """Return what the help says."""
        return (
            "new looks at a list and two of its articles, prints what it found, and writes spiders/NAME.py and saved"
            " pages in words of nobody. check reads a source as a crawl would and says in words what looks wrong; it"
            " exits with 1 when something does. Both can be given -s REPLAY=FOLDER."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take a name and how far to look."""
        super().add_options(parser)
        parser.add_argument("--name", default="", help="new: what to call the source; default: made of the host")
        parser.add_argument("--pages", default=str(_PAGES), metavar="N", help=f"check: pages a list; default: {_PAGES}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what was asked for."""
        if len(args) != 2 or args[0] not in ("new", "check"):
            stop("say what to do: scrapy source new URL, or scrapy source check NAME")
        with tempfile.TemporaryDirectory() as folder:
            self._settle_in(Path(folder))
            if args[0] == "new":
                self._new(args[1], opts.name)
            else:
                self.exitcode = self._check(args[1], opts.pages)

    def _settle_in(self, folder: Path) -> None:
        """Let the archive of the person be: what is fetched goes elsewhere, captures where they are asked for."""
        assert self.settings
        self.settings.set("ARCHIVE_DB", str(folder / "archive.db"), "cmdline")
        self.settings.set("EXTRACTION_WORKERS", 1, "cmdline")  # a few pages a second apart
        # Somebody waits for the answer: a request that fails is made once more, not three times over half a minute.
        for name, value in (("CAPTURES_DIR", str(folder / "captures")), ("RETRY_TIMES", 1)):
            if (self.settings.getpriority(name) or 0) < SETTINGS_PRIORITIES["cmdline"]:
                self.settings.set(name, value, "cmdline")

    def _new(self, url: str, name: str) -> None:
        if name and not is_name(name):
            stop(f"{name!r} is no name for a source; take 2 to 40 small letters and digits, a letter first")
        look = Look(url=url.strip())
        try:
            spider = looking_spider(look, name)
        except BadAddress as error:
            stop(str(error))
        there = taken(spider.name)
        if there:
            readers = self._readers(url)
            known = (
                f"{' and '.join(readers)} reads this host already: add the list to its file; else " if readers else ""
            )
            stop(f"{known}{there} is there already; give another name: scrapy source new {url} --name NAME")
        assert self.crawler_process
        run(self.crawler_process, [spider])
        if look.problem or not look.source:
            stop(
                f"{url}: {look.problem or 'the look ended too early; run it again with -L ERROR'}; nothing was written"
            )
        print(look.page.url if look.page else url, *table(look), sep="\n")
        if not any(one.article for one in look.articles):
            why = next((one.reason for one in look.articles), next(iter(look.notes), "it has none of its own"))
            stop(f"no article of the list could be read: {why}; nothing was written")
        self._write(look)

    def _write(self, look: Look) -> None:
        assert look.source
        assert look.page
        files = files_of(look)
        try:
            write(files)
        except OSError as error:
            stop(f"the files could not be written: {error}; nothing was left")
        print("written:", *(f"  {path}" for path in files.contents), sep="\n")
        print(
            *(f"note: {plain(note)}" for note in files.notes),
            *_left_to_do(look, self._readers(look.page.url)),
            sep="\n",
        )

    def _readers(self, url: str) -> list[str]:
        """Return the sources that read the host of ``url``."""
        assert self.crawler_process
        loader: Any = self.crawler_process.spider_loader
        return [name for name in sorted(loader.list()) if is_own(url, loader.load(name).source)]

    def _check(self, name: str, pages: str) -> int:
        assert self.crawler_process
        loader: Any = self.crawler_process.spider_loader
        if name not in loader.list():
            stop(f"there is no source {name!r}; the sources are {', '.join(sorted(loader.list()))}")
        if not (pages.isascii() and pages.isdigit() and 0 < int(pages[:5]) <= 200 and len(pages) < 4):
            stop(f"{pages!r} is no number of pages; give one from 1 to 200")
        found = Checked()
        [crawler] = run(self.crawler_process, [checking_spider(loader.load(name), int(pages), found)])
        found.problem = str(crawler.stats.get_value("crawl/problem", "it could not be started"))
        lines, wrong = verdict(found, loader.load(name).source)
        print(*lines, sep="\n")
        print(*(f"WRONG: {plain(sentence)}" for sentence in wrong), sep="\n", end="\n" if wrong else "")
        print(f"{name}: {'something looks' if wrong else 'nothing looks'} wrong; nothing was stored")
        return 1 if wrong else 0


def _left_to_do(look: Look, neighbours: list[str]) -> list[str]:
    """Return the lines that say what a person still does."""
    assert look.source
    source = look.source
    name, news = source.name, _news_in(source.language)
    lines = [f"note: {', '.join(neighbours)} reads this host too"] if neighbours else []
    return [
        *lines,
        "left to do:",
        f"  1. read spiders/{name}.py: are title, country ({source.country}) and language ({source.language}) right?",
        f"  2. scrapy source check {name}",
        f"  3. read tests/pages/{name}/facts.json beside the pages; where the code is wrong, write what is right",
        f"  4. pytest tests/test_sources.py -k {name} --record, and read the .json files that it writes",
        f"  5. a row in README.md: | `{name}` | [{plain(source.title)}]({source.homepage}) | {news} |",
    ]


def _news_in(language: str) -> str:
    """Return what the README says of a source in ``language`` (ISO 639-1): English goes without saying."""
    name = Locale("en").languages.get(language, language)
    return "news" if language == "en" else f"news ({name})"
