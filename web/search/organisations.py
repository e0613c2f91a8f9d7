"""Which articles are of which organisation: there are thousands of them, so all are counted in one go, in arrays."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from pyroaring import BitMap

from web.search.copies import Groups
from web.search.ids import Ids, array_of, ids_of

# Two lists with commas, in one order, by the entities behind the names that articles print. The + keeps SQLite from
# looking for articles one by one; a BitMap holds numbers of 32 bits.
NAMED = """
    SELECT group_concat(article_names.article_id), group_concat(entity_names.entity_id) FROM article_names
    JOIN entity_names ON entity_names.kind = article_names.kind AND entity_names.name = article_names.name
    WHERE article_names.kind = 'organisation' AND +article_names.article_id BETWEEN 0 AND 4294967295
        AND entity_names.entity_id BETWEEN 0 AND 4294967295 {which}
"""
ENTITIES = "SELECT slug, name, id FROM entities WHERE kind = 'organisation' AND id BETWEEN 0 AND 4294967295"


def _none() -> Ids:
    return np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Organisations:
    """``articles``, ascending, and the entity of each: an article of two is there twice, of none not at all.

    ``entities`` are slug, name and number of each organisation. Never changed: a new one takes its place.
    """

    articles: Ids = field(default_factory=_none)
    named: Ids = field(default_factory=_none)
    entities: tuple[tuple[str, str, int], ...] = ()
    titles: Mapping[str, str] = field(init=False)
    _slugs: tuple[str, ...] = field(init=False)
    # The place of each pair's entity among the slugs, which are sorted.
    _places: Ids = field(init=False)

    def __post_init__(self) -> None:
        known = sorted(self.entities)
        places = np.zeros(max((entity for *_, entity in known), default=-1) + 1, dtype=np.uint32)
        places[[entity for *_, entity in known]] = np.arange(len(known), dtype=np.uint32)
        object.__setattr__(self, "titles", {slug: name for slug, name, _ in known})
        object.__setattr__(self, "_slugs", tuple(slug for slug, *_ in known))
        object.__setattr__(self, "_places", places[self.named])

    def having(self, slug: str) -> BitMap:
        """Return the articles of an organisation."""
        if slug not in self.titles:
            return BitMap()
        return BitMap(self.articles[self._places == self._slugs.index(slug)])

    def counts(self, found: BitMap, groups: Groups | None) -> dict[str, int]:
        """Return how many of the articles ``found`` each organisation has, the most first, then by slug.

        With ``groups``, copies of one story count once.
        """
        if not (found and len(self.articles)):
            return {}
        here = np.zeros(int(max(self.articles[-1], found.max())) + 1, dtype=np.bool_)
        here[array_of(found)] = True
        held = here[self.articles]
        articles, places = self.articles[held], self._places[held]
        counts = np.bincount(places, minlength=len(self._slugs))
        if groups is not None and len(groups.members):
            counts -= np.bincount(_again(articles, places, groups), minlength=len(self._slugs))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        return dict(zip((self._slugs[place] for place in order.tolist()), counts[order].tolist(), strict=True))

    def replaced(self, changed: BitMap, new: "Organisations") -> "Organisations":
        """Return these without the articles ``changed``, and with those and all entities of ``new``."""
        kept = ~np.isin(self.articles, array_of(changed))
        return organisations(
            np.concatenate([self.articles[kept], new.articles]),
            np.concatenate([self.named[kept], new.named]),
            new.entities,
        )


def _again(articles: Ids, places: Ids, groups: Groups) -> Ids:
    """Return the place of each pair whose story another article of the same organisation tells: of n such, n - 1."""
    members = np.isin(articles, groups.members)
    stories = groups.earliest_of(articles[members])
    pairs = np.sort(places[members].astype(np.uint64) << np.uint64(32) | stories)
    again: Ids = (pairs[1:][pairs[1:] == pairs[:-1]] >> np.uint64(32)).astype(np.uint32)
    return again


def load(db: sqlite3.Connection, which: str = "", parameters: tuple[int, ...] = ()) -> Organisations:
    """Return the organisations of all articles, or of those that the condition ``which`` leaves; and all entities."""
    articles, named = db.execute(NAMED.format(which=which), parameters).fetchone()
    entities = tuple((slug, name, entity) for slug, name, entity in db.execute(ENTITIES))
    return organisations(ids_of(articles), ids_of(named), entities)


def organisations(articles: Ids, named: Ids, entities: tuple[tuple[str, str, int], ...]) -> Organisations:
    """Return the organisations of ``articles``, which are in any order; a pair that is there twice counts once."""
    pairs = np.unique(articles.astype(np.uint64) << np.uint64(32) | named)
    return Organisations(
        (pairs >> np.uint64(32)).astype(np.uint32), (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32), entities
    )
