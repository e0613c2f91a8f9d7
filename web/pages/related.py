"""Articles on the same matter, and the neighbours of an article in time. Bounded whatever the archive's size.

The matter of an article is its topics and the words of its title. How rare each is shows in the newest articles that
have it: reading those few ids, newest first, costs the same for a word that stands in ten articles and for one that
stands in all. What articles share counts by how rare it is (inverse document frequency; Spärck Jones, 1972), and
twice what their titles share. A search for the title's words by ``bm25`` would rank every article that has any.
"""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from web.pages.article_facts import Stored, rows
from web.prose import HEADING
from web.search.words import folded, quoted, words_of

MOST_RELATED = 5
# Words of the title and topics that are looked up, and the newest articles that are read for each.
MOST_SIGNS = 16
SAMPLE = 300
# What more articles than this share have says nothing of the matter.
COMMON = 0.25
# Words that may be asked for two at a time: FTS5 walks all articles of the rarer one.
MOST_WALKED = 20_000
RAREST = 4
# The best of all candidates whose titles are compared, and what an article must reach to be shown: that is, one word
# that an article in twenty has.
CANDIDATES = 40
ENOUGH = math.log(20)

WITH_WORD = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
WITH_TOPIC = "SELECT article_id FROM article_topics WHERE topic_id = ? ORDER BY article_id DESC LIMIT ?"
COPIES = "SELECT article_id, group_id FROM copies WHERE article_id IN ({marks})"
TOPICS = "SELECT topic_id FROM article_topics WHERE article_id = ? LIMIT ?"
BRIEF = """
    SELECT articles.id, substr(articles.title, 1, 600) AS title, sources.title AS source_title,
           substr(coalesce(articles.published, articles.first_seen), 1, 10) AS date,
           articles.published IS NOT NULL AS dated, articles.kind, articles.language
    FROM articles JOIN sources ON sources.name = articles.source
"""
# Both walk an index of articles that begins with source, published and first_seen.
PREVIOUS = f"""{BRIEF}
    WHERE articles.source = ? AND (articles.published, articles.first_seen, articles.id) < (?, ?, ?)
    ORDER BY articles.published DESC, articles.first_seen DESC, articles.id DESC LIMIT 1
"""
NEXT = f"""{BRIEF}
    WHERE articles.source = ? AND (articles.published, articles.first_seen, articles.id) > (?, ?, ?)
    ORDER BY articles.published, articles.first_seen, articles.id LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An article in a line. ``date`` is the day of its publication if ``dated``, else that of its first sight."""

    id: int
    title: str | None
    source_title: str
    date: str
    dated: int
    kind: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A word or a topic of an article: the newest others that have it, and the part of the archive that does."""

    word: str
    ids: tuple[int, ...]
    share: float

    @property
    def weight(self) -> float:
        """How much it says that an article has it."""
        return -math.log(self.share) if self.share < COMMON else 0.0


def neighbours(db: sqlite3.Connection, article: Stored) -> tuple[Brief | None, Brief | None]:
    """Return the articles of the same source that were published before and after this one; None without a date."""
    if article.published is None:
        return None, None
    here = (article.source, article.published, article.first_seen, article.id)
    previous, following = (next(iter(rows(db, Brief, sql, *here)), None) for sql in (PREVIOUS, NEXT))
    return previous, following


def related(db: sqlite3.Connection, article: Stored, known: Collection[int] = ()) -> tuple[Brief, ...]:
    """Return up to MOST_RELATED other articles on the same matter that are not ``known``, the closest first.

    Of the copies of a story, the closest alone is there.
    """
    signs = [sign for sign in signs_of(db, article) if sign.weight]
    scores: dict[int, float] = defaultdict(float)
    for sign in signs:
        for article_id in sign.ids:
            scores[article_id] += sign.weight
    for first, second, ids in together(db, signs):
        for article_id in ids:
            scores[article_id] = max(scores[article_id], first.weight + second.weight)
    for article_id in (article.id, *known):
        scores.pop(article_id, None)
    candidates = sorted(scores, key=lambda article_id: (-scores[article_id], -article_id))[:CANDIDATES]
    weights = {folded(sign.word): sign.weight for sign in signs if sign.word}
    found = briefs(db, candidates)
    for brief in found:
        title = {folded(word) for word in words_of((brief.title or "")[:HEADING])}
        scores[brief.id] += sum(weights.get(word, 0.0) for word in title)
    best = sorted(found, key=lambda brief: (-scores[brief.id], -brief.id))
    groups = dict(db.execute(COPIES.format(marks=", ".join("?" * len(best))), [brief.id for brief in best]))
    once = {groups.get(brief.id, brief.id): brief for brief in reversed(best)}
    best = [brief for brief in best if once[groups.get(brief.id, brief.id)] is brief]
    return tuple(brief for brief in best[:MOST_RELATED] if scores[brief.id] >= ENOUGH)


def signs_of(db: sqlite3.Connection, article: Stored) -> Iterator[Sign]:
    """Yield what an article is about: its topics, then the words of its title."""
    newest = db.execute("SELECT max(id) FROM articles").fetchone()[0]
    for (topic,) in db.execute(TOPICS, (article.id, MOST_SIGNS)).fetchall():
        yield sign("", [key for (key,) in db.execute(WITH_TOPIC, (topic, SAMPLE))], newest)
    words = {folded(word): word for word in words_of((article.title or "")[:HEADING])}
    for word in list(words.values())[:MOST_SIGNS]:
        yield sign(word, [key for (key,) in db.execute(WITH_WORD, (quoted(word), SAMPLE))], newest)


def sign(word: str, ids: Sequence[int], newest: int) -> Sign:
    """Return what the newest ``ids`` with a word or a topic say of it in an archive whose ids go up to ``newest``."""
    # A full sample reaches back to its last id; the share of what came since stands for that of all.
    reach = newest - ids[-1] + 1 if len(ids) == SAMPLE else newest
    return Sign(word=word, ids=tuple(ids), share=max(len(ids), 1) / max(reach, len(ids), 1))


def together(db: sqlite3.Connection, signs: Collection[Sign]) -> Iterator[tuple[Sign, Sign, list[int]]]:
    """Yield pairs of rare words and the newest articles that have both: those lie further back than either's sample."""
    newest = max((sign.ids[0] for sign in signs if sign.ids), default=0)
    full = [sign for sign in signs if sign.word and len(sign.ids) == SAMPLE and sign.share * newest <= MOST_WALKED]
    for first, second in combinations(sorted(full, key=lambda sign: sign.share)[:RAREST], 2):
        expression = f"{quoted(first.word)} AND {quoted(second.word)}"
        yield first, second, [key for (key,) in db.execute(WITH_WORD, (expression, CANDIDATES))]


def briefs(db: sqlite3.Connection, ids: Sequence[int]) -> tuple[Brief, ...]:
    """Return the articles ``ids``, in any order."""
    return rows(db, Brief, f"{BRIEF} WHERE articles.id IN ({', '.join('?' * len(ids))})", *ids) if ids else ()
