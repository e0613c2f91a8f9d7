"""National Cluster Association of Czechia. It prints news of the ECCP again."""

from items import Source
from spiders.listing import ListingSpider


class Nca(ListingSpider):
    """News of the National Cluster Association."""

    name = "nca"
    source = Source(
        name=name,
        title="Národní klastrová asociace",
        homepage="https://nca.cz/",
        country="CZ",
        language="cs",
        host="nca.cz",
        listings=("https://nca.cz/news/",),
        aliases=("www.nca.cz",),
    )
