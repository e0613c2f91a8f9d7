"""Interreg Europe since 2021: Drupal."""

from spiders.listing import ListingSpider
from spiders.platforms import drupal


class Interreg(ListingSpider):
    """News of Interreg Europe's Policy Learning Platform."""

    name = "interreg"
    source = drupal(
        name=name,
        title="Interreg Europe",
        homepage="https://www.interregeurope.eu/",
        country="EU",
        language="en",
        host="www.interregeurope.eu",
        listings=("https://www.interregeurope.eu/policy-learning-platform/news",),
        aliases=("interregeurope.eu",),
    )
