"""What failed for a while is asked again, ever more slowly, and a server that asks for a pause gets it."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.response import response_status_message

from middlewares.guard import Refused

# The statuses that speak of the whole server and may carry Retry-After (RFC 6585, section 4; RFC 9110, 15.6.4).
BUSY = frozenset({429, 503})
CLOSED = "not asked, because the server wants to be left alone for longer than a crawl waits"


def _now() -> datetime:
    return datetime.now(UTC)


class Retry(RetryMiddleware):
    """Downloader middleware in place of Scrapy's, which repeats at once and does not know Retry-After.

    RETRY_PAUSE is the pause before the first repetition in seconds, doubled for each further one. After 429 and 503
    the whole host is left alone for that time, or for what Retry-After asks; other failures hold up their own request
    alone. A Retry-After of more than RETRY_AFTER_MAX seconds ends the requests to that host, waiting ones included.
    """

    def __init__(
        self,
        settings: BaseSettings,
        *,
        now: Callable[[], datetime] = _now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if settings["REPLAY"]:
            raise NotConfigured  # captures answer for ever the same
        super().__init__(settings)
        self.first_pause = settings.getfloat("RETRY_PAUSE", 2)
        self.longest_pause = settings.getfloat("RETRY_AFTER_MAX", 120)
        self.closed_until: dict[str | None, float] = {}
        self.now = now
        self.monotonic = monotonic
        self.sleep = sleep

    def process_request(self, request: Request) -> None:
        """Raise Refused while the host wants to be left alone for longer than a crawl waits."""
        if self.closed_until.get(urlparse_cached(request).hostname, 0) > self.monotonic():
            raise Refused(CLOSED)

    async def process_response(  # type: ignore[override]  # Scrapy awaits what a middleware returns
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request to be made again, or the response when it is final."""
        if response.status not in self.retry_http_codes or request.meta.get("dont_retry"):
            return response
        if response.status in BUSY:
            return self._after_pause(request, response) or response
        return await self.again(request, response_status_message(response.status)) or response

    async def process_exception(  # type: ignore[override]  # as above
        self, request: Request, exception: Exception
    ) -> Request | None:
        """Return the request to be made again, or None for a failure that is final."""
        return await self.again(request, exception) if isinstance(exception, self.exceptions_to_retry) else None

    async def again(self, request: Request, reason: str | Exception) -> Request | None:
        """Return the request to be made again, after its pause; None when it had its RETRY_TIMES."""
        retried = None if request.meta.get("dont_retry") else self._retry(request, reason)
        if retried is not None:
            await self.sleep(self._pause(retried))
        return retried

    def _after_pause(self, request: Request, response: Response) -> Request | None:
        asked = retry_after(response.headers.get("Retry-After"), self.now()) or 0
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if asked > self.longest_pause:
            self.closed_until[urlparse_cached(request).hostname] = self.monotonic() + asked
            while slot and slot.queue:
                slot.queue.popleft()[1].errback(Refused(CLOSED))
            return None
        retried = self._retry(request, response_status_message(response.status))
        if retried is not None and slot is not None:
            # Scrapy sends the next request `delay` after `lastseen`, and looks at neither while delay is 0.
            slot.delay = slot.delay or 0.001
            slot.lastseen = max(slot.lastseen, self.monotonic() + max(asked, self._pause(retried)))
        return retried

    def _pause(self, retried: Request) -> float:
        doubled = self.first_pause * 2 ** (retried.meta["retry_times"] - 1)
        return float(min(doubled, self.longest_pause))


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Return the seconds from ``now`` (aware) that a Retry-After header asks for, None where it says nothing usable.

    Both forms of RFC 9110, section 10.2.3: seconds, or an HTTP date (0 when it is past).
    """
    text = (value or b"").decode("latin-1").strip()
    if re.fullmatch(r"[0-9]+", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
