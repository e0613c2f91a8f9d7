"""The files that ``scrapy export all`` made: what the manifest says of them, how to load each, how to cite them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from babel.numbers import format_decimal

from web.loading import WAYS, Way
from web.texts import Texts

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
# The file that a citation names by its hash.
WHOLE = "archive.sql.gz"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
MEDIA_TYPES = {
    ".gz": "application/gzip",
    ".json": "application/json",
    ".wacz": "application/x-wacz",
    ".sql": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}

Unit = Literal["bytes", "kilobytes", "megabytes", "gigabytes"]
UNITS: tuple[Unit, ...] = ("bytes", "kilobytes", "megabytes", "gigabytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of the manifest. ``made`` is UTC; sizes are bytes; what an older manifest does not say is 0 or empty."""

    name: str
    made: str = ""
    bytes: int = 0
    unpacked: int = 0
    sha256: str = ""
    rows: int = 0
    tables: tuple[tuple[str, int], ...] = ()
    captures: int = 0
    missing: int = 0

    @property
    def ways(self) -> tuple[Way, ...]:
        """How to load it."""
        return WAYS.get(self.name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Omitted:
    """A file that could be there and is not: the reason is a key of the texts, ``bytes`` what it would have had."""

    name: str
    reason: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What there is to download, and the moment of the archive that it shows. Times are UTC, dates ISO 8601."""

    made: str
    articles: int
    newest: str = ""
    schema: str = ""
    sources: int = 0
    first: str = ""
    last: str = ""
    files: tuple[Download, ...] = ()
    omitted: tuple[Omitted, ...] = ()

    def file(self, name: str) -> Download | None:
        """Return the file of that name, if there is one."""
        return next((file for file in self.files if file.name == name), None)

    @property
    def names(self) -> frozenset[str]:
        """The names of all files that may be fetched."""
        return frozenset({MANIFEST, CHECKSUMS, *(file.name for file in self.files)})


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in ``folder``, of today or as it was written earlier; None when there is none to read.

    A file whose name is a path is left out.
    """
    try:
        return _manifest(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _manifest(content: Mapping[str, Any]) -> Manifest:
    files = [_download(file, str(content["made"])) for file in content["files"]]
    published = content.get("published") or {}
    return Manifest(
        made=str(content["made"]),
        articles=int(content["articles"]),
        newest=str(content.get("newest") or ""),
        schema=str(content.get("schema") or ""),
        sources=len(content.get("sources") or ()),
        first=str(published.get("first") or ""),
        last=str(published.get("last") or ""),
        files=tuple(file for file in files if Path(file.name).name == file.name),
        omitted=tuple(
            Omitted(name=str(file["name"]), reason=str(file["reason"]), bytes=int(file["bytes"]))
            for file in content.get("omitted") or ()
        ),
    )


def _download(file: Mapping[str, Any], made: str) -> Download:
    """Return a file of the manifest; ``made`` is when the manifest was, which earlier ones say for all files."""
    known = {field.name: file[field.name] for field in fields(Download) if file.get(field.name) is not None}
    tables = tuple((str(name), int(count)) for name, count in known.pop("tables", {}).items())
    texts = {name: str(known[name]) for name in ("name", "sha256") if name in known}
    numbers = {name: int(known[name]) for name in ("bytes", "unpacked", "rows", "captures", "missing") if name in known}
    return Download(made=str(known.get("made", made)), tables=tables, **texts, **numbers)  # type: ignore[arg-type]  # by name


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    return MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")


def human_size(size: int, texts: Texts) -> str:
    """Return a number of bytes as a person reads it, in powers of 1,000: ``1.2 MB``."""
    power = min(max(len(str(size)) - 1, 0) // 3, len(UNITS) - 1)
    amount = format_decimal(round(size / 1000**power, 1) if power else size, locale=texts.locale)
    return texts.plain(f"downloads.{UNITS[power]}", amount=amount)


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """Return first byte and length of the one range that ``header`` asks for (RFC 9110, section 14.2).

    None stands for the whole file: no range, several, or one that is malformed. A length of 0 cannot be satisfied.
    """
    match = RANGE.fullmatch(header.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        return size - length, length
    first, last = int(match[1]), min(int(match[2] or size), size - 1)
    if match[2] and int(match[2]) < first:
        return None
    return first, max(last - first + 1, 0)


def citation(manifest: Manifest, address: str, texts: Texts) -> str:
    """Return the line that cites this state of the archive; ``address`` is that of the page of the downloads."""
    return texts.plain("downloads.citation", **_cited(manifest, texts), address=address)


def bibtex(manifest: Manifest, address: str, texts: Texts) -> str:
    """Return the same for BibTeX and biblatex (``urldate`` is the latter's)."""
    day = manifest.made[:10]
    note = texts.plain("downloads.citation_note", **_cited(manifest, texts))
    pairs = {
        "title": f"{{{texts.plain('site.name')}}}",
        "year": day[:4],
        "url": address,
        "urldate": day,
        "note": note,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in pairs.items())
    return f"@misc{{cluster-news-archive-{day},\n{lines}}}"


def _cited(manifest: Manifest, texts: Texts) -> dict[str, str]:
    whole = manifest.file(WHOLE)
    return {
        "name": texts.plain("site.name"),
        "year": manifest.made[:4],
        "day": texts.date(manifest.made),
        "articles": texts.plain("downloads.articles", count=manifest.articles),
        "file": WHOLE,
        "hash": whole.sha256 if whole else "",
    }
