"""Every address of ours and who answers it. What is not here is Datasette's: ``/archive`` and below."""

from web.answers import Handler
from web.formats import discovery, feeds, tables
from web.pages import article, document, files, home, listings, search, sources, status, topics

# Feeds end in .atom or .feed.json (JSON Feed), data in .json.
FEED = r"\.(?P<feed>atom|feed\.json)"

ROUTES: tuple[tuple[str, Handler], ...] = (
    (r"^/$", home.home),
    (r"^/search$", search.search),
    (r"^/search\.json$", tables.search_json),
    (r"^/search\.csv$", tables.search_csv),
    (rf"^/search{FEED}$", feeds.search_feed),
    (r"^/search/files$", files.files),
    (r"^/article/(?P<id>\d{1,18})$", article.article),
    (r"^/article/(?P<id>\d{1,18})\.json$", tables.article_json),
    (r"^/article/(?P<id>\d{1,18})\.(?P<form>bib|ris|txt)$", article.citation),
    (r"^/article/(?P<id>\d{1,18})/version/(?P<revision>\d{1,18})$", article.version),
    (r"^/document/(?P<id>\d{1,18})$", document.document),
    (r"^/topics$", topics.topics),
    (rf"^/topic/(?P<slug>[^/]+?){FEED}$", feeds.topic_feed),
    (r"^/topic/(?P<slug>[^/]+)$", topics.topic),
    (r"^/sources$", sources.sources),
    (rf"^/source/(?P<name>[^/]+?){FEED}$", feeds.source_feed),
    (r"^/source/(?P<name>[^/]+)$", sources.source),
    (rf"^/list/(?P<id>\d{{1,18}}){FEED}$", feeds.listing_feed),
    (r"^/list/(?P<id>\d{1,18})$", listings.listing),
    (r"^/status$", status.status),
    (r"^/opensearch\.xml$", discovery.opensearch),
    (r"^/robots\.txt$", discovery.robots),
    (r"^/sitemap\.xml$", discovery.sitemap),
    (r"^/sitemap-(?P<number>\d{1,6})\.xml$", discovery.sitemap_part),
    (r"^/archive/search$", search.former),
)
