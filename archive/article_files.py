"""Articles as JSON, JSON lines and CSV, one at a time: memory does not grow with the archive."""

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from archive.progress import Progress, quiet
from archive.schema import columns

TOPICS = """
    SELECT topics.name FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
    WHERE article_topics.article_id = ? ORDER BY topics.name
"""
ADDRESSES = "SELECT url FROM article_urls WHERE article_id = ? ORDER BY url"
SIGHTINGS = """
    SELECT listings.url AS listing_url, listings.title AS listing_title, sightings.*
    FROM sightings JOIN listings ON listings.id = sightings.listing_id
    WHERE sightings.article_id = ? ORDER BY listings.url
"""
ITEMS = """
    SELECT position, title, summary, url, item_article_id FROM issue_contents WHERE article_id = ? ORDER BY position
"""
# Without their texts: a report is a hundred times an article, and would stand with every article that links to it.
DOCUMENTS = """
    SELECT documents.url, article_documents.title, documents.title AS file_title, documents.media_type,
           documents.bytes, documents.pages, documents.language, documents.created, documents.modified,
           documents.state, documents.reason, documents.fetched_at
    FROM article_documents JOIN documents ON documents.id = article_documents.document_id
    WHERE article_documents.article_id = ? ORDER BY documents.url
"""
GROUP = "SELECT group_id FROM copies WHERE article_id = ?"
SAME_AS = """
    SELECT articles.id, articles.url, same_as.kind, same_as.evidence, same_as.found
    FROM same_as JOIN articles ON articles.id = same_as.article_id + same_as.other_id - ?1
    WHERE ?1 IN (same_as.article_id, same_as.other_id) ORDER BY articles.id, same_as.kind
"""

# Characters that end a line for some readers, though not for JSON: NEL, LINE and PARAGRAPH SEPARATOR.
LINE_ENDS = str.maketrans({"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"), and the same already behind apostrophes.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def json_array(db: sqlite3.Connection, progress: Progress = quiet) -> Iterator[str]:
    """Yield one JSON array of all articles, an article a line."""
    yield "["
    separator = "\n"
    for line in _json(db, progress):
        yield separator + line
        separator = ",\n"
    yield "\n]\n"


def json_lines(db: sqlite3.Connection, progress: Progress = quiet) -> Iterator[str]:
    """Yield a line for each article: a JSON object that is the same as in the array."""
    for line in _json(db, progress):
        yield line + "\n"


def csv_lines(db: sqlite3.Connection, progress: Progress = quiet) -> Iterator[str]:
    """Yield a head line and a row for each article (RFC 4180), its topics joined by ``; ``.

    A cell that a spreadsheet would run as a formula has an apostrophe before it; see ``guarded``.
    """
    # csv.writer returns what the write method of its file returns: the finished row.
    writer = csv.writer(_Echo())
    names = columns(db, "articles")
    yield writer.writerow(names)
    for article in _articles(db, progress):
        article["topics"] = "; ".join(_one_column(db, TOPICS, article["id"]))
        yield writer.writerow([guarded(article[name]) for name in names])


def guarded(cell: object) -> object:
    """Return a cell of CSV that no spreadsheet takes for a formula.

    Text that starts with ``= + - @``, tab or carriage return gets an apostrophe before it. So does text that has
    apostrophes before one of these: to get the original, take one apostrophe away where such a character follows.
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def _json(db: sqlite3.Connection, progress: Progress) -> Iterator[str]:
    for article in _articles(db, progress):
        key = article["id"]
        article["summary_truncated"] = bool(article["summary_truncated"])
        article["topics"] = _one_column(db, TOPICS, key)
        article["other_addresses"] = _one_column(db, ADDRESSES, key)
        article["same_as"] = list(_dicts(db, SAME_AS, key))
        article["group_id"] = next(iter(_one_column(db, GROUP, key)), None)
        article["sightings"] = [_without(row, "article_id", "listing_id") for row in _dicts(db, SIGHTINGS, key)]
        article["items"] = list(_dicts(db, ITEMS, key))
        article["documents"] = list(_dicts(db, DOCUMENTS, key))
        yield json.dumps(article, ensure_ascii=False).translate(LINE_ENDS)


def _articles(db: sqlite3.Connection, progress: Progress) -> Iterator[dict[str, Any]]:
    # Bytes that are no UTF-8 cannot stand in JSON.
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    total = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    for done, article in enumerate(_dicts(db, "SELECT * FROM articles ORDER BY id"), start=1):
        yield article
        progress(done, total)


def _dicts(db: sqlite3.Connection, sql: str, *parameters: object) -> Iterator[dict[str, Any]]:
    cursor = db.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _one_column(db: sqlite3.Connection, sql: str, key: int) -> list[str]:
    return [value for (value,) in db.execute(sql, (key,))]


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


class _Echo:
    """A file whose ``write`` hands back what it was given."""

    def write(self, text: str) -> str:
        return text
