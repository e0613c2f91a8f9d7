"""The guard: no request leaves for a place that the source does not name.

A crawler follows addresses that strangers wrote, so an address is a way to make it knock at doors inside its own
network (server-side request forgery). Every request passes here, those of redirects and of robots.txt too. What a
name resolves to is checked where it is resolved: ``middlewares.resolver``.
"""

import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import inet_aton
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.dupefilters import RFPDupeFilter
from scrapy.exceptions import IgnoreRequest

from items import Source

Address = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
# The part of IPv6 that is given out for the public internet (IANA IPv6 address space registry). The rest holds the
# loopback, private and link-local blocks and those that carry an IPv4 address inside (::ffff:0:0/96, 64:ff9b::/96).
GLOBAL_UNICAST = IPv6Network("2000::/3")
HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class Refused(IgnoreRequest):
    """A request that was never sent. Its text is the reason, one plain sentence."""


class Guard:
    """Downloader middleware: sends a request for another name of the source to its one host, refuses all else that
    is not the source's. A spider without ``source`` has its addresses checked, not its hosts.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.proxies = proxy_hosts()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Guard":
        """Return the guard of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Return None for a request that may be sent, or the request to be sent in its place.

        Raises Refused.
        """
        source = getattr(self.crawler.spider, "source", None)
        redirects = request.meta.get("redirect_urls", [])
        try:
            url = own_address(request.url, source)
            if url in redirects:
                raise Refused(f"redirects lead in a circle, back to {url}")
            check(url, source=None if _leaves(request, source) else source, redirects=redirects, proxies=self.proxies)
        except Refused:
            if self.crawler.stats:
                self.crawler.stats.inc_value("guard/refused")
            raise
        return None if url == request.url else request.replace(url=url)


class RedirectsPass(RFPDupeFilter):
    """Duplicate filter (DUPEFILTER_CLASS) that lets redirects through to where others have been before.

    Scrapy drops such a redirect without a word to callback or errback: the page that moved would be neither an item
    nor a failure, and a redirect to itself would just vanish. The guard ends the circles.
    """

    def request_seen(self, request: Request) -> bool:
        """Whether the request is to be dropped."""
        return super().request_seen(request) and "redirect_times" not in request.meta


def check(
    url: str, *, source: Source | None = None, redirects: Collection[str] = (), proxies: Collection[str] = ()
) -> None:
    """Raise Refused unless ``url`` may be requested.

    ``redirects`` are the addresses that led here, ``proxies`` the host names that are never resolved for a check.
    """
    what = "a redirect" if redirects else "the address"
    parts = _split(url)
    host = parts.hostname or ""
    if parts.scheme not in PORTS:
        raise Refused(f"{what} leads to {parts.scheme or 'no scheme'}:, which is neither http nor https")
    if "@" in parts.netloc:
        raise Refused(f"{what} holds a user name or a password")
    address = literal(host)
    if address is not None and not is_public(address):
        raise Refused(f"{what} leads to {address}, which is not on the public internet")
    if host in proxies:
        raise Refused(f"{what} leads to {host}, which is the proxy itself")
    if source is not None and host != _split(f"//{source.host}").hostname:
        raise Refused(f"{what} leads to another site, {host}")
    if parts.port not in {None, PORTS[parts.scheme], *_declared_ports(source)}:
        raise Refused(f"{what} leads to port {parts.port}, which is not one of this site")
    if parts.scheme == "http" and any(earlier.startswith("https:") for earlier in redirects):
        raise Refused("a redirect leads from https back to http")


def own_address(url: str, source: Source | None) -> str:
    """Return ``url`` with the scheme and host of the source's homepage when its host is an alias of the source."""
    parts = _split(url)
    host = parts.hostname or ""
    if source is None or not any(fnmatchcase(host, alias.lower()) for alias in source.aliases):
        return url
    home = _split(source.homepage)
    same = home.hostname == _split(f"//{source.host}").hostname
    return parts._replace(scheme=home.scheme if same else "https", netloc=home.netloc if same else source.host).geturl()


def _leaves(request: Request, source: Source | None) -> bool:
    """Return whether a request may go to any public site: for a card that leads off the site, where the source says
    that such are fetched, and for the rules of the other site.
    """
    if source is None or not source.offsite:
        return False
    return bool(request.meta.get("offsite")) or ("role" not in request.meta and _is_robots(request.url))


def _is_robots(url: str) -> bool:
    parts = _split(url)
    return parts.path == "/robots.txt" and not parts.query


def literal(host: str) -> Address | None:
    """Return the IP address that the host of a URL spells, None for a name.

    A host whose last label is a number is an IPv4 address in one of its many spellings, never a name (URL Standard,
    section 3.5): 2130706433, 0x7f.1 and 127.1 are all 127.0.0.1. Raises Refused when it is neither address nor name.
    """
    host = host.lower()
    try:
        if ":" in host:
            return ip_address(host.partition("%")[0])
        if not HOST_NAME.fullmatch(host):
            raise ValueError(host)
        host = host.removesuffix(".")
        if NUMBER.fullmatch(host.rpartition(".")[2]):
            return IPv4Address(inet_aton(host))
    except (ValueError, OSError) as error:
        raise Refused(f"the host name {host!r} is not valid") from error
    return None


def is_public(address: Address) -> bool:
    """Whether the address is one that any computer on the internet can be reached at."""
    if isinstance(address, IPv6Address):
        # 6to4 (2002::/16) leads to the IPv4 address inside; withdrawn by RFC 7526.
        return address in GLOBAL_UNICAST and address.sixtofour is None and address.is_global
    # is_global counts multicast as global.
    return address.is_global and not address.is_multicast


def proxy_hosts() -> frozenset[str]:
    """Return the host names of the proxies that the environment names (``http_proxy``, ``https_proxy``), which
    Scrapy uses. They may be on this machine.
    """
    proxies = (url for scheme, url in getproxies().items() if scheme in PORTS)
    hosts = (_split(url if "://" in url else f"//{url}").hostname for url in proxies)
    return frozenset(host for host in hosts if host)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read for its ValueError
    except ValueError as error:
        raise Refused(f"the address cannot be read: {error}") from error
    return parts


def _declared_ports(source: Source | None) -> set[int | None]:
    return {_split(source.homepage).port, _split(f"//{source.host}").port} if source else set()
