"""The whole site as the exchanges of one crawl: every address that the demo spider asks for, and two more."""

import gzip
import hashlib
import html
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from archive.warc import Exchange, Headers
from demo.article_pages import article_page
from demo.deck import deck
from demo.list_pages import list_page, message_page
from demo.lists import NewsList, lists, strays
from demo.nodes import Node, newest, nodes
from demo.theme import FEED, NAME, SITE

FIRST = datetime(2026, 10, 5, 8, tzinfo=UTC)
REQUEST_HEADERS: Headers = (("Accept-Encoding", "gzip, deflate"), ("User-Agent", "ClusterNewsArchive/0.1"))
ROBOTS = "User-agent: *\nDisallow: /user/\nDisallow: /search\n\nSitemap: https://clusters.example/sitemap.xml\n"
HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site answers at a path (with its query)."""

    path: str
    status: int = 200
    headers: Headers = (("Content-Type", HTML),)
    body: bytes = field(default=b"", repr=False)


def exchanges() -> Iterator[Exchange]:
    """Yield request and response of every address, one second apart, in an order that a crawler might take."""
    for second, answer in enumerate(_answers()):
        yield Exchange(
            url=SITE + answer.path,
            fetched_at=(FIRST + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            request_headers=REQUEST_HEADERS,
            status=answer.status,
            reason=HTTPStatus(answer.status).phrase,
            headers=_with_etag(answer),
            body=answer.body,
        )


def _answers() -> Iterator[Answer]:
    yield _text("/robots.txt", ROBOTS, "text/plain")
    for listed in lists():
        yield from _list_answers(listed)
    for node in nodes():
        yield from _article_answers(node)
    for href, stray in strays().items():
        if stray.answer:
            yield _stray_answer(href, stray.answer)
    yield Answer(
        path="/sites/default/files/clusters-talk.pdf", headers=(("Content-Type", "application/pdf"),), body=deck()
    )
    yield _text("/sitemap.xml", _sitemap(), "application/xml")
    yield _text(FEED, _feed())


def _list_answers(listed: NewsList) -> Iterator[Answer]:
    # An endless list has a page more, which repeats the last one.
    for page in range(listed.last + 1 + listed.endless):
        query = f"?page={page}" if page else ""
        yield _text(listed.path + query, list_page(listed, page))


def _article_answers(node: Node) -> Iterator[Answer]:
    page = _encoded(node)
    yield page
    if node.other_prefix:
        yield replace(page, path=node.other_prefix)
    if node.old_address:
        yield _redirect(node.old_address, 301, node.path)


def _encoded(node: Node) -> Answer:
    # A charset that the page does not declare is not in the header either.
    headers: Headers = (("Content-Type", HTML if node.charset == "utf-8" else "text/html"),)
    if node.date:
        headers += (("Last-Modified", f"{node.date:%a, %d %b %Y} 07:30:00 GMT"),)
    body = article_page(node).encode(node.charset)
    if node.encoding == "gzip":
        headers += (("Content-Encoding", "gzip"),)
        body = gzip.compress(body, mtime=0)
    return Answer(path=node.path, headers=headers, body=body)


def _stray_answer(path: str, answer: str) -> Answer:
    missing = message_page("Page not found", "The requested page could not be found.")
    match answer:
        case "missing":
            return replace(_text(path, missing), status=404)
        case "gone":
            return replace(_text(path, message_page("Gone", "This page has been removed.")), status=410)
        case "login":
            return _redirect(path, 302, f"/user/login?destination={path}")
        case "soft":
            return _text(path, missing)
    raise ValueError(f"lists.toml: there is no answer {answer!r}")


def _redirect(path: str, status: int, target: str) -> Answer:
    return Answer(path=path, status=status, headers=(("Content-Type", HTML), ("Location", SITE + target)))


def _text(path: str, text: str, media_type: str = HTML) -> Answer:
    return Answer(path=path, headers=(("Content-Type", media_type),), body=text.encode())


def _with_etag(answer: Answer) -> Headers:
    if answer.status != 200:
        return answer.headers
    plain = gzip.decompress(answer.body) if ("Content-Encoding", "gzip") in answer.headers else answer.body
    return (*answer.headers, ("ETag", f'"{hashlib.sha256(plain).hexdigest()[:16]}"'))


def _sitemap() -> str:
    # Drupal names the host of the machine that wrote the file, and leaves out the seconds.
    rows = "".join(
        f"<url><loc>http://default{node.path}</loc><lastmod>{node.date}T07:30Z</lastmod></url>\n"
        for node in nodes()
        if node.date
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


def _feed() -> str:
    items = "".join(
        f"<item><title>{html.escape(node.title)}</title><link>{SITE}{node.path}</link></item>\n" for node in newest(10)
    )
    return (
        "\n<!-- THEME DEBUG -->\n<!-- THEME HOOK: 'views_view_rss' -->\n"
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{NAME}</title>\n'
        f"<link>{SITE}/tags/smart-specialisation</link>\n{items}</channel></rss>\n"
    )
