"""One request and its response, as they go over the wire."""

from dataclasses import dataclass, field

Headers = tuple[tuple[str, str], ...]


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


def header(headers: Headers, name: str) -> str:
    """Return the value of the first header of that ``name`` (in lower case), or nothing."""
    return next((value for key, value in headers if key.lower() == name), "")


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type header in lower case, without parameters: ``text/html``."""
    return content_type.partition(";")[0].strip().lower()
