"""Two sources that print each other's news, for ``-s SPIDER_MODULES=tests.copied_sites``."""

from items import Source
from spiders.listing import ListingSpider


def _site(name: str) -> Source:
    return Source(
        name=name,
        title=f"{name} Example".title(),
        homepage=f"https://{name}.example/",
        country="EU",
        language="en",
        host=f"{name}.example",
        listings=(f"https://{name}.example/news",),
        node="article[data-history-node-id]@data-history-node-id",
    )


class Valley(ListingSpider):
    """Where the story was first."""

    name = "valley"
    source = _site(name)


class Harbour(ListingSpider):
    """A site that prints it again, and its own news in two languages."""

    name = "harbour"
    source = _site(name)
