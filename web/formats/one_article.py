"""Everything that the archive has on one article, for programs."""

import sqlite3
from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]

ARTICLE = """
    SELECT articles.id, articles.url, articles.source, sources.title AS source_title, node, kind, articles.title,
           title_source, summary, summary_truncated, body, articles.language, author, organisation, published,
           published_source, first_seen, last_seen, last_changed, state, content_hash, extractor, capture_id
    FROM articles LEFT JOIN sources ON sources.name = articles.source WHERE articles.id = ?
"""
TOPICS = """
    SELECT topics.slug, topics.name FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
    WHERE article_topics.article_id = ? ORDER BY topics.name
"""
ADDRESSES = "SELECT url FROM article_urls WHERE article_id = ? ORDER BY url"
DOCUMENTS = """
    SELECT documents.id, documents.url, coalesce(article_documents.title, documents.title) AS title,
           documents.media_type, documents.bytes, documents.pages, documents.state, documents.reason,
           documents.fetched_at
    FROM article_documents JOIN documents ON documents.id = article_documents.document_id
    WHERE article_documents.article_id = ? ORDER BY documents.url
"""
SIGHTINGS = """
    SELECT listings.id AS list, listings.url AS list_url, listings.title AS list_title, sightings.page,
           sightings.position, sightings.title, sightings.summary, sightings.label, sightings.published,
           sightings.first_seen, sightings.last_seen, sightings.left_list
    FROM sightings JOIN listings ON listings.id = sightings.listing_id
    WHERE sightings.article_id = ? ORDER BY listings.url
"""
SIGHTING_CHANGES = """
    SELECT listing_id AS list, seen, title, summary, label FROM sighting_changes WHERE article_id = ? ORDER BY id
"""
# Their texts are in the archive's downloads, and one by one on the pages that compare them.
REVISIONS = """
    SELECT id, seen, cause, title, words_added, words_removed, content_hash, extractor, capture_id
    FROM revisions WHERE article_id = ? ORDER BY seen, id
"""
SAME_AS = " UNION ALL ".join(
    f"""
    SELECT articles.id, articles.url, same_as.kind, same_as.evidence, same_as.found
    FROM same_as JOIN articles ON articles.id = same_as.{other} WHERE same_as.{own} = ?1
    """  # noqa: S608  # names of columns
    for own, other in (("article_id", "other_id"), ("other_id", "article_id"))
)
GROUP = "SELECT group_id FROM copies WHERE article_id = ?"
ENTITIES = "SELECT role, kind, slug, name FROM article_entities WHERE article_id = ? ORDER BY role, name"
# Of a newsletter: what it tells of, and the article with all of a story where the archive has that.
STORIES = """
    SELECT title, summary, url, nullif(item_article_id, article_id) AS article FROM issue_contents
    WHERE article_id = ? ORDER BY position
"""
GAPS = "SELECT gone, returned FROM gaps WHERE article_id = ? ORDER BY gone"
CAPTURE = """
    SELECT id, url, fetched_at, status, media_type, digest, warc, offset, length FROM captures WHERE id = ?
"""


def about(db: sqlite3.Connection, key: int, base: str) -> Row | None:
    """Return the article ``key`` with all that belongs to it, None if there is none; ``base`` is this site's address.

    Names and values are those of the tables' columns (docs/schema.md); ``page`` is the article's address here.
    """
    article = next(_rows(db, ARTICLE, key), None)
    if article is None:
        return None
    revisions = list(_rows(db, REVISIONS, key))
    same = [row["id"] for row in revisions if row["content_hash"] == article["content_hash"]]
    return {
        **article,
        "summary_truncated": bool(article["summary_truncated"]),
        "page": f"{base}/article/{key}",
        "topics": list(_rows(db, TOPICS, key)),
        "entities": list(_rows(db, ENTITIES, key)),
        "other_addresses": [row["url"] for row in _rows(db, ADDRESSES, key)],
        "same_as": list(_rows(db, f"{SAME_AS} ORDER BY 1, 3", key)),
        "group_id": next((row["group_id"] for row in _rows(db, GROUP, key)), None),
        "documents": list(_rows(db, DOCUMENTS, key)),
        "stories": list(_rows(db, STORIES, key)),
        "sightings": list(_rows(db, SIGHTINGS, key)),
        "sighting_changes": list(_rows(db, SIGHTING_CHANGES, key)),
        # An article may return to a text that it had before.
        "revisions": [{**row, "current": row["id"] in same[-1:]} for row in revisions],
        "gaps": list(_rows(db, GAPS, key)),
        "capture": next(_rows(db, CAPTURE, article["capture_id"]), None),
    }


def _rows(db: sqlite3.Connection, sql: str, key: int | None) -> Iterator[Row]:
    cursor = db.execute(sql, (key,))
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
