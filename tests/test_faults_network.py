"""Every way a network can fail, met by one process that crawls: each ends as one clear reason, and the good pages
beside it still arrive.

Run with ``-m`` this file is that process; its arguments are the file to write and the address of a server that must
never be asked.
"""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

import settings
from items import Source
from spiders.reasons import answered, reason
from tests.server import Answer, Request, Server, bomb, packed, page, redirect

ROOT = Path(__file__).resolve().parent.parent
HOST = "clusters.example"
SITE = f"https://{HOST}"
PAGE = "<html><body><h1>Clusters</h1><p>" + "The clusters met in spring. " * 40 + "</p></body></html>"
GZIP = gzip.compress(PAGE.encode())
LIMIT = 2**20
BROKEN_OFF = "the server closed the connection before its answer was complete"
TRIES = 2

# The settings of the project with short times, without the archive: nothing is stored here.
SETTINGS: dict[str, Any] = {
    **{name: value for name, value in vars(settings).items() if name.isupper()},
    "LOG_LEVEL": "CRITICAL",
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0.01,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_TIMEOUT": 1.5,
    "DOWNLOAD_MAXSIZE": LIMIT,
    "DOWNLOAD_VERIFY_CERTIFICATES": False,
    "RETRY_TIMES": TRIES - 1,
    "RETRY_PAUSE": 0.05,
    "ITEM_PIPELINES": {},
    "DOWNLOADER_MIDDLEWARES": {**settings.DOWNLOADER_MIDDLEWARES, "middlewares.capture.CaptureResponses": None},
}

VERIFYING = {"DOWNLOAD_VERIFY_CERTIFICATES": True}
ONE_BY_ONE = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}


@dataclass(frozen=True)
class Fault:
    """What the site answers, the reason that a reader must find (a regular expression), the status, and how often
    the page may have been asked for.
    """

    answer: Answer
    reason: str
    status: int = 0
    hits: tuple[int, ...] = (1,)


def body(answer: Answer, reason: str, status: int = 0) -> Fault:
    """Return a fault that is worth another try."""
    return Fault(answer, reason, status, (TRIES,))


def away(url: str, reason: str) -> Fault:
    """Return a redirect that must not be followed."""
    return Fault(redirect(url), reason)


FAULTS = {
    "/hang": body(page(PAGE, fault="hang"), "no complete answer within 1.5 s"),
    "/drip": body(page(PAGE, fault="drip"), "no complete answer within 1.5 s"),
    "/garbage": body(page(PAGE, fault="garbage"), "the server sent something that is not HTTP"),
    # Twisted itself repeats a request on a connection that was open before and is closed without an answer.
    "/closed": Fault(page(PAGE, fault="closed"), BROKEN_OFF, 0, (2, 3, 4)),
    "/half": body(page(PAGE, fault="truncated"), "the body is incomplete: the connection ended before it did"),
    "/chunks": body(page(PAGE, fault="broken chunks"), "the body is incomplete: the connection ended before it did"),
    "/half-gzip": body(packed(GZIP[:-20]), "the compressed body is incomplete: its end is missing", 200),
    "/no-gzip": body(packed(PAGE.encode()), "the body is not valid gzip: incorrect header check", 200),
    "/bad-gzip": body(packed(GZIP[:-8] + bytes(8)), "the body is not valid gzip: incorrect data check", 200),
    "/500": body(Answer(500), r"the server answered 500 \(internal server error\)", 500),
    "/bomb": Fault(packed(bomb(400)), f"the body unpacks to more than {LIMIT} bytes", 200),
    "/big": Fault(page(PAGE * 1000), f"the body is larger than {LIMIT} bytes"),
    "/br": Fault(Answer(200, {"Content-Encoding": "br"}, b"x"), "the server sent the encoding 'br'.*", 200),
    "/404": Fault(Answer(404), r"the server answered 404 \(not found\)", 404),
    "/410": Fault(Answer(410), r"the server answered 410 \(gone\)", 410),
    "/403": Fault(Answer(403), r"the server answered 403 \(forbidden\)", 403),
    "/private/x": Fault(page(PAGE), "robots.txt forbids this address", 0, (0,)),
    "/circle": away("/circle", f"redirects lead in a circle, back to {SITE}/circle"),
    "/to-loopback": away("http://127.0.0.1:8001/", "a redirect leads to 127.0.0.1, which is not on .*"),
    "/to-metadata": away("http://169.254.169.254/latest/", "a redirect leads to 169.254.169.254, .*"),
    "/to-number": away("https://2130706433/", "a redirect leads to 127.0.0.1, .*"),
    "/to-other-site": away("https://evil.example/", "a redirect leads to another site, evil.example"),
    "/to-port": away(f"{SITE}:8443/", "a redirect leads to port 8443, .*"),
    "/to-password": away(f"https://a:b@{HOST}/", "a redirect holds a user name or a password"),
    "/to-file": replace(away("file:///etc/passwd", r".* sent us on to file:///etc/passwd, .*"), status=301),
    "/to-http": away(f"http://{HOST}/good", "a redirect leads from https back to http"),
    "/to-alias": away(f"https://www.{HOST}/to-alias", f"redirects lead in a circle, back to {SITE}/to-alias"),
}
GOOD = ("/good", "/good-gzip", "/busy", "/meta-refresh", "/to-good", "/to-preview")


class Site:
    """The site under test: the faults, the good pages, one page that is busy when first asked, and under another
    host one that always is.
    """

    def __init__(self) -> None:
        self.busy = 1

    def __call__(self, request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
        if request.path in FAULTS:
            return FAULTS[request.path].answer
        if request.host == "busy.example":
            return Answer(503, {"Retry-After": "3600"})
        if request.path == "/busy" and self.busy:
            self.busy -= 1
            return Answer(429, {"Retry-After": "1"})
        others = {
            "/meta-refresh": page('<meta http-equiv="refresh" content="0; url=http://127.0.0.1:1/">' + PAGE),
            "/to-many": redirect(f"/to-many?{request.query}x"),
            "/to-good": redirect("/good", 302),
            "/to-preview": redirect(f"http://preview.{HOST}/good"),
            "/good-gzip": packed(GZIP),
        }
        return others.get(request.path, page(PAGE))


def source(host: str) -> Source:
    """Return a source that is one host."""
    return Source(name="", title="", homepage=f"https://{host}/", country="EU", language="en", host=host)


class Faults(scrapy.Spider):
    """Asks for its addresses and notes what each ended as: a sentence and a status, or "" and the length."""

    name = "faults"
    source: Source | None = replace(source(HOST), aliases=(f"www.{HOST}", f"preview.{HOST}"))
    urls: Sequence[str] = ()
    results: ClassVar[dict[str, tuple[str, int]]] = {}

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for all of them."""
        for url in self.urls:
            yield scrapy.Request(url, self.parse, errback=self.failed, cb_kwargs={"asked": url})

    def parse(self, response: Response, asked: str) -> None:
        """Note the page, or the status that is none."""
        good = response.status == 200
        self.results[asked] = ("", len(response.text)) if good else (answered(response), response.status)

    def failed(self, failure: Any) -> None:
        """Note the reason."""
        self.results[failure.request.cb_kwargs["asked"]] = reason(failure.value)


class Verifying(Faults):
    """A crawl that verifies certificates, as ours do."""

    name = "verifying"
    custom_settings = VERIFYING


class Busy(Faults):
    """A crawl of a host that wants to be left alone."""

    name = "busy"
    source = source("busy.example")
    custom_settings = ONE_BY_ONE


class Inside(Faults):
    """A crawl, past the proxy, of a site whose name leads into our own network."""

    name = "inside"


class Anyone(Faults):
    """A crawl without a source."""

    name = "anyone"
    source = None


def asked(inside: str) -> dict[type[Faults], list[str]]:
    """Return the addresses that each spider asks for; ``inside`` is that of a server of our own network."""
    Inside.source = replace(source("inside.example"), homepage=inside.replace("127.0.0.1", "inside.example"))
    return {
        Faults: [SITE + path for path in (*FAULTS, *GOOD, "/to-many")],
        Verifying: [f"{SITE}/verified"],
        Busy: [f"https://busy.example/{number}" for number in range(6)],
        Inside: [Inside.source.homepage],
        Anyone: [inside, "http://10.1.2.3/", "ftp://clusters.example/", "http://localhost/", "http://no.example/"],
    }


def found(name: str) -> str:
    """Return the address of a name, in place of the network's answer."""
    try:
        return {"inside.example": "127.0.0.1", "localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1"}[name]
    except KeyError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None


def peak() -> int:
    """Return the most memory that this process ever held, in bytes; 0 where the system does not tell (no /proc)."""
    status = Path("/proc/self/status")
    figure = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii")) if status.exists() else None
    return int(figure[1]) * 1024 if figure else 0


def crawl(result: Path, inside: str) -> None:
    """Run the crawls in this process and write what they noted."""
    socket.gethostbyname = found
    process = AsyncCrawlerProcess(SETTINGS)
    for spider, urls in asked(inside).items():
        process.crawl(spider, urls=urls)
    before = peak()
    process.start()
    result.write_text(json.dumps({"results": Faults.results, "growth": peak() - before}), "utf-8")


@dataclass(frozen=True)
class Run:
    """What came of the crawls: the notes of the spiders, and what the servers saw."""

    results: dict[str, tuple[str, int]]
    growth: int
    site: Server
    inside: Server


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    result = tmp_path_factory.mktemp("faults") / "result.json"
    with Server(Site()) as site, Server(lambda _: page("inside")) as inside:
        proxies = {
            "http_proxy": site.proxy,
            "https_proxy": site.proxy,
            "no_proxy": "inside.example,localhost,no.example",
        }
        command = [sys.executable, "-W", "error", "-m", __name__, str(result), inside.proxy]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **proxies}, check=True, timeout=60)
    noted = json.loads(result.read_text("utf-8"))
    return Run(
        {url: (words, number) for url, (words, number) in noted["results"].items()}, noted["growth"], site, inside
    )


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_one_clear_reason(run: Run, path: str) -> None:
    fault = FAULTS[path]
    sentence, status = run.results[SITE + path]
    assert re.fullmatch(fault.reason, sentence)
    assert status == fault.status
    assert Counter(request.path for request in run.site.requests)[path] in fault.hits


@pytest.mark.parametrize("path", GOOD)
def test_the_good_pages_arrive_beside_the_faults(run: Run, path: str) -> None:
    sentence, length = run.results[SITE + path]
    assert sentence == ""
    assert length >= len(PAGE)


def test_redirects_come_to_an_end(run: Run) -> None:
    assert run.results[f"{SITE}/to-many"][0] == "too many redirects, or redirects in a circle"
    assert Counter(request.path for request in run.site.requests)["/to-many"] == 6


# What is asked first of any site, and so fails first.
ROBOTS = "robots.txt could not be read, so nothing is fetched: "


def test_certificates_are_verified(run: Run) -> None:
    assert run.results[f"{SITE}/verified"][0].startswith(f"{ROBOTS}the certificate of the server is not valid")
    assert not any(request.path == "/verified" for request in run.site.requests)


def test_a_busy_server_gets_the_pause_that_it_asks_for(run: Run) -> None:
    first, second = (request for request in run.site.requests if request.path == "/busy")
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 1
    # What was under way at the time may still arrive; nothing else is sent to that host.
    assert not [request for request in run.site.requests if first.at + 0.5 < request.at < first.at + 1]


def test_a_server_that_is_busy_for_long_is_left_alone(run: Run) -> None:
    notes = [run.results[f"https://busy.example/{number}"] for number in range(6)]
    # robots.txt, one page, and one that may have been on its way already
    assert sum(request.host == "busy.example" for request in run.site.requests) in (2, 3)
    assert [status for _, status in notes].count(503) in (1, 2)
    assert sum(sentence.startswith("not asked") for sentence, _ in notes) >= 4


def test_nothing_inside_our_own_network_is_asked(run: Run) -> None:
    assert run.inside.requests == []
    assert {tunnel.partition(":")[0] for tunnel in run.site.tunnels} == {HOST, "busy.example"}
    assert {request.host for request in run.site.requests} == {HOST, "busy.example"}
    inside = "http://inside.example:" + run.inside.proxy.rpartition(":")[2]
    assert run.results[inside] == (f"{ROBOTS}inside.example leads to 127.0.0.1, which is not on the public internet", 0)


def test_without_a_source_the_addresses_alone_are_checked(run: Run) -> None:
    loopback = "the address leads to 127.0.0.1, which is not on the public internet"
    assert run.results[run.inside.proxy] == (loopback, 0)
    assert run.results["http://10.1.2.3/"] == (loopback.replace("127.0.0.1", "10.1.2.3"), 0)
    assert run.results["http://localhost/"] == (
        f"{ROBOTS}localhost leads to 127.0.0.1, which is not on the public internet",
        0,
    )
    assert run.results["ftp://clusters.example/"] == ("the address leads to ftp:, which is neither http nor https", 0)
    assert run.results["http://no.example/"] == (f"{ROBOTS}no address was found for the host no.example", 0)


def test_a_bomb_costs_no_memory(run: Run) -> None:
    assert run.growth < 40 * 2**20  # 400 MB unpacked


if __name__ == "__main__":
    crawl(Path(sys.argv[1]), sys.argv[2])
