"""The captures of the whole archive, or those of one source."""

import sqlite3
from urllib.parse import urlsplit

from archive.database import ArchiveError

_ADDRESSES = """
    SELECT homepage FROM sources WHERE name = :source
    UNION SELECT url FROM listings WHERE source = :source
    UNION SELECT captures.url FROM articles JOIN captures ON captures.id = articles.capture_id WHERE source = :source
"""


def choose(db: sqlite3.Connection, source: str) -> None:
    """Make the view ``chosen`` of this connection: the captures of ``source``, or all of them for an empty name.

    A capture belongs to the source on whose hosts it was fetched: robots.txt and the pages of lists have no other
    bond to one. Raises ArchiveError when the archive has no such source.
    """
    known = [name for (name,) in db.execute("SELECT name FROM sources ORDER BY name")]
    if source and source not in known:
        raise ArchiveError(f"there is no source {source!r} in the archive; it has {', '.join(known) or 'none'}")
    condition = ""
    if source:
        hosts = {_host(url) for (url,) in db.execute(_ADDRESSES, {"source": source})}
        db.create_function("is_chosen", 1, lambda url: _host(url) in hosts, deterministic=True)
        condition = "WHERE is_chosen(url)"
    db.execute(f"CREATE TEMP VIEW chosen AS SELECT * FROM captures {condition}")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
