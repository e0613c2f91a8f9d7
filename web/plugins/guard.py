"""What every answer carries, and what is never answered: security headers, and Datasette's pages about itself."""

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode
from markupsafe import Markup

from web.addresses import web_address
from web.assets import caching
from web.bounds import Bound, BusyError

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

ARCHIVE = "archive"
# No inline style either: a style attribute in a text that slipped through could cover the page with a link.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # The sites that we link to are not told what somebody searched for.
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SECURITY = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

# /-/databases shows file paths, /-/threads the server's insides; only the styles and scripts under /-/ are needed.
INTERNAL = re.compile(r"/-(?!/static/)(/|$)")
# Datasette reads rows of whatever SQLite takes for a table: /archive/pragma_database_list/1 shows a file path.
# It decodes ~61 in the name of a database.
ROW = re.compile(r"/(archive|[^/]*~[^/]*)/(?P<table>[^/]+)/.")
IS_TABLE = "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE"
TABLES = re.compile(r"/(archive|[^/]*~[^/]*)(\.json$|/|$)")
STATIC = re.compile(r"/static/(?P<name>[^/]+)")
DATASETTE_STATIC = re.compile(r"/-/static/")
# They change with Datasette's version only; its style sheet has a hash in its address.
FOR_A_DAY = {"cache-control": "public, max-age=86400"}

REFUSAL = "Not found: this server does not show its own workings.\n"
BUSY = "Many people are reading the tables right now. Please try again in a few seconds.\n"
RETRY_SECONDS = b"5"
# One page of a table keeps up to four threads busy, one for each of its facets: articles and searches have the others.
MOST_TABLES = 1
MOST_WAITING = 8

# Characters of an address or a label that a cell shows.
SHOWN = 300
STYLE_ATTRIBUTE = re.compile(r' style="[^"]*"')
CELL = re.compile(r'<td class="col-([^" ]+)')


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def extra_template_vars() -> dict[str, object]:
    """Give the templates that extend Datasette's what makes them fit for the policy."""
    return {"fit": fit}


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def render_cell(value: object) -> Markup | None:
    """Return an address of the web as a link that gives it no trust, where Datasette would make a plain one.

    The label of a row that a cell leads to is cut here, in place: Datasette shows it whole, however long.
    """
    if isinstance(value, dict) and isinstance(value.get("label"), str):
        value["label"] = cut(value["label"])
    address = web_address(value.strip()) if isinstance(value, str) else ""
    if not address or any(character.isspace() for character in address):
        return None
    return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(address, cut(address))


def cut(text: str) -> str:
    """Return as much of ``text`` as a cell shows."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def fit(page: Markup) -> Markup:
    """Return HTML of Datasette's without style attributes, and with the column's name in each cell.

    datasette.css shows the names on phones, in place of the style element that Datasette writes for each table. In
    stored text a quotation mark is escaped, so no text is changed.
    """
    labelled = CELL.sub(r'<td data-column="\1" class="col-\1', STYLE_ATTRIBUTE.sub("", page))
    return Markup(labelled)  # noqa: S704  # HTML of a template before and after


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Wrap the whole application."""

    async def is_table(name: str) -> bool:
        found = await datasette.get_database(ARCHIVE).execute(IS_TABLE, [tilde_decode(name)])
        return bool(found.rows)

    return lambda app: guarded(app, is_table, datasette.setting("base_url"))


def guarded(app: App, is_table: Callable[[str], Awaitable[bool]], base: str = "/") -> App:
    """Return ``app`` with security headers, with 404 for what is internal, and with a bound on pages of tables.

    ``base`` is the path that all addresses start with; it ends in a slash.
    """
    tables = Bound(MOST_TABLES, MOST_WAITING)

    async def guard(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path, query = asked_path(scope, base), scope["query_string"].decode("latin-1")
        static = STATIC.fullmatch(path)
        kept = caching(static["name"], query) if static else FOR_A_DAY if DATASETTE_STATIC.match(path) else {}
        send = with_headers(send, kept)
        row = ROW.match(path)
        if INTERNAL.match(path) or (row and not await is_table(row["table"])):
            await answer(send, 404, REFUSAL)
        elif kept and asked_etag(scope) == kept.get("etag", ""):
            await answer(send, 304, "")
        elif TABLES.match(path):
            await in_turn(tables, app, scope, receive, send)
        else:
            await app(scope, receive, send)

    return guard


def asked_path(scope: Message, base: str) -> str:
    """Return the path of a request as it was sent, below ``base``, which is what Datasette routes by."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    path = raw.decode("latin-1").partition("?")[0]
    return f"/{path.removeprefix(base)}" if path.startswith(base) else path


def asked_etag(scope: Message) -> str | None:
    """Return the one ETag that a request says it has, or None."""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"if-none-match"), None)


def with_headers(send: Send, kept: Mapping[str, str]) -> Send:
    """Return ``send`` that adds the security headers, and ``kept`` to an answer that is no error."""
    caching = [(name.encode(), value.encode()) for name, value in kept.items()]

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = SECURITY + (caching if message["status"] < 400 else [])
            # There is nothing to log in to, and so nothing to remember.
            replaced = {b"set-cookie", *(name for name, _ in added)}
            others = [pair for pair in message.get("headers", []) if bytes(pair[0]).lower() not in replaced]
            message = {**message, "headers": [*others, *added]}
        await send(message)

    return send_with_headers


async def in_turn(bound: Bound, app: App, scope: Message, receive: Receive, send: Send) -> None:
    """Have ``app`` answer when it is this request's turn, which ends with the first byte: slow readers keep none."""
    try:
        async with bound.turn() as leave:

            async def send_and_leave(message: Message) -> None:
                leave()
                await send(message)

            await app(scope, receive, send_and_leave)
    except BusyError:
        await answer(send, 503, BUSY, (b"retry-after", RETRY_SECONDS))


async def answer(send: Send, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    """Answer in plain text."""
    body = text.encode()
    kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*(kind if body else []), *headers]})
    await send({"type": "http.response.body", "body": body})
