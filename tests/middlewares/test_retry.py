import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.internet.defer import Deferred

from middlewares.guard import Refused
from middlewares.retry import Retry, retry_after

NOW = datetime(2026, 4, 1, 12, 0, 0, tzinfo=UTC)
HOST = "clusters.example"
URL = f"https://{HOST}/news"


class Bench:
    """A retry middleware with a clock that stands still, one slot, and a note of every sleep."""

    def __init__(self, **settings: Any) -> None:
        self.sleeps: list[float] = []
        self.slot = Slot(1, 1.0, 0.0)
        self.monotonic = 1000.0
        crawler: Any = SimpleNamespace(
            settings=Settings({"RETRY_TIMES": 3, "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG", **settings}),
            stats=SimpleNamespace(inc_value=lambda name: None),
            engine=SimpleNamespace(downloader=SimpleNamespace(slots={HOST: self.slot})),
        )
        crawler.spider = SimpleNamespace(crawler=crawler)
        self.retry = Retry(crawler.settings, now=lambda: NOW, monotonic=lambda: self.monotonic, sleep=self.sleep)
        self.retry.crawler = crawler

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)

    def answer(self, status: int, request: Request | None = None, **headers: str) -> Request | Response:
        request = request or Request(URL, meta={"download_slot": HOST})
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self.retry.process_response(request, Response(URL, status=status, headers=fields)))

    def fail(self, error: Exception, request: Request | None = None) -> Request | None:
        return asyncio.run(self.retry.process_exception(request or Request(URL), error))

    @property
    def held(self) -> float:
        """The seconds for which the whole slot is held."""
        return max(0.0, self.slot.lastseen - self.monotonic)


def repeated(again: Callable[[Request], Any]) -> int:
    """Return how often a request is made again, when it always fails in the same way."""
    request: Any = Request(URL, meta={"download_slot": HOST})
    for count in range(20):
        request = again(request)
        if not isinstance(request, Request):
            return count
    return 20


@pytest.mark.parametrize("status", [200, 301, 401, 403, 404, 410, 451, 501])
def test_what_is_final_is_not_asked_again(status: int) -> None:
    bench = Bench()
    assert isinstance(bench.answer(status), Response)
    assert (bench.sleeps, bench.held) == ([], 0)


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_a_page_that_fails_is_asked_again_ever_more_slowly(status: int) -> None:
    bench = Bench()
    assert repeated(lambda request: bench.answer(status, request)) == 3
    assert bench.sleeps == [2, 4, 8]
    assert bench.held == 0  # the others go on


@pytest.mark.parametrize("error", [DownloadTimeoutError(), ResponseDataLossError(), ConnectionResetError()])
def test_a_broken_connection_is_tried_again_ever_more_slowly(error: Exception) -> None:
    bench = Bench(RETRY_TIMES=5, RETRY_PAUSE=10, RETRY_AFTER_MAX=60)
    assert repeated(lambda request: bench.fail(error, request)) == 5
    assert bench.sleeps == [10, 20, 40, 60, 60]


def test_a_refusal_is_not_tried_again() -> None:
    assert Bench().fail(Refused("the address leads to another site")) is None


def test_dont_retry_is_obeyed() -> None:
    bench = Bench()
    for status in (500, 503):
        assert isinstance(bench.answer(status, Request(URL, meta={"dont_retry": True})), Response)
    assert bench.fail(DownloadTimeoutError(), Request(URL, meta={"dont_retry": True})) is None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("header", ["60", "Wed, 01 Apr 2026 12:01:00 GMT", "Wed, 01 Apr 2026 14:01:00 +0200"])
def test_the_whole_host_waits_as_long_as_the_server_asks(status: int, header: str) -> None:
    bench = Bench()
    assert isinstance(bench.answer(status, Retry_After=header), Request)
    assert bench.held == 60
    assert bench.sleeps == []  # the request waits in the slot, like all others


@pytest.mark.parametrize("header", ["", "soon", "0", "-5", "Wed, 01 Apr 2026 11:00:00 GMT"])
def test_a_busy_host_that_asks_for_nothing_gets_a_pause_too(header: str) -> None:
    bench = Bench()
    held = []

    def again(request: Request) -> Request | Response:
        answer = bench.answer(503, request, Retry_After=header)
        held.append(bench.held)
        return answer

    assert repeated(again) == 3
    assert held == [2, 4, 8, 8]


def test_a_longer_pause_is_not_cut_short_by_a_shorter_one() -> None:
    bench = Bench()
    bench.answer(429, Retry_After="100")
    bench.answer(429, Retry_After="10")
    assert bench.held == 100


def test_a_host_is_held_without_a_delay_too() -> None:
    bench = Bench()
    bench.slot.delay = 0
    bench.answer(429, Retry_After="10")
    assert bench.slot.delay > 0


@pytest.mark.parametrize("header", ["121", "9" * 5000, "Wed, 01 Apr 2026 12:02:01 GMT"])
def test_a_pause_that_is_too_long_ends_the_requests_to_that_host(header: str) -> None:
    bench = Bench()
    refused: list[Any] = []
    waiting: Deferred[Response] = Deferred()
    waiting.addErrback(refused.append)
    bench.slot.queue.append((Request(URL), waiting))
    assert isinstance(bench.answer(429, Retry_After=header), Response)
    assert refused[0].check(Refused)
    assert (bench.held, bench.sleeps) == (0, [])
    with pytest.raises(Refused, match="wants to be left alone"):
        bench.retry.process_request(Request(URL))
    bench.retry.process_request(Request("https://other.example/"))


def test_a_host_is_asked_again_when_its_pause_is_over() -> None:
    bench = Bench()
    bench.answer(429, Retry_After="121")
    bench.monotonic += 121
    bench.retry.process_request(Request(URL))


@given(st.integers(min_value=0, max_value=10**8))
def test_both_forms_of_retry_after_mean_the_same(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(str(seconds).encode(), NOW) == retry_after(date.encode(), NOW) == seconds


@given(st.binary())
def test_any_retry_after_can_be_read(value: bytes) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    "value", ["Wed, 01 Apr 2026 12:01:00", "Fri, 31 Dec 99999 00:00:00 GMT", "1 Jan 1 00:00 +9999"]
)
def test_strange_dates(value: str) -> None:
    assert retry_after(value.encode(), NOW) in (60, 0, None)


def test_no_header() -> None:
    assert retry_after(None, NOW) is None
