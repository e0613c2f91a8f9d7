"""``scrapy export {sql,json,jsonl,csv,sqlite} [-o FILE]`` and ``scrapy export all [-o FOLDER]``."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args

from scrapy.commands import ScrapyCommand

from archive.database import ArchiveError
from archive.export import ExportError, Format, export, stream
from archive.publication import Omitted, publish
from commands import stop
from commands.progress import ProgressLine

DEFAULT_FILES: dict[Format, str] = {
    "sql": "archive.sql",
    "json": "articles.json",
    "jsonl": "articles.jsonl",
    "csv": "articles.csv",
    # Not .db: the archive itself is archive.db.
    "sqlite": "archive.sqlite",
}
CHOICES = (*get_args(Format), "all")


class Command(ScrapyCommand):
    """Writes the archive as one file, or as the set of files that /downloads offers."""

    requires_project = True
    requires_crawler_process = False
    # ``scrapy export json -o -`` writes data to stdout: nothing else may be said there or beside it.
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012  # as in ScrapyCommand

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return f"{{{','.join(CHOICES)}}} [-o FILE]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Write the archive as SQL, JSON, JSON lines, CSV or SQLite, or all of them for /downloads"

    def long_desc(self) -> str:
        """Return what the help says."""
        return (
            f"{self.short_desc()}. A file name that ends in .gz is compressed; the name - is standard output. "
            "It reads the archive as it is at one moment and may run beside a crawl."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take ``-o``."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="file to write (all: folder); default: archive.sql, articles.json, …"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write what was asked for and say in one line what it was."""
        if len(args) != 1 or args[0] not in CHOICES:
            stop(f"name one format to export, not {' '.join(args) or 'none'}: {', '.join(CHOICES)}")
        if args == ["all"] and opts.output == "-":
            stop("all is a folder of files; give its name after -o")
        assert self.settings
        archive = Path(self.settings.get("ARCHIVE_DB") or "archive.db")
        try:
            if args[0] == "all":
                folder = Path(opts.output or self.settings.get("DOWNLOADS_DIR") or "downloads")
                _publish(archive, folder, self.settings.getint("DOWNLOADS_CAPTURES_MAX"))
            else:
                _export(archive, cast("Format", args[0]), opts.output)
        except (ArchiveError, ExportError) as error:
            stop(str(error))
        except KeyboardInterrupt:
            stop("stopped; nothing was written")


def _export(archive: Path, form: Format, output: str | None) -> None:
    if output == "-":
        _stream(archive, form)
        return
    target = Path(output or DEFAULT_FILES[form])
    with ProgressLine() as line:
        articles = export(archive, form, target, _shown(line))
    print(f"{articles:,} articles, {target.stat().st_size:,} bytes: {target}")


def _publish(archive: Path, folder: Path, most_captures: int) -> None:
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with ProgressLine() as line:
        published = publish(archive, folder, made, _shown(line), most_captures)
    for omitted in published.omitted:
        _explain(omitted, most_captures)
    size = sum(file.bytes for file in published.files)
    print(f"{published.articles:,} articles, {size:,} bytes in {len(published.files)} files: {folder}")


def _explain(omitted: Omitted, most: int) -> None:
    if omitted.reason == "too_large":
        has = f"the captures have {omitted.bytes:,} bytes, DOWNLOADS_CAPTURES_MAX allows {most:,}"
        print(f"{omitted.name} is left out: {has}", file=sys.stderr)


def _stream(archive: Path, form: Format) -> None:
    try:
        with ProgressLine() as line:
            articles = stream(archive, form, sys.stdout.buffer, _shown(line))
    except BrokenPipeError:
        # The reader (head, say) has had enough. What is left in the buffer must not be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    print(f"{articles:,} articles", file=sys.stderr)


def _shown(line: ProgressLine) -> Callable[[int, int], None]:
    return lambda done, total: line.show(f"{done:,} of {total:,}")
