"""Plastics cluster of Upper Austria: TYPO3, run by Business Upper Austria."""

from items import Hints
from spiders.listing import ListingSpider
from spiders.platforms import typo3


class Kunststoffcluster(ListingSpider):
    """News of the Kunststoff-Cluster."""

    name = "kunststoffcluster"
    source = typo3(
        name=name,
        title="Kunststoff-Cluster",
        homepage="https://kunststoff-cluster.at/",
        country="AT",
        language="de",
        host="kunststoff-cluster.at",
        listings=("https://kunststoff-cluster.at/news-presse",),
        aliases=("www.kunststoff-cluster.at",),
        hints=Hints(),
    )
