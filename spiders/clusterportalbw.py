"""Clusterportal Baden-Württemberg: TYPO3 with the extension news."""

from spiders.listing import ListingSpider
from spiders.platforms import typo3


class Clusterportalbw(ListingSpider):
    """News of the Clusterportal Baden-Württemberg."""

    name = "clusterportalbw"
    source = typo3(
        name=name,
        title="Clusterportal Baden-Württemberg",
        homepage="https://www.clusterportal-bw.de/",
        country="DE",
        language="de",
        host="www.clusterportal-bw.de",
        listings=("https://www.clusterportal-bw.de/aktuelles/",),
        aliases=("clusterportal-bw.de",),
    )
