import asyncio
import gzip
import zlib
from contextlib import suppress
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from middlewares.intact import Damaged, Intact, Unfit, decode
from tests.server import bomb

URL = "https://clusters.example/news"
# Without the time of day, so that every run names its tests alike.
packed_gzip = partial(gzip.compress, mtime=0)
PAGE = "<html><meta charset='utf-8'><p>Réseau de clusters</p></html>".encode()
GZIP = packed_gzip(PAGE)
LIMIT = 10_000


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


class Again:
    """A retry middleware that grants so many tries."""

    def __init__(self, tries: int) -> None:
        self.tries = tries
        self.reasons: list[Exception] = []

    async def again(self, request: Request, reason: Exception) -> Request | None:
        self.reasons.append(reason)
        self.tries -= 1
        return request.replace(dont_filter=True) if self.tries >= 0 else None


def passed(
    body: bytes, encoding: str = "gzip", *, status: int = 200, again: Again | None = None, **meta: Any
) -> Request | Response:
    settings = Settings({"DOWNLOAD_MAXSIZE": LIMIT})
    crawler: Any = SimpleNamespace(settings=settings, get_downloader_middleware=lambda _: again)
    headers = {"Content-Type": "text/html", **({"Content-Encoding": encoding} if encoding else {})}
    request = Request(URL, meta=meta)
    response = Response(URL, status=status, headers=headers, body=body)
    return asyncio.run(Intact.from_crawler(crawler).process_response(request, response))


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", GZIP),
        ("x-gzip", GZIP),
        ("GZip", GZIP),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", bare(PAGE)),
        ("deflate, gzip", packed_gzip(zlib.compress(PAGE))),
        ("identity", PAGE),
        ("", PAGE),
        ("gzip", packed_gzip(PAGE[:20]) + packed_gzip(PAGE[20:])),
        ("gzip", GZIP + bytes(100)),
    ],
)
def test_a_whole_body_is_handed_on(encoding: str, body: bytes) -> None:
    response = passed(body, encoding)
    assert isinstance(response, Response)
    assert response.body == PAGE


def test_the_page_is_html_in_its_own_charset() -> None:
    response = passed(GZIP)
    assert isinstance(response, HtmlResponse)
    assert "Content-Encoding" not in response.headers
    assert "Réseau" in response.text


def test_the_response_that_was_captured_is_left_as_it_was() -> None:
    crawler: Any = SimpleNamespace(settings=Settings({"DOWNLOAD_MAXSIZE": LIMIT}))
    raw = Response(URL, headers={"Content-Encoding": "gzip"}, body=GZIP)
    asyncio.run(Intact(crawler).process_response(Request(URL), raw))
    assert (raw.headers["Content-Encoding"], raw.body) == (b"gzip", GZIP)


def test_we_ask_for_what_we_can_check() -> None:
    crawler: Any = SimpleNamespace(settings=Settings())
    request = Request(URL)
    Intact(crawler).process_request(request)
    assert request.headers["Accept-Encoding"] == b"gzip, deflate"


@pytest.mark.parametrize("length", range(len(GZIP)))
def test_a_truncated_body_never_passes(length: int) -> None:
    with pytest.raises(Damaged, match="its end is missing"):
        decode(GZIP[:length], ["gzip"], LIMIT)


@pytest.mark.parametrize("body", [zlib.compress(PAGE)[:-1], bare(PAGE)[:-1], b"", PAGE])
def test_truncated_deflate_never_passes(body: bytes) -> None:
    with pytest.raises(Damaged):
        decode(body, ["deflate"], LIMIT)


def test_a_second_member_must_be_whole_too() -> None:
    with pytest.raises(Damaged, match="its end is missing"):
        decode(GZIP + GZIP[:-1], ["gzip"], LIMIT)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (PAGE, "the body is not valid gzip: incorrect header check"),
        (GZIP[:-8] + bytes(4) + GZIP[-4:], "the body is not valid gzip: incorrect data check"),
        (GZIP[:-4] + bytes(4), "the body is not valid gzip: incorrect length check"),
    ],
)
def test_a_body_that_is_no_gzip(body: bytes, reason: str) -> None:
    with pytest.raises(Damaged, match=reason):
        decode(body, ["gzip"], LIMIT)


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "utf-8"])
def test_an_encoding_that_was_not_asked_for(encoding: str) -> None:
    with pytest.raises(Unfit, match="which was not asked for"):
        passed(PAGE, encoding, again=Again(1))


@pytest.mark.parametrize(
    "body",
    [bomb(100), packed_gzip(bytes(LIMIT + 1)), packed_gzip(bytes(LIMIT)) + packed_gzip(b"x"), GZIP * 17],
)
def test_a_bomb_is_not_unpacked_and_not_asked_for_again(body: bytes) -> None:
    again = Again(1)
    with pytest.raises(Unfit) as unfit:
        passed(body, again=again)
    assert not isinstance(unfit.value, Damaged)
    assert again.reasons == []


def test_the_limit_itself_is_allowed_and_can_be_set_for_a_request() -> None:
    assert decode(packed_gzip(bytes(LIMIT)), ["gzip"], LIMIT) == bytes(LIMIT)
    assert decode(packed_gzip(bytes(LIMIT)), ["gzip"], 0) == bytes(LIMIT)
    with pytest.raises(Unfit, match="unpacks to more than 5 bytes"):
        passed(GZIP, download_maxsize=5)


def test_a_damaged_body_is_asked_for_again() -> None:
    again = Again(1)
    assert isinstance(passed(GZIP[:-1], again=again), Request)
    with pytest.raises(Damaged) as damaged:
        passed(GZIP[:-1], again=again)
    assert damaged.value.response is not None
    assert len(again.reasons) == 2


def test_without_a_retry_middleware_it_fails_at_once() -> None:
    with pytest.raises(Damaged):
        passed(GZIP[:-1])


@pytest.mark.parametrize("status", [304, 404, 500])
def test_of_an_error_page_the_status_is_enough(status: int) -> None:
    response = passed(GZIP[:-1], status=status, again=Again(1))
    assert isinstance(response, Response)
    assert (response.status, response.body) == (status, b"")


@given(st.binary(max_size=200), st.sampled_from([["gzip"], ["deflate"], ["deflate", "gzip"]]))
def test_any_bytes_are_decoded_or_refused(body: bytes, encodings: list[str]) -> None:
    with suppress(Unfit):
        assert len(decode(body, encodings, LIMIT)) <= LIMIT


@given(st.binary(max_size=LIMIT))
def test_what_was_packed_comes_out(body: bytes) -> None:
    assert decode(packed_gzip(body), ["gzip"], LIMIT) == body
    assert decode(zlib.compress(body), ["deflate"], LIMIT) == body
