"""Newsletters of the TCI Network in Mailchimp's archive."""

from spiders.listing import ListingSpider
from spiders.platforms import mailchimp


class Tcinewsletter(ListingSpider):
    """Issues of the TCI newsletter."""

    name = "tcinewsletter"
    source = mailchimp(
        name=name,
        title="TCI Newsletter",
        homepage="https://us7.campaign-archive.com/",
        country="ES",
        language="en",
        host="us7.campaign-archive.com",
        listings=("https://us7.campaign-archive.com/home/?u=50148eb7392e6930b9ad66146",),
        aliases=("us7.campaign-archive1.com", "us7.campaign-archive2.com"),
    )
