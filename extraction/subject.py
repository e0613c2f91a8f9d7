"""A page with all that has to be known before the facts of its article can be read."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extraction.jsonld import LinkedData, Node, read_jsonld, types_of
from extraction.outline import Outline, outline
from extraction.phrases import plain
from extraction.regions import Region, find_region
from extraction.site_names import without_site
from extraction.titles import Title, read_title
from extraction.wording import text_of
from items import Card, Source

# Titles that a node of the JSON-LD is compared with.
_MAX_HEADINGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``article`` is the JSON-LD node of the article or None, ``site`` holds the site's names (``plain`` form)."""

    page: Outline
    source: Source
    card: Card | None
    data: LinkedData
    article: Node | None
    site: frozenset[str]
    title: Title
    region: Region


def read_subject(tree: HtmlElement, source: Source, url: str, card: Card | None) -> Subject:
    """Return the subject of the page ``tree`` that was fetched from ``url``, whose entry in a list was ``card``."""
    page = outline(tree, url)
    data = read_jsonld(page.elements["script"])
    site = _site_names(page, data, source)
    printed = (
        page.meta("og:title"),
        page.title(),
        *(text_of(heading) for heading in page.elements["h1"][:_MAX_HEADINGS]),
    )
    titles = (without_site(text, site, url) for text in printed)
    article = data.article(url, tuple(text for text in titles if text and plain(text) not in site))
    title = read_title(page, data.text(article, "headline", "name"), card, site)
    region = find_region(page, source, title.heading)
    return Subject(
        page=page, source=source, card=card, data=data, article=article, site=site, title=title, region=region
    )


def _site_names(page: Outline, data: LinkedData, source: Source) -> frozenset[str]:
    """Return every name under which the page and the source speak of the site."""
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    stated = [
        data.text(node, key) for node in data.nodes if "WebSite" in types_of(node) for key in ("name", "alternateName")
    ]
    names = (source.title, source.name, source.host, host, page.meta("og:site_name"))
    return frozenset(plain(name) for name in (*names, *stated)) - {""}
