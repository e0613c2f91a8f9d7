"""The files that a page links to, and which media types are files rather than pages."""

from extraction.metadata import read_metadata
from extraction.parse import Unreadable, parse
from items import Link, Source

_FILE_TYPES = (
    "application/pdf",
    "application/rtf",
    "application/msword",
    "application/vnd.ms-",
    "application/vnd.oasis.opendocument",
    "application/vnd.openxmlformats",
)


def document_links(body: bytes, charset: str, url: str, source: Source) -> tuple[Link, ...]:
    """Return the files that the article at ``url`` links to; none when the page cannot be read."""
    try:
        return read_metadata(parse(body, charset), source, url).documents
    except Unreadable:
        return ()


def is_document_type(media_type: str) -> bool:
    """Return whether ``media_type`` is that of a text document, a slide deck or a spreadsheet."""
    return media_type.startswith(_FILE_TYPES)
