"""Packaging Cluster, Catalonia."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Packagingcluster(ListingSpider):
    """News of the Packaging Cluster."""

    name = "packagingcluster"
    source = wordpress(
        name=name,
        title="Packaging Cluster",
        homepage="https://www.packagingcluster.com/",
        country="ES",
        language="es",
        host="www.packagingcluster.com",
        listings=("https://www.packagingcluster.com/noticias/",),
        aliases=("packagingcluster.com",),
    )
