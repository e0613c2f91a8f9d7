"""What our templates show besides what Datasette hands them: read from the archive when a template asks."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.database import Database

ARCHIVE = "archive"

# The ten are found first: otherwise the topics of every article are joined before all but ten are dropped.
NEWEST = """
    SELECT articles.id, articles.title, substr(articles.summary, 1, 300) AS snippet, sources.title AS source,
           articles.kind, newest.date, articles.published, articles.organisation, articles.state,
           (SELECT group_concat(topics.name, ', ') FROM article_topics
               JOIN topics ON topics.id = article_topics.topic_id
               WHERE article_topics.article_id = articles.id) AS topics
    FROM (
        SELECT id, substr(coalesce(published, first_seen), 1, 10) AS date
        FROM articles ORDER BY date DESC, id DESC LIMIT 10
    ) AS newest
    JOIN articles ON articles.id = newest.id
    JOIN sources ON sources.name = articles.source
    ORDER BY newest.date DESC, newest.id DESC
"""
SOURCES = "SELECT name, title, articles FROM source_status ORDER BY articles DESC, title"
TOPICS = "SELECT slug, topic, articles FROM topic_counts ORDER BY articles DESC, topic LIMIT 40"
# The choices of the search form: value and label of each.
CHOICES = {
    "source": "SELECT name AS value, title AS label FROM sources ORDER BY title",
    "topic": "SELECT slug AS value, topic AS label FROM topic_counts ORDER BY topic",
    "kind": "SELECT DISTINCT kind AS value, kind AS label FROM articles ORDER BY kind",
    "year": """
        SELECT DISTINCT substr(coalesce(published, first_seen), 1, 4) AS value,
               substr(coalesce(published, first_seen), 1, 4) AS label
        FROM articles ORDER BY value DESC
    """,
}
ABOUT_ARTICLE = {
    "source": """
        SELECT sources.name, sources.title FROM articles JOIN sources ON sources.name = articles.source
        WHERE articles.id = :id
    """,
    "topics": """
        SELECT topics.slug, topics.name FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
        WHERE article_topics.article_id = :id ORDER BY topics.name
    """,
    "documents": """
        SELECT documents.id, documents.url, coalesce(article_documents.title, documents.title) AS title,
               documents.media_type, documents.bytes
        FROM article_documents JOIN documents ON documents.id = article_documents.document_id
        WHERE article_documents.article_id = :id ORDER BY documents.url
    """,
    "sightings": """
        SELECT listings.url, listings.title, sightings.first_seen, sightings.last_seen
        FROM sightings JOIN listings ON listings.id = sightings.listing_id
        WHERE sightings.article_id = :id ORDER BY sightings.first_seen, listings.url
    """,
    "addresses": "SELECT url FROM article_urls WHERE article_id = :id ORDER BY url",
    "revisions": "SELECT id, seen FROM revisions WHERE article_id = :id ORDER BY seen DESC",
}

Rows = list[dict[str, Any]]


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def startup(datasette: Any) -> None:
    """Serve the one archive under the name ``archive``, whatever its file is called: addresses must not change."""
    served = [name for name, database in datasette.databases.items() if database.path]
    if len(served) == 1 and served != [ARCHIVE]:
        path = datasette.databases[served[0]].path
        datasette.remove_database(served[0])
        datasette.add_database(Database(datasette, path=path, is_mutable=True), name=ARCHIVE)


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def extra_template_vars(datasette: Any) -> dict[str, Callable[..., Any]]:
    """Give templates functions to call; those that read the archive are awaited by Jinja."""

    async def read(sql: str, **parameters: object) -> Rows:
        answer = await datasette.get_database(ARCHIVE).execute(sql, parameters)
        return [dict(row) for row in answer.rows]

    return {**archive_functions(read), "long_date": long_date, "search_for": search_for, "web_address": web_address}


def archive_functions(read: Callable[..., Awaitable[Rows]]) -> dict[str, Callable[..., Any]]:
    """Return the functions that answer a template's questions by ``read(sql, **parameters)``."""

    async def front_page() -> dict[str, Rows]:
        return {"newest": await read(NEWEST), "sources": await read(SOURCES), "topics": await read(TOPICS)}

    async def search_choices() -> dict[str, Rows]:
        return {name: await read(sql) for name, sql in CHOICES.items()}

    async def about_article(key: int) -> dict[str, Rows]:
        return {name: await read(sql, id=key) for name, sql in ABOUT_ARTICLE.items()}

    return {"front_page": front_page, "search_choices": search_choices, "about_article": about_article}


def search_for(asked: Mapping[str, object], **changes: object) -> str:
    """Return the query string of the search that was ``asked`` for, with ``changes``; what is empty is left out."""
    return urlencode({name: value for name, value in {**asked, **changes}.items() if value not in ("", None)})


def long_date(iso: object) -> str:
    """Return the day of an ISO date or date-time as ``3 November 2026``; what is no date comes back as it is."""
    try:
        day = date.fromisoformat(str(iso)[:10])
    except ValueError:
        return str(iso or "")
    return f"{day.day} {day:%B %Y}"


def web_address(url: object) -> str:
    """Return ``url`` if a browser may be sent there (http or https), else an empty string."""
    text = str(url or "")
    return text if text.lower().startswith(("http://", "https://")) else ""
