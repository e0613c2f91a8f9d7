"""Technopolis Group: WordPress with a CookieYes consent dialog in front of every page."""

from items import Source
from spiders.listing import ListingSpider


class Technopolis(ListingSpider):
    """News of the Technopolis Group."""

    name = "technopolis"
    source = Source(
        name=name,
        title="Technopolis Group",
        homepage="https://www.technopolis-group.com/",
        country="GB",
        language="en",
        host="www.technopolis-group.com",
        listings=("https://www.technopolis-group.com/news/",),
        aliases=("technopolis-group.com",),
        identity_query=("p",),
        tail=("What's new?", "All articles", "All news"),
    )
