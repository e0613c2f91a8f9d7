"""What browsers and search engines look for: opensearch.xml, robots.txt, sitemap.xml."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from lxml import etree
from lxml.builder import ElementMaker

from web.answers import Answer, Asking, NotThereError, Reading, Text
from web.formats.entries import timestamp

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XML = "application/xml; charset=utf-8"
OPENSEARCH_TYPE = "application/opensearchdescription+xml; charset=utf-8"
# A feed holds the newest articles and has one page.
TEMPLATES = (
    ("text/html", "search?q={searchTerms}&page={startPage?}"),
    ("application/atom+xml", "search.atom?q={searchTerms}"),
    ("application/feed+json", "search.feed.json?q={searchTerms}"),
    ("application/json", "search.json?q={searchTerms}&page={startPage?}"),
)
# OpenSearch 1.1 allows a short name of 16 characters.
MOST_NAME = 16

# Every choice of a facet is an address of its own: a crawler would never come to an end of them, nor of the sort
# orders of tables. All articles are in the sitemap.
CLOSED = ("/search", "/archive", "/-/")
# The pages that are not articles' are the part 0.
PAGES = ("", "topics", "sources", "downloads", "status")
# The protocol allows 50,000 addresses; reading the times of so many articles takes longer than a page may.
PART = 10_000
MOST_NAMED = 10_000


def opensearch(reading: Reading, asking: Asking) -> Answer:
    """Return the description by which a browser adds this search to its own (OpenSearch 1.1)."""
    make = ElementMaker(namespace=OPENSEARCH, nsmap={None: OPENSEARCH})
    name = reading.texts.plain("site.name")
    root = make.OpenSearchDescription(
        make.ShortName(short_name(name)),
        make.Description(reading.texts.plain("site.about")),
        make.LongName(name),
        make.Image(f"{asking.base}/static/favicon.ico", width="32", height="32", type="image/x-icon"),
        *(make.Url(type=kind, template=f"{asking.base}/{path}") for kind, path in TEMPLATES),
        make.Url(type="application/opensearchdescription+xml", rel="self", template=f"{asking.base}/opensearch.xml"),
        make.Language("*"),
        make.InputEncoding("UTF-8"),
        make.OutputEncoding("UTF-8"),
    )
    return Text(body=_document(root), media_type=OPENSEARCH_TYPE)


def robots(reading: Reading, asking: Asking) -> Answer:
    """Return what crawlers are asked to leave alone (RFC 9309)."""
    prefix = urlsplit(asking.base).path
    lines = [
        "User-agent: *",
        *(f"Disallow: {prefix}{path}" for path in CLOSED),
        "",
        f"Sitemap: {asking.base}/sitemap.xml",
    ]
    return Text(body="\n".join(lines) + "\n", media_type="text/plain; charset=utf-8")


def sitemap(reading: Reading, asking: Asking) -> Answer:
    """Return the list of the parts of the sitemap (protocol 0.9).

    It does not say when a part has changed: that would take a look at all articles. The parts say it of each.
    """
    make = _sitemap_maker()
    numbers = [0, *_parts(reading)]
    root = make.sitemapindex(*(make.sitemap(make.loc(f"{asking.base}/sitemap-{number}.xml")) for number in numbers))
    return Text(body=_document(root), media_type=XML)


def sitemap_part(reading: Reading, asking: Asking) -> Answer:
    """Return a part: of number 0 the pages, of others PART articles by their ids. Raises NotThereError."""
    number = int(asking.parts["number"])
    urls = list(_articles(reading, number) if number else ((path, "") for path in _pages(reading)))
    if not urls:
        raise NotThereError(reading.texts.plain("error.nothing"))
    make = _sitemap_maker()
    root = make.urlset(
        *(
            make.url(make.loc(f"{asking.base}/{path}"), *([make.lastmod(changed)] if changed else []))
            for path, changed in urls
        )
    )
    return Text(body=_document(root), media_type=XML)


def short_name(name: str) -> str:
    """Return as many words of a name as a short name may have."""
    while len(name) > MOST_NAME and " " in name:
        name = name.rpartition(" ")[0]
    return name[:MOST_NAME]


def _parts(reading: Reading) -> Iterator[int]:
    """Yield the numbers, from 1, of the parts that have articles; each takes one step into the index."""
    key = 0
    while (key := reading.db.execute("SELECT min(id) FROM articles WHERE id > ?", (key,)).fetchone()[0]) is not None:
        number = -(-key // PART)
        yield number
        key = number * PART


def _articles(reading: Reading, number: int) -> Iterator[tuple[str, str]]:
    """Yield the paths of the articles of a part, and when each has changed last (UTC, RFC 3339)."""
    rows = reading.db.execute(
        "SELECT id, last_changed FROM articles WHERE id > ? AND id <= ? ORDER BY id",
        ((number - 1) * PART, number * PART),
    )
    return ((f"article/{key}", timestamp(changed)) for key, changed in rows)


def _pages(reading: Reading) -> Iterator[str]:
    """Yield the paths of the pages that are not articles': with those of topics and sources."""
    yield from PAGES
    yield from _named("topic", reading.db.execute("SELECT slug FROM topics ORDER BY slug LIMIT ?", (MOST_NAMED,)))
    yield from _named("source", reading.db.execute("SELECT name FROM sources ORDER BY name LIMIT ?", (MOST_NAMED,)))


def _named(room: str, rows: Iterable[tuple[str]]) -> Iterator[str]:
    return (f"{room}/{quote(name, safe='')}" for (name,) in rows)


def _sitemap_maker() -> ElementMaker:
    return ElementMaker(namespace=SITEMAP, nsmap={None: SITEMAP})


def _document(root: etree._Element) -> str:
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return document.decode()
