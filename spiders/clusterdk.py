"""Cluster Excellence Denmark: ASP.NET, where the query says which article it is."""

from items import Source
from spiders.listing import ListingSpider


class Clusterdk(ListingSpider):
    """News of Cluster Excellence Denmark."""

    name = "clusterdk"
    source = Source(
        name=name,
        title="Cluster Excellence Denmark",
        homepage="https://clusterexcellencedenmark.dk/",
        country="DK",
        language="da",
        host="clusterexcellencedenmark.dk",
        listings=("https://clusterexcellencedenmark.dk/da-DK/Nyheder.aspx",),
        aliases=("www.clusterexcellencedenmark.dk",),
        identity_query=("NewsId",),
        fetch_query=("Action", "M", "PID"),
    )
