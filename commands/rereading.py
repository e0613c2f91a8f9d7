"""Reading all captures again: every core at work, batches into the archive, constant memory."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from archive.reextract import Captured, Difference, compare, rewrite
from archive.schema import consistent_reader
from archive.store import BATCH, Archive
from commands.captured_page import CapturedPage, NoArticle, Reader
from commands.differences import Findings
from items import Article, Source
from workers import TaskFailed, Workers

# Pages that a process takes at once: handing over a single one costs a tenth of reading it.
CHUNK = 8
# Chunks under way for each process: enough that none waits for work while a slow page holds up the order.
AHEAD = 4

# What is done with a batch of articles: they are compared with the archive, or written to it.
Change = Callable[[Sequence[tuple[Captured, Article]]], list[Difference]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Processes that read captures: how many, with what time limit in seconds for a page, and how."""

    count: int
    seconds: float
    reader: Reader


@contextmanager
def opened(path: Path, *, dry: bool) -> Iterator[tuple[sqlite3.Connection, Change]]:
    """Give a connection to the archive at ``path``, and what is to be done with articles that were read anew.

    A dry run sees the archive as it is at one moment and needs no lock; else the archive's lock is held. Raises
    ArchiveError.
    """
    with consistent_reader(path) as db:  # makes no archive where there is none
        if dry:
            yield db, lambda batch: [compare(db, known, article) for known, article in batch]
            return
    with closing(Archive(path)) as archive:
        yield archive.db, partial(rewrite, archive)
        archive.relate()


async def reread(
    known: Iterator[Captured],
    sources: Mapping[str, Source],
    readers: Readers,
    change: Change,
    findings: Findings,
    progress: Callable[[], None],
) -> None:
    """Read ``known`` again, hand the articles to ``change`` batch by batch, and count in ``findings``.

    ``progress`` is called after each page. Raises what ``change`` raises; what was handed to it before stays.
    """
    workers = Workers(readers.count, readers.seconds)
    batch: list[tuple[Captured, Article]] = []
    try:
        async for one, found in _found(known, sources, readers, workers):
            if isinstance(found, NoArticle):
                (findings.lost if found.lost else findings.unreadable).add(one.url, found.reason)
            else:
                batch.append((one, found))
            if len(batch) == BATCH:
                _flush(batch, change, findings)
                await asyncio.sleep(0)  # here an interruption gets in, when all is written and counted
            progress()
        _flush(batch, change, findings)
    finally:
        workers.close()


async def _found(
    known: Iterator[Captured], sources: Mapping[str, Source], readers: Readers, workers: Workers
) -> AsyncIterator[tuple[Captured, Article | NoArticle]]:
    """Yield what is found in each capture, in the order given: so the same run gives the same archive."""
    under_way: deque[tuple[list[Captured], asyncio.Task[list[Article | NoArticle]]]] = deque()
    while chunk := list(islice(known, CHUNK)):
        pages = [CapturedPage(capture=one.capture, card=one.card, source=sources[one.source]) for one in chunk]
        under_way.append((chunk, asyncio.ensure_future(_outcomes(workers, readers.reader, pages))))
        if len(under_way) == AHEAD * readers.count:
            oldest, task = under_way.popleft()
            for outcome in zip(oldest, await task, strict=True):
                yield outcome
    for chunk, task in under_way:
        for outcome in zip(chunk, await task, strict=True):
            yield outcome


async def _outcomes(workers: Workers, reader: Reader, pages: Sequence[CapturedPage]) -> list[Article | NoArticle]:
    """Return what a process finds in each page. The time limit is one page's."""
    try:
        return await workers.run(reader.articles, pages)
    except TaskFailed as error:
        if len(pages) == 1:
            return [NoArticle(reason=str(error))]
    # One of them takes too long or kills its process: the others are not to pay for it.
    return [outcome for page in pages for outcome in await _outcomes(workers, reader, [page])]


def _flush(batch: list[tuple[Captured, Article]], change: Change, findings: Findings) -> None:
    for (known, article), difference in zip(batch, change(batch), strict=True):
        findings.add(known, article, difference)
    batch.clear()
