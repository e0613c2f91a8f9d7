"""Addresses: which name of a page is the one it is stored under, and which is the one to ask for.

Rules: RFC 3986 section 6.2.2 (case, dot segments, percent-encoding), then the facts of the source (host names of one
site, query parameters that are part of an article's identity).
"""

import posixpath
import re
from fnmatch import fnmatchcase
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from items import Source

# Session and view leftovers inside the path, as in `/page.html;jsessionid=0A1B`.
_PATH_PARAMETERS = re.compile(r";[^/]*")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# The official languages of the Union, and those that sites of the field print beside them.
_LANGUAGES = "bg|cs|da|de|el|en|es|et|fi|fr|ga|hr|hu|it|lt|lv|mt|nl|no|pl|pt|ro|sk|sl|sv|ca"
_LANGUAGE_SUFFIX = re.compile(rf"_(?P<language>{_LANGUAGES})(?P<end>(?:\.\w+)?/?)$")
_LANGUAGE_PREFIX = re.compile(rf"^/(?P<language>{_LANGUAGES})(?:[-_][A-Za-z]{{2}})?(?:/|$)")
# Drupal facets: `f[0]=topic:12`. They filter a list and never name an article.
_FACET = re.compile(r"^f\[\d*\]$")


def is_own(url: str, source: Source) -> bool:
    """Return whether ``url`` is an http(s) address of the source's site, under its own name or an alias."""
    return _is_own_host(_split(url).hostname or "", source) if _is_web(url) else False


def is_private(url: str, source: Source) -> bool:
    """Return whether ``url`` lies in a part of the site that is not public (login, accounts)."""
    path = _normal_path(_split(url).path)
    return any(path == prefix.rstrip("/") or path.startswith(prefix) for prefix in source.private_paths)


def is_topic_list(url: str, source: Source) -> bool:
    """Return whether ``url`` is a list whose heading is a topic, and no article."""
    return is_own(url, source) and _is_under(url, source.topic_paths)


def is_article_path(url: str, source: Source) -> bool:
    """Return whether ``url`` lies where the source says that its articles lie."""
    return is_own(url, source) and _is_under(url, source.article_paths)


def without_language(url: str) -> str:
    """Return ``url`` without the language that its path names: one string for all translations of a page that differ
    in their address by a language alone, as ``/news/slug_lv``, ``/news/slug_en`` or ``/en/news/slug``, ``/news/slug``.
    """
    parts = _split(url)
    path = _LANGUAGE_SUFFIX.sub(r"\g<end>", _LANGUAGE_PREFIX.sub("/", parts.path, count=1))
    return urlunsplit(parts._replace(path=path))


def language_in(url: str) -> str:
    """Return the language (ISO 639-1) that the path of ``url`` names, or ""."""
    path = _split(url).path
    match = _LANGUAGE_PREFIX.search(path) or _LANGUAGE_SUFFIX.search(path)
    return match["language"] if match else ""


def identity(url: str, source: Source) -> str:
    """Return the canonical URL that ``url`` is stored under: one string for every spelling of one address.

    Addresses of other sites keep their query. Raises ValueError when ``url`` is not an http(s) address.
    """
    return _rebuild(url, source, source.identity_query)


def fetchable(url: str, source: Source) -> str:
    """Return the address to request for an article: its identity, plus the parameters that the server insists on.

    Raises ValueError when ``url`` is not an http(s) address.
    """
    return _rebuild(url, source, source.identity_query + source.fetch_query)


def listing_address(url: str, source: Source) -> str:
    """Return the address of a list page with host and path normalised and the query kept, for a request.

    Raises ValueError when ``url`` is not an http(s) address.
    """
    return _rebuild(url, source, ("*",))


def list_page_key(url: str, source: Source) -> str:
    """Return what tells one page of a list from another.

    Drupal prints several pagers of a page into one parameter (``?page=2,0,0,1``): the first component is the list's
    own, the others multiply one page endlessly. Facet leftovers are no part of the key either.
    """
    parts = urlsplit(listing_address(url, source))
    query = sorted(
        (name, value.split(",")[0] if name == "page" else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _FACET.match(name)
    )
    return f"{parts.path}?{urlencode(query)}"


def _is_under(url: str, prefixes: tuple[str, ...]) -> bool:
    path = _normal_path(_split(url).path)
    return any(path.startswith(prefix) and path.rstrip("/") != prefix.rstrip("/") for prefix in prefixes)


def _is_web(url: str) -> bool:
    return _split(url).scheme in ("http", "https") and bool(_split(url).hostname)


def _is_own_host(host: str, source: Source) -> bool:
    host = host.lower().rstrip(".")
    return host == source.host or any(fnmatchcase(host, alias) for alias in source.aliases)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port, parts.hostname
    except ValueError:
        return urlsplit("")
    return parts


def _rebuild(url: str, source: Source, keep: tuple[str, ...]) -> str:
    if not _is_web(url):
        raise ValueError(f"not an http or https address: {url[:200]!r}")
    parts = _split(safe_url_string(url.strip()))
    host = (parts.hostname or "").lower().rstrip(".")
    own = _is_own_host(host, source)
    if own:
        scheme, netloc = urlsplit(source.homepage).scheme, source.host
    else:
        default = {"http": 80, "https": 443}[parts.scheme]
        port = "" if parts.port in (None, default) else f":{parts.port}"
        scheme, netloc, keep = parts.scheme, (f"[{host}]" if ":" in host else host) + port, ("*",)
    return urlunsplit((scheme, netloc, _normal_path(parts.path), _kept_query(parts.query, keep), ""))


def _normal_path(path: str) -> str:
    path = _ESCAPE.sub(_plain_if_unreserved, _PATH_PARAMETERS.sub("", path)) or "/"
    tidy = posixpath.normpath("/" + path.lstrip("/"))
    return tidy + "/" if path.endswith("/") and tidy != "/" else tidy


def _plain_if_unreserved(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code in _UNRESERVED else match[0].upper()


def _kept_query(query: str, keep: tuple[str, ...]) -> str:
    if "*" in keep:
        return "&".join(part for part in query.split("&") if part and not part.lower().startswith(_TRACKING))
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if name in keep))


# Marks of campaigns and of readers: never part of what a server answers.
_TRACKING = ("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=")
