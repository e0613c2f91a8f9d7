"""Undoing the content coding of a body (RFC 9110, section 8.4): to the end, or not at all.

Bodies are stored as they came over the wire. The crawl decodes them here, and so does whoever reads a capture again.
"""

import zlib

# zlib's window for each content coding (RFC 9110, section 8.4.1): gzip, and deflate in a zlib wrapper. All that we
# ask for: both end with a checksum, and the standard library decodes them.
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
# Microsoft servers sent deflate without its wrapper, and some still do.
BARE_DEFLATE = -15
# A gzip body may be several members one after another (RFC 1952, section 2.2); a page needs one.
MEMBERS = 16


class Undecodable(ValueError):
    """The body cannot be decoded. The text is one plain sentence."""


class Incomplete(Undecodable):
    """The body lacks its end, or is no valid coding of anything: damaged on its way."""


def codings(header: str) -> list[str]:
    """Return the content codings that a Content-Encoding header names, in the order in which they were applied."""
    names = (name.strip().lower() for name in header.split(","))
    return [name for name in names if name not in ("", "identity")]


def decode(body: bytes, applied: list[str], limit: int) -> bytes:
    """Return ``body`` after undoing the codings ``applied``, which were applied in the order given.

    Raises Incomplete, or Undecodable for more than ``limit`` bytes (0: no limit) and for a coding not in WINDOWS.
    """
    for coding in reversed(applied):
        if coding not in WINDOWS:
            raise Undecodable(f"the server sent the encoding {coding!r}, which was not asked for")
        try:
            body = _inflate(body, WINDOWS[coding], limit)
        except zlib.error as error:
            if coding != "deflate":
                raise Incomplete(f"the body is not valid {coding}: {_cause(error)}") from error
            body = _bare(body, limit)
    return body


def _inflate(data: bytes, window: int, limit: int) -> bytes:
    whole = bytearray()
    for _ in range(MEMBERS):
        decoder = zlib.decompressobj(window)
        # max_length keeps a bomb from ever being unpacked; 0 would mean no limit.
        whole += decoder.decompress(data, limit + 1 - len(whole) if limit else 0)
        if limit and len(whole) > limit:
            raise Undecodable(f"the body unpacks to more than {limit} bytes")
        if not decoder.eof:
            raise Incomplete("the compressed body is incomplete: its end is missing")
        data = decoder.unused_data
        # Anything but another gzip member is padding, which browsers ignore as well.
        if window != WINDOWS["gzip"] or not data.startswith(b"\x1f\x8b"):
            return bytes(whole)
    raise Undecodable(f"the body is made of more than {MEMBERS} gzip members")


def _bare(data: bytes, limit: int) -> bytes:
    try:
        return _inflate(data, BARE_DEFLATE, limit)
    except zlib.error as error:
        raise Incomplete(f"the body is not valid deflate: {_cause(error)}") from error


def _cause(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2]  # without "Error -3 while decompressing data"
