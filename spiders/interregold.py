"""Interreg Europe 2014-2020: TYPO3, one site for all projects."""

from items import Hints
from spiders.listing import ListingSpider
from spiders.platforms import typo3


class Interregold(ListingSpider):
    """News of the Policy Learning Platform and of projects such as CLUSTERFY."""

    name = "interregold"
    source = typo3(
        name=name,
        title="Interreg Europe 2014-2020",
        homepage="https://projects2014-2020.interregeurope.eu/",
        country="EU",
        language="en",
        host="projects2014-2020.interregeurope.eu",
        listings=(
            "https://projects2014-2020.interregeurope.eu/clusterfy/news/",
            "https://projects2014-2020.interregeurope.eu/policylearning/news/",
        ),
        head=("By Platform",),
        hints=Hints(),
    )
