"""``scrapy captures verify`` and ``scrapy captures export [--wacz FILE]``: what was fetched, checked and handed on."""

import argparse
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand

from archive.database import ArchiveError
from archive.export import ExportError
from archive.verify import Gap, Verification, verify
from archive.wacz import Packed, export_wacz
from commands import plain, stop
from commands.progress import ProgressLine

DEFAULT_FILE = "captures.wacz"
_MEGABYTE = 1_000_000


class Command(ScrapyCommand):
    """Reads the archive and the WARC files, and changes neither."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012  # as in ScrapyCommand

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "{verify,export} [--source NAME] [--wacz FILE]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Check every captured response, or write them all as one WACZ file"

    def long_desc(self) -> str:
        """Return what the help says."""
        return (
            "verify checks each capture against its record in a WARC file, and exits with 1 when one cannot be served. "
            "export writes a WACZ file, which ReplayWeb.page opens. Both may run beside a crawl."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take which captures are meant, and the file to write."""
        super().add_options(parser)
        parser.add_argument("--source", default="", metavar="NAME", help="only what was fetched for this source")
        parser.add_argument("--wacz", metavar="FILE", help=f"export: file to write; default: {DEFAULT_FILE}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what was asked for and say in one line what came of it."""
        if args not in (["verify"], ["export"]):
            stop(f"name what to do with the captures, verify or export, not {' '.join(args) or 'nothing'}")
        assert self.settings
        try:
            if args == ["export"]:
                _export(Path(self.settings["ARCHIVE_DB"]), Path(opts.wacz or DEFAULT_FILE), opts.source)
            elif opts.wacz:
                stop("verify writes no file; leave --wacz out")
            else:
                self.exitcode = _verify(self.settings, opts.source)
        except (ArchiveError, ExportError) as error:
            stop(str(error))
        except KeyboardInterrupt:
            stop("stopped; nothing was written")


def _verify(settings: Any, source: str) -> int:
    with ProgressLine() as line:
        found = verify(
            Path(settings["ARCHIVE_DB"]),
            Path(settings["CAPTURES_DIR"] or "captures"),
            source,
            lambda done, total: line.show(f"{done:,} of {total:,} captures"),
        )
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `scrapy captures verify | head` ends as any other tool does
    for text in _harmless(found):
        print(text)
    print(f"{found.sound:,} captures are sound" + (f", {found.wrong:,} cannot be served:" if found.wrong else ""))
    for fault in found.faults:
        print(f"  {fault.warc} at byte {fault.offset:,}: {fault.reason}: {plain(fault.url)}")
    if found.wrong > len(found.faults):
        print(f"  and {found.wrong - len(found.faults):,} more")
    return 1 if found.wrong else 0


def _harmless(found: Verification) -> list[str]:
    """Return a line for each thing that does not keep a capture from being served."""
    orphans = [
        f"{one.warc}: whole responses that the archive does not know: {one.count:,} (harmless: a crawl was killed"
        " before it could write their rows, or is running now)"
        for one in found.orphans
    ]
    return [_told(gap) for gap in found.gaps] + orphans


def _told(gap: Gap) -> str:
    if gap.at_end:
        return f"{gap.warc}: the last {gap.length:,} bytes are no whole record (harmless: a write was cut off there)"
    return f"{gap.warc}: {gap.length:,} bytes from byte {gap.offset:,} on are damaged; what follows them is read"


def _export(archive: Path, target: Path, source: str) -> None:
    if target.suffix != ".wacz":
        stop(f"{target} does not end in .wacz, by which ReplayWeb.page and pywb know such a file")
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with ProgressLine() as line:
        packed = export_wacz(
            archive,
            target,
            made,
            source,
            lambda done, total: line.show(f"{done // _MEGABYTE:,} of {total // _MEGABYTE:,} MB"),
        )
    for text in _left_out(packed):
        print(text, file=sys.stderr)
    size = target.stat().st_size
    print(f"{packed.captures:,} captures, {packed.pages:,} pages, {size:,} bytes: {target}")


def _left_out(packed: Packed) -> list[str]:
    return [
        f"left out: {count:,} captures of {warc}, which is missing or cut off" for warc, count in packed.missing.items()
    ]
