"""An archive with real captures: articles of two sources, each in a WARC file of its own."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from archive.store import Archive
from archive.warc import Exchange, encode
from items import Article, Capture
from tests.make import DAY, SITE, SOURCE, article

OTHER_SITE = "https://harbour.example"
OTHER = replace(SOURCE, name="other", title="Harbour", homepage=f"{OTHER_SITE}/", host="harbour.example")
# Articles of each source.
ARTICLES = 3
FILES = ("captures/one.warc.gz", "elsewhere/one.warc.gz")


def exchange(url: str, body: bytes, status: int = 200) -> Exchange:
    """Return a page at ``url`` as it came over the wire."""
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'))
    return Exchange(url=url, fetched_at=DAY, status=status, reason="OK", headers=headers, body=body)


def page(number: int) -> bytes:
    """Return the page of article ``number``."""
    return f"<html><title>Title {number}</title><p>Wörter of page {number}.".encode()


def build(folder: Path) -> Path:
    """Make an archive in ``folder`` and return its path: for each source robots.txt, a list, and ARTICLES articles."""
    archive = Archive(folder / "archive.db")
    for source, site, file in ((SOURCE, SITE, FILES[0]), (OTHER, OTHER_SITE, FILES[1])):
        crawl = archive.begin(source, DAY, live=True)
        warc = archive.new_warc(folder / file, "test")

        def keep(url: str, body: bytes, status: int = 200) -> Capture:
            return archive.capture(encode(exchange(url, body, status)), warc, crawl)  # noqa: B023  # called at once

        keep(f"{site}/robots.txt", b"", 404)
        keep(f"{site}/tags/hydrogen?page=1", b"<ul><li>a list")
        for number in range(ARTICLES):
            capture = keep(f"{site}/news/{number}", page(number))
            archive.add(_article(source.name, site, number, capture), crawl)
        archive.finish(crawl, DAY, "", 2 + ARTICLES)
    archive.close()
    return archive.path


def spoil(path: Path, offset: int, data: bytes) -> None:
    """Write ``data`` over what stands at byte ``offset`` of a file."""
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)


def cut(path: Path, size: int) -> None:
    """Keep only the first ``size`` bytes of a file."""
    path.write_bytes(path.read_bytes()[:size])


def append(path: Path, exchanges: Iterable[Exchange]) -> None:
    """Add exchanges to a WARC file that no row will tell of."""
    with path.open("ab") as file:
        for one in exchanges:
            file.write(encode(one).data)


def _article(source: str, site: str, number: int, capture: Capture) -> Article:
    return article(number, source=source, url=f"{site}/news/{number}", capture=capture, body=f"Wörter {number}\u2028.")
