"""Press room of Paper Province, on a host and a system of its own."""

from items import Source
from spiders.listing import ListingSpider


class Paperprovincepress(ListingSpider):
    """Press kits of Paper Province."""

    name = "paperprovincepress"
    source = Source(
        name=name,
        title="Paper Province Press",
        homepage="https://press.paperprovince.com/",
        country="SE",
        language="sv",
        host="press.paperprovince.com",
        listings=("https://press.paperprovince.com/presskits",),
    )
