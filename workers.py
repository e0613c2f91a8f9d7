"""Worker processes with a time limit for each task: a hung or dead worker costs one task and nothing else."""

import asyncio
import multiprocessing
import pickle
import sys
from collections.abc import Callable
from typing import Any, ClassVar, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
R = TypeVar("R")


class TaskFailed(Exception):
    """A task ended without a result. The text is one plain sentence."""


class Workers:
    """A pool of processes for pure functions, shared by all crawls of one process.

    ``take`` opens the pool or joins the open one, ``release`` closes it with its last user.
    """

    _shared: ClassVar["Workers | None"] = None
    _users: ClassVar[int] = 0

    def __init__(self, count: int, seconds: float) -> None:
        # forkserver: a fork of the crawling process would copy its reactor and its threads; the server has the
        # heavy imports done once, so that a worker that replaces a killed one is there in milliseconds.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["extraction.warm", "archive.warc", *_of_main()])
        self.seconds = seconds
        self._pool = ProcessPool(max_workers=count, max_tasks=500, context=context)

    @classmethod
    def take(cls, count: int, seconds: float) -> "Workers":
        """Return the shared pool, with ``count`` processes and a limit of ``seconds`` of wall time for each task."""
        if cls._shared is None:
            cls._shared = cls(count, seconds)
        cls._users += 1
        return cls._shared

    @classmethod
    def release(cls) -> None:
        """Give back what ``take`` returned; the last user closes the pool."""
        cls._users -= 1
        if cls._users == 0 and cls._shared is not None:
            cls._shared.close()
            cls._shared = None

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return ``function(*args, **kwargs)``, run in a worker.

        Raises TaskFailed when the time limit is over or the worker died; an exception of the function itself is
        raised as it is.
        """
        future: Any = self._pool.schedule(_told, args=[function, *args], kwargs=dict(kwargs), timeout=self.seconds)
        try:
            result: R = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise TaskFailed(f"it took more than {self.seconds:g} seconds to read") from error
        except ProcessExpired as error:
            raise TaskFailed(f"the process reading it died (exit code {error.exitcode})") from error
        return result

    def close(self) -> None:
        """Stop the processes; tasks under way are given up."""
        self._pool.stop()
        self._pool.join()


def _of_main() -> list[str]:
    """Return what the main module imports, if workers run it again: a script, that is, and here that of ``scrapy``."""
    return ["scrapy.cmdline"] if sys.modules["__main__"].__spec__ is None else []


def _told(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return ``function(*args, **kwargs)``. An exception that cannot be sent to the crawl is told as a TaskFailed."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301  # our own, from a moment ago
        except Exception:  # noqa: BLE001  # whatever a library's exception does when it is pickled
            raise TaskFailed(f"{type(error).__name__}: {error}"[:300]) from None
        raise
