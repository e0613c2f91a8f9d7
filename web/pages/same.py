"""The same story elsewhere: copies, versions in other languages, and other addresses of one page. Bounded."""

import sqlite3
from dataclasses import dataclass

from web.pages.article_facts import rows

MOST = 30

OTHER = """
    SELECT articles.id, substr(articles.title, 1, 600) AS title, sources.title AS source_title,
           substr(coalesce(articles.published, articles.first_seen), 1, 10) AS date,
           articles.published IS NOT NULL AS dated, articles.kind, articles.language
"""
# Not every copy was compared with this one: some are copies of a copy.
COPIES = f"""
    {OTHER}, 'copy' AS relation, copies.article_id = copies.group_id AS earliest,
           coalesce((SELECT evidence FROM same_as WHERE same_as.article_id = min(copies.article_id, ?1)
                     AND other_id = max(copies.article_id, ?1) AND same_as.kind = 'copy'), '') AS evidence
    FROM copies JOIN articles ON articles.id = copies.article_id JOIN sources ON sources.name = articles.source
    WHERE group_id = (SELECT group_id FROM copies WHERE article_id = ?1) AND copies.article_id <> ?1
    ORDER BY earliest DESC, date, articles.id LIMIT {MOST}
"""  # noqa: S608  # constants of this module
# A pair stands in the order of its ids: each asks for one side, the first for the articles before this one.
VERSIONS = tuple(
    f"""
    {OTHER}, same_as.kind AS relation, 0 AS earliest, same_as.evidence
    FROM same_as JOIN articles ON articles.id = same_as.{other} JOIN sources ON sources.name = articles.source
    WHERE same_as.{own} = ?1 AND same_as.kind <> 'copy' ORDER BY articles.id LIMIT {MOST}
    """
    for own, other in (("other_id", "article_id"), ("article_id", "other_id"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Another article with the same story: see ``same_as`` in docs/schema.md for ``relation`` and ``evidence``.

    ``date`` is the day of its publication if ``dated``, else that of its first sight; ``earliest`` says whether it is
    the first of all copies.
    """

    id: int
    title: str | None
    source_title: str
    date: str
    dated: int
    kind: str
    language: str | None
    relation: str
    earliest: int
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where else the story of an article is. ``is_earliest``: no copy is older. ``ids`` are of all that is here."""

    copies: tuple[Same, ...]
    languages: tuple[Same, ...]
    addresses: tuple[Same, ...]

    @property
    def is_earliest(self) -> bool:
        """Whether the article has copies and is the first of them; the first is never cut off."""
        return bool(self.copies) and not self.copies[0].earliest

    @property
    def ids(self) -> frozenset[int]:
        """The numbers of all these articles."""
        return frozenset(same.id for same in (*self.copies, *self.languages, *self.addresses))


def elsewhere(db: sqlite3.Connection, article_id: int) -> Elsewhere:
    """Return the other articles that have the story of an article, the earliest copy first."""
    versions = [same for sql in VERSIONS for same in rows(db, Same, sql, article_id)]
    return Elsewhere(
        copies=rows(db, Same, COPIES, article_id),
        languages=tuple(same for same in versions if same.relation != "other_address"),
        addresses=tuple(same for same in versions if same.relation == "other_address"),
    )
