"""Searches and articles as JSON and CSV."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from web.answers import Answer, Asking, NotThereError, Reading, Stream, Text
from web.formats.one_article import about
from web.pages.files import below
from web.search.asked import FACETS, PAGE_SIZE, Asked, parse
from web.search.engine import find, hits, matching
from web.search.files import FileHit
from web.search.found import Found, Hit
from web.search.marks import unmarked

JSON = "application/json"
MOST_SIZE = 100
# Articles that are read at one time for a file.
BLOCK = 500

# What a spreadsheet takes for a formula (OWASP, "CSV Injection"), and the same already behind apostrophes.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
COLUMNS = (
    *("id", "page", "url", "source", "source_title", "kind", "date", "title", "summary", "body", "topics", "language"),
    *("author", "organisation", "published", "first_seen", "last_seen", "last_changed", "state"),
)
# The marks are one ? for each id.
ROWS = """
    SELECT articles.id, articles.url, articles.source, sources.title AS source_title, articles.kind,
           substr(coalesce(articles.published, articles.first_seen), 1, 10) AS date,
           articles.title, articles.summary, articles.body,
           (SELECT group_concat(name, '; ') FROM (
               SELECT topics.name FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
               WHERE article_topics.article_id = articles.id ORDER BY topics.name)) AS topics,
           articles.language, articles.author, articles.organisation, articles.published, articles.first_seen,
           articles.last_seen, articles.last_changed, articles.state
    FROM articles LEFT JOIN sources ON sources.name = articles.source WHERE articles.id IN ({marks})
"""


def search_json(reading: Reading, asking: Asking) -> Answer:
    """Return one page of a search, the counts of all of it, and the address of the next page."""
    asked = parse(asking.query)
    size = page_size(asking.query)
    found = find(reading, asked)
    shown = found.hits if size == PAGE_SIZE else _shown(reading, asked, size)
    pages = -(-found.total // size)
    following = asked.with_(page=asked.page + 1).query_string() + (f"&size={size}" if size != PAGE_SIZE else "")
    body = {
        "total": found.total,
        "page": asked.page,
        "pages": pages,
        "size": size,
        "next": f"{asking.base}/search.json?{following}" if asked.page < pages else None,
        "asked": _asked(asked),
        **_explained(found),
        "facets": _facets(found),
        "months": dict(found.months),
        "articles": [_article(hit, asking.base) for hit in shown],
        "files": [_file(hit, asking.base) for hit in below(reading, asked).hits],
    }
    return Text(body=written(body), media_type=JSON)


def article_json(reading: Reading, asking: Asking) -> Answer:
    """Return everything that the archive has on one article. Raises NotThereError."""
    article = about(reading.db, int(asking.parts["id"]), asking.base)
    if article is None:
        raise NotThereError(reading.texts.plain("error.nothing"))
    return Text(body=written(article), media_type=JSON)


def search_csv(reading: Reading, asking: Asking) -> Answer:
    """Return all articles of a search as a table (RFC 4180), a row each, in the order of the search."""
    asked = parse(asking.query)
    return Stream(
        blocks=lambda state: csv_blocks(state, asked, asking.base),
        media_type="text/csv; charset=utf-8",
        filename="search.csv",
    )


def csv_blocks(reading: Reading, asked: Asked, base: str) -> Iterator[str]:
    """Yield a head line, and the rows of some hundred articles at a time; cells as ``guarded`` gives them."""
    # csv.writer returns what the write method of its file returns: the finished row.
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    ids = map(int, matching(reading, asked))
    while block := list(islice(ids, BLOCK)):
        yield "".join(writer.writerow(row) for row in _rows(reading, block, base))


def guarded(cell: object) -> object:
    """Return a cell of CSV that no spreadsheet takes for a formula.

    Text that starts with ``= + - @``, tab or carriage return gets an apostrophe before it. So does text that has
    apostrophes before one of these: to get the original, take one apostrophe away where such a character follows.
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def page_size(query: Iterable[tuple[str, str]]) -> int:
    """Return how many articles a page is to hold: 20 unless a number up to MOST_SIZE is asked for."""
    size = dict(query).get("size", "")
    return min(int(size), MOST_SIZE) or PAGE_SIZE if size.isascii() and size.isdigit() and len(size) < 9 else PAGE_SIZE


def written(value: object) -> str:
    """Return JSON text that ends with a line's end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _shown(reading: Reading, asked: Asked, size: int) -> tuple[Hit, ...]:
    start = (asked.page - 1) * size
    return hits(reading, matching(reading, asked)[start : start + size], asked)


def _asked(asked: Asked) -> dict[str, object]:
    """Return what was understood of the address."""
    return {
        "q": asked.words,
        **{facet: list(asked.chosen(facet)) for facet in FACETS},
        "sort": asked.sort,
        "exact": asked.exact,
        "copies": asked.copies,
    }


def _explained(found: Found) -> dict[str, object]:
    """Return what a reader should know about how the search was done."""
    return {
        "sort": found.sort,
        "advice": found.advice or None,
        "variants": [{"typed": used.typed, "others": list(used.others)} for used in found.variants],
        "nearest": list(found.nearest),
        "copies_left_out": found.copies,
    }


def _facets(found: Found) -> dict[str, list[dict[str, object]]]:
    return {
        facet: [
            {"value": one.value, "label": one.label, "count": one.count, "chosen": one.chosen}
            for one in found.facets.get(facet, ())
        ]
        for facet in FACETS
        if facet != "month"
    }


def _article(hit: Hit, base: str) -> dict[str, object]:
    """Return an article of a search; marks of hits are for pages."""
    return {
        "id": hit.id,
        "page": f"{base}/article/{hit.id}",
        "url": hit.url,
        "title": unmarked(hit.title),
        "snippet": unmarked(hit.snippet),
        "source": hit.source,
        "source_title": hit.source_title,
        "date": hit.date,
        "dated": hit.dated,
        "kind": hit.kind,
        "language": hit.language or None,
        "organisation": hit.organisation or None,
        "state": hit.state,
        "topics": [{"slug": slug, "name": name} for slug, name in hit.topics],
        "also_at": [{"id": key, "page": f"{base}/article/{key}", "source_title": title} for key, title in hit.also],
        "also_total": hit.also_total,
    }


def _file(hit: FileHit, base: str) -> dict[str, object]:
    """Return a page of a file that holds the words."""
    query = f"?{hit.query}" if hit.query else ""
    return {
        "document": hit.document_id,
        "number": hit.number,
        "page": f"{base}/document/{hit.document_id}{query}#page-{hit.number}",
        "url": hit.url,
        "title": hit.title,
        "snippet": unmarked(hit.snippet),
        "language": hit.language or None,
        "article": hit.article_id,
    }


def _rows(reading: Reading, ids: list[int], base: str) -> Iterator[list[object]]:
    cursor = reading.db.execute(ROWS.format(marks=", ".join("?" * len(ids))), ids)
    names = [column[0] for column in cursor.description]
    rows: dict[int, Mapping[str, Any]] = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
    for key in ids:
        if key in rows:
            cells = {**rows[key], "page": f"{base}/article/{key}"}
            yield [guarded(cells[name]) for name in COLUMNS]


class _Echo:
    """A file whose ``write`` hands back what it was given."""

    def write(self, text: str) -> str:
        return text
