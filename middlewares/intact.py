"""Bodies come whole or not at all.

Scrapy's HttpCompressionMiddleware takes what it can get out of a truncated body without a word, and the half page
would then replace the whole one of the last crawl. This one stands in its place and decodes to the end or fails.
"""

import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from middlewares.retry import Retry

# zlib's window for each content coding (RFC 9110, section 8.4.1): gzip, and deflate in a zlib wrapper. All that we
# ask for: both end with a checksum, and the standard library decodes them.
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
# Microsoft servers sent deflate without its wrapper, and some still do.
BARE_DEFLATE = -15
# A gzip body may be several members one after another (RFC 1952, section 2.2); a page needs one.
MEMBERS = 16


class Unfit(IgnoreRequest):
    """A body that cannot be used. Its text is the reason, one plain sentence; ``response`` is what came."""

    response: Response | None = None


class Damaged(Unfit):
    """A body that is incomplete or no valid encoding of anything; another try may bring it whole."""


class Intact:
    """Downloader middleware in place of HttpCompressionMiddleware: hands on decoded bodies that are whole.

    A damaged one is asked for again by way of the retry middleware; one that unpacks to more than DOWNLOAD_MAXSIZE
    bytes, or is in an encoding that we do not ask for, is not.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Intact":
        """Return the middleware of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for the encodings that can be decoded here."""
        request.headers.setdefault("Accept-Encoding", "gzip, deflate")

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response with its body decoded, or the request to be made again.

        Raises Unfit. The body of an error page is dropped rather than refused: the status is the news.
        """
        encodings = _encodings(response)
        if not encodings or request.method == "HEAD":
            return response
        try:
            body = decode(response.body, encodings, request.meta.get("download_maxsize", self.limit))
        except Unfit as error:
            if not 200 <= response.status < 300:
                return _plain(response, b"")
            error.response = response
            retry = self.crawler.get_downloader_middleware(Retry) if isinstance(error, Damaged) else None
            retried = await retry.again(request, error) if retry else None
            if retried is None:
                raise
            return retried
        return _plain(response, body)


def decode(body: bytes, encodings: list[str], limit: int) -> bytes:
    """Return ``body`` after undoing ``encodings``, which were applied in the order given.

    Raises Damaged, or Unfit for more than ``limit`` bytes (0: no limit) and for an encoding that is not in WINDOWS.
    """
    for encoding in reversed(encodings):
        if encoding not in WINDOWS:
            raise Unfit(f"the server sent the encoding {encoding!r}, which was not asked for")
        try:
            body = _inflate(body, WINDOWS[encoding], limit)
        except zlib.error as error:
            if encoding != "deflate":
                raise Damaged(f"the body is not valid {encoding}: {_cause(error)}") from error
            body = _bare(body, limit)
    return body


def _inflate(data: bytes, window: int, limit: int) -> bytes:
    whole = bytearray()
    for _ in range(MEMBERS):
        decoder = zlib.decompressobj(window)
        # max_length keeps a bomb from ever being unpacked; 0 would mean no limit.
        whole += decoder.decompress(data, limit + 1 - len(whole) if limit else 0)
        if limit and len(whole) > limit:
            raise Unfit(f"the body unpacks to more than {limit} bytes")
        if not decoder.eof:
            raise Damaged("the compressed body is incomplete: its end is missing")
        data = decoder.unused_data
        # Anything but another gzip member is padding, which browsers ignore as well.
        if window != WINDOWS["gzip"] or not data.startswith(b"\x1f\x8b"):
            return bytes(whole)
    raise Unfit(f"the body is made of more than {MEMBERS} gzip members")


def _bare(data: bytes, limit: int) -> bytes:
    try:
        return _inflate(data, BARE_DEFLATE, limit)
    except zlib.error as error:
        raise Damaged(f"the body is not valid deflate: {_cause(error)}") from error


def _cause(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2]  # without "Error -3 while decompressing data"


def _encodings(response: Response) -> list[str]:
    header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    names = (name.strip().lower() for name in header.split(","))
    return [name for name in names if name not in ("", "identity")]


def _plain(response: Response, body: bytes) -> Response:
    headers = response.headers.copy()  # the capture keeps the response as it came
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    # Scrapy guessed the class and the charset from packed bytes: both are to be found anew.
    charset = {"encoding": None} if issubclass(kind, TextResponse) else {}
    plain: Response = response.replace(cls=kind, headers=headers, body=body, **charset)
    return plain
