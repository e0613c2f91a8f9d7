"""Our pages within Datasette: each route's handler runs in a thread of its own, on one state of the archive."""

import asyncio
import gc
import hashlib
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any
from urllib.parse import parse_qsl, unquote
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.database import Database
from datasette.utils.asgi import NotFound, Response

from web.answers import Answer, Asking, Handler, Moved, NotThereError, Page, Reading, Stream, Text
from web.bounds import Bound, BusyError
from web.formats import discovery, tables
from web.pages import article
from web.routes import ROUTES
from web.search.index import NotReadyError, SearchIndex
from web.sending import reader_is_there
from web.texts import Texts

ARCHIVE = "archive"
# A handler's questions to the archive may take so long in all; a page then says that less is to be asked for.
SECONDS = 2.0
# SQLite asks whether to go on after so many of its instructions: some 2 ms.
INSTRUCTIONS = 20_000
# Handlers that read a few rows by their keys. All others may search, and wait for each other, but never keep these
# waiting: two of the server's threads (its setting num_sql_threads) are for searches.
QUICK = frozenset({article.article, article.citation, article.version, tables.article_json, discovery.robots})
MOST_QUICK, QUICK_WAITING = 4, 64
MOST_SEARCHES, SEARCHES_WAITING = 2, 24
# What comes on top is told to come again.
RETRY_SECONDS = "5"

# Whole searches that are sent as one file at one time, how long one may take, and a reader with one block of it.
MOST_STREAMS = 2
STREAM_SECONDS = 600.0
READER_SECONDS = 30.0
# Fields of a query string that are read.
MOST_FIELDS = 100
# From so many articles on, what is loaded at the start is left out of Python's full collections of garbage: each walks
# over all of it while a page waits.
LARGE = 50_000

TEXTS = Texts()

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Serve the one archive under the name ``archive``, whatever its file is called: addresses must not change.

    Before the first request the search index is read: 3 seconds for a million articles.
    """
    served = [name for name, database in datasette.databases.items() if database.path]
    if len(served) == 1 and served != [ARCHIVE]:
        path = datasette.databases[served[0]].path
        datasette.remove_database(served[0])
        datasette.add_database(Database(datasette, path=path, is_mutable=True), name=ARCHIVE)

    async def load() -> None:
        index = Door.of(datasette).index
        await datasette.get_database(ARCHIVE).execute_fn(index.load)
        if len(index.state.everything) >= LARGE:
            gc.collect()
            gc.freeze()

    return load


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Add our addresses."""
    return [(regex, view(handler)) for regex, handler in ROUTES]


def view(handler: Handler) -> Callable[..., Any]:
    """Return ``handler`` as Datasette calls a view."""

    async def answer(request: Any, datasette: Any, send: Send, receive: Receive) -> Any:
        if request.method not in ("GET", "HEAD"):
            return Response.text("Method not allowed\n", status=405, headers={"Allow": "GET, HEAD"})
        try:
            answer = await answered(datasette, request, handler)
            if isinstance(answer, Stream) and request.method == "GET":
                return await send_stream(datasette, answer, send, receive)
            return await response(datasette, request, answer)
        except BusyError:
            return await failed(datasette, request, "error.busy")
        except NotReadyError:
            return await failed(datasette, request, "error.unready")
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            return await failed(datasette, request, "error.slow")

    return answer


class Door:
    """What all requests to one Datasette share: the search index, and how many may be at work."""

    def __init__(self) -> None:
        self.index = SearchIndex()
        self.quick = Bound(MOST_QUICK, QUICK_WAITING)
        self.searches = Bound(MOST_SEARCHES, SEARCHES_WAITING)
        self.streams = Bound(MOST_STREAMS, 0)

    @staticmethod
    def of(datasette: Any) -> "Door":
        """Return the door of ``datasette``, the same each time."""
        return DOORS.setdefault(datasette, Door())


DOORS: WeakKeyDictionary[Any, Door] = WeakKeyDictionary()


async def answered(datasette: Any, request: Any, handler: Handler) -> Answer:
    """Return what ``handler`` answers to ``request``, when it is its turn.

    Raises NotFound, BusyError, NotReadyError, and sqlite3.OperationalError when it took too long.
    """
    door, asking = Door.of(datasette), asked(datasette, request)

    def handle(db: sqlite3.Connection) -> Answer:
        return handled(handler, db, door.index, asking)

    try:
        async with (door.quick if handler in QUICK else door.searches).turn():
            answer: Answer = await datasette.get_database(ARCHIVE).execute_fn(handle)
            return answer
    except NotThereError as error:
        raise NotFound(str(error) or TEXTS("error.nothing")) from None


def asked(datasette: Any, request: Any) -> Asking:
    """Return what ``request`` asks, without anything of Datasette."""
    parts = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}
    query = parse_qsl(request.query_string, max_num_fields=None, errors="replace")
    base = str(datasette.absolute_url(request, datasette.urls.instance())).rstrip("/")
    return Asking(base=base, path=request.path, parts=parts, query=tuple(query[:MOST_FIELDS]))


def handled(handler: Handler, db: sqlite3.Connection, index: SearchIndex, asking: Asking) -> Answer:
    """Return the answer of ``handler``, which reads one state of the archive."""
    with one_state(db, SECONDS):
        index.refresh(db)
        return handler(Reading(db=db, index=index, texts=TEXTS), asking)


@contextmanager
def one_state(db: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Hold ``db`` in one transaction, and interrupt what it does after ``seconds``."""
    end = time.monotonic() + seconds
    db.set_progress_handler(lambda: time.monotonic() > end, INSTRUCTIONS)
    try:
        db.execute("BEGIN")
        yield
    finally:
        db.set_progress_handler(None, 0)
        db.rollback()


async def response(datasette: Any, request: Any, answer: Answer) -> Any:
    """Return ``answer`` as Datasette sends it."""
    match answer:
        case Page():
            body = await datasette.render_template(answer.template, dict(answer.context), request=request)
            return Response.html(body, status=answer.status)
        case Text():
            return text_response(answer, request.headers.get("if-none-match", ""))
        case Stream():
            return Response("", headers=attachment(answer.filename), content_type=answer.media_type)
        case Moved():
            return Response.redirect(datasette.urls.path(answer.path), status=301 if answer.permanent else 302)


def text_response(answer: Text, known: str) -> Any:
    """Return a whole body, or 304 to a client that has it (RFC 9110, section 13.1.2: weak comparison)."""
    etag = f'"{hashlib.sha256(answer.body.encode("utf-8", "replace")).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": "no-cache", **attachment(answer.filename)}
    if answer.status == 200 and (known.strip() == "*" or etag in known):
        return Response("", status=304, headers=headers, content_type=answer.media_type)
    return Response(answer.body, status=answer.status, headers=headers, content_type=answer.media_type)


async def send_stream(datasette: Any, answer: Stream, send: Send, receive: Receive) -> None:
    """Send a body while a thread makes it, on a connection of its own. Raises BusyError.

    It ends before its end, and with it the connection, when it takes too long or nobody reads on: who reads it is
    told so by the missing last chunk, and nothing is made for nobody.
    """
    door, database = Door.of(datasette), datasette.get_database(ARCHIVE)
    headers = {"content-type": answer.media_type, **attachment(answer.filename)}
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    end = time.monotonic() + STREAM_SECONDS
    async with door.streams.turn(), reader_is_there(receive) as there:
        await send({"type": "http.response.start", "status": 200, "headers": pairs})
        with (
            closing(database.connect()) as db,
            one_state(db, STREAM_SECONDS),
            suppress(TimeoutError, sqlite3.OperationalError),
        ):
            blocks = answer.blocks(Reading(db=db, index=door.index, texts=TEXTS))
            while there() and time.monotonic() < end:
                block = await asyncio.to_thread(next, blocks, None)
                async with asyncio.timeout(READER_SECONDS):
                    await send(
                        {"type": "http.response.body", "body": (block or "").encode(), "more_body": block is not None}
                    )
                if block is None:
                    break


def attachment(filename: str) -> dict[str, str]:
    """Return the header under which a browser saves a file; ``filename`` is one of ours."""
    return {"content-disposition": f'attachment; filename="{filename}"'} if filename else {}


async def failed(datasette: Any, request: Any, key: str) -> Any:
    """Return a page that says why there is no answer just now, and that one may come again."""
    context = {"status": 503, "title": None, "error": TEXTS(key)}
    body = await datasette.render_template("error.html", context, request=request)
    return Response.html(body, status=503, headers={"Retry-After": RETRY_SECONDS})
