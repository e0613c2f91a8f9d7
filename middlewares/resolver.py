"""The second half of the guard: no connection to a name that resolves to an address inside a network.

Only the address that is connected to counts: a check made before would be open to a name that answers differently
the second time (DNS rebinding). So the check sits in the resolver that Scrapy's HTTP handler connects through.
"""

from collections.abc import Sequence
from functools import partial
from ipaddress import ip_address

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from middlewares.guard import Refused, is_public, proxy_hosts

# Names that the resolver refused, and the address they led to. Like Scrapy's cache of addresses it belongs to the
# process, as the resolver does.
refused_names: dict[str, str] = {}


class PublicResolver(CachingThreadedResolver):
    """Resolver (TWISTED_DNS_RESOLVER) that finds no address for a name which leads to a private, loopback,
    link-local or reserved one.

    The hosts of configured proxies pass: a proxy may be on this machine. The guard refuses them as targets.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.proxies = proxy_hosts()

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        """Return the IPv4 address of ``name``; fails with DNSLookupError."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if name in self.proxies else found.addCallback(partial(_public, name))


class HttpHandler(HTTP11DownloadHandler):
    """Download handler for http and https that tells a refused address from a name without address.

    Twisted drops the resolver's own error on the way (SimpleResolverComplexifier reports "no results" for all).
    """

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises Refused besides what Scrapy's handler raises."""
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            host = urlparse_cached(request).hostname or ""
            if host in refused_names:
                raise Refused(f"{host} leads to {refused_names[host]}, which is not on the public internet") from error
            raise


def _public(name: str, address: str) -> str:
    if is_public(ip_address(address)):
        refused_names.pop(name, None)
        return address
    refused_names[name] = address
    raise DNSLookupError(f"{name} leads to {address}, which is not on the public internet")
