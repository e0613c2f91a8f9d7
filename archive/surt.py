"""Keys that sort addresses by host and path, and are the same for spellings of one address (SURT).

Every index of web captures is sorted by them, and who looks an address up makes its key anew: they have to be those
that the package ``surt`` makes, to the byte. That package is under the Affero GPL, so its rules are written out here:
those of the Internet Archive's canonicalisation, which stands on the one of Google Safe Browsing.
"""

import re
from contextlib import suppress
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
# All that can be seen in ASCII but the two characters that would be read otherwise.
_UNESCAPED = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
_WWW = re.compile(r"^www\d*\.")
# Numbers of a visit: https://host/(s(24 letters))/page.aspx, and the parameters of Java, PHP, ASP and ColdFusion.
_VISITS_IN_PATH = tuple(
    re.compile(rf"(.*/)\({part}\)/([^?]+\.aspx.*)") for part in (r"(?:[a-z]\([0-9a-z]{24}\))+", "[0-9a-z]{24}")
)
_VISITS_IN_QUERY = tuple(
    re.compile(rf"(.*){parameter}(?:&(.*))?", re.IGNORECASE)
    for parameter in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt(url: str) -> str:
    """Return the key of an http or https address: ``org,example)/news?id=1``.

    An address that cannot be taken apart is its own key, escaped.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _escaped(_unescaped(url))
    shown = "" if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{port}"
    query = _query(parts.query)
    return f"{_host(host)}{shown}){_path(parts.path)}" + (f"?{query}" if query else "")


def _host(host: str) -> str:
    name = _unescaped(host)
    if not name.isascii():
        with suppress(UnicodeError):  # no name that a host can have: it stays as it is
            name = name.decode("utf-8", "ignore").encode("idna")
    shown = _escaped(name.replace(b"..", b".").strip(b".").lower())
    return ",".join(reversed(_WWW.sub("", shown).split(".")))


def _path(path: str) -> str:
    kept: list[bytes] = []
    for part in _unescaped(path).split(b"/")[1:]:
        if part == b".." and kept:
            kept.pop()
        elif part != b".":
            kept.append(part)
    # Empty parts are left out, but for the last: it is the slash at the end.
    joined = b"/".join([part for part in kept[:-1] if part] + kept[-1:])
    key = _without(_VISITS_IN_PATH, f"/{_escaped(joined)}".lower())
    return key.removesuffix("/") or "/"


def _query(query: str) -> str:
    key = _without(_VISITS_IN_QUERY, _escaped(_unescaped(query)))
    return "&".join("=".join(pair) for pair in sorted(part.split("=", 1) for part in key.lower().split("&")))


def _without(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    """Return ``text`` without what the patterns find between their two groups."""
    for pattern in patterns:
        found = pattern.fullmatch(text)
        text = found[1] + (found[2] or "") if found else text
    return text


def _unescaped(text: str) -> bytes:
    """Return ``text`` without percent signs that stand for a byte, however often it was escaped."""
    data = text.encode("utf-8", "surrogateescape")
    while (shorter := unquote_to_bytes(data)) != data:
        data = shorter
    return data


def _escaped(data: bytes) -> str:
    return quote_from_bytes(data, safe=_UNESCAPED)
