"""Sources of the benchmarks and of their tests, loaded by ``-s SPIDER_MODULES=benchmarks.sites``: one invented site,
known with all that it offers or with less. `tests/news.py` answers for it.
"""

from dataclasses import replace

from items import Hints, Source
from spiders.listing import ListingSpider

_BARE = Source(
    name="bare",
    title="Clusters Example",
    homepage="https://clusters.example/",
    country="EU",
    language="en",
    host="clusters.example",
    listings=("https://clusters.example/news",),
    aliases=("default",),
    node="article[data-history-node-id]@data-history-node-id",
    hints=Hints(item=".views-row"),
)


class Bare(ListingSpider):
    """The site as one that has a list and nothing else."""

    name = "bare"
    source = _BARE


class Mapped(ListingSpider):
    """The site with its sitemap."""

    name = "mapped"
    source = replace(_BARE, name="mapped", hints_at=("https://clusters.example/sitemap.xml",))


class Fed(ListingSpider):
    """The site with its feed."""

    name = "fed"
    source = replace(_BARE, name="fed", hints_at=("https://clusters.example/rss.xml",))
