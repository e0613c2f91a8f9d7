"""A small web on 127.0.0.1 that answers for every host name, as a proxy or as the site itself.

    def answer(request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer(404)
        return page("<h1>Clusters</h1>") if request.host == "clusters.example" else Answer(502)

    with Server(answer) as server:
        environment = {"http_proxy": server.proxy, "https_proxy": server.proxy}
        ...  # crawl, with DOWNLOAD_VERIFY_CERTIFICATES off for https
    assert [request.path for request in server.requests] == ["/robots.txt", "/"]

``answer`` runs in the thread of the server, one request at a time. What it raises is raised at the end of the block.
"""

import asyncio
import ssl
import tempfile
import threading
import time
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

PORTS = {"http": 80, "https": 443}

# hang: no answer until the client goes; drip: ten bytes a second; truncated: half of the body that Content-Length
# promises; broken chunks: one chunk, then none that can be read; closed: not one byte; garbage: anything but HTTP.
Fault = Literal["", "hang", "drip", "truncated", "broken chunks", "closed", "garbage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked: ``host`` without port, header names in lower case. ``status`` is what was answered, 0 while
    ``answer`` is asked; ``at`` is when, in seconds of the monotonic clock.
    """

    method: str
    scheme: str
    host: str
    port: int
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    status: int = 0
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: Content-Length is added, nothing else. A fault spoils the sending."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    fault: Fault = ""


def page(body: str | bytes, *, content_type: str = "text/html; charset=utf-8", fault: Fault = "") -> Answer:
    """Return a page; text is sent as UTF-8, whatever ``content_type`` says."""
    return Answer(200, {"Content-Type": content_type}, body.encode() if isinstance(body, str) else body, fault)


def packed(body: bytes) -> Answer:
    """Return a page that says it is gzip; ``body`` is sent as it is, so that it can be a spoilt one."""
    return Answer(200, {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}, body)


def redirect(url: str, status: int = 301) -> Answer:
    """Return a redirect to ``url``."""
    return Answer(status, {"Location": url})


def bomb(megabytes: int) -> bytes:
    """Return gzip that unpacks to ``megabytes`` MB and is a thousandth of that. Its end is missing: who gets there
    has lost already.
    """
    packer = zlib.compressobj(9, wbits=31)
    first, second = (packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + second * (megabytes - 1)


class Server:
    """The server, up inside a ``with`` block. ``proxy`` is its address, ``requests`` what was asked, in order of the
    answers, ``tunnels`` the ``host:port`` of every CONNECT.
    """

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self.tunnels: list[str] = []
        self.proxy = ""
        self._errors: list[Exception] = []
        self._loop = asyncio.new_event_loop()
        self._main = self._loop.create_task(self._serve())
        self._up = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._up.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._main.cancel)
        self._thread.join()
        if self._errors and kind is None:
            raise self._errors[0]

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._main)
        self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.proxy = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._up.set()
        try:
            await asyncio.Event().wait()
        finally:
            server.close()
            connections = asyncio.all_tasks() - {self._main}
            for connection in connections:
                connection.cancel()
            await asyncio.gather(*connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A client may go at any moment, in the middle of a TLS handshake too.
        with suppress(ConnectionError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.CancelledError):
            async for request in self._read(reader, writer):
                answer = self._ask(request)
                self.requests.append(replace(request, status=answer.status, at=time.monotonic()))
                await _send(answer, reader, writer)
                if answer.fault:
                    break
        writer.close()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AsyncIterator[Request]:
        tunnel = ""
        while True:
            line, *fields = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
            headers = {name.lower(): value.strip() for name, _, value in (entry.partition(":") for entry in fields)}
            method, target, _ = line.split(" ")
            if method == "CONNECT":
                tunnel = f"https://{target}"
                self.tunnels.append(target)
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await writer.drain()
                await writer.start_tls(_tls())
            else:
                origin = "" if "://" in target else tunnel or f"http://{headers.get('host', '')}"
                yield _request(method, origin + target, headers)

    def _ask(self, request: Request) -> Answer:
        try:
            return self.answer(request)
        except Exception as error:  # noqa: BLE001  # the test's own function: kept for the test's own thread
            self._errors.append(error)
            return Answer(500)


def _request(method: str, url: str, headers: Mapping[str, str]) -> Request:
    parts = urlsplit(url)
    scheme, host, path, port = parts.scheme, parts.hostname or "", parts.path or "/", parts.port or PORTS[parts.scheme]
    return Request(method=method, scheme=scheme, host=host, port=port, path=path, query=parts.query, headers=headers)


async def _send(answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body, fault = answer.body, answer.fault
    length = {"Transfer-Encoding": "chunked"} if fault == "broken chunks" else {"Content-Length": str(len(body))}
    fields = "".join(f"{name}: {value}\r\n" for name, value in {**answer.headers, **length}.items())
    head = f"HTTP/1.1 {answer.status} Answer\r\n{fields}\r\n".encode("latin-1")
    half = body[: len(body) // 2]
    if fault == "hang":
        await reader.read()
    elif fault == "drip":
        writer.write(head)
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.1)
    elif fault != "closed":
        chunks = b"%x\r\n%s\r\nno size\r\n" % (len(half), half)
        spoilt = {"truncated": head + half, "broken chunks": head + chunks, "garbage": b"no HTTP\r\n" + half}
        writer.write(spoilt.get(fault, head + body))
        await writer.drain()


@cache
def _tls() -> ssl.SSLContext:
    """Return a context with a certificate that is signed by itself and made out to no host."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    unsigned = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = unsigned.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = dated.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    pem += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:  # load_cert_chain reads files alone
        file = Path(folder, "certificate.pem")
        file.write_bytes(pem)
        context.load_cert_chain(file)
    return context
