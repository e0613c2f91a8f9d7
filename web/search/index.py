"""The search index of a server: bitmaps of all articles in memory, which follow the archive."""

import sqlite3
from threading import Lock

from web.search import bitmaps, names
from web.search.bitmaps import Bitmaps
from web.search.cache import Cache
from web.search.ids import Ids
from web.search.names import Names

# Hit sets that are kept: those of some hundred words of 24,000 hits.
CACHED_BYTES = 16 << 20
# How long a request waits for another thread that reads the archive.
WAIT_SECONDS = 1.0


class NotReadyError(Exception):
    """The archive is being read for the first time."""


class SearchIndex:
    """The facets of all articles. One for a server; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: Bitmaps | None = None
        self.hits: Cache[Ids] = Cache(CACHED_BYTES, lambda ids: ids.nbytes)

    @property
    def state(self) -> Bitmaps:
        """The values of all articles at one moment. Raises NotReadyError before the first load."""
        if self._state is None:
            raise NotReadyError
        return self._state

    def load(self, db: sqlite3.Connection) -> None:
        """Read the archive in full unless that is done: seconds for a million articles, most of them in SQLite."""
        with self._lock:
            self._follow(db)

    def refresh(self, db: sqlite3.Connection) -> None:
        """Bring the index to the state of the archive that ``db`` reads, or leave it at a newer one.

        Cheap when nothing has changed. Raises NotReadyError when another thread is still at the first load.
        """
        if self._is_current(db):
            return
        if not self._lock.acquire(timeout=WAIT_SECONDS if self._state is None else -1):
            raise NotReadyError
        try:
            self._follow(db)
        finally:
            self._lock.release()

    def _is_current(self, db: sqlite3.Connection) -> bool:
        state, version = self._state, bitmaps.newest_version(db)
        if state is None or state.version < version:
            return False
        return state.version > version or state.names.content == names.content(db)

    def _follow(self, db: sqlite3.Connection) -> None:
        """Load, or step through the changes. What is done stays done when ``db`` is interrupted."""
        if self._state is None:
            self._state = bitmaps.load(db, names.load(db))
        while not self._is_current(db):
            self._state = bitmaps.advanced(db, self._state, self._names(db))

    def _names(self, db: sqlite3.Connection) -> Names:
        known = self.state.names
        return known if known.content == names.content(db) else names.load(db)
