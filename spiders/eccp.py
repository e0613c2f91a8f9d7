"""European Cluster Collaboration Platform: Drupal behind several host names, with a theme of its own.

Paths do not tell what a page is (``/content/`` holds news, calls, talks, profiles and front pages): the page does. Of
the feeds, one of a term is known; the sitemap, whose addresses name the host ``default``, leads to the articles that no
list shows. Profiles of organisations are read where a list leads to them.
"""

from items import Hints
from spiders.listing import ListingSpider
from spiders.platforms import drupal

SITE = "https://www.clustercollaboration.eu"


class Eccp(ListingSpider):
    """Tag lists, community news, news, open calls, events and talks of the ECCP."""

    name = "eccp"
    source = drupal(
        name=name,
        title="European Cluster Collaboration Platform",
        homepage=f"{SITE}/",
        country="EU",
        language="en",
        host="www.clustercollaboration.eu",
        listings=(
            f"{SITE}/tags/smart-specialisation",
            f"{SITE}/tags/smart-specialization",
            f"{SITE}/tags/cluster-policy",
            f"{SITE}/tags/euroclusters",
            f"{SITE}/tags/interreg",
            f"{SITE}/tags/escp-s3",
            f"{SITE}/tags/policy-learning",
            f"{SITE}/tags/cluster-week",
            f"{SITE}/community-news",
            f"{SITE}/news",
            f"{SITE}/open-calls",
            f"{SITE}/event-calendar",
            f"{SITE}/events/organised-by-eccp/clusters-talks",
        ),
        hints_at=(f"{SITE}/sitemap.xml", f"{SITE}/taxonomy/term/3711/feed"),
        aliases=("clustercollaboration.eu", "*.clustercollaboration.eu", "*.eccp.hosted-temp.com", "default"),
        topic_paths=("/tags/",),
        article_paths=(
            "/community-news/",
            "/news/",
            "/content/",
            "/open-calls/",
            "/event-calendar/",
            "/events/",
            "/achievements/",
            "/profile-articles/",
        ),
        head=("Open call", "Community News"),
        tail=("Cluster organisation", "Share this Article", "Third Country"),
        hints=Hints(organisation=".field--name-og-audience .field__items a"),
    )
