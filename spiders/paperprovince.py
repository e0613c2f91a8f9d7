"""Paper Province, the Swedish cluster of the forest bioeconomy: WordPress."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Paperprovince(ListingSpider):
    """News of Paper Province."""

    name = "paperprovince"
    source = wordpress(
        name=name,
        title="Paper Province",
        homepage="https://paperprovince.com/",
        country="SE",
        language="sv",
        host="paperprovince.com",
        listings=("https://paperprovince.com/aktuellt/",),
        aliases=("www.paperprovince.com",),
    )
