"""What every answer carries, and what is never answered: security headers, and Datasette's pages about itself."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

ARCHIVE = "archive"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{inline}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Datasette's tables carry a <style> with the names of their columns, which phones show before each cell.
DATASETTE_POLICY = POLICY.format(inline=" 'unsafe-inline'")
OUR_POLICY = POLICY.format(inline="")
OURS = re.compile(r"/(archive/search|archive/articles/\d+|downloads(/.*)?)?")

HEADERS = {
    "x-content-type-options": "nosniff",
    # The sites that we link to are not told what somebody searched for.
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
# /-/databases shows file paths, /-/threads the server's insides; only the styles and scripts under /-/ are needed.
INTERNAL = re.compile(r"/-(?!/static/)(/|$)")
# Datasette reads rows of whatever SQLite takes for a table: /archive/pragma_database_list/1 shows a file path.
ROW = re.compile(r"/(?!-/)[^/]+/(?P<table>[^/]+)/.")
IS_TABLE = "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE"
REFUSAL = b"Not found: this server does not show its own workings.\n"


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Wrap the whole application."""

    async def is_table(name: str) -> bool:
        found = await datasette.get_database(ARCHIVE).execute(IS_TABLE, [tilde_decode(name)])
        return bool(found.rows)

    return lambda app: guarded(app, is_table)


def guarded(app: App, is_table: Callable[[str], Awaitable[bool]]) -> App:
    """Return ``app`` with the security headers, and with 404 for internal pages and for rows of what is no table."""

    async def guard(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = asked_path(scope)
        extra = security_headers(path)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [pair for pair in message.get("headers", []) if bytes(pair[0]).lower() not in extra]
                message = {**message, "headers": [*others, *extra.items()]}
            await send(message)

        row = ROW.match(path)
        if INTERNAL.match(path) or (row and not await is_table(row["table"])):
            await refuse(send_with_headers)
        else:
            await app(scope, receive, send_with_headers)

    return guard


def asked_path(scope: Message) -> str:
    """Return the path of a request as it was sent, which is what Datasette routes by."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").partition("?")[0]


def security_headers(path: str) -> dict[bytes, bytes]:
    """Return the headers for an answer to ``path``; the policy is strictest for the pages that are ours."""
    policy = OUR_POLICY if OURS.fullmatch(path) else DATASETTE_POLICY
    headers = {**HEADERS, "content-security-policy": policy}
    return {name.encode(): value.encode() for name, value in headers.items()}


async def refuse(send: Send) -> None:
    """Answer 404 in plain text."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(REFUSAL)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSAL})
