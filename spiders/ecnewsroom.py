"""EC Newsroom: the Smart Specialisation newsletters of the JRC in Seville, each a digest of many items."""

from items import Source
from spiders.listing import ListingSpider


class Ecnewsroom(ListingSpider):
    """Newsletters of the JRC in the EC Newsroom."""

    name = "ecnewsroom"
    source = Source(
        name=name,
        title="EC Newsroom",
        homepage="https://ec.europa.eu/",
        country="EU",
        language="en",
        host="ec.europa.eu",
        listings=("https://ec.europa.eu/newsroom/jrcseville/newsletter-archives",),
        private_paths=("/newsroom/jrcseville/user-subscriptions/",),
    )
