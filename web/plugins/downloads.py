"""/downloads: the files that ``scrapy export all`` made, with what is in each and how to load it."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, BinaryIO

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response

from web.downloads import asked_range, bibtex, citation, human_size, media_type, read_manifest
from web.sending import reader_is_there
from web.texts import Texts

BLOCK = 1 << 16
TEXTS = Texts()

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Add the page and its files."""
    return [(r"^/downloads$", page), (r"^/downloads/(?P<name>[^/]+)$", download)]


async def page(request: Any, datasette: Any) -> Response:
    """List the files of the manifest, or say how to make them."""
    manifest = read_manifest(folder_of(datasette))
    address = str(datasette.absolute_url(request, datasette.urls.path("downloads")))
    context = {
        "manifest": manifest,
        "size": lambda number: human_size(number, TEXTS),
        "citation": citation(manifest, address, TEXTS) if manifest else "",
        "bibtex": bibtex(manifest, address, TEXTS) if manifest else "",
    }
    return Response.html(await datasette.render_template("downloads.html", context, request=request))


async def download(request: Any, datasette: Any, send: Send, receive: Receive) -> Response | None:
    """Send one file of the manifest, or the part of it that was asked for."""
    if request.method not in ("GET", "HEAD"):
        return Response.text("Method not allowed\n", status=405, headers={"Allow": "GET, HEAD"})
    folder, name = folder_of(datasette), request.url_vars["name"]
    manifest = read_manifest(folder)
    if manifest is None or name not in manifest.names:
        raise NotFound(TEXTS("error.nothing"))
    try:
        # Opened once: a publication that replaces the file meanwhile does not mix the old and the new.
        file = (folder / name).open("rb")
    except OSError:
        raise NotFound(TEXTS("error.nothing")) from None
    with file:
        await send_file(request, send, receive, file, name)
    return None


def folder_of(datasette: Any) -> Path:
    """Return the folder of the downloads: as configured, else ``downloads`` beside the archive."""
    configured = (datasette.plugin_config("downloads") or {}).get("folder")
    return Path(configured or Path(datasette.get_database("archive").path).parent / "downloads")


async def send_file(request: Any, send: Send, receive: Receive, file: BinaryIO, name: str) -> None:
    """Answer with ``file``, whole or in part, in blocks."""
    stat = os.fstat(file.fileno())
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    kind = media_type(name)
    headers = {
        "content-type": kind,
        # What is text is shown in the browser.
        "content-disposition": f'{"inline" if kind.startswith("text/") else "attachment"}; filename="{name}"',
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
    await send_blocks(send, receive, file, 0 if request.method == "HEAD" else length)


async def start(send: Send, status: int, headers: dict[str, str]) -> None:
    """Send the head of an answer."""
    pairs = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})


async def send_blocks(send: Send, receive: Receive, file: BinaryIO, length: int) -> None:
    """Send the next ``length`` bytes of ``file``, as long as somebody reads them.

    A thread takes them from the disk, so that no other answer waits for it.
    """
    async with reader_is_there(receive) as there:
        while length > 0 and there() and (block := await asyncio.to_thread(file.read, min(length, BLOCK))):
            length -= len(block)
            await send({"type": "http.response.body", "body": block, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
