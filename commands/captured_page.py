"""Reading captured pages again: what the worker processes of ``scrapy reextract`` run.

Imports neither Scrapy nor the database, so that a process which takes another's place starts at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.content_coding import Undecodable, codings, decode
from archive.warc import Exchange, read
from extraction.article import Method, NotAnArticle, extract
from extraction.content_type import charset
from extraction.limits import TooLong, within_limits
from extraction.parse import Unreadable
from items import Article, Capture, Card, Page, Source


class CaptureLost(Exception):
    """A capture is not where the archive says. The text is one plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoArticle:
    """Why a capture gave no article, in one plain sentence. ``lost`` is True when it is missing or cut."""

    reason: str
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """Where a page lies, the entry of a list that led to it, and the facts of its source."""

    capture: Capture
    card: Card | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How captures are read: ``folder`` is where their paths start, ``limit`` the most bytes of a body (0: any)."""

    folder: Path
    method: Method = "standard"
    limit: int = 0

    def articles(self, pages: Sequence[CapturedPage]) -> list[Article | NoArticle]:
        """Return what today's extraction finds in each of ``pages``."""
        return [self.article(page) for page in pages]

    def article(self, page: CapturedPage) -> Article | NoArticle:
        """Return the article that today's extraction finds in a capture, or why there is none."""
        try:
            return within_limits(extract(self._fetched(page), self.method))
        except CaptureLost as error:
            return NoArticle(reason=str(error), lost=True)
        except (Undecodable, Unreadable, NotAnArticle, TooLong) as error:
            return NoArticle(reason=str(error))
        except Exception as error:  # noqa: BLE001  # parsers of third parties raise anything on hostile pages
            return NoArticle(reason=f"extraction failed: {type(error).__name__}: {error}"[:300])

    def _fetched(self, page: CapturedPage) -> Page:
        """Return the page as the crawl handed it to the extraction. Raises CaptureLost, Undecodable."""
        capture = page.capture
        exchange = stored(self.folder, capture)
        return Page(
            source=page.source,
            url=capture.url,
            fetched_at=capture.fetched_at,
            status=capture.status,
            media_type=capture.media_type,
            charset=charset(_values(exchange, "content-type")[-1]),
            body=decode(exchange.body, codings(",".join(_values(exchange, "content-encoding"))), self.limit),
            capture=capture,
            card=page.card,
        )


def stored(folder: Path, capture: Capture) -> Exchange:
    """Return the exchange that ``capture`` names. Raises CaptureLost when it is not there, or not whole."""
    place = f"byte {capture.offset} of {capture.warc}"
    try:
        exchange = read(folder / capture.warc, capture.offset)
    except FileNotFoundError as error:
        raise CaptureLost(f"there is no file {capture.warc}") from error
    except OSError as error:
        raise CaptureLost(f"{capture.warc} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise CaptureLost(f"there is no whole response at {place}") from error
    if (exchange.url, exchange.fetched_at) != (capture.url, capture.fetched_at):
        raise CaptureLost(f"the response at {place} is another: {exchange.url}, fetched at {exchange.fetched_at}")
    return exchange


def _values(exchange: Exchange, name: str) -> list[str]:
    return [value for key, value in exchange.headers if key.lower() == name] or [""]
