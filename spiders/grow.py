"""DG GROW: internal market, industry, entrepreneurship and SMEs."""

from spiders.listing import ListingSpider
from spiders.platforms import ecl


class Grow(ListingSpider):
    """News of DG GROW."""

    name = "grow"
    source = ecl(
        name=name,
        title="DG GROW",
        homepage="https://single-market-economy.ec.europa.eu/",
        host="single-market-economy.ec.europa.eu",
        listings=("https://single-market-economy.ec.europa.eu/news_en",),
    )
