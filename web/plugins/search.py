"""What the canned query ``search`` needs: a safe full-text expression, and hits that are marked safely."""

import re
import sqlite3
from collections.abc import Callable, Mapping

from datasette import hookimpl
from markupsafe import Markup, escape

# FTS5 gives up on an expression that is more than 256 operators deep; no person types 32 words.
MOST_TERMS = 32
# A phrase in quotes, with - before or * behind it, or a word. A quote without a partner is passed over.
TERM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<word>[^\s"]+)')
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# FTS5 ends a query at NUL, and a lone surrogate is no text.
UNUSABLE = re.compile("[\0\ud800-\udfff]")
# A prefix of one or two letters matches half the archive and takes as long.
LONG_ENOUGH = re.compile(r"[^\W_]{3}$")
NOTHING = '""'

# snippet() and highlight() put these around a hit. A stored text may hold them too: see ``marked``.
HIT = re.compile("\x02([^\x02\x03]*)\x03")
MARKERS = {2: None, 3: None}
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


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def extra_template_vars() -> dict[str, Callable[[str], Markup]]:
    """Offer ``marked`` to templates."""
    return {"marked": marked}


def fts_query(text: object) -> str:
    """Return what a person typed as an FTS5 expression that is never a syntax error.

    Phrases in quotes stay phrases; ``word*`` with three letters or more finds what starts so; ``-word`` and
    ``-"a phrase"`` exclude, if there is also something to find. Everything else is quoted, so that operators are
    words like others. Without any letter or digit it is the expression that finds nothing.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    readable = UNUSABLE.sub(" ", str(text or "")).translate(QUOTES)
    for match in TERM.finditer(readable):
        minus, term = _term(match)
        if len(wanted) + len(unwanted) < MOST_TERMS and any(char.isalnum() for char in term):
            (unwanted if minus else wanted).append(term)
    if not wanted:
        wanted, unwanted = unwanted, []
    return "".join([" ".join(wanted), *(f" NOT {term}" for term in unwanted)]) or NOTHING


def marked(text: str) -> Markup:
    """Return ``text`` escaped, with ``<mark>`` around its hits.

    Only a marker with its partner counts, so that markers inside a stored text cannot leave a tag open.
    """
    return Markup(HIT.sub(r"<mark>\1</mark>", str(escape(text))).translate(MARKERS))  # noqa: S704  # escaped here


def _term(match: re.Match[str]) -> tuple[bool, str]:
    """Return whether a term is to be left out, and the term as FTS5 writes it."""
    if match["word"] is None:
        minus, words, star = bool(match["minus"]), match["phrase"], bool(match["star"])
    else:
        minus = match["word"].startswith("-")
        words = match["word"].lstrip("-").rstrip("*")
        star = match["word"].endswith("*")
    return minus, f'"{words}"' + ("*" if star and LONG_ENOUGH.search(words) else "")
