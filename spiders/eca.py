"""European Clusters Alliance, the alliance of national cluster associations: WordPress."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Eca(ListingSpider):
    """News of the European Clusters Alliance."""

    name = "eca"
    source = wordpress(
        name=name,
        title="European Clusters Alliance",
        homepage="https://clustersalliance.eu/",
        country="EU",
        language="en",
        host="clustersalliance.eu",
        listings=("https://clustersalliance.eu/news/news-from-eca/",),
        hints_at=("https://clustersalliance.eu/feed/",),
        aliases=("www.clustersalliance.eu",),
    )
