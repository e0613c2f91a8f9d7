"""Articles as a list shows them, with the hits of a search marked."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from web.search.excerpt import excerpt
from web.search.fellows import Fellows, fellows
from web.search.found import Hit
from web.search.highlights import Marked, Texts, marked

# Titles and texts are written by strangers: what is longer is cut before it leaves SQLite.
MOST_TITLE = 300
MOST_TEXT = 300
MOST_NAME = 200
# Characters of a text in which hits are looked for. FTS5 copies the text anew for each hit: 20 ms where all is hits.
MOST_SEARCHED = 50_000
# Values of one statement.
CHUNK = 500

ARTICLES = f"""
    SELECT articles.id, articles.url, articles.source, coalesce(sources.title, articles.source),
           substr(coalesce(articles.published, articles.first_seen), 1, 10), articles.published IS NOT NULL,
           articles.kind, substr(articles.language, 1, {MOST_NAME}), articles.state,
           coalesce(substr(articles.title, 1, {MOST_TITLE}), ''), coalesce(substr(articles.summary, 1, ?1), ''),
           coalesce(substr(articles.body, 1, ?1), ''), coalesce(substr(articles.topics, 1, ?1), ''),
           coalesce(substr(articles.organisation, 1, {MOST_NAME}), '')
    FROM articles LEFT JOIN sources ON sources.name = articles.source
    WHERE articles.id IN ({{marks}})
"""  # noqa: S608  # constants of this module
TOPICS = f"""
    SELECT article_topics.article_id, topics.slug, substr(topics.name, 1, {MOST_NAME})
    FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
    WHERE article_topics.article_id IN ({{marks}}) ORDER BY topics.name, topics.id
"""  # noqa: S608  # constants of this module


def rows(db: sqlite3.Connection, ids: Sequence[int], expression: str = "") -> Iterator[Hit]:
    """Yield the articles ``ids`` in this order, without those that are gone; hits of ``expression`` are marked."""
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        marks = ", ".join("?" * len(part))
        topics: dict[int, list[tuple[str, str]]] = {}
        for key, slug, name in db.execute(TOPICS.format(marks=marks), part):
            topics.setdefault(key, []).append((slug, name))
        also = fellows(db, part)
        hits: dict[int, Hit] = {}
        texts: dict[int, Texts] = {}
        for row in db.execute(ARTICLES.format(marks=marks), (MOST_SEARCHED if expression else MOST_TEXT, *part)):
            texts[row[0]] = row[-5:]
            hits[row[0]] = _hit(row, tuple(topics.get(row[0], ())), also.get(row[0], Fellows()))
        found = marked(texts, expression) if expression else {}
        yield from (_with_marks(hits[key], found[key]) if key in found else hits[key] for key in part if key in hits)


def _hit(row: tuple[object, ...], topics: tuple[tuple[str, str], ...], also: Fellows) -> Hit:
    key, url, source, source_title, date, dated, kind, language, state, *texts = row
    title, summary, body, _, organisation = map(str, texts)
    return Hit(
        id=int(str(key)),
        url=str(url),
        title=title,
        snippet=(summary or body)[:MOST_TEXT],
        source=str(source),
        source_title=str(source_title),
        date=str(date),
        dated=bool(dated),
        kind=str(kind),
        language=str(language or ""),
        organisation=organisation,
        state=str(state),
        topics=topics,
        also=also.first,
        also_total=also.total,
    )


def _with_marks(hit: Hit, texts: Marked) -> Hit:
    """Return ``hit`` with marks in its title, and for its snippet the part of its body or summary that has any."""
    return replace(hit, title=texts.title, snippet=excerpt(texts.body) or excerpt(texts.summary) or hit.snippet)
