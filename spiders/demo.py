"""The invented site of the demo: how small a source is."""

from items import Hints, Source
from spiders.listing import ListingSpider


class Demo(ListingSpider):
    """Clusters Example, replayed from ``demo/``."""

    name = "demo"
    source = Source(
        name=name,
        title="Clusters Example (demo)",
        homepage="https://clusters.example/",
        country="EU",
        language="en",
        host="clusters.example",
        listings=(
            "https://clusters.example/tags/smart-specialisation",
            "https://clusters.example/tags/smart-specialization",
            "https://clusters.example/community-news",
        ),
        aliases=("www.clusters.example", "preview.clusters.example", "default"),
        topic_paths=("/tags/",),
        private_paths=("/user/",),
        node="article[data-history-node-id]@data-history-node-id",
        hints=Hints(item=".views-row", organisation=".field--name-og-audience .field__items a"),
    )
