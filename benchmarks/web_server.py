"""A web server under measurement: ours or a plain Datasette, in a process of its own, and a client that times it."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from commands.serve import WEB, datasette_command

HOST = "127.0.0.1"
START_SECONDS = 120.0
# A request that takes longer than this has failed.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> float:
        """Return the memory that its process holds (resident set), in MB of 10^6 bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 / 1e6 for line in status.splitlines() if line.startswith("VmRSS"))

    def cpu(self) -> float:
        """Return the seconds that its threads have worked: what other programs take from the machine is not in it."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Times:
    """What a series of requests took: seconds of those that were answered with 200, and every other status."""

    seconds: list[float] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    cpu: float = 0.0

    def cpu_each(self) -> float:
        """Return the milliseconds that the server worked for each request, on average."""
        return self.cpu * 1000 / max(len(self.seconds) + len(self.failed), 1)

    def p95(self) -> float | None:
        """Return the 95th percentile in milliseconds; None when a tenth of the requests failed."""
        if len(self.failed) * 10 > len(self.seconds) + len(self.failed) or len(self.seconds) < 2:
            return None
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[18] * 1000


@contextmanager
def ours(archive: Path) -> Iterator[Server]:
    """Serve ``archive`` as ``scrapy serve`` does."""
    port = free_port()
    with _running(datasette_command(archive, HOST, port, sql=False), port) as server:
        yield server


@contextmanager
def stock(archive: Path) -> Iterator[Server]:
    """Serve ``archive`` by Datasette alone, with the settings that it has by itself."""
    port = free_port()
    with _running([sys.executable, "-m", "datasette", "serve", str(archive), "--port", str(port)], port) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Server]:
    environment = {**os.environ, "PYTHONPATH": str(WEB.parent)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        server = Server(port, process)
        end = time.monotonic() + START_SECONDS
        while not _answers(server):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server does not start: {' '.join(command)}")
            time.sleep(0.05)
        yield server
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def timed(server: Server, paths: Iterable[str]) -> Times:
    """Ask for one path after the other on one connection, and return what each took."""
    times = Times()
    before = server.cpu()
    with _connected(server) as ask:
        for path in paths:
            start = time.perf_counter()
            status = ask(path)[0]
            if status == 200:
                times.seconds.append(time.perf_counter() - start)
            else:
                times.failed.append(status)
    times.cpu = server.cpu() - before
    return times


def per_second(server: Server, paths: list[str], clients: int) -> tuple[float, list[int]]:
    """Return how many of ``paths`` are answered a second when ``clients`` ask at one time, and what failed."""
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        parts = list(pool.map(lambda number: timed(server, paths[number::clients]), range(clients)))
    return len(paths) / (time.perf_counter() - start), [status for part in parts for status in part.failed]


def body(server: Server, path: str) -> str:
    """Return the body of an answer."""
    with _connected(server) as ask:
        return ask(path)[1].decode()


@contextmanager
def _connected(server: Server) -> Iterator[Callable[[str], tuple[int, bytes]]]:
    """Give a function that asks for a path and returns status and body; 0 is the status of no answer."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE_SECONDS)

    def ask(path: str) -> tuple[int, bytes]:
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return 0, b""

    try:
        yield ask
    finally:
        connection.close()


def _answers(server: Server) -> bool:
    with _connected(server) as ask:
        return ask("/")[0] == 200
