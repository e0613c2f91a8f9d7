"""ECHAlliance, digital health ecosystems: WordPress. It prints calls of the ECCP again."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Echalliance(ListingSpider):
    """News of the ECHAlliance."""

    name = "echalliance"
    source = wordpress(
        name=name,
        title="ECHAlliance",
        homepage="https://echalliance.com/",
        country="EU",
        language="en",
        host="echalliance.com",
        listings=("https://echalliance.com/news/",),
        aliases=("www.echalliance.com",),
    )
