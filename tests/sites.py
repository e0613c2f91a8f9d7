"""Sources with lists that are no pages, for ``-s SPIDER_MODULES=tests.sites``: one invented site, seen in many ways."""

from dataclasses import replace

from items import Source
from spiders.listing import ListingSpider

SITE = "https://clusters.example"


def site(name: str, *listings: str, offsite: bool = False, article_paths: tuple[str, ...] = ()) -> Source:
    """Return the facts of the site as the source ``name``, with ``listings`` given as paths."""
    return Source(
        name=name,
        title="Clusters Example",
        homepage=f"{SITE}/",
        country="EU",
        language="en",
        host="clusters.example",
        listings=tuple(SITE + path for path in listings),
        topic_paths=("/tags/",),
        article_paths=article_paths,
        offsite=offsite,
    )


class Fed(ListingSpider):
    """A site of which only the feed can be read."""

    name = "fed"
    source = site(name, "/feed/")


class Mapped(ListingSpider):
    """A site of which only the sitemap can be read."""

    name = "mapped"
    source = site(name, "/sitemap.xml", article_paths=("/news/",))


class Vouched(ListingSpider):
    """A site whose sitemap, beside its list, names articles that the list does not."""

    name = "vouched"
    source = replace(site(name, "/news", article_paths=("/news/",)), hints_at=(f"{SITE}/sitemap-a.xml",))


class Posts(ListingSpider):
    """A WordPress site that is filled in by scripts, read through its REST interface."""

    name = "posts"
    source = site(name, "/wp-json/wp/v2/posts")


class Tags(ListingSpider):
    """A site whose list is one of lists."""

    name = "tags"
    source = site(name, "/tags")


class Leaving(ListingSpider):
    """A site whose cards lead to other sites, which are fetched."""

    name = "leaving"
    source = site(name, "/links", offsite=True)


class Staying(ListingSpider):
    """The same site as one whose cards are kept and no more."""

    name = "staying"
    source = site(name, "/links")


class Scripted(ListingSpider):
    """A site that scripts fill in, read as a page."""

    name = "scripted"
    source = site(name, "/app")


class Mixed(ListingSpider):
    """A site whose list leads to articles and straight to a file."""

    name = "mixed"
    source = site(name, "/mixed")


class Labelled(ListingSpider):
    """A site that says on one of its lists alone which articles are events, and names them in a feed as well."""

    name = "labelled"
    source = replace(site(name, "/latest", "/labelled"), hints_at=(f"{SITE}/labelled.xml",))
