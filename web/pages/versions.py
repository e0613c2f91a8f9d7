"""The texts that an article has had, and what changed from one to the next."""

import sqlite3
from dataclasses import dataclass

from web.answers import Answer, Asking, NotThereError, Page, Reading
from web.diff import Difference, Paragraph, Piece, difference
from web.pages.article_facts import rows
from web.prose import clean, one_line

# Versions that an article's page lists; the others are in the tables.
MOST_LISTED = 20
# So many words of a change are on record.
WORDS_KEPT = 200

VERSIONS = """
    SELECT id, seen, cause, words_added, words_removed FROM revisions WHERE article_id = ? ORDER BY id DESC LIMIT ?
"""
VERSION = """
    SELECT revisions.id, revisions.article_id, revisions.seen, revisions.cause, revisions.title, revisions.body,
           revisions.capture_id, articles.title AS article_title, articles.language
    FROM revisions JOIN articles ON articles.id = revisions.article_id
    WHERE revisions.id = ? AND revisions.article_id = ?
"""
EARLIER = "SELECT max(id) FROM revisions WHERE article_id = ? AND id < ?"
LATER = "SELECT min(id) FROM revisions WHERE article_id = ? AND id > ?"
LAST = "SELECT max(id) FROM revisions WHERE article_id = ?"
COUNT = "SELECT count(*) FROM revisions WHERE article_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A version in a list. ``cause`` is site or reextraction; the words changed are the first WORDS_KEPT, or NULL."""

    id: int
    seen: str
    cause: str
    words_added: str | None
    words_removed: str | None

    @property
    def counted(self) -> bool:
        """Whether it is on record what it changed: not of the first text, and not of those of an older archive."""
        return self.words_added is not None or self.words_removed is not None

    @property
    def added(self) -> int:
        """The number of words added, at most WORDS_KEPT."""
        return len((self.words_added or "").split())

    @property
    def removed(self) -> int:
        """The number of words removed, at most WORDS_KEPT."""
        return len((self.words_removed or "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that an article has had, and the article's present title and language."""

    id: int
    article_id: int
    seen: str
    cause: str
    title: str | None
    body: str
    capture_id: int | None
    article_title: str | None
    language: str | None


def versions(db: sqlite3.Connection, article_id: int) -> tuple[tuple[Listed, ...], int]:
    """Return the newest versions of an article, newest first, and how many there are in all."""
    listed = rows(db, Listed, VERSIONS, article_id, MOST_LISTED)
    return listed, db.execute(COUNT, (article_id,)).fetchone()[0]


def version(reading: Reading, asking: Asking) -> Answer:
    """Answer with a version beside the one before it, or beside the present one (``?with=current``)."""
    article_id, revision = int(asking.parts["id"]), int(asking.parts["revision"])
    this = _read(reading.db, article_id, revision)
    if this is None:
        raise NotThereError(reading.texts.plain("version.nothing"))
    earlier, later, last = (
        reading.db.execute(sql, values).fetchone()[0]
        for sql, values in (
            (EARLIER, (article_id, revision)),
            (LATER, (article_id, revision)),
            (LAST, (article_id,)),
        )
    )
    with_current = dict(asking.query).get("with") == "current" and revision != last
    older, newer = (this, _read(reading.db, article_id, last)) if with_current else (None, this)
    if earlier is not None and not with_current:
        older = _read(reading.db, article_id, earlier)
    assert newer is not None  # read in the same transaction as its id
    return Page(
        template="version.html",
        context={
            "path": asking.path,
            "this": this,
            "older": older,
            "newer": newer,
            "earlier": earlier,
            "later": later,
            "last": last,
            "with_current": with_current,
            "title": one_line(this.article_title),
            **_compared(older, newer),
        },
    )


def _read(db: sqlite3.Connection, article_id: int, revision: int) -> Version | None:
    return next(iter(rows(db, Version, VERSION, revision, article_id)), None)


def _compared(older: Version | None, newer: Version) -> dict[str, object]:
    """Return what a template shows of a version: its title and text, each beside the older one's if there is one."""
    before = newer if older is None else older
    heading = difference(one_line(before.title), one_line(newer.title))
    text = difference(before.body, newer.body)
    return {
        "heading": shown(heading),
        "paragraphs": shown(text),
        "cut": text.cut,
        "changed": heading.changed or text.changed,
    }


def shown(found: Difference) -> list[Paragraph]:
    """Return the paragraphs of a difference as pages show them: clean, and without empty ones."""
    cleaned = (
        Paragraph(
            kind=paragraph.kind,
            pieces=tuple(Piece(kind=piece.kind, text=clean(piece.text)) for piece in paragraph.pieces),
        )
        for paragraph in found.paragraphs
    )
    return [paragraph for paragraph in cleaned if any(piece.text.strip() for piece in paragraph.pieces)]
