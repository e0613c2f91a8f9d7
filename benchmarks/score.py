"""Our extraction in the shape that the scorers call: ``function(html, url) -> dict``.

python ../shared/score/articles.py benchmarks.score:article
python ../shared/score/articles.py benchmarks.score:consensus
python ../shared/score/listings.py --call benchmarks.score:listing --quiet
"""

from urllib.parse import urlsplit

from extraction.article import Method, NotAnArticle, extract
from extraction.listing import read_listing
from extraction.parse import Unreadable
from items import Page, Source


def article(html: bytes, url: str) -> dict[str, str]:
    """Return the ``text`` of an article page by the standard method, and what else is known of it."""
    return _extracted(html, url, "standard")


def consensus(html: bytes, url: str) -> dict[str, str]:
    """Return the same with the body that several extractors agree on."""
    return _extracted(html, url, "consensus")


def listing(html: str | bytes, url: str) -> dict[str, object]:
    """Return the ``items`` (``url`` and ``title``) of a list page and its ``next_url``."""
    found = read_listing(html, url)
    return {"items": [{"url": card.url, "title": card.title} for card in found.cards], "next_url": found.next_url}


def unknown_source(url: str) -> Source:
    """Return a source of which nothing is known but the host in ``url``."""
    parts = urlsplit(url)
    return Source(
        name="unknown",
        title="",
        homepage=f"{parts.scheme}://{parts.netloc}/",
        country="",
        language="",
        host=parts.hostname or "",
    )


def _extracted(html: bytes, url: str, method: Method) -> dict[str, str]:
    # Far in the future: a real crawl knows its day, these pages are of many years.
    page = Page(source=unknown_source(url), url=url, fetched_at="2999-01-01T00:00:00Z", body=html)
    try:
        found = extract(page, method)
    except (NotAnArticle, Unreadable) as error:
        return {"text": "", "reason": str(error)}
    return {
        "text": found.body,
        "title": found.title,
        "published": found.published,
        "author": found.author,
        "language": found.language,
    }
