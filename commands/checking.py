"""A crawl of a source that looks at the first pages of its lists and a few articles of each, and remembers them."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from scrapy import Request, signals
from scrapy.http import Response

from items import Article, Card, Confirmed, Drift, Failure, Item, Page
from spiders.listing import ListingSpider
from spiders.walk import Walk

# Articles of each list: enough to see that all have one title or one date.
ARTICLES = 5


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a check has seen. ``problem`` is why the crawl failed, or empty; ``lists`` those that were asked for."""

    problem: str = ""
    lists: int = 0
    cards: list[Card] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)

    def add(self, item: Any) -> None:
        """Remember an item as the archive would have it."""
        match item:
            case Card():
                self.cards.append(item)
            case Article():
                self.articles.append(item)
            case Failure():
                self.failures.append(item)
            case Drift():
                self.drifts.append(item)


class CheckingSpider(ListingSpider):
    """Asks for few articles and no files. A subclass made for one source declares what is found."""

    found: Checked

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests for hints and lists."""
        self.found.lists = len(self.walks)
        self._asked: Counter[str] = Counter()
        self.crawler.signals.connect(self._seen, signals.item_scraped)
        async for request in super().start():
            yield request

    def parse_hints(self, response: Response) -> Iterator[Request | Item]:
        """Yield what is wrong with a feed or a sitemap; what it names is not asked for."""
        return (thing for thing in super().parse_hints(response) if _role(thing) != "article")

    async def parse_listing(self, response: Response, walk: Walk) -> AsyncIterator[Request | Item]:
        """Yield the cards of a list page and the requests for a few of its articles."""
        async for thing in super().parse_listing(response, walk):
            if _role(thing) == "article":
                self._asked[walk.url] += 1
                if self._asked[walk.url] > ARTICLES:
                    continue
            yield thing

    async def parse_article(self, response: Response, card: Card | None) -> AsyncIterator[Request | Item]:
        """Yield the page of an article, without its files."""
        async for thing in super().parse_article(response, card):
            if isinstance(thing, Page | Failure | Confirmed):
                yield thing

    def _seen(self, item: Any) -> None:
        self.found.add(item)


def checking_spider(spider: type[ListingSpider], pages: int, found: Checked) -> type[ListingSpider]:
    """Return a spider that checks the source of ``spider``, ``pages`` pages of each list, and fills ``found``."""
    source = replace(spider.source, max_pages=min(pages, spider.source.max_pages))
    return type("Checking", (CheckingSpider, spider), {"name": spider.name, "source": source, "found": found})


def _role(thing: Request | Item) -> str:
    return str(thing.meta.get("role")) if isinstance(thing, Request) else ""
