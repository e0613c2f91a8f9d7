"""Which articles have which source, topic, kind, language and day: compressed sets of article ids."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pyroaring import BitMap

from web.search import copies, organisations
from web.search.asked import Facet
from web.search.copies import Groups
from web.search.ids import ids_of
from web.search.names import Names
from web.search.organisations import Organisations

Column = Literal["source", "topic", "kind", "language", "day"]
Values = dict[str, BitMap]

DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d\d", re.ASCII)
UNDATED = ""
# Articles that are brought up to date at one time; what is done stays done when the time of a request is up.
STEP = 5_000

# Each gives the values of a column, and the ids of the articles of each as a list with commas. The index holds all
# that they read, so that no article's text is; the + keeps SQLite from reading the table in the order of its ids. A
# BitMap holds numbers of 32 bits.
ARTICLES = """
    SELECT {value} AS value, group_concat(id) FROM articles {index}
    WHERE +id BETWEEN 0 AND 4294967295 {which} GROUP BY 1
"""
TOPICS = """
    SELECT topic_id, group_concat(article_id) FROM article_topics
    WHERE +article_id BETWEEN 0 AND 4294967295 {which} GROUP BY 1
"""
VALUES: dict[Column, str] = {
    "source": "source",
    "kind": "kind",
    "language": "language",
    "day": "substr(coalesce(published, first_seen), 1, 10)",
}
CHANGED = "(SELECT article_id FROM search_changes WHERE version > ? AND version <= ?)"


@dataclass(frozen=True, slots=True, eq=False)
class Bitmaps:
    """The values of all articles in the state ``version`` of the archive. Never changed: a new one takes its place."""

    version: int
    columns: Mapping[Column, Values]
    names: Names
    organisations: Organisations = field(default_factory=Organisations)
    groups: Groups = field(default_factory=Groups)
    everything: BitMap = field(init=False)
    # The values that can be chosen, but for organisations.
    facets: Mapping[Facet, Values] = field(init=False)
    # The days of each month, both newest first; what has no readable date comes last.
    calendar: tuple[tuple[BitMap, tuple[BitMap, ...]], ...] = field(init=False)
    _sharing: dict[tuple[Facet, str], BitMap] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        months = _unions((day[:7], ids) for day, ids in self.columns["day"].items())
        days: dict[str, list[BitMap]] = {}
        for day in sorted(self.columns["day"], reverse=True):
            days.setdefault(day[:7], []).append(self.columns["day"][day])
        facets: dict[Facet, Values] = {
            "source": self.columns["source"],
            "topic": _unions((self.names.slug(topic), ids) for topic, ids in self.columns["topic"].items()),
            "kind": self.columns["kind"],
            "language": self.columns["language"],
            "country": _unions((self.names.country(source), ids) for source, ids in self.columns["source"].items()),
            "year": _unions((month[:4], ids) for month, ids in months.items()),
            "month": {month: months[month] for month in sorted(months)},
        }
        calendar = tuple((months[month], tuple(days[month])) for month in sorted(days, reverse=True))
        object.__setattr__(self, "everything", BitMap.union(BitMap(), *self.columns["source"].values()))
        object.__setattr__(self, "facets", {facet: _named(values) for facet, values in facets.items()})
        object.__setattr__(self, "calendar", calendar)

    def sharing(self, facet: Facet, value: str) -> BitMap:
        """Return the copies with a value that the earliest of their group has as well; worked out when first asked."""
        known = self._sharing.get((facet, value))
        if known is None:
            known = self._sharing[facet, value] = copies.sharing(self.groups, self.having(facet, value))
        return known

    def having(self, facet: Facet, value: str) -> BitMap:
        """Return the articles that have ``value`` in ``facet``."""
        if facet == "organisation":
            return self.organisations.having(value)
        return self.facets[facet].get(value, BitMap())


def newest_version(db: sqlite3.Connection) -> int:
    """Return the version of the state of the archive that ``db`` reads: it grows with each change of an article."""
    return int(db.execute("SELECT coalesce(max(version), 0) FROM search_changes").fetchone()[0])


def load(db: sqlite3.Connection, names: Names) -> Bitmaps:
    """Return the values of all articles. Takes 0.4 s for 200,000 of them."""
    version = newest_version(db)
    columns = {column: dict(_values(db, column, "", ())) for column in (*VALUES, "topic")}
    return Bitmaps(version, columns, names, organisations.load(db), copies.load(db))


def advanced(db: sqlite3.Connection, old: Bitmaps, names: Names) -> Bitmaps:
    """Return ``old`` with what the next STEP changes after it have made of their articles, and with ``names``."""
    changes = db.execute(
        "SELECT version, article_id FROM search_changes WHERE version > ? ORDER BY version LIMIT ?", (old.version, STEP)
    ).fetchall()
    if not changes:
        return Bitmaps(old.version, old.columns, names, old.organisations, old.groups)
    changed = BitMap([article for _, article in changes if 0 <= article < 1 << 32])
    version = changes[-1][0]
    columns = {}
    for column, values in old.columns.items():
        key = "article_id" if column == "topic" else "id"
        new = dict(_values(db, column, f"AND {key} IN {CHANGED}", (old.version, version)))
        columns[column] = _replaced(values, changed, new)
    which = f"AND article_id IN {CHANGED}", (old.version, version)
    named = old.organisations.replaced(changed, organisations.load(db, *which))
    return Bitmaps(version, columns, names, named, old.groups.replaced(changed, copies.load(db, *which)))


def _values(
    db: sqlite3.Connection, column: Column, which: str, parameters: tuple[int, ...]
) -> Iterator[tuple[str, BitMap]]:
    """Yield each value of a column that is one, with its articles."""
    if column == "topic":
        query = TOPICS.format(which=which)
    else:
        index = "" if which else "INDEXED BY articles_facets"
        query = ARTICLES.format(value=VALUES[column], index=index, which=which)
    undated = BitMap()
    for value, listed in db.execute(query, parameters):
        if column == "day" and not DAY.fullmatch(value):
            undated |= BitMap(ids_of(listed))
        elif value not in (None, ""):
            yield str(value), BitMap(ids_of(listed))
    if undated:
        yield UNDATED, undated


def _replaced(old: Values, changed: BitMap, new: Values) -> Values:
    """Return ``old`` without the articles ``changed``, and with those of ``new``; values without any are left out."""
    kept = {value: ids - changed if ids.intersect(changed) else ids for value, ids in old.items()}
    both = kept | {value: kept.get(value, BitMap()) | ids for value, ids in new.items()}
    return {value: ids for value, ids in both.items() if ids}


def _unions(pairs: Iterable[tuple[str, BitMap]]) -> Values:
    """Return the union of the articles of each value."""
    parts: dict[str, list[BitMap]] = {}
    for value, ids in pairs:
        parts.setdefault(value, []).append(ids)
    return {value: BitMap.union(BitMap(), *some) for value, some in parts.items()}


def _named(values: Values) -> Values:
    return {value: ids for value, ids in values.items() if value}
