"""What a response says of itself, as the spider needs it."""

from scrapy import Request
from scrapy.http import Response
from w3lib.url import safe_url_string

from extraction.addresses import identity
from extraction.content_type import charset
from items import Capture, Card, Document, Page, Source


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


def page_of(response: Response, source: Source, card: Card | None) -> Page:
    """Return the page of an article of ``source``, to which ``card`` led."""
    capture = capture_of(response)
    return Page(
        source=source,
        url=response.url,
        requested=request_of(response).meta.get("redirect_urls", [response.url])[0],
        fetched_at=capture.fetched_at,
        status=response.status,
        media_type=media_type_of(response),
        charset=charset_of(response),
        body=response.body,
        capture=capture,
        card=card,
    )


def document_of(response: Response, source: Source, article_url: str) -> Document:
    """Return the file that the article or card at ``article_url`` links to."""
    capture = capture_of(response)
    return Document(
        source=source.name,
        url=identity(response.url, source),
        article_url=article_url,
        media_type=media_type_of(response),
        size=len(response.body),
        fetched_at=capture.fetched_at,
        capture=capture,
        body=response.body,
    )


def _content_type(response: Response) -> str:
    content_type: bytes = response.headers.get("Content-Type") or b""
    return content_type.decode("latin-1")
