"""What long answers share: whether anybody still reads them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def reader_is_there(receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> AsyncIterator[Callable[[], bool]]:
    """Give a function that tells whether the client of an ASGI request is still connected.

    A server goes on taking an answer whose reader has gone: without asking, a long one is made to its end for nobody.
    """

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    watch = asyncio.create_task(gone())
    try:
        yield lambda: not watch.done()
    finally:
        watch.cancel()
