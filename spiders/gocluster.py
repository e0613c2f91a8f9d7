"""go-cluster, the programme of the German federal government for its clusters: Government Site Builder."""

from items import Source
from spiders.listing import ListingSpider


class Gocluster(ListingSpider):
    """Short news of clusterplattform.de."""

    name = "gocluster"
    source = Source(
        name=name,
        title="go-cluster",
        homepage="https://www.clusterplattform.de/",
        country="DE",
        language="de",
        host="www.clusterplattform.de",
        listings=("https://www.clusterplattform.de/CLUSTER/Navigation/DE/Aktuelles/aktuelles.html",),
        aliases=("clusterplattform.de",),
    )
