"""WARC files: one gzip member a record, readable by every WARC tool (ISO 28500, WARC 1.1).

``encode`` is pure and runs in a worker (compressing a page costs more than storing its text); ``WarcFile`` only
appends bytes. What is stored is what came over the wire, still compressed by the server if it was.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from items import Capture

Headers = tuple[tuple[str, str], ...]

# Describe the transfer, not the payload: the body is stored unchunked.
_TRANSFER_HEADERS = frozenset({"transfer-encoding", "connection", "keep-alive"})
# Never to be kept: what a proxy is told, and cookies (we send none).
_SECRET_HEADERS = frozenset({"proxy-authorization", "authorization", "cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response, as on the wire."""

    url: str
    fetched_at: str
    method: str = "GET"
    request_headers: Headers = ()
    status: int
    reason: str = ""
    headers: Headers = ()
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The gzip members of an exchange, response first. ``capture`` lacks only its file and its offset."""

    data: bytes = field(repr=False)
    capture: Capture


def encode(exchange: Exchange) -> Encoded:
    """Return ``exchange`` as a response record and its request record, each a gzip member."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    dated = {"WARC-Date": exchange.fetched_at}
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(
            f"{exchange.status} {exchange.reason}".strip(), _response_headers(exchange), protocol="HTTP/1.1"
        ),
        warc_headers_dict=dated,
    )
    writer.write_record(response)
    length = out.tell()
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [(name, value) for name, value in exchange.request_headers if name.lower() not in _SECRET_HEADERS]
    request = writer.create_warc_record(
        exchange.url,
        "request",
        payload=BytesIO(),
        length=0,
        http_headers=StatusAndHeaders(
            f"{exchange.method} {target} HTTP/1.1", [("Host", parts.netloc), *sent], is_http_request=True
        ),
        warc_headers_dict={**dated, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")},
    )
    writer.write_record(request)
    capture = Capture(
        url=exchange.url,
        fetched_at=exchange.fetched_at,
        status=exchange.status,
        media_type=media_type(_header(exchange.headers, "content-type")),
        digest=response.rec_headers.get_header("WARC-Payload-Digest"),
        warc="",
        offset=0,
        length=length,
        etag=_header(exchange.headers, "etag"),
        last_modified=_header(exchange.headers, "last-modified"),
    )
    return Encoded(data=out.getvalue(), capture=capture)


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type header in lower case, without parameters: ``text/html``."""
    return content_type.partition(";")[0].strip().lower()


def read(path: Path, offset: int) -> Exchange:
    """Return the exchange whose response record starts at byte ``offset`` of ``path``; it has no request headers.

    Raises OSError when the file cannot be read, ValueError when no response record starts there.
    """
    with path.open("rb") as file:
        file.seek(offset)
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                return _exchange(record)
            break
    raise ValueError(f"no response record at byte {offset} of {path.name}")


def scan(path: Path) -> Iterator[tuple[Capture, Exchange]]:
    """Yield every response of a WARC file with the place where it lies (``warc`` is ``path`` as given)."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            if record.rec_type != "response":
                continue
            exchange = _exchange(record)
            offset = records.get_record_offset()
            digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
            yield (
                Capture(
                    url=exchange.url,
                    fetched_at=exchange.fetched_at,
                    status=exchange.status,
                    media_type=media_type(_header(exchange.headers, "content-type")),
                    digest=digest,
                    warc=str(path),
                    offset=offset,
                    length=records.get_record_length(),
                    etag=_header(exchange.headers, "etag"),
                    last_modified=_header(exchange.headers, "last-modified"),
                ),
                exchange,
            )


class CaptureFolder:
    """The responses in a folder of ``*.warc.gz`` files, by address: the newest of each."""

    def __init__(self, folder: Path) -> None:
        self._captures: dict[str, Capture] = {}
        for path in sorted(folder.glob("*.warc.gz")):
            for capture, _ in scan(path):
                known = self._captures.get(capture.url)
                if known is None or known.fetched_at <= capture.fetched_at:
                    self._captures[capture.url] = capture

    def __len__(self) -> int:
        return len(self._captures)

    def find(self, url: str) -> tuple[Capture, Exchange] | None:
        """Return the newest response of ``url``, or None. Raises OSError when its file cannot be read any more."""
        capture = self._captures.get(url)
        return (capture, read(Path(capture.warc), capture.offset)) if capture else None

    def oldest(self) -> str:
        """Return the time of the first response, UTC ISO 8601; empty for an empty folder."""
        return min((capture.fetched_at for capture in self._captures.values()), default="")

    def newest(self) -> str:
        """Return the time of the last response, UTC ISO 8601; empty for an empty folder."""
        return max((capture.fetched_at for capture in self._captures.values()), default="")


class WarcFile:
    """A WARC file that grows: made with its ``warcinfo`` record at the first append, synced before a commit."""

    def __init__(self, path: Path, software: str) -> None:
        self.path = path
        self._software = software
        self._file: Any = None

    def append(self, data: bytes) -> int:
        """Write the gzip members ``data`` at the end and return their offset in bytes.

        Raises OSError when they cannot be written whole; the file is then cut back to where it ended.
        """
        file = self._file or self._open()
        offset: int = file.seek(0, os.SEEK_END)
        try:
            rest = memoryview(data)
            while rest:  # an unbuffered write may take less than all: a full disk shows at the second try
                rest = rest[file.write(rest) :]
        except OSError:
            file.truncate(offset)
            raise
        return offset

    def sync(self) -> None:
        """Bring what was appended to the disk. Raises OSError."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file; nothing happens when nothing was ever appended."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> Any:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("xb", buffering=0)
        writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        info = {"software": self._software, "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(self.path.name, info))
        return self._file


def _exchange(record: Any) -> Exchange:
    headers = record.http_headers
    status, _, reason = headers.statusline.partition(" ")
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=record.rec_headers.get_header("WARC-Date"),
        status=int(status),
        reason=reason,
        headers=tuple(headers.headers),
        body=record.raw_stream.read(),
    )


def _response_headers(exchange: Exchange) -> list[tuple[str, str]]:
    kept = [
        (name, value)
        for name, value in exchange.headers
        if name.lower() not in _TRANSFER_HEADERS and name.lower() != "content-length"
    ]
    return [*kept, ("Content-Length", str(len(exchange.body)))]


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")
