"""The names of sources and topics: few rows, read again when they have changed."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from web.search.variants import Spellings, spellings

# One text for the content of all three tables; measured 0.1 ms for 60 sources and 40 topics.
CONTENT = """
    SELECT (SELECT group_concat(quote(name) || quote(title) || quote(country)) FROM sources),
           (SELECT group_concat(id || quote(slug) || quote(name)) FROM topics),
           (SELECT group_concat(topic_id || quote(name)) FROM topic_names)
"""

# What CONTENT gives.
Content = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Titles and countries of sources by name, slugs and names of topics by number, and the topics' spellings."""

    content: Content = ()
    sources: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    topics: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    spellings: Spellings = field(default_factory=Spellings)

    def slug(self, topic: str) -> str:
        """Return the slug of a topic by its number, or nothing."""
        return self.topics.get(topic, ("", ""))[0]

    def country(self, source: str) -> str:
        """Return the country of a source, or nothing."""
        return self.sources.get(source, ("", ""))[1]


def content(db: sqlite3.Connection) -> Content:
    """Return what differs when any name does."""
    return tuple(db.execute(CONTENT).fetchone())


def load(db: sqlite3.Connection) -> Names:
    """Return the names as ``db`` has them."""
    topics = {str(number): (slug, name) for number, slug, name in db.execute("SELECT id, slug, name FROM topics")}
    return Names(
        content=content(db),
        sources={name: (title, code) for name, title, code in db.execute("SELECT name, title, country FROM sources")},
        topics=topics,
        titles=dict(topics.values()),
        spellings=spellings(db.execute("SELECT topic_id, name FROM topic_names")),
    )
