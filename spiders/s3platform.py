"""Smart Specialisation Platform of the JRC (Liferay), superseded by the S3 Community of Practice in March 2023."""

from spiders.listing import ListingSpider
from spiders.platforms import liferay


class S3platform(ListingSpider):
    """News of the former S3 Platform."""

    name = "s3platform"
    source = liferay(
        name=name,
        title="Smart Specialisation Platform",
        homepage="https://s3platform.jrc.ec.europa.eu/",
        country="EU",
        language="en",
        host="s3platform.jrc.ec.europa.eu",
        listings=("https://s3platform.jrc.ec.europa.eu/news",),
        aliases=("s3platform-legacy.jrc.ec.europa.eu",),
        head=("News News",),
    )
