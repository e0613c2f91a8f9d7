"""What a Content-Type header says of a page."""

import re

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def charset(content_type: str) -> str:
    """Return the charset that a Content-Type header names, or "": what the page says itself is read later."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""
