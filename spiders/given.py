"""Sources that nobody has described: what an address alone tells, and a spider for the list at it."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from keyword import iskeyword
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scrapy import Request
from scrapy.http import Response

from extraction.addresses import language_in
from extraction.listing_texts import is_cut
from items import Item, Source
from spiders.listing import BadAddress, ListingSpider
from spiders.markup import text_of
from spiders.walk import Walk

# Top-level domains of countries that are sold for what they spell.
_SPELLED = frozenset("ai cc co fm io ly me nu sh to tv ws".split())
_COUNTRIES = {"uk": "GB"}
# The language of most pages under a country's domain, where that is not the country's own letters.
_LANGUAGES = {
    "AT": "de", "BE": "nl", "CH": "de", "CZ": "cs", "DK": "da", "EE": "et", "GB": "en", "GR": "el", "IE": "en",
    "LU": "fr", "RS": "sr", "SE": "sv", "SI": "sl", "UA": "uk", "CY": "el",
}  # fmt: skip
_OWN_LETTERS = frozenset("BG DE ES FI FR HR HU IS IT LT LV MT NL NO PL PT RO SK TR".split())
_SECOND_LEVEL = frozenset("ac co com edu gov org".split())
_LANGUAGE_TAG = re.compile(r"([a-zA-Z]{2})(?:[-_]|$)")
_LONGEST_TITLE = 80
_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f]")


class GivenListing(ListingSpider):
    """The list at an address, of a site without a file in ``spiders/``. Its first page tells the rest of the facts."""

    anonymous = True

    async def parse_listing(self, response: Response, walk: Walk) -> AsyncIterator[Request | Item]:
        """Yield what any list gives, read with what its first page says of the site."""
        if walk.page == 1 and response.status == 200:
            self.source = replace(  # type: ignore[misc]  # facts of the class, learned by this one crawl
                self.source,
                title=site_title(response) or self.source.title,
                language=page_language(response) or self.source.language,
                identity_query=telling_parameters(links_of(response)),
            )
            walk.source = self.source
        async for thing in super().parse_listing(response, walk):
            yield thing


def given_spider(url: str) -> type[ListingSpider]:
    """Return a spider for the list at ``url``, whose rows have a name made of the host. Raises BadAddress."""
    source = derived_source(url)
    return type("Listing", (GivenListing,), {"name": source.name, "source": source})


def derived_source(url: str, name: str = "") -> Source:
    """Return the source that the address of a list tells of: name, host, homepage, country, a likely language.

    Raises BadAddress when ``url`` is not an address on the web.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise BadAddress(f"{url[:200]!r} is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not host or _NOT_IN_URLS.search(url.strip()) or "@" in parts.netloc:
        raise BadAddress(f"{url[:200]!r} is not the address of a page; one starts with https://")
    country = country_of(host)
    return Source(
        name=name or name_of(host),
        title=host.removeprefix("www."),
        homepage=f"{parts.scheme}://{host}{f':{port}' if port else ''}/",
        country=country,
        language=language_in(url) or language_of_country(country),
        host=f"{host}:{port}" if port else host,
        listings=(url.strip(),),
    )


def name_of(host: str) -> str:
    """Return the name of a source made of its host: ``www.cluster-valley.dk`` is ``clustervalley``."""
    labels = host.lower().removeprefix("www.").split(".")[:-1] or [host]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    name = re.sub(r"[^a-z0-9]", "", "".join(labels))
    return name if is_name(name) else f"site{name}"


def is_name(name: str) -> bool:
    """Return whether a source can be called ``name``: small letters and digits, which also name its file."""
    return bool(re.fullmatch(r"[a-z][a-z0-9]{1,39}", name)) and not iskeyword(name)


def country_of(host: str) -> str:
    """Return the country (ISO 3166) of the top-level domain of ``host``, ``EU`` where it is none."""
    domain = host.rpartition(".")[2].lower()
    if len(domain) != 2 or not domain.isalpha() or domain in _SPELLED:
        return "EU"
    return _COUNTRIES.get(domain, domain.upper())


def language_of_country(country: str) -> str:
    """Return the language (ISO 639-1) that most pages of ``country`` are in; English where that is not known."""
    return country.lower() if country in _OWN_LETTERS else _LANGUAGES.get(country, "en")


def page_language(response: Response) -> str:
    """Return the language that a page declares, two letters, or an empty string."""
    found = _LANGUAGE_TAG.match(_first(response, "html::attr(lang)"))
    return found[1].lower() if found else ""


def site_title(response: Response) -> str:
    """Return the name that a page gives its site, or an empty string: ``og:site_name``, else the end of the title."""
    named = text_of(_first(response, 'meta[property="og:site_name"]::attr(content)'))
    parts = re.split(r"\s+[|–—·•»-]\s+", text_of(_first(response, "head title::text")))
    title = named or (parts[-1] if len(parts) > 1 else "")
    return "" if is_cut(title) else title[:_LONGEST_TITLE]


def links_of(response: Response) -> list[str]:
    """Return the absolute addresses that a page links to."""
    return [response.urljoin(link) for link in _select(response, "a::attr(href)") if not link.startswith("#")][:2000]


def telling_parameters(urls: Iterable[str]) -> tuple[str, ...]:
    """Return the query parameters that look like the keys of articles: numbers, or names such as ``id``, with at least
    three values at one path. Those of pagers and filters are none.
    """
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for url in urls:
        try:
            parts = urlsplit(url)
            pairs = parse_qsl(parts.query)
        except ValueError:
            continue
        for name, value in pairs:
            values[parts.path, name].add(value)
    found = {name for (_, name), seen in values.items() if len(seen) >= 3 and _is_key(name, seen)}
    return tuple(sorted(found))


def _is_key(name: str, values: set[str]) -> bool:
    key = re.search(r"(?:^|[\W_]|[a-z])(?:id|uid|nid|newsid|article|artikel|p)$", name, re.IGNORECASE)
    return bool(key) and all(re.fullmatch(r"[\w-]{1,64}", value) for value in values)


def _select(response: Response, selector: str) -> list[str]:
    page: Any = response
    try:
        found: list[str] = page.css(selector).getall()
    except (AttributeError, ValueError):  # no text, or a body that no parser takes
        return []
    return found


def _first(response: Response, selector: str) -> str:
    return next(iter(_select(response, selector)), "")
