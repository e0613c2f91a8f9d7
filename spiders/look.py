"""What a first look at a list finds, and the facts of a source that follow from it."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from scrapy.http import Response

from extraction.addresses import is_own
from extraction.listing import read_listing
from extraction.parent_list import named_list
from extraction.shape import shape_of
from items import Article, Listing, Page, Source
from spiders import platforms
from spiders.given import derived_source, links_of, page_language, site_title, telling_parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """An article page of the list: what was read from it, or why nothing was."""

    page: Page
    article: Article | None = None
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Look:
    """What a first look found. ``problem`` says in one sentence why there is nothing to describe; else ``source`` holds
    the facts, ``platform`` the base that they stand on, ``page`` the list as it was fetched.
    """

    url: str
    problem: str = ""
    robots: str = "was not read"
    source: Source | None = None
    platform: str = ""
    platform_title: str = ""
    plain_hints: bool = False
    page: Page | None = None
    listing: Listing = field(default_factory=Listing)
    feed: str = ""
    sitemap: str = ""
    notes: list[str] = field(default_factory=list)
    articles: list[LookedAt] = field(default_factory=list)


def list_of(page: Page) -> Listing:
    """Return what the page of a list gives, read as a crawl of its source reads it."""
    source = page.source
    own = partial(is_own, source=source)
    return read_listing(page.body, page.url, source.hints, own, page.charset, source.date_order)


def no_list(page: Page, listing: Listing) -> tuple[str, str]:
    """Return why the page, read as ``listing``, is no list of news, and a doubt whether it is; each may be empty."""
    match shape_of(page.body, page.charset, page.url, listing):
        case "article":
            instead = named_list(page.body, page.charset, page.url)
            return f"this is an article; give the page that lists the news{f': {instead}' if instead else ''}", ""
        case "both":
            return "", "the page looks like an article too; is it the one that lists the news?"
        case "list":
            return "", ""


def learned(response: Response, name: str) -> Source:
    """Return the facts of the site that answered, with what its list says of it."""
    source = derived_source(response.url, name)
    host = source.host.removeprefix("www.")
    return replace(
        source,
        title=site_title(response) or source.title,
        language=page_language(response) or source.language,
        aliases=(host,) if host != source.host else (f"www.{host}",) if host.count(".") == 1 else (),
        identity_query=telling_parameters(links_of(response)),
    )


def on_platform(source: Source, platform: str) -> Source:
    """Return ``source`` with the facts that all sites of ``platform`` share."""
    if not platform:
        return source
    facts: dict[str, Any] = dict(getattr(platforms, platform).keywords)
    facts["identity_query"] = tuple(dict.fromkeys((*facts.get("identity_query", ()), *source.identity_query)))
    facts.pop("country", None)
    facts.pop("language", None)
    return replace(source, **facts)
