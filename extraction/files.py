"""The files that a page links to, and which responses are files rather than pages."""

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
# PDF, zipped office files, office files of before 2007, RTF.
_FIRST_BYTES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


def document_links(body: bytes, charset: str, url: str, source: Source) -> tuple[Link, ...]:
    """Return the files that the article at ``url`` links to; none when the page cannot be read."""
    try:
        return read_metadata(parse(body, charset), source, url).documents
    except Unreadable:
        return ()


def is_document(media_type: str, body: bytes) -> bool:
    """Return whether a response is a text document, a slide deck or a spreadsheet: by the first bytes of ``body``,
    whatever the server calls it, or by the ``media_type`` that it gives.
    """
    return body.startswith(_FIRST_BYTES) or (media_type.startswith(_FILE_TYPES) and not body.lstrip().startswith(b"<"))
