"""``scrapy reextract [--source NAME] [--since DAY] [--dry-run]``: read the captures again, with today's extraction."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import get_args

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from archive.database import ArchiveError
from archive.reextract import captured, captured_counts
from commands import plain, stop
from commands.captured_page import Reader
from commands.differences import Findings
from commands.progress import ProgressLine
from commands.rereading import Readers, opened, reread
from commands.rereading_files import FileFindings, reread_all
from extraction.article import Method
from items import Source


class Command(ScrapyCommand):
    """Asks no site for anything. Exits with 1 when captures are missing."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012  # as in ScrapyCommand

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "[--source NAME] [--since YYYY-MM-DD] [--dry-run]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Read the captures again with today's extraction, without the network"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take which captures are read, and whether anything is written."""
        super().add_options(parser)
        parser.add_argument("--source", default="", metavar="NAME", help="read only the articles of this source")
        parser.add_argument(
            "--since", default="", metavar="DAY", help="read only what was fetched on that day or later"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing; print what would change")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the captures, write what differs or print it, and say how much that was."""
        if args:
            raise UsageError(f"reextract does not know what to do with {' '.join(args)}; see scrapy reextract -h")
        assert self.settings
        since, readers = checked_day(opts.since), _readers(self.settings)
        findings, files = Findings(), FileFindings()
        try:
            with _sigterm_as_interrupt():
                _reextract(self.settings, opts.source, since, readers, findings, dry=opts.dry_run)
                reread_all(
                    Path(self.settings["ARCHIVE_DB"]),
                    opts.source,
                    since,
                    readers,
                    self.settings.getint("DOCUMENT_MAXSIZE"),
                    files,
                    dry=opts.dry_run,
                )
        except ArchiveError as error:
            stop(f"{error}; {_written(findings, dry=opts.dry_run)}" if findings.done else str(error))
        except KeyboardInterrupt:
            stop(f"stopped; {_written(findings, dry=opts.dry_run)}")
        self.exitcode = 1 if findings.lost.count or files.lost.count else 0
        files.report(dry=opts.dry_run)
        _report(findings, dry=opts.dry_run)


def checked_day(text: str) -> str:
    """Return ``text`` when it is empty or a day (``YYYY-MM-DD``); stop with a line that says what is wrong if not."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        stop(f"{text!r} is no day; give one as YYYY-MM-DD")


def readable_sources(settings: BaseSettings, counts: Mapping[str, int], only: str) -> dict[str, Source]:
    """Return the sources, or the one called ``only``, that have captured articles (``counts``) and a spider.

    A source without a spider is named on stderr and left out. Stops with a line when that is ``only``, or unknown.
    """
    loader = get_spider_loader(settings)
    spiders = set(loader.list())
    if only and only not in spiders | counts.keys():
        stop(f"there is no source {only!r}; the sources are {', '.join(sorted(spiders))}")
    for name in sorted(({only} if only else counts.keys()) - spiders):
        line = f"the {counts[name]:,} captured articles of {name} stay as they are: no spider has that name (any more)"
        if only:
            stop(line)
        print(plain(line), file=sys.stderr)
    names = counts.keys() & spiders & ({only} if only else spiders)
    return {name: loader.load(name).source for name in sorted(names)}  # type: ignore[attr-defined]  # ours have one


def _reextract(
    settings: BaseSettings, only: str, since: str, readers: Readers, findings: Findings, *, dry: bool
) -> None:
    with opened(Path(settings["ARCHIVE_DB"]), dry=dry) as (db, change):
        counts = captured_counts(db, since)
        sources = readable_sources(settings, counts, only)
        total = sum(counts[name] for name in sources)
        if not total:
            return
        with ProgressLine() as line:
            asyncio.run(
                reread(
                    captured(db, sources, since),
                    sources,
                    readers,
                    change,
                    findings,
                    lambda: line.show(f"{findings.done:,} of {total:,} captures, {findings.changed:,} differ"),
                )
            )


def _readers(settings: BaseSettings) -> Readers:
    methods: tuple[Method, ...] = get_args(Method)
    method = next((method for method in methods if method == settings["EXTRACTION"]), None)
    if method is None:
        stop(f"EXTRACTION is {settings['EXTRACTION']!r}; it can be {' or '.join(methods)}")
    reader = Reader(
        folder=Path(settings["ARCHIVE_DB"]).absolute().parent,
        method=method,
        limit=settings.getint("DOWNLOAD_MAXSIZE"),
    )
    return Readers(count=_cores(), seconds=settings.getfloat("EXTRACTION_TIMEOUT"), reader=reader)


def _cores() -> int:
    """Return the number of processor cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _sigterm_as_interrupt() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does, after the batch under way.

    Both do so also in the background of a script, whose shell has SIGINT ignored: asyncio heeds it only where Python's
    own handler is in place, and SIGTERM must never go unheard.
    """
    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    terminate = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, terminate)
        signal.signal(signal.SIGINT, interrupt)


def _written(findings: Findings, *, dry: bool) -> str:
    if dry or not findings.changed:
        return "nothing was written"
    return f"{findings.changed:,} changed articles are written; run it again for the rest"


def _report(findings: Findings, *, dry: bool) -> None:
    # From here on nothing is written that a broken pipe could hurt: `scrapy reextract --dry-run | head`.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for line in findings.problems():
        print(line, file=sys.stderr)
    for line in findings.largest() if dry else ():
        print(line)
    print(findings.summary(dry=dry))
