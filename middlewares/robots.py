"""robots.txt as RFC 9309 reads it: one that cannot be read forbids everything, one that is not there allows it."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from middlewares.guard import Refused
from middlewares.replay import NotCaptured


class RobotsUnread(Refused):
    """The rules of a site are not known. ``why`` is what kept us from reading them."""

    def __init__(self, why: Exception) -> None:
        super().__init__("robots.txt could not be read, so nothing is fetched")
        self.why = why


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware reads the body of an error page as rules, and takes a server that is down for consent."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unread: dict[str, Exception] = {}

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:  # RFC 9309 section 2.3.1.4: unreachable means disallowed
            self._unread[netloc] = Refused(f"the server answered {response.status}")
        elif response.status >= 400:  # section 2.3.1.3: unavailable means allowed
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, NotCaptured):
            self._unread[netloc] = exc
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Let a request pass that the rules allow. Raises IgnoreRequest."""
        why = self._unread.get(urlparse_cached(request).netloc)
        if why:
            raise RobotsUnread(why)
        super().process_request_2(rp, request)
