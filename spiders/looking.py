"""A first look at a list that no source describes yet: robots.txt, the list, its feed and sitemap, two articles.

It goes the way of every crawl (guard, robots.txt, delays, captures), and stores nothing but what the crawl's own
archive holds, which its command throws away.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from extraction.addresses import identity, is_own
from extraction.article import NotAnArticle, extract
from extraction.parse import Unreadable
from items import Source
from spiders.given import derived_source
from spiders.hints import Hints, is_no_page, read_hints
from spiders.listing import ListingSpider
from spiders.look import Look, LookedAt, learned, list_of, no_list, on_platform
from spiders.reasons import answered, no_cards, reason
from spiders.recognition import FEEDS, platform_of
from spiders.responses import page_of
from workers import TaskFailed

ARTICLES = 2
# A sitemap of more parts than this would cost more requests than it saves.
MAX_PARTS = 20


class LookingSpider(ListingSpider):
    """Fills ``look``. A subclass made for one address declares the name, the source and the look."""

    look: Look

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.given = True  # nothing is asked for but what is asked for here
        self._sitemaps: list[str] = []

    async def start(self) -> AsyncIterator[Request]:
        """Yield the request for the site's rules."""
        yield self._request(urljoin(self.look.url, "/robots.txt"), self.parse_robots, self.no_robots)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """Note what the rules say, and yield the request for the list. Rules that cannot be read forbid it."""
        if response.status >= 500:
            self.look.problem = _unread(answered(response))
            return
        self.look.robots = f"none ({response.status})"
        if response.status == 200:
            rules = Protego.parse(response.body.decode("utf-8", "replace"))
            agent = str(self.settings["USER_AGENT"])
            delay = rules.crawl_delay(agent)
            allowed = "allows the list" if rules.can_fetch(self.look.url, agent) else "forbids the list"
            self.look.robots = allowed + (f", asks for {delay:g} s between requests" if delay else "")
            self._sitemaps = list(rules.sitemaps)
        yield self._request(self.look.url, self.parse_list, self.no_list)

    def no_robots(self, failure: TwistedFailure) -> None:
        """Note why the rules could not be had."""
        assert failure.value
        self.look.problem = _unread(reason(failure.value)[0])

    async def parse_list(self, response: Response) -> AsyncIterator[Request]:
        """Read the list, and yield the requests for its feed, its sitemap and its first articles."""
        look = self.look
        if response.status != 200:
            look.problem = answered(response)
        elif is_no_page(response.body):
            look.problem = (
                f"it is a {read_hints(response.body).kind} and no page; give the page that lists the news, or, where"
                " only this can be read, write the file by hand (docs/adding-a-source.md)"
            )
        if not look.problem:
            await self._read_list(response)
        if look.problem:
            return
        if not look.listing.cards:
            look.problem = no_cards(look.listing)
            return
        assert look.source
        cards = [card for card in look.listing.cards if is_own(card.url, look.source)]
        if not cards:
            look.problem = "all its cards lead to other sites"
            return
        for place, card in enumerate(cards[:ARTICLES]):
            yield self._request(card.url, self.parse_one, self.no_one).replace(priority=ARTICLES - place)
        for url in self._feeds(response):
            yield self._request(url, self.parse_feed, self.ignored)
        for url in (self._sitemaps or [urljoin(response.url, "/sitemap.xml")])[:1]:
            yield self._request(url, self.parse_sitemap, self.ignored)

    def no_list(self, failure: TwistedFailure) -> None:
        """Note why the list could not be had."""
        assert failure.value
        self.look.problem = reason(failure.value)[0]

    async def parse_one(self, response: Response) -> None:
        """Read an article."""
        assert self.look.source
        page = replace(page_of(response, self.look.source, None), capture=None)
        if response.status != 200:
            self.look.articles.append(LookedAt(page=page, reason=answered(response)))
            return
        try:
            article = await self.workers.run(extract, page)
        except (NotAnArticle, Unreadable, TaskFailed) as error:
            self.look.articles.append(LookedAt(page=page, reason=str(error)))
        else:
            self.look.articles.append(LookedAt(page=page, article=article))

    def no_one(self, failure: TwistedFailure) -> None:
        """Note why an article could not be had."""
        assert failure.value
        self.look.notes.append(f"{failure.request.url}: {reason(failure.value)[0]}")  # type: ignore[attr-defined]

    def parse_feed(self, response: Response) -> None:
        """Note a feed that names an article of the list: others are of comments, or of another part of the site."""
        found = self._hints(response)
        named = {identity(hint.url, self._source) for hint in found.entries if is_own(hint.url, self._source)}
        listed = {identity(card.url, self._source) for card in self.look.listing.cards}
        if found.kind == "feed" and named & listed and not self.look.feed:
            self.look.feed = response.url

    def parse_sitemap(self, response: Response) -> None:
        """Note a sitemap that can be read in a few requests."""
        found = self._hints(response)
        if found.kind == "sitemap" and len(found.sitemaps) <= MAX_PARTS and is_own(response.url, self._source):
            self.look.sitemap = response.url

    def ignored(self, failure: TwistedFailure) -> None:
        """Do without a feed or a sitemap."""

    async def _read_list(self, response: Response) -> None:
        look = self.look
        source = learned(response, self.source.name)
        look.platform, look.platform_title = platform_of(response)
        based = on_platform(source, look.platform)
        page = replace(page_of(response, based, None), capture=None)
        try:
            listing, plain = [await self.workers.run(list_of, replace(page, source=one)) for one in (based, source)]
            look.problem, doubt = await self.workers.run(no_list, page, plain)
        except TaskFailed as error:
            look.problem = str(error)
            return
        look.notes += [doubt] if doubt else []
        # A theme of the site's own: the selectors of the platform are not those of this page.
        look.plain_hints = bool(look.platform) and len(listing.drift) > len(plain.drift)
        look.source = replace(based, hints=source.hints) if look.plain_hints else based
        look.page = replace(page, source=look.source)
        look.listing = plain if look.plain_hints else listing

    def _feeds(self, response: Response) -> list[str]:
        """Return the addresses of the feeds that the list names, else of the one where its platform has it."""
        page: Any = response
        named = page.css('link[rel~="alternate"][type*="rss"]::attr(href), link[type*="atom"]::attr(href)').getall()
        usual = [FEEDS[self.look.platform]] if self.look.platform in FEEDS else []
        urls = dict.fromkeys(urljoin(response.url, url) for url in named or usual)
        return [url for url in urls if is_own(url, self._source) and "comments" not in url][:2]

    def _hints(self, response: Response) -> Hints:
        return read_hints(response.body) if response.status == 200 else Hints()

    @property
    def _source(self) -> Source:
        assert self.look.source
        return self.look.source

    def _request(self, url: str, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
        # The site may answer under another name than the one given: for the look, any public one may answer.
        rules = url == urljoin(self.look.url, "/robots.txt")
        meta = {"offsite": True, "dont_obey_robotstxt": rules}
        return Request(url, callback=callback, errback=errback, meta=meta, dont_filter=True)


def _unread(why: str) -> str:
    return f"robots.txt could not be read, so nothing is fetched: {why}"


def looking_spider(look: Look, name: str = "") -> type[LookingSpider]:
    """Return the spider that fills ``look``. Raises BadAddress."""
    source = replace(derived_source(look.url, name), offsite=True)
    return type("Looking", (LookingSpider,), {"name": source.name, "source": source, "look": look})
