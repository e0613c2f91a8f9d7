"""TCI Network, the network of cluster practitioners: a site of its own make."""

from items import Source
from spiders.listing import ListingSpider


class Tci(ListingSpider):
    """News of the TCI Network."""

    name = "tci"
    source = Source(
        name=name,
        title="TCI Network",
        homepage="https://www.tci-network.org/",
        country="ES",
        language="en",
        host="www.tci-network.org",
        listings=("https://www.tci-network.org/news",),
        aliases=("tci-network.org",),
        head=("TCI Conferences",),
    )
