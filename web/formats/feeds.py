"""The newest articles of a search, a topic, a source or a list, as Atom or as JSON Feed."""

from collections.abc import Sequence
from itertools import islice
from urllib.parse import quote

from web.answers import Answer, Asking, NotThereError, Reading, Text
from web.formats import atom, json_feed
from web.formats.entries import Feed, entries
from web.prose import plain_line
from web.search.asked import FACETS, Asked, Facet, parse
from web.search.engine import matching
from web.search.labels import label

MOST_ENTRIES = 50
# A feed's title names what it is of; twenty chosen values are no title.
MOST_LABELS = 6


def search_feed(reading: Reading, asking: Asking) -> Answer:
    """Return the newest articles of a search, whatever page and order its address names."""
    asked = parse(asking.query).with_(sort="newest")
    chosen = [label(reading.index.state, reading.texts, facet, value) for facet, value in _choices(asked)]
    words = [f"“{asked.words}”"] if asked.words else []
    what = ", ".join([*words, *chosen[:MOST_LABELS], *(["…"] if chosen[MOST_LABELS:] else [])])
    return _feed(reading, asking, "search", what, _newest(reading, asked), asked.query_string())


def topic_feed(reading: Reading, asking: Asking) -> Answer:
    """Return the newest articles of a topic. Raises NotThereError."""
    slug = asking.parts["slug"]
    name = _one(reading, "SELECT name FROM topics WHERE slug = ?", slug)
    return _feed(reading, asking, f"topic/{quote(slug, safe='')}", name, _newest(reading, Asked(topic=(slug,))))


def source_feed(reading: Reading, asking: Asking) -> Answer:
    """Return the newest articles of a source. Raises NotThereError."""
    key = asking.parts["name"]
    title = _one(reading, "SELECT title FROM sources WHERE name = ?", key)
    return _feed(reading, asking, f"source/{quote(key, safe='')}", title, _newest(reading, Asked(source=(key,))))


def listing_feed(reading: Reading, asking: Asking) -> Answer:
    """Return the newest articles that a list of a site shows or has shown. Raises NotThereError."""
    key = int(asking.parts["id"])
    title = _one(
        reading,
        "SELECT sources.title || ': ' || coalesce(nullif(listings.title, ''), listings.url)"
        " FROM listings JOIN sources ON sources.name = listings.source WHERE listings.id = ?",
        key,
    )
    shown = {
        number for (number,) in reading.db.execute("SELECT article_id FROM sightings WHERE listing_id = ?", (key,))
    }
    ids = list(islice((number for number in matching(reading, Asked(copies="all")) if number in shown), MOST_ENTRIES))
    return _feed(reading, asking, f"list/{key}", title, ids)


def _newest(reading: Reading, asked: Asked) -> Sequence[int]:
    return matching(reading, asked)[:MOST_ENTRIES]


def _choices(asked: Asked) -> list[tuple[Facet, str]]:
    return [(facet, value) for facet in FACETS for value in asked.chosen(facet)]


def _one(reading: Reading, sql: str, key: object) -> str:
    """Return the one value that ``sql`` asks for. Raises NotThereError when there is none."""
    row = reading.db.execute(sql, (key,)).fetchone()
    if row is None:
        raise NotThereError(reading.texts.plain("error.nothing"))
    return str(row[0])


def _feed(reading: Reading, asking: Asking, path: str, what: str, ids: Sequence[int], query: str = "") -> Text:
    """Return the articles ``ids`` as the feed of the page at ``path``, which is called ``what``."""
    texts = reading.texts
    site = texts.plain("site.name")
    ending, tail = asking.parts["feed"], f"?{query}" if query else ""
    feed = Feed(
        title=texts.plain("feed.of", what=plain_line(what), site=site) if what else site,
        about=texts.plain("feed.about", count=MOST_ENTRIES),
        rights=texts.plain("site.rights"),
        publisher=site,
        language=texts.language,
        page=f"{asking.base}/{path}{tail}",
        address=f"{asking.base}/{path}.{ending}{tail}",
        entries=tuple(entries(reading, ids, asking.base)),
    )
    if ending == "atom":
        return Text(body=atom.atom(feed), media_type=atom.MEDIA_TYPE)
    return Text(body=json_feed.json_feed(feed), media_type=json_feed.MEDIA_TYPE)
