from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from OpenSSL import SSL
from scrapy import exceptions as scrapy
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.internet import error
from twisted.python import failure
from twisted.web import _newclient

from spiders.reasons import LONGEST, answered, reason

# Twisted does not annotate its errors.
twisted: Any = error
Failure: Any = failure.Failure
ResponseFailed: Any = _newclient.ResponseFailed
ParseError: Any = _newclient.ParseError

URL = "https://clusters.example/news"


class WithResponse(scrapy.IgnoreRequest):
    response = Response(URL, status=200)


def wrapped(*causes: Exception) -> scrapy.DownloadFailedError:
    """Return what Scrapy makes of Twisted's failure."""
    inner = ResponseFailed([Failure(cause) for cause in causes])
    outer = scrapy.DownloadFailedError(str(inner))
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (scrapy.IgnoreRequest("Forbidden by robots.txt"), "robots.txt forbids this address"),
        (scrapy.IgnoreRequest("max redirections reached"), "too many redirects, or redirects in a circle"),
        (scrapy.IgnoreRequest("a redirect leads to another site"), "a redirect leads to another site"),
        (scrapy.IgnoreRequest(), "the request was dropped"),
        (
            scrapy.CannotResolveHostError("DNS lookup failed: no results for hostname lookup: clusters.example."),
            "no address was found for the host clusters.example",
        ),
        (
            scrapy.CannotResolveHostError("DNS lookup failed: address 'proxy.example' not found: [Errno -2] Name …"),
            "no address was found for the host proxy.example",
        ),
        (scrapy.CannotResolveHostError(), "the host has no address"),
        (
            scrapy.DownloadTimeoutError(f"Getting {URL} took longer than 30.0 seconds."),
            "no complete answer within 30 s",
        ),
        (
            scrapy.DownloadTimeoutError("User timeout caused connection failure."),
            "the server could not be reached in time",
        ),
        (
            scrapy.DownloadCancelledError(
                "Received 20000000 bytes which is larger than download max size (10485760) in request …"
            ),
            "the body is larger than 10485760 bytes",
        ),
        (scrapy.DownloadCancelledError(), "the download was cancelled"),
        (scrapy.DownloadConnectionRefusedError("111"), "the server refused the connection"),
        (scrapy.ResponseDataLossError(), "the body is incomplete: the connection ended before it did"),
        (scrapy.UnsupportedURLSchemeError("x"), "the address is neither http nor https"),
        (scrapy.NotSupported("Unsupported URL scheme 'ftp'"), "the address is neither http nor https"),
        (
            TunnelError("Could not open CONNECT tunnel with proxy p:1 [{'status': 502, 'reason': b'Bad'}]"),
            "the proxy did not connect us to the server and answered 502",
        ),
        (TunnelError("Could not open CONNECT tunnel"), "the proxy did not connect us to the server"),
        (wrapped(twisted.ConnectionLost()), "the server closed the connection before its answer was complete"),
        (wrapped(twisted.ConnectionDone(), ParseError("bad", b"x")), "the server sent something that is not HTTP"),
        (
            wrapped(twisted.ConnectionLost(), VerificationError([])),
            "the certificate of the server is not valid for its host name",
        ),
        (
            wrapped(SSL.Error([("SSL routines", "", "certificate verify failed")])),
            "the certificate of the server is not valid (certificate verify failed)",
        ),
        (
            wrapped(SSL.Error([("SSL routines", "", "wrong version number")])),
            "the encrypted connection could not be made (wrong version number)",
        ),
        (wrapped(SSL.Error()), "the encrypted connection could not be made (no details)"),
        (wrapped(), "the server sent no answer that can be read"),
        (scrapy.DownloadFailedError("?"), "the server sent no answer that can be read"),
        (twisted.NoRouteError(), "the server could not be reached"),
        (ValueError("invalid hostname: x"), "unexpected ValueError: invalid hostname: x"),
        (KeyError(), "unexpected KeyError"),
    ],
)
def test_each_error_has_its_sentence(error: BaseException, sentence: str) -> None:
    assert reason(error) == (sentence, 0)


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        (Response(URL, status=404), "the server answered 404 (not found)"),
        (Response(URL, status=503), "the server answered 503 (service unavailable)"),
        (Response(URL, status=999), "the server answered 999"),
        (
            Response(URL, status=429, headers={"Retry-After": "3600"}),
            "the server answered 429 (too many requests) and asked to be left alone for 3600 s",
        ),
        (
            Response(URL, status=503, headers={"Retry-After": "Wed, 01 Apr 2026 12:00:00 GMT"}),
            "the server answered 503 (service unavailable) and asked to be left alone until"
            " Wed, 01 Apr 2026 12:00:00 GMT",
        ),
        (
            Response(URL, status=302, headers={"Location": "file:///etc/passwd"}),
            "the server answered 302 (found) and sent us on to file:///etc/passwd, where we do not go",
        ),
    ],
)
def test_a_status_has_its_sentence(response: Response, sentence: str) -> None:
    assert answered(response) == sentence
    assert reason(HttpError(response)) == (sentence, response.status)


def test_a_refused_body_has_its_status() -> None:
    assert reason(WithResponse("the body is not valid gzip")) == ("the body is not valid gzip", 200)


@given(st.text())
def test_a_reason_is_one_line_of_bounded_length(text: str) -> None:
    for failed in (Exception(text), scrapy.IgnoreRequest(text), scrapy.CannotResolveHostError(text)):
        sentence, _ = reason(failed)
        assert sentence
        assert len(sentence) <= LONGEST
        assert sentence.splitlines() == [sentence]
