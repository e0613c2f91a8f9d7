"""S3 Community of Practice: a part of the Commission's pages. No news list is known, its front page leads on."""

from spiders.listing import ListingSpider
from spiders.platforms import ecl

# An address: the page itself with ``_en`` behind it, and the folder of the pages below it.
FOLDER = "/regional_policy/policy/communities-and-networks/s3-community-of-practice"


class S3cop(ListingSpider):
    """Pages of the S3 Community of Practice."""

    name = "s3cop"
    source = ecl(
        name=name,
        title="S3 Community of Practice",
        homepage="https://ec.europa.eu/",
        host="ec.europa.eu",
        listings=(f"https://ec.europa.eu{FOLDER}_en",),
        article_paths=(f"{FOLDER}/",),
    )
