"""European Cluster Collaboration Platform: Drupal behind several host names."""

from items import Hints, Source
from spiders.listing import ListingSpider


class Eccp(ListingSpider):
    """Tag lists, community news, news and open calls of the ECCP."""

    name = "eccp"
    source = Source(
        name=name,
        title="European Cluster Collaboration Platform",
        homepage="https://www.clustercollaboration.eu/",
        country="EU",
        language="en",
        host="www.clustercollaboration.eu",
        listings=tuple(
            f"https://www.clustercollaboration.eu/{path}"
            for path in (
                "tags/smart-specialisation",
                "tags/smart-specialization",
                "tags/cluster-policy",
                "tags/euroclusters",
                "tags/interreg",
                "community-news",
                "news",
                "open-calls",
            )
        ),
        hints_at=("https://www.clustercollaboration.eu/sitemap.xml",),
        aliases=("clustercollaboration.eu", "*.clustercollaboration.eu", "*.eccp.hosted-temp.com", "default"),
        topic_paths=("/tags/",),
        private_paths=("/user/",),
        node="article[data-history-node-id]@data-history-node-id",
        tail=("Cluster organisation", "Share this Article", "Third Country"),
        hints=Hints(item=".views-row", organisation=".field--name-og-audience .field__items a"),
    )
