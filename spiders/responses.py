"""What a response says of itself, as the spider needs it."""

from scrapy import Request
from scrapy.http import Response
from w3lib.url import safe_url_string

from extraction.content_type import charset
from items import Capture


def request_of(response: Response) -> Request:
    """Return the request that was answered."""
    assert response.request
    return response.request


def capture_of(response: Response) -> Capture:
    """Return where the response is kept."""
    capture: Capture = request_of(response).meta["capture"]
    return capture


def media_type_of(response: Response) -> str:
    """Return the media type in lower case and without parameters, such as ``text/html``."""
    return _content_type(response).partition(";")[0].strip().lower()


def charset_of(response: Response) -> str:
    """Return the character set that the Content-Type header declares, or an empty string."""
    return charset(_content_type(response))


def next_of(response: Response) -> str | None:
    """Return the absolute address that the Link header (RFC 8288) calls next: so WordPress pages what it answers."""
    header = b", ".join(response.headers.getlist("Link")).decode("latin-1")
    for part in header.split(",")[:100]:
        target, _, parameters = part.partition(">")
        if 'rel="next"' in parameters and target.lstrip().startswith("<"):
            return response.urljoin(safe_url_string(target.lstrip(" <")))
    return None


def _content_type(response: Response) -> str:
    content_type: bytes = response.headers.get("Content-Type") or b""
    return content_type.decode("latin-1")
