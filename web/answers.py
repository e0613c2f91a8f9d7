"""What a handler is given and what it answers. Datasette appears only in ``web/plugins/``, which translates both."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from web.search.index import SearchIndex
from web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request. ``base`` is the address of this site without a slash at its end, ``path`` starts with one."""

    base: str
    path: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a handler reads: one state of the archive, the search index of that state or a newer one, the texts.

    ``db`` is a read-only connection in a transaction; it gives up (``sqlite3.OperationalError``) at the time limit.
    """

    db: sqlite3.Connection
    index: SearchIndex
    texts: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template of ``web/templates/`` and what it shows."""

    template: str
    context: Mapping[str, object]
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A whole body for programs. It is sent with an ETag, and not at all to who has it already."""

    body: str
    media_type: str
    status: int = 200
    # The name under which a browser saves it; empty for what is shown.
    filename: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A body that is sent while it is made: ``blocks`` yields it, and reads the archive as it goes."""

    blocks: Callable[[Reading], Iterator[str]]
    media_type: str
    filename: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Another address of this site, from its root, for good or for now."""

    path: str
    permanent: bool = True


class NotThereError(Exception):
    """There is no such page. The text is a sentence for the reader."""


Answer = Page | Text | Stream | Moved
Handler = Callable[[Reading, Asking], Answer]
