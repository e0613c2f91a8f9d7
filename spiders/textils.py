"""Tèxtils.CAT, the Catalan cluster of technical textiles: WordPress."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Textils(ListingSpider):
    """News of AEI Tèxtils."""

    name = "textils"
    source = wordpress(
        name=name,
        title="Tèxtils.CAT",
        homepage="https://www.textils.cat/",
        country="ES",
        language="ca",
        host="www.textils.cat",
        listings=("https://www.textils.cat/noticies/",),
        aliases=("textils.cat",),
    )
