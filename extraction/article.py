"""A fetched page as an article: the one function that crawl, re-extraction, tests and benchmarks call."""

import hashlib
import re
import unicodedata
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

from extraction.addresses import identity, is_own
from extraction.body import EXTRACTOR, body_text
from extraction.digest import issue_items
from extraction.kinds import not_an_article
from extraction.language import language_of
from extraction.metadata import read_metadata
from extraction.parse import parse
from extraction.topics import topic
from extraction.versions import alternates, node_key
from items import Article, Page

Method = Literal["standard", "consensus"]


class NotAnArticle(ValueError):
    """The page is a login wall, an error page or empty. The text is one plain sentence."""


def extract(page: Page, method: Method = "standard") -> Article:
    """Return the article on ``page``.

    ``consensus`` lets several extractors vote on the body. Raises Unreadable when the page is no readable HTML,
    NotAnArticle when there is nothing on it to archive; the capture stays in either case.
    """
    tree = parse(page.body, page.charset)
    reason = not_an_article(tree, page.status, page.url)
    if reason:
        raise NotAnArticle(reason)
    meta = read_metadata(tree, page.source, page.url, page.card, not_after=page.fetched_at[:10])
    body = body_text(tree, page.source, page.url, method)
    if not body and not meta.documents:
        raise NotAnArticle("the page has no text")
    url = _canonical(page, meta.canonical, meta.node)
    items = issue_items(tree, page.url, body) if meta.kind == "newsletter" else ()
    card = page.card
    return Article(
        source=page.source.name,
        url=url,
        title=meta.title,
        title_source=meta.title_source,
        body=body,
        fetched_at=page.fetched_at,
        summary=card.summary if card and card.summary else meta.summary,
        summary_truncated=bool(card and card.summary_truncated),
        kind=meta.kind,
        language=language_of(body, meta.language),
        author=meta.author,
        organisation=meta.organisation,
        published=meta.published,
        published_source=meta.published_source,
        topics=tuple(topic(name) for name in meta.topics),
        documents=tuple(replace(link, url=identity(link.url, page.source)) for link in meta.documents),
        items=tuple(replace(item, url=item.url and identity(item.url, page.source)) for item in items),
        node=node_key(meta.node, url, page.source),
        addresses=_other_addresses(page, url),
        alternates=alternates(url, page.source, meta.versions, (meta.canonical, meta.shared_as)),
        content_hash=content_hash(meta.title, body),
        extractor=EXTRACTOR,
        capture=page.capture,
    )


def content_hash(title: str, body: str) -> str:
    """Return the SHA-256 (hex) of the text as a reader sees it: white space and Unicode spelling do not count."""
    text = unicodedata.normalize("NFKC", f"{title}\n{body}")
    return hashlib.sha256(re.sub(r"\s+", " ", text).strip().encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(page: Page, declared: str, node: str) -> str:
    """Return the address to store: the one the page declares, if that can be believed.

    A site that names its home page, or one page for all, as canonical must not fold its articles into one: without
    the site's own key a declared address counts only when it is the fetched one in another spelling.
    """
    fetched = identity(page.url, page.source)
    if not declared or not is_own(declared, page.source):
        return fetched
    address = identity(declared, page.source)
    path = urlsplit(address).path.rstrip("/")
    same = path.casefold() == urlsplit(fetched).path.rstrip("/").casefold()
    return address if same or (node and path) else fetched


def _other_addresses(page: Page, url: str) -> tuple[str, ...]:
    candidates = (page.url, page.requested, page.card.url if page.card else "")
    known = dict.fromkeys(identity(address, page.source) for address in candidates if address)
    return tuple(address for address in known if address != url)
