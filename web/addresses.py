"""Addresses of other sites, as stored texts give them."""

from urllib.parse import quote

# What may stand in an address as it is (RFC 3986), and a percent sign, since stored addresses are encoded already.
IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"


def web_address(url: object) -> str:
    """Return ``url`` as a link may hold it if a browser may be sent there (http or https), else an empty string."""
    text = str(url or "")
    if not text.lower().startswith(("http://", "https://")):
        return ""
    return quote(text, safe=IN_ADDRESSES, errors="replace")
