"""Who articles name: authors, organisations and countries, each of them one row however its name is spelt.

Triggers put into ``to_name`` the articles whose author, organisation or country is new or has changed, and into
``to_group`` the kinds whose names an operator has corrected; ``name_due`` takes them out again, in the transaction of
the batch. Which names are one depends on all names of the kind and not on the order in which they came. SQL only; the
caller holds the transaction.
"""

import sqlite3
from collections.abc import Iterator

from babel import Locale

from archive.names import authors, is_organisation, key, printed, slug
from archive.naming import groups
from archive.rows import first, put

_ARTICLES = """
    SELECT articles.id, author, organisation, sources.country FROM to_name
    JOIN articles ON articles.id = to_name.article_id JOIN sources ON sources.name = articles.source
    ORDER BY articles.id
"""
# The kinds with names that no entity has yet, and those that an operator has corrected.
_NEW_KINDS = """
    SELECT DISTINCT kind FROM article_names WHERE article_id IN (SELECT article_id FROM to_name) AND NOT EXISTS (
        SELECT 1 FROM entity_names WHERE entity_names.kind = article_names.kind
        AND entity_names.name = article_names.name)
    UNION SELECT kind FROM to_group ORDER BY kind
"""


def name_due(db: sqlite3.Connection) -> None:
    """Record whom the articles that are due name, and group the names of each kind that has new ones."""
    for article_id, author, organisation, country in db.execute(_ARTICLES).fetchall():
        _save_names(db, article_id, {*_names(author or "", organisation or "", country)})
    for (kind,) in db.execute(_NEW_KINDS).fetchall():
        _group(db, kind)
    db.execute("DELETE FROM to_name")
    db.execute("DELETE FROM to_group")


def _names(author: str, organisation: str, country: str) -> Iterator[tuple[str, str, str]]:
    """Yield role, kind and name of everybody an article names. An author may be an organisation."""
    for name in authors(author):
        if key(name):
            yield "author", "organisation" if name == organisation or is_organisation(name) else "person", name
    if key(organisation):
        yield "organisation", "organisation", organisation
    if country:
        yield "country", "country", country


def _save_names(db: sqlite3.Connection, article_id: int, names: set[tuple[str, str, str]]) -> None:
    known = set(db.execute("SELECT role, kind, name FROM article_names WHERE article_id = ?", (article_id,)))
    for role, _, name in known - names:
        db.execute("DELETE FROM article_names WHERE article_id = ? AND role = ? AND name = ?", (article_id, role, name))
    for role, kind, name in sorted(names - known):
        db.execute(
            "INSERT INTO article_names (article_id, role, kind, name) VALUES (?, ?, ?, ?)",
            (article_id, role, kind, name),
        )


def _group(db: sqlite3.Connection, kind: str) -> None:
    """Make each group of names of a kind one entity: the oldest that any of them has had, or a new one."""
    owners = dict(db.execute("SELECT name, entity_id FROM entity_names WHERE kind = ?", (kind,)))
    shown = dict(db.execute("SELECT id, name FROM entities WHERE kind = ?", (kind,)))
    used = {name for (name,) in db.execute("SELECT DISTINCT name FROM article_names WHERE kind = ?", (kind,))}
    claims = []
    for group in _groups(db, kind, used | owners.keys()):
        title = _country(next(iter(group))) if kind == "country" else printed(group)
        oldest = min((owners[name] for name in group if name in owners), default=0)
        # Of the parts of an entity that falls apart, the one with its name keeps it.
        claims.append((oldest == 0, oldest, shown.get(oldest) != title, title, group))
    taken: set[int] = set()
    for _, oldest, _, title, group in sorted(claims, key=lambda claim: claim[:4]):
        entity_id = oldest if oldest and oldest not in taken else _new_entity(db, kind, title)
        taken.add(entity_id)
        put(db, "entities", {"id": entity_id}, {"name": title})
        for name in sorted(group):
            put(db, "entity_names", {"kind": kind, "name": name}, {"entity_id": entity_id})
    db.execute(
        "DELETE FROM entities WHERE kind = ? AND id NOT IN (SELECT entity_id FROM entity_names)",
        (kind,),
    )


def _groups(db: sqlite3.Connection, kind: str, names: set[str]) -> list[set[str]]:
    if kind == "country":
        return [{name} for name in names]
    aliases = dict(db.execute("SELECT name, stands_for FROM entity_aliases WHERE kind = ?", (kind,)))
    return groups(names, aliases, near=kind == "organisation")


def _new_entity(db: sqlite3.Connection, kind: str, title: str) -> int:
    """Return the id of a new row. Its slug stays, whatever name is shown later."""
    base = slug(title)
    number = 1
    while first(db, "SELECT 1 FROM entities WHERE kind = ? AND slug = ?", kind, _numbered(base, number)):
        number += 1
    cursor = db.execute(
        "INSERT INTO entities (kind, slug, name) VALUES (?, ?, ?)", (kind, _numbered(base, number), title)
    )
    return int(cursor.lastrowid or 0)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"


def _country(code: str) -> str:
    """Return the English name of a country by its ISO 3166-1 code (CLDR); ``EU`` is the European Union."""
    return str(Locale("en").territories.get(code.upper(), code))
