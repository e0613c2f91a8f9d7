"""The gzip members of a file (RFC 1952): a WARC file has one for each record."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

# zlib's window for gzip, checksum included.
_GZIP = 31
# Bytes read at once: a page with its head is one or two of these.
_BLOCK = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A whole gzip member: where it lies, in bytes of the file, and what it unpacks to."""

    offset: int
    length: int
    data: bytes = field(repr=False)


def members(path: Path, start: int = 0) -> Iterator[Member]:
    """Yield the members of ``path`` from byte ``start`` on; they end where no whole member starts.

    A member is whole when its end is there and its checksum is right. Nothing is looked for behind one that is not:
    what looks like a member there may be part of a page. Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(start)
        offset, ahead = start, b""
        while found := _unpack(file, ahead):
            data, ahead = found
            end = file.tell() - len(ahead)
            yield Member(offset=offset, length=end - offset, data=data)
            offset = end


def _unpack(file: BinaryIO, ahead: bytes) -> tuple[bytes, bytes] | None:
    """Return the next member and what was read past it, or None; ``ahead`` was read past the one before."""
    unpacker = zlib.decompressobj(_GZIP)
    parts = []
    while not unpacker.eof:
        block = ahead or file.read(_BLOCK)
        ahead = b""
        if not block:
            return None
        try:
            parts.append(unpacker.decompress(block))
        except zlib.error:
            return None
    return b"".join(parts), unpacker.unused_data
