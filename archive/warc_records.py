"""Reading WARC files: only whole records, also from a file whose last write was cut off.

Of such a file warcio gives the cut record as if it were whole, with a body that is too short, or raises
ArchiveLoadFailed or AttributeError (measured by cutting a record at each byte: 54 % and 14 % of them). So whether a
record is whole is decided here: its gzip member has its end and its checksum, its block the length that its head says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParser

from archive.exchange import Exchange, header, media_type
from archive.members import Member, members
from items import Capture

_LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
_HTTP_PARSER = StatusAndHeadersParser([], verify=False)
# ISO 28500, section 4: what follows the block of every record.
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A whole record: where it lies, in bytes of the compressed file, its WARC-Type as ``kind``, and the
    WARC-Payload-Digest of its head as ``digest``. ``exchange`` is what a response record holds, without request
    headers; None for every other kind, and for a response that is not HTTP.
    """

    offset: int
    length: int
    kind: str
    digest: str
    exchange: Exchange | None


def records(path: Path, start: int = 0) -> Iterator[Record]:
    """Yield the records of a WARC file from byte ``start`` on, in their order.

    They end where no whole record starts: at the end of the file, or at what a killed process left unfinished, for
    which see ``tail``. Raises OSError when the file cannot be read.
    """
    for member in members(path, start):
        record = _record(member)
        if record is None:
            return
        yield record


def tail(path: Path, start: int = 0) -> int | None:
    """Return the byte of ``path`` from which on no whole record follows, or None when all are whole to the end.

    ``start`` is a byte at which a record starts; what lies before it is not looked at. Raises OSError.
    """
    size = path.stat().st_size
    end = start
    for record in records(path, start):
        end = record.offset + record.length
    return end if end < size else None


def read(path: Path, offset: int) -> Exchange:
    """Return the exchange whose response record starts at byte ``offset`` of ``path``; it has no request headers.

    Raises OSError when the file cannot be read, ValueError when no whole response record starts there.
    """
    record = next(records(path, offset), None)
    if record is None or record.exchange is None:
        raise ValueError(f"no response record at byte {offset} of {path.name}")
    return record.exchange


def scan(path: Path) -> Iterator[tuple[Capture, Exchange]]:
    """Yield every response of a WARC file with the place where it lies (``warc`` is ``path`` as given).

    What follows the last whole record is passed over in silence; ``tail`` tells of it. Raises OSError.
    """
    for record in records(path):
        if record.exchange is not None:
            yield _capture(path, record, record.exchange), record.exchange


def _record(member: Member) -> Record | None:
    """Return the record that fills ``member``, or None when it holds anything else."""
    stream = BytesIO(member.data)
    try:
        parsed = _LOADER.parse_record_stream(stream, known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError):
        return None
    block = parsed.raw_stream.read()
    if stream.read() != _END or parsed.rec_headers.get_header("Content-Length") != str(len(block)):
        return None
    head = {name: parsed.rec_headers.get_header(name) or "" for name in ("WARC-Target-URI", "WARC-Date")}
    return Record(
        offset=member.offset,
        length=member.length,
        kind=parsed.rec_type or "",
        digest=parsed.rec_headers.get_header("WARC-Payload-Digest") or "",
        exchange=_exchange(head["WARC-Target-URI"], head["WARC-Date"], block)
        if parsed.rec_type == "response"
        else None,
    )


def _exchange(url: str, fetched_at: str, block: bytes) -> Exchange | None:
    """Return the response that the ``block`` of a record holds, or None when it is no HTTP."""
    if not url.startswith(("http:", "https:")) or not block.startswith(b"HTTP/"):
        return None
    stream = BytesIO(block)
    parsed = _HTTP_PARSER.parse(stream)
    status, _, reason = parsed.statusline.partition(" ")
    if not (status.isascii() and status.isdigit()):
        return None
    return Exchange(
        url=url,
        fetched_at=fetched_at,
        status=int(status),
        reason=reason,
        headers=tuple(parsed.headers),
        body=stream.read(),
    )


def _capture(path: Path, record: Record, exchange: Exchange) -> Capture:
    return Capture(
        url=exchange.url,
        fetched_at=exchange.fetched_at,
        status=exchange.status,
        media_type=media_type(header(exchange.headers, "content-type")),
        digest=record.digest,
        warc=str(path),
        offset=record.offset,
        length=record.length,
        etag=header(exchange.headers, "etag"),
        last_modified=header(exchange.headers, "last-modified"),
    )
