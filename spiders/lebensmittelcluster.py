"""Food cluster of Upper Austria: TYPO3, run by Business Upper Austria."""

from items import Hints
from spiders.listing import ListingSpider
from spiders.platforms import typo3


class Lebensmittelcluster(ListingSpider):
    """News of the Lebensmittel-Cluster."""

    name = "lebensmittelcluster"
    source = typo3(
        name=name,
        title="Lebensmittel-Cluster",
        homepage="https://lebensmittel-cluster.at/",
        country="AT",
        language="de",
        host="lebensmittel-cluster.at",
        listings=("https://lebensmittel-cluster.at/news-presse",),
        aliases=("www.lebensmittel-cluster.at",),
        hints=Hints(),
    )
