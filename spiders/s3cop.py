"""S3 Community of Practice: a part of the Commission's pages. No news list is known, its front page leads on."""

from spiders.listing import ListingSpider
from spiders.platforms import ecl


class S3cop(ListingSpider):
    """Pages of the S3 Community of Practice."""

    name = "s3cop"
    source = ecl(
        name=name,
        title="S3 Community of Practice",
        homepage="https://ec.europa.eu/",
        host="ec.europa.eu",
        listings=("https://ec.europa.eu/regional_policy/policy/communities-and-networks/s3-community-of-practice_en",),
        article_paths=("/regional_policy/policy/communities-and-networks/s3-community-of-practice/",),
    )
