"""Technopolis Group: WordPress with a CookieYes consent dialog in front of every page."""

from spiders.listing import ListingSpider
from spiders.platforms import wordpress


class Technopolis(ListingSpider):
    """News of the Technopolis Group."""

    name = "technopolis"
    source = wordpress(
        name=name,
        title="Technopolis Group",
        homepage="https://www.technopolis-group.com/",
        country="GB",
        language="en",
        host="www.technopolis-group.com",
        listings=("https://www.technopolis-group.com/news/",),
        aliases=("technopolis-group.com",),
        tail=("What's new?", "All articles", "All news"),
    )
