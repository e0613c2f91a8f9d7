"""A page that hangs, kills its reader or is no article costs one failure, and the next page is read."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from extraction.limits import MAX_BODY
from items import Failure, Topic
from pipelines.extract import Extract
from pipelines.validate import Validate
from tests.make import article, card, page
from workers import TaskFailed, Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(1, seconds=1)
    yield workers
    workers.close()


def hang() -> None:
    time.sleep(60)


def die() -> None:
    os._exit(3)


def test_a_hung_or_dead_worker_costs_one_task(workers: Workers) -> None:
    async def run() -> list[str]:
        told = []
        for task in (hang, die):
            try:
                await workers.run(task)
            except TaskFailed as error:
                told.append(str(error))
        told.append(await workers.run(str.upper, "still there"))
        return told

    assert asyncio.run(run()) == [
        "it took more than 1 seconds to read",
        "the process reading it died (exit code 3)",
        "STILL THERE",
    ]


def choke() -> None:
    error = ValueError("no such element")
    error.held = threading.Lock()  # type: ignore[attr-defined]  # as lxml's errors hold what cannot be sent
    raise error


def test_an_exception_that_cannot_be_sent_is_told(workers: Workers) -> None:
    with pytest.raises(TaskFailed, match="ValueError: no such element"):
        asyncio.run(workers.run(choke))
    with pytest.raises(KeyError):
        asyncio.run(workers.run(dict[str, int]().__getitem__, "absent"))


class Session:
    """Stands in for the open crawl: what an extraction in a worker gives back or raises."""

    def __init__(self, outcome: Any) -> None:
        self.workers = self
        self.outcome = outcome

    async def run(self, *_: Any) -> Any:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def extracted(monkeypatch: pytest.MonkeyPatch, outcome: Any) -> Any:
    monkeypatch.setattr("archive.session.Session.of", lambda _: Session(outcome))
    stage = Extract(None, "standard")  # type: ignore[arg-type]  # the crawler is asked for its session only
    return asyncio.run(stage.process_item(page(b"<p>x</p>")))


@pytest.mark.parametrize("error", [TaskFailed("it took too long"), KeyError("a parser's own")])
def test_a_page_that_cannot_be_read_is_a_failure_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failure = extracted(monkeypatch, error)
    assert isinstance(failure, Failure)
    assert str(error) in failure.reason
    assert failure.url == "https://clusters.example/news/0"


def test_a_page_becomes_an_article_and_others_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    assert extracted(monkeypatch, article()) == article()
    stage = Extract(None, "standard")  # type: ignore[arg-type]  # not asked
    assert asyncio.run(stage.process_item(card())) == card()


def test_half_a_character_stops_at_the_door() -> None:
    """JSON and numeric references can spell lone surrogates; one of them would keep a batch from being written."""
    topic = Topic(slug="a", name="\udfff", title="T")
    sound = Validate().process_item(article(title="Bad \ud800 title", body="Clusters \udc00", topics=(topic,)))
    assert (sound.title, sound.body, sound.topics[0].name) == ("Bad ? title", "Clusters ?", "?")
    assert Validate().process_item(card(title="Évora")).title == "Évora"


def test_absurd_lengths_stop_at_the_door() -> None:
    validate = Validate()
    assert len(validate.process_item(card(title="x" * 5_000_000)).title) == 1000
    assert len(validate.process_item(article(title="x" * 5_000_000)).title) == 1000
    assert isinstance(validate.process_item(article(body="x" * (MAX_BODY + 1))), Failure)
    assert validate.process_item(article()) == article()
