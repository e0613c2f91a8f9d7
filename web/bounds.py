"""How many requests of one kind may be at work at one time, so that the dear ones leave room for the cheap ones."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class BusyError(Exception):
    """So many are waiting already that one more would wait too long."""


class Bound:
    """At most ``working`` have their turn at one time, at most ``waiting`` wait for theirs. For one event loop."""

    def __init__(self, working: int, waiting: int) -> None:
        self._turns = asyncio.Semaphore(working)
        self._room = working + waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for a turn; it ends with the context, or earlier when the function that this gives is called.

        Raises BusyError at once when there is no room to wait.
        """
        if not self._room:
            raise BusyError
        self._room -= 1
        taken = False
        try:
            taken = await self._turns.acquire()

            def leave() -> None:
                nonlocal taken
                if taken:
                    self._turns.release()
                taken = False

            yield leave
        finally:
            self._room += 1
            if taken:
                self._turns.release()
