"""ERRIN, the European Regions Research and Innovation Network. It prints calls of the ECCP again."""

from items import Hints
from spiders.listing import ListingSpider
from spiders.platforms import drupal


class Errin(ListingSpider):
    """News of ERRIN."""

    name = "errin"
    source = drupal(
        name=name,
        title="ERRIN",
        homepage="https://errin.eu/",
        country="EU",
        language="en",
        host="errin.eu",
        listings=("https://errin.eu/news",),
        aliases=("www.errin.eu",),
        hints=Hints(),
    )
