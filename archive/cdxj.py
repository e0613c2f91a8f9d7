"""The index of a WACZ file: a line for each capture (CDXJ), in blocks that can be fetched alone (ZipNum).

``index.cdx.gz`` holds blocks of lines, each a gzip member; ``index.idx`` names the first key and the place of each.
ReplayWeb.page reads one of the two only by way of the other, and pywb the first alone.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice

from archive.surt import surt

DATA = "index.cdx.gz"
# Lines in a block, as in the tools of Webrecorder: a block is some 20 kB and is fetched whole for one address.
BLOCK_LINES = 300


def line(
    url: str, fetched_at: str, media_type: str, status: int, digest: str, length: int, offset: int, warc: str
) -> str:
    """Return the line of a capture, without its end: key, time of 14 digits, JSON. Lines sort as the index has to."""
    facts = {
        "url": url,
        "mime": media_type,
        "status": str(status),
        "digest": digest,
        "length": str(length),
        "offset": str(offset),
        "filename": warc,
    }
    return f"{surt(url)} {timestamp(fetched_at)} {json.dumps(facts)}"


def timestamp(time: str) -> str:
    """Return a time in ISO 8601 as 14 digits: ``20260301080000``."""
    return "".join(filter(str.isdigit, time))[:14]


class ZipNum:
    """Both files of the index: ``blocks`` has to be used up before ``idx`` is asked for."""

    def __init__(self) -> None:
        self._places = [f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': DATA})}"]

    def blocks(self, lines: Iterable[str]) -> Iterator[bytes]:
        """Yield the content of ``index.cdx.gz``, block by block; ``lines`` are sorted."""
        offset = 0
        rest = iter(lines)
        while block := list(islice(rest, BLOCK_LINES)):
            # No time inside: the same lines give the same bytes.
            packed = gzip.compress("".join(f"{entry}\n" for entry in block).encode(), mtime=0)
            digest = f"sha256:{hashlib.sha256(packed).hexdigest()}"
            place = {"offset": offset, "length": len(packed), "digest": digest}
            self._places.append(f"{block[0].partition(' {')[0]} {json.dumps(place)}")
            offset += len(packed)
            yield packed

    def idx(self) -> bytes:
        """Return the content of ``index.idx``."""
        return "".join(f"{place}\n" for place in self._places).encode()
