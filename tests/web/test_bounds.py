"""Many at once: searches wait for each other and not articles for them, and a long answer ends with its reader."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import Request

from tests.web.serving import Site, plugin
from web.answers import Answer, Asking, Reading, Stream, Text
from web.bounds import Bound, BusyError

door = plugin("site")


def slow(reading: Reading, asking: Asking) -> Answer:
    time.sleep(0.02)
    return Text(body="slow", media_type="text/plain")


def quick(reading: Reading, asking: Asking) -> Answer:
    return Text(body="quick", media_type="text/plain")


def endless(reading: Reading, asking: Asking) -> Answer:
    def blocks(reading: Reading) -> Iterator[str]:
        while True:
            yield "block"

    return Stream(blocks=blocks, media_type="text/csv")


class Client:
    """What an ASGI server hands over: collects what is sent, and hangs up after ``patience`` messages."""

    def __init__(self, patience: int = 0, seconds: float = 0.0) -> None:
        self.sent: list[dict[str, Any]] = []
        self._patience = patience
        self._seconds = seconds

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)
        await asyncio.sleep(self._seconds)

    async def receive(self) -> dict[str, Any]:
        while not self._patience or len(self.sent) < self._patience:
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}


def ask(datasette: Datasette, handler: Any, method: str = "GET", client: Client | None = None) -> Any:
    client = client or Client()
    request = Request.fake("/", method, url_vars={})
    request.scope["csrftoken"] = str
    return door.view(handler)(request, datasette, client.send, client.receive)


@pytest.fixture
def datasette(site: Site, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    monkeypatch.setattr(door, "QUICK", {quick})
    monkeypatch.setattr(door, "DOORS", {})
    site._runner.run(ask(site._datasette, quick))  # the search index is read
    return site._datasette


def test_an_article_does_not_wait_for_searches(site: Site, datasette: Datasette) -> None:
    ended: list[str] = []

    async def noted(handler: Any) -> None:
        ended.append((await ask(datasette, handler)).body)

    async def all_at_once() -> None:
        await asyncio.gather(*(noted(slow) for _ in range(20)), noted(quick))

    site._runner.run(all_at_once())
    assert ended.count("slow") == 20
    assert ended.index("quick") <= 2 * door.MOST_SEARCHES


def test_too_many_searches_are_told_to_come_again(site: Site, datasette: Datasette) -> None:
    async def all_at_once() -> list[Any]:
        return await asyncio.gather(*(ask(datasette, slow) for _ in range(40)), ask(datasette, quick))

    *answers, article = site._runner.run(all_at_once())
    served = [answer for answer in answers if answer.status == 200]
    refused = [answer for answer in answers if answer.status == 503]
    assert len(served) == door.MOST_SEARCHES + door.SEARCHES_WAITING
    assert len(served) + len(refused) == 40
    assert all(answer.headers["Retry-After"] and "Many people are searching" in answer.body for answer in refused)
    assert article.status == 200
    assert site._runner.run(ask(datasette, slow)).status == 200


def test_a_file_ends_when_its_reader_has_gone(site: Site, datasette: Datasette) -> None:
    client = Client(patience=5)
    assert site._runner.run(ask(datasette, endless, client=client)) is None
    assert 5 <= len(client.sent) < 200
    assert client.sent[0]["status"] == 200
    assert client.sent[-1]["more_body"]  # the missing end tells whoever may still listen


def test_a_reader_who_takes_nothing_is_left(site: Site, datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "READER_SECONDS", 0.01)
    client = Client(seconds=0.5)
    site._runner.run(ask(datasette, endless, client=client))
    assert len(client.sent) == 2


def test_a_file_that_takes_too_long_ends(site: Site, datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "STREAM_SECONDS", 0.05)
    client = Client()
    site._runner.run(ask(datasette, endless, client=client))
    assert client.sent[-1]["more_body"]


def test_few_files_at_one_time(site: Site, datasette: Datasette) -> None:
    async def all_at_once() -> list[Any]:
        return await asyncio.gather(*(ask(datasette, endless, client=Client(patience=30)) for _ in range(5)))

    answers = site._runner.run(all_at_once())
    # Which of them come first is a matter of the moment.
    served = [answer for answer in answers if answer is None]
    assert (len(served), [answer.status for answer in answers if answer]) == (door.MOST_STREAMS, [503] * 3)


def test_the_head_of_a_file_is_sent_without_making_it(site: Site, datasette: Datasette) -> None:
    answer = site._runner.run(ask(datasette, endless, "HEAD"))
    assert (answer.status, answer.body, answer.content_type) == (200, "", "text/csv")


def test_turns_are_given_back() -> None:
    async def run() -> None:
        bound = Bound(1, 1)
        async with bound.turn() as leave:
            waiting = asyncio.create_task(one(bound))
            await asyncio.sleep(0)
            with pytest.raises(BusyError):
                await one(bound)
            leave()
            leave()
            await waiting
            given_up = asyncio.create_task(one(bound))
            given_up.cancel()
            await asyncio.gather(given_up, return_exceptions=True)
        for _ in range(3):
            await one(bound)

    async def one(bound: Bound) -> None:
        async with bound.turn():
            await asyncio.sleep(0)

    asyncio.run(run())
