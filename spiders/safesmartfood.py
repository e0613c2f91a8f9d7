"""Safe Smart Food, a partnership of food and packaging clusters: Joomla."""

from spiders.listing import ListingSpider
from spiders.platforms import joomla


class Safesmartfood(ListingSpider):
    """News of the Safe Smart Food partnership."""

    name = "safesmartfood"
    source = joomla(
        name=name,
        title="Safe Smart Food",
        homepage="https://safesmartfood.eu/",
        country="EU",
        language="en",
        host="safesmartfood.eu",
        listings=("https://safesmartfood.eu/index.php/news",),
        aliases=("www.safesmartfood.eu",),
    )
