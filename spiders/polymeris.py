"""Polymeris, the French cluster of rubber, plastics and composites."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Polymeris(ListingSpider):
    """News of Polymeris."""

    name = "polymeris"
    source = wordpress(
        name=name,
        title="Polymeris",
        homepage="https://www.polymeris.fr/",
        country="FR",
        language="fr",
        host="www.polymeris.fr",
        listings=("https://www.polymeris.fr/actualites/",),
        aliases=("polymeris.fr",),
    )
