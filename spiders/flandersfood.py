"""Flanders' FOOD, the Flemish food cluster."""

from spiders.listing import ListingSpider
from spiders.platforms import drupal


class Flandersfood(ListingSpider):
    """News of Flanders' FOOD."""

    name = "flandersfood"
    source = drupal(
        name=name,
        title="Flanders' FOOD",
        homepage="https://www.flandersfood.com/",
        country="BE",
        language="nl",
        host="www.flandersfood.com",
        listings=("https://www.flandersfood.com/nl/nieuws",),
        aliases=("flandersfood.com",),
    )
