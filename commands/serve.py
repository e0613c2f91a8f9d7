"""``scrapy serve [--port N] [--host H] [--sql]``: the archive on the web, for one's own machine or behind a proxy."""

import argparse
import errno
import os
import socket
import sys
from pathlib import Path
from urllib.parse import quote_plus

from scrapy.commands import ScrapyCommand

from archive.database import ArchiveError
from archive.schema import bring_up_to_date, consistent_reader, frequent_word
from commands import stop

WEB = Path(__file__).resolve().parent.parent / "web"
PORT = 8001

# Datasette's settings for an archive that anybody may open. Its defaults let a visitor run any SQL (measured: one
# query took the server to 2.4 GB of memory, which no time limit bounds) and spend 200 ms on facets that 24,000 hits
# need 500 ms for.
PUBLIC_SETTINGS = {
    "default_allow_sql": "off",
    "allow_download": "off",  # /downloads has files that are complete and checked
    "allow_csv_stream": "off",
    "allow_facet": "off",  # the facets of metadata.yaml stay
    "suggest_facets": "off",  # half of the time of a table page
    "facet_time_limit_ms": "500",
    "sql_time_limit_ms": "2000",
    "num_sql_threads": "8",  # a page of a table takes 4 of them, searches 2: an article always gets one
    "default_page_size": "20",
    "max_returned_rows": "1000",
    "max_csv_mb": "10",
    "truncate_cells_html": "300",
}


class Command(ScrapyCommand):
    """Checks what can be wrong beforehand, then becomes Datasette."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012  # as in ScrapyCommand

    def syntax(self) -> str:
        """Return what follows the command's name."""
        return "[--port N] [--host ADDRESS] [--sql]"

    def short_desc(self) -> str:
        """Return the line of the command list."""
        return "Serve the archive on the web: search, articles, downloads"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take port, host and whether visitors may write SQL."""
        super().add_options(parser)
        parser.add_argument("--port", default=str(PORT), help=f"port to listen on (default: {PORT})")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--sql", action="store_true", help="allow any SQL query; for your own machine only")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Say where to look and what to try, and serve until Ctrl-C."""
        assert self.settings
        archive = Path(self.settings.get("ARCHIVE_DB") or "archive.db")
        downloads = Path(self.settings.get("DOWNLOADS_DIR") or "downloads")
        if args:
            stop(f"serve does not know what to do with {' '.join(args)}")
        port = port_number(opts.port)
        try:
            bring_up_to_date(archive)
            with consistent_reader(archive) as db:
                word = frequent_word(db)
        except ArchiveError as error:
            stop(str(error))
        check_free(opts.host, port)
        print(welcome(opts.host, port, word), flush=True)
        # Read by web/metadata.yaml: Datasette has no other way to hand a value to a plugin.
        os.environ["DOWNLOADS_DIR"] = str(downloads.absolute())
        # The plugins import the package `web`, wherever the command was given.
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(WEB.parent), os.environ.get("PYTHONPATH"))))
        command = datasette_command(archive, opts.host, port, sql=opts.sql)
        os.execv(command[0], command)  # noqa: S606  # a list of arguments, no shell


def port_number(text: str) -> int:
    """Return ``text`` as the number of a port, or stop with a line that says what is wrong."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65536):
        stop(f"{text!r} is no port; give a number from 1 to 65535")
    return int(text)


def check_free(host: str, port: int) -> None:
    """Stop with a line that says what to do when nobody can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does it: a connection that ended a moment ago does not keep the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            stop(f"port {port} is taken; choose another: make run PORT={port % 65535 + 1}")
        stop(f"cannot listen on {host} port {port}: {error.strerror or error}")


def welcome(host: str, port: int, word: str) -> str:
    """Return the address and three things to try; ``word`` is one that the archive has in a title."""
    home = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    return (
        f"The archive is at {home} (Ctrl-C ends it). Three things to try:\n"
        f"  a search       {home}/search?q={quote_plus(word)}\n"
        f"  the newest     {home}/search\n"
        f"  downloads      {home}/downloads"
    )


def datasette_command(archive: Path, host: str, port: int, *, sql: bool) -> list[str]:
    """Return the command that serves ``archive``: never with -i, since a crawl may write it at any time."""
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--host", host, "--port", str(port)]
    command += ["--metadata", str(WEB / "metadata.yaml"), "--template-dir", str(WEB / "templates")]
    command += ["--plugins-dir", str(WEB / "plugins"), "--static", f"static:{WEB / 'static'}"]
    for name, value in {**PUBLIC_SETTINGS, "default_allow_sql": "on" if sql else "off"}.items():
        command += ["--setting", name, value]
    return command
