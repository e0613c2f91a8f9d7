"""/downloads: the files that ``scrapy export all`` made, with what is in each and how to load it."""

import asyncio
import json
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, BinaryIO

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response

MANIFEST = "manifest.json"
BLOCK = 1 << 16
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)

# What each file is, and the commands that load it.
USES = {
    "archive.sql.gz": (
        "The whole archive as one SQL script",
        "gunzip archive.sql.gz && sqlite3 -bail restored.db < archive.sql",
    ),
    "archive.db.gz": ("The whole archive as an SQLite database, search index included", "gunzip archive.db.gz"),
    "articles.json.gz": (
        "All articles as one JSON array, with their topics, sightings and documents",
        "gunzip -c articles.json.gz | jq '.[0]'",
    ),
    "articles.jsonl.gz": (
        "The same articles, one JSON object a line",
        "python3 -c \"import pandas; print(pandas.read_json('articles.jsonl.gz', lines=True))\"",
    ),
    "articles.csv.gz": (
        "All articles as a table: one a row, topics joined. Text that a spreadsheet would run as a formula has an "
        "apostrophe before it",
        "gunzip articles.csv.gz",
    ),
}

Send = Callable[[dict[str, Any]], Awaitable[None]]


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Add the page and its files."""
    return [(r"^/downloads$", page), (r"^/downloads/(?P<name>[^/]+)$", download)]


async def page(request: Any, datasette: Any) -> Response:
    """List the files of the manifest, or say how to make them."""
    manifest = read_manifest(folder_of(datasette))
    files = [{**file, "use": USES.get(file["name"], ("", ""))} for file in manifest.get("files", [])]
    context = {"manifest": manifest, "files": files, "size": human_size}
    return Response.html(await datasette.render_template("downloads.html", context, request=request))


async def download(request: Any, datasette: Any, send: Send) -> Response | None:
    """Send one file of the manifest, or the part of it that was asked for."""
    if request.method not in ("GET", "HEAD"):
        return Response.text("Method not allowed", status=405, headers={"Allow": "GET, HEAD"})
    folder = folder_of(datasette)
    name = request.url_vars["name"]
    if name != MANIFEST and name not in {file["name"] for file in read_manifest(folder).get("files", [])}:
        raise NotFound("There is no such file to download")
    try:
        # Opened once: a publication that replaces the file meanwhile does not mix the old and the new.
        file = (folder / name).open("rb")
    except OSError:
        raise NotFound("This file is not there any more") from None
    with file:
        await send_file(request, send, file, name)
    return None


def folder_of(datasette: Any) -> Path:
    """Return the folder of the downloads: as configured, else ``downloads`` beside the archive."""
    configured = (datasette.plugin_config("downloads") or {}).get("folder")
    return Path(configured or Path(datasette.get_database("archive").path).parent / "downloads")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest in ``folder``, or an empty one when there is none. Names that are paths are left out."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest["files"] = [file for file in manifest["files"] if Path(file["name"]).name == file["name"]]
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return dict(manifest)


def human_size(size: int) -> str:
    """Return a number of bytes as a person reads it, in powers of 1,000: ``1.2 MB``."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


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


async def send_file(request: Any, send: Send, file: BinaryIO, name: str) -> None:
    """Answer with ``file``, whole or in part, in blocks."""
    stat = os.fstat(file.fileno())
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {
        "content-type": "application/json" if name == MANIFEST else "application/gzip",
        "content-disposition": f'attachment; filename="{name}"',
        "accept-ranges": "bytes",
        "cache-control": "no-cache",
        "etag": etag,
    }
    if etag in request.headers.get("if-none-match", ""):
        await start(send, 304, headers)
        await send({"type": "http.response.body", "body": b""})
        return
    part = None
    if request.headers.get("if-range", etag) == etag:
        part = asked_range(request.headers.get("range", ""), stat.st_size)
    first, length = part or (0, stat.st_size)
    status = 200 if part is None else 206
    if part is not None and length == 0:
        status, headers["content-range"] = 416, f"bytes */{stat.st_size}"
    elif part is not None:
        headers["content-range"] = f"bytes {first}-{first + length - 1}/{stat.st_size}"
    await start(send, status, {**headers, "content-length": str(length)})
    file.seek(first)
    await send_blocks(send, file, 0 if request.method == "HEAD" else length)


async def start(send: Send, status: int, headers: dict[str, str]) -> None:
    """Send the head of an answer."""
    pairs = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})


async def send_blocks(send: Send, file: BinaryIO, length: int) -> None:
    """Send the next ``length`` bytes of ``file``; a thread reads them, so that no other answer waits for the disk."""
    while length > 0 and (block := await asyncio.to_thread(file.read, min(length, BLOCK))):
        length -= len(block)
        await send({"type": "http.response.body", "body": block, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
