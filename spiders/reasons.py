"""Why a request did not end as a page, in words for the reader of the ``failures`` table."""

import re
from collections.abc import Callable
from http import HTTPStatus

from OpenSSL import SSL
from scrapy import exceptions as scrapy
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.internet import error as twisted
from twisted.web._newclient import ParseError, ResponseFailed

from items import Listing

LONGEST = 300


def reason(error: BaseException) -> tuple[str, int]:
    """Return one plain English sentence for the error, and the HTTP status of its response: 0 when there was none."""
    response = getattr(error, "response", None)
    sentence = " ".join(_sentence(error).split())
    return sentence[:LONGEST], response.status if isinstance(response, Response) else 0


def answered(response: Response) -> str:
    """Return the sentence for a response without success, such as ``the server answered 404 (not found)``.

    It tells where a redirect that was not followed leads, and what pause a busy server asks for.
    """
    try:
        phrase = f" ({HTTPStatus(response.status).phrase.lower()})"
    except ValueError:
        phrase = ""  # a status that no standard names
    location, pause = _header(response, "Location"), _header(response, "Retry-After")
    if 300 <= response.status < 400 and location:
        phrase += f" and sent us on to {location}, where we do not go"
    elif response.status in (429, 503) and pause:
        phrase += f" and asked to be left alone {f'for {pause} s' if pause.isdecimal() else f'until {pause}'}"
    return f"the server answered {response.status}{phrase}"


def no_cards(listing: Listing) -> str:
    """Return the sentence for a list page without cards, with what the page says of itself."""
    told = next((message for message in reversed(listing.drift) if tells_of_no_cards(message)), "")
    return f"n{told[1:].rstrip('.')}" if told else "no cards were found on it"


def tells_of_no_cards(message: str) -> bool:
    """Return whether a message of drift says why a list has no cards."""
    return message.startswith("No cards were found")


def _sentence(error: BaseException) -> str:
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words if isinstance(words, str) else words(error)
    text = str(error)
    return f"unexpected {type(error).__name__}: {text}" if text else f"unexpected {type(error).__name__}"


def _dropped(error: BaseException) -> str:
    # Scrapy tells its own two from others by their text alone; our middlewares raise sentences.
    texts = {
        "Forbidden by robots.txt": "robots.txt forbids this address",
        "max redirections reached": "too many redirects, or redirects in a circle",
    }
    text = texts.get(str(error), str(error)).strip() or "the request was dropped"
    why: BaseException | None = getattr(error, "why", None)  # what kept us from reading robots.txt
    return f"{text}: {_sentence(why)}" if why else text


def _no_address(error: BaseException) -> str:
    # The two texts of Twisted: "no results for hostname lookup: NAME.", "address 'NAME' not found: …".
    host = re.search(r"lookup: (?P<a>\S+?)\.?$|address '(?P<b>[^']+)'", str(error))
    return f"no address was found for the host {host['a'] or host['b']}" if host else "the host has no address"


def _too_slow(error: BaseException) -> str:
    seconds = re.search(r"longer than ([\d.]+) seconds", str(error))
    return (
        f"no complete answer within {float(seconds[1]):g} s" if seconds else "the server could not be reached in time"
    )


def _cancelled(error: BaseException) -> str:
    limit = re.search(r"max size \((\d+)\)", str(error))
    return f"the body is larger than {limit[1]} bytes" if limit else "the download was cancelled"


def _no_tunnel(error: BaseException) -> str:
    status = re.search(r"'status': (\d+)", str(error))
    return f"the proxy did not connect us to the server{f' and answered {status[1]}' if status else ''}"


def _failed(error: BaseException) -> str:
    # Scrapy keeps the text of Twisted's error, Twisted's holds what happened in its list of reasons.
    failed = error if isinstance(error, ResponseFailed) else error.__cause__
    causes = [failure.value for failure in getattr(failed, "reasons", [])]
    telling = [cause for cause in causes if isinstance(cause, (VerificationError, SSL.Error, ParseError))]
    return _sentence((telling or causes)[0]) if causes else "the server sent no answer that can be read"


def _tls(error: BaseException) -> str:
    # OpenSSL's errors: a list of (library, function, what went wrong).
    details = [str(entry[-1]) for entry in error.args[0]] if error.args and isinstance(error.args[0], list) else []
    what = "; ".join(details) or "no details"
    if "certificate" in what:
        return f"the certificate of the server is not valid ({what})"
    return f"the encrypted connection could not be made ({what})"


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


# Kinds of errors and their words; the first kind that fits counts.
WORDS: tuple[tuple[type[BaseException], str | Callable[[BaseException], str]], ...] = (
    (HttpError, lambda error: answered(error.response) if isinstance(error, HttpError) else ""),
    (scrapy.IgnoreRequest, _dropped),
    (scrapy.CannotResolveHostError, _no_address),
    (scrapy.DownloadTimeoutError, _too_slow),
    (scrapy.DownloadCancelledError, _cancelled),
    (scrapy.DownloadConnectionRefusedError, "the server refused the connection"),
    (scrapy.ResponseDataLossError, "the body is incomplete: the connection ended before it did"),
    (scrapy.UnsupportedURLSchemeError, "the address is neither http nor https"),
    (scrapy.NotSupported, "the address is neither http nor https"),
    (TunnelError, _no_tunnel),
    (scrapy.DownloadFailedError, _failed),
    (ResponseFailed, _failed),
    (VerificationError, "the certificate of the server is not valid for its host name"),
    (SSL.Error, _tls),
    (ParseError, "the server sent something that is not HTTP"),
    (twisted.ConnectionClosed, "the server closed the connection before its answer was complete"),
    (twisted.ConnectError, "the server could not be reached"),
)
