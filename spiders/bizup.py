"""Business Upper Austria, the agency behind the clusters of Upper Austria: TYPO3 with an extension of its own."""

from items import Hints
from spiders.listing import ListingSpider
from spiders.platforms import typo3


class Bizup(ListingSpider):
    """News of Business Upper Austria."""

    name = "bizup"
    source = typo3(
        name=name,
        title="Business Upper Austria",
        homepage="https://www.biz-up.at/",
        country="AT",
        language="de",
        host="www.biz-up.at",
        listings=("https://www.biz-up.at/news",),
        aliases=("biz-up.at",),
        hints=Hints(),
    )
