"""What the canned queries of metadata.yaml need: a safe full-text expression, and hits that are marked safely."""

import sqlite3
from collections.abc import Mapping

from datasette import hookimpl
from markupsafe import Markup

from web.search.marks import marked
from web.search.query import parse
from web.search.variants import Spellings

# What FTS5 takes and never finds; an empty expression is an error to it.
NOTHING = '""'
MARKED_COLUMNS = ("snippet", "marked_title")


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Offer ``fts_query`` to SQL."""
    conn.create_function("fts_query", 1, fts_query, deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def render_cell(row: Mapping[str, object], value: object, column: str, table: str | None) -> Markup | None:
    """Show the hits in the answers of a query; all other cells are left to Datasette."""
    if table is None and column in MARKED_COLUMNS and isinstance(value, str):
        return marked(value)
    return None


def fts_query(text: object) -> str:
    """Return what a person typed as an FTS5 expression that is never a syntax error; see ``web.search.query``."""
    return parse(str(text or ""), Spellings(), exact=True).expression or NOTHING
