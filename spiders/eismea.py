"""EISMEA, the executive agency for the innovation council and SMEs."""

from spiders.listing import ListingSpider
from spiders.platforms import ecl


class Eismea(ListingSpider):
    """News and calls of EISMEA."""

    name = "eismea"
    source = ecl(
        name=name,
        title="European Innovation Council and SMEs Executive Agency",
        homepage="https://eismea.ec.europa.eu/",
        host="eismea.ec.europa.eu",
        listings=(
            "https://eismea.ec.europa.eu/news_en",
            "https://eismea.ec.europa.eu/funding-opportunities/calls-proposals_en",
        ),
    )
