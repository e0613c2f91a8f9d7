"""Bodies come whole or not at all.

Scrapy's HttpCompressionMiddleware takes what it can get out of a truncated body without a word, and the half page
would then replace the whole one of the last crawl. This one stands in its place and decodes to the end or fails.
"""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from archive import content_coding
from middlewares.retry import Retry


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
    """Return ``body`` after undoing ``encodings``, as ``archive.content_coding.decode`` does. Raises Damaged, Unfit."""
    try:
        return content_coding.decode(body, encodings, limit)
    except content_coding.Incomplete as error:
        raise Damaged(str(error)) from error
    except content_coding.Undecodable as error:
        raise Unfit(str(error)) from error


def _encodings(response: Response) -> list[str]:
    header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    return content_coding.codings(header)


def _plain(response: Response, body: bytes) -> Response:
    headers = response.headers.copy()  # the capture keeps the response as it came
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    # Scrapy guessed the class and the charset from packed bytes: both are to be found anew.
    charset = {"encoding": None} if issubclass(kind, TextResponse) else {}
    plain: Response = response.replace(cls=kind, headers=headers, body=body, **charset)
    return plain
