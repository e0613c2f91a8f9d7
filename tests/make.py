"""Items with sensible defaults, for tests that care about one field of them."""

from typing import Any

from items import Article, Capture, Card, Document, Failure, Page, Source, Topic

DAY = "2026-03-01T08:00:00Z"
SITE = "https://clusters.example"

SOURCE = Source(
    name="site",
    title="Site",
    homepage=f"{SITE}/",
    country="EU",
    language="en",
    host="clusters.example",
    listings=(f"{SITE}/tags/hydrogen",),
    aliases=("www.clusters.example",),
    topic_paths=("/tags/",),
    private_paths=("/user/",),
    node="article[data-history-node-id]@data-history-node-id",
)


def capture(number: int = 0, **values: Any) -> Capture:
    """Return the capture of record ``number`` of a file."""
    facts: dict[str, Any] = {
        "url": f"{SITE}/news/{number}",
        "fetched_at": DAY,
        "status": 200,
        "media_type": "text/html",
        "digest": "sha1:AAAA",
        "warc": "captures/one.warc.gz",
        "offset": 1000 * number,
        "length": 900,
    }
    return Capture(**{**facts, **values})


def card(number: int = 0, **values: Any) -> Card:
    """Return the card of article ``number`` on the hydrogen list."""
    facts: dict[str, Any] = {
        "url": f"{SITE}/news/{number}",
        "title": f"Title {number}",
        "summary": f"Teaser {number} is cut...",
        "summary_truncated": True,
        "position": number + 1,
        "source": "site",
        "listing_url": f"{SITE}/tags/hydrogen",
        "listing_title": "Hydrogen",
        "topic": Topic(slug="hydrogen", name="Hydrogen", title="Hydrogen"),
        "seen_at": DAY,
    }
    return Card(**{**facts, **values})


def article(number: int = 0, **values: Any) -> Article:
    """Return article ``number`` as its page gives it."""
    facts: dict[str, Any] = {
        "source": "site",
        "url": f"{SITE}/news/{number}",
        "title": f"Title {number}",
        "title_source": "heading",
        "body": f"Body of article {number}.",
        "fetched_at": DAY,
        "kind": "news",
        "language": "en",
        "content_hash": f"hash {number}",
        "extractor": "test",
        "capture": capture(number),
    }
    return Article(**{**facts, **values})


def document(**values: Any) -> Document:
    """Return a deck linked from article 0."""
    facts: dict[str, Any] = {
        "source": "site",
        "url": f"{SITE}/files/deck.pdf",
        "article_url": f"{SITE}/news/0",
        "media_type": "application/pdf",
        "size": 1234,
        "fetched_at": DAY,
        "capture": capture(50, url=f"{SITE}/files/deck.pdf", media_type="application/pdf"),
    }
    return Document(**{**facts, **values})


def failure(**values: Any) -> Failure:
    """Return a failure of article 0."""
    facts: dict[str, Any] = {
        "source": "site",
        "url": f"{SITE}/news/0",
        "reason": "the server answered 500",
        "status": 500,
        "seen_at": DAY,
    }
    return Failure(**{**facts, **values})


def page(body: bytes, **values: Any) -> Page:
    """Return a fetched page with ``body``."""
    facts: dict[str, Any] = {"source": SOURCE, "url": f"{SITE}/news/0", "fetched_at": DAY, "body": body}
    return Page(**{**facts, **values})
