"""WARC files: one gzip member a record, readable by every WARC tool (ISO 28500, WARC 1.1).

``encode`` is pure and runs in a worker (compressing a page costs more than storing its text); ``WarcFile`` only
appends bytes. What is stored is what came over the wire, still compressed by the server if it was. Reading is in
``archive/warc_records.py``.
"""

import base64
import hashlib
import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.exchange import Exchange, Headers, header, media_type
from archive.warc_records import read, scan, tail
from items import Capture

__all__ = [
    "CaptureFolder",
    "Encoded",
    "Exchange",
    "Headers",
    "WarcFile",
    "cut_tail",
    "encode",
    "media_type",
    "read",
    "scan",
]

# Describe the transfer, not the payload: the body is stored unchunked.
_TRANSFER_HEADERS = frozenset({"transfer-encoding", "connection", "keep-alive"})
# Never to be kept: what a proxy is told, and cookies (we send none).
_SECRET_HEADERS = frozenset({"proxy-authorization", "authorization", "cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The gzip members of an exchange, response first. ``capture`` lacks only its file and its offset; ``revisit``
    is True when the body is that of an earlier capture and was not written again.
    """

    data: bytes = field(repr=False)
    capture: Capture
    revisit: bool = False


def encode(exchange: Exchange, known: Capture | None = None) -> Encoded:
    """Return ``exchange`` as a response record and its request record, each a gzip member.

    When its body is that of the capture ``known`` of the same address, the record is a ``revisit`` that refers to it
    (WARC 1.1, section 6.7.2).
    """
    payload_digest = f"sha1:{base64.b32encode(hashlib.sha1(exchange.body, usedforsecurity=False).digest()).decode()}"
    if known is not None and known.digest == payload_digest and exchange.status == known.status:
        return _encode_revisit(exchange, known)
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
        media_type=media_type(header(exchange.headers, "content-type")),
        digest=response.rec_headers.get_header("WARC-Payload-Digest"),
        warc="",
        offset=0,
        length=length,
        etag=header(exchange.headers, "etag"),
        last_modified=header(exchange.headers, "last-modified"),
    )
    return Encoded(data=out.getvalue(), capture=capture)


def cut_tail(path: Path, start: int) -> int:
    """Cut off what a killed process left half-written at the end of ``path``, and return how many bytes that was.

    ``start`` is the offset of a record that is known to be whole. Raises OSError; a file that is not there is whole.
    """
    torn = tail(path, start) if path.exists() else None
    if torn is None:
        return 0
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(torn)
    return size - torn


def _encode_revisit(exchange: Exchange, known: Capture) -> Encoded:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record = writer.create_revisit_record(
        exchange.url,
        digest=known.digest,
        refers_to_uri=known.url,
        refers_to_date=known.fetched_at,
        http_headers=StatusAndHeaders(
            f"{exchange.status} {exchange.reason}".strip(), _response_headers(exchange), protocol="HTTP/1.1"
        ),
        warc_headers_dict={"WARC-Date": exchange.fetched_at},
    )
    writer.write_record(record)
    return Encoded(data=out.getvalue(), capture=known, revisit=True)


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


def _response_headers(exchange: Exchange) -> list[tuple[str, str]]:
    kept = [
        (name, value)
        for name, value in exchange.headers
        if name.lower() not in _TRANSFER_HEADERS and name.lower() != "content-length"
    ]
    return [*kept, ("Content-Length", str(len(exchange.body)))]
