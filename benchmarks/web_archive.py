"""Archives of synthetic news in six languages, through the real schema: what ``benchmarks.web`` measures on.

Words are invented syllables with frequencies after Zipf, bodies have 3,050 characters on average. 40 words stand in
12 % of the articles each and 400 in 0.1 %, so that a benchmark can ask for a different one each time. Dates are spread
over ten years without regard to the order of ids: the worst case for what follows either. 5,000 organisations, copies
of every tenth story and a file with every twentieth article stand beside them.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive.database import open_database
from benchmarks.web_beside import save_beside, save_organisations

COMMON = tuple(f"common{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(40))
RARE = tuple(f"rare{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(400))
COMMON_SHARE = 0.12
RARE_SHARE = 0.001

# Syllables that give each language's words a look of their own, accents included.
LANGUAGES = {
    "en": "the shing ton wood al ker brid mor ley win ster ham",
    "de": "ung schaf ten ver über keit mün stra ße ler wald burg",
    "fr": "é tion mente ré gion cha ville eau prè lou quoi mar",
    "es": "ción ado gue lla ñe mar sol ría can dor mien to",
    "pl": "ście rze szcz ów ka ny prze mys łu gór wie nia",
    "cs": "ř ství no pro mě sto kraj ský vý zku ma ná",
}
KINDS = ("news", "call", "event", "newsletter", "document", "profile", "other")
KIND_SHARES = (0.6, 0.08, 0.12, 0.08, 0.05, 0.04, 0.03)
COUNTRIES = ("DE", "FR", "ES", "PL", "CZ", "IT", "NL", "BE", "SE", "EU")
SOURCES, TOPICS, DAYS = 60, 40, 3652
FIRST_DAY = np.datetime64("2016-11-20")
WORDS, SENTENCES, WORDS_A_SENTENCE, SENTENCES_A_BODY = 20_000, 4_000, 14, 24
BATCH = 5_000
# For building the index in one go: 64 times what FTS5 keeps in memory by default.
HASHSIZE = 64 << 20


@dataclass(frozen=True, slots=True)
class Language:
    """A language's sentences and titles."""

    tag: str
    sentences: list[str]
    titles: list[str]


def build(path: Path, articles: int, seed: int = 1) -> None:
    """Make an archive of ``articles`` articles at ``path``, the same each time for the same seed."""
    rng = np.random.default_rng(seed)
    languages = [language(tag, syllables.split(), rng) for tag, syllables in LANGUAGES.items()]
    db = open_database(path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -200000")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    save_names(db)
    save_organisations(db)
    beside = np.random.default_rng(seed)
    for start in range(1, articles + 1, BATCH):
        db.execute("BEGIN")
        count = min(BATCH, articles + 1 - start)
        save(db, start, count, languages, rng)
        save_beside(db, start, count, beside)
        db.execute("COMMIT")
    db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('hashsize', ?)", (HASHSIZE,))
    db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
    db.execute("INSERT INTO documents_fts(documents_fts) VALUES ('rebuild')")
    db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('hashsize', ?)", (1 << 20,))
    for _, sql in triggers:
        db.execute(sql)
    db.execute("PRAGMA optimize")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def language(tag: str, syllables: list[str], rng: np.random.Generator) -> Language:
    """Return a language of WORDS words in SENTENCES sentences; the n-th word is n times rarer than the first."""
    lengths = rng.integers(1, 5, WORDS)
    words = ["".join(syllables[syllable] for syllable in rng.integers(0, len(syllables), n)) for n in lengths]
    ranks = np.cumsum(1 / np.arange(1, WORDS + 1))
    picks = np.searchsorted(ranks, rng.random((SENTENCES, WORDS_A_SENTENCE)) * ranks[-1])
    sentences = [" ".join(words[pick] for pick in row).capitalize() + "." for row in picks]
    return Language(tag, sentences, [" ".join(sentence.split()[:8]) for sentence in sentences])


def save_names(db: sqlite3.Connection) -> None:
    """Insert the sources and the topics, each with two spellings."""
    tags = tuple(LANGUAGES)
    for number in range(SOURCES):
        country, tag = COUNTRIES[number % len(COUNTRIES)], tags[number % len(tags)]
        home = f"https://source{number:02}.example/"
        db.execute(
            "INSERT INTO sources (name, title, homepage, country, language) VALUES (?, ?, ?, ?, ?)",
            (f"source{number:02}", f"Cluster organisation {number}", home, country, tag),
        )
    for number in range(TOPICS):
        db.execute("INSERT INTO topics VALUES (?, ?, ?)", (number + 1, f"topic-{number}", f"Organisation {number}"))
        for spelling in (f"Organisation {number}", f"Organization {number}"):
            db.execute("INSERT INTO topic_names VALUES (?, ?)", (spelling, number + 1))


def save(db: sqlite3.Connection, start: int, count: int, languages: list[Language], rng: np.random.Generator) -> None:
    """Insert ``count`` articles with ids from ``start`` on, and their topics; no trigger is at work."""
    topics = rng.integers(1, TOPICS + 1, (count, 2))
    rows = zip(range(start, start + count), topics.tolist(), texts(count, languages, rng), strict=True)
    days = FIRST_DAY + rng.integers(0, DAYS, count)
    kinds = rng.choice(len(KINDS), count, p=KIND_SHARES)
    sources = rng.integers(0, SOURCES, count)
    db.executemany(
        "INSERT INTO articles (id, url, source, kind, title, summary, body, topics, language, organisation,"
        " published, first_seen, last_seen, last_changed, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live')",
        (
            (
                key,
                f"https://source{source:02}.example/news/{key}",
                f"source{source:02}",
                KINDS[kind],
                *text[:3],
                ", ".join(f"Organisation {topic - 1}, Organization {topic - 1}" for topic in sorted(set(pair))),
                text[3],
                f"Organisation number {source}",
                str(day) if key % 10 else None,
                f"{day}T06:00:00Z",
                "2026-11-20T06:00:00Z",
                f"{day}T06:00:00Z",
            )
            for (key, pair, text), source, kind, day in zip(
                rows, sources.tolist(), kinds.tolist(), days.tolist(), strict=True
            )
        ),
    )
    links = {(start + row, topic) for row, pair in enumerate(topics.tolist()) for topic in pair}
    db.executemany("INSERT INTO article_topics VALUES (?, ?)", sorted(links))


def texts(count: int, languages: list[Language], rng: np.random.Generator) -> Iterator[tuple[str, str, str, str]]:
    """Yield title, summary, body and language tag of ``count`` articles."""
    chosen = rng.integers(0, len(languages), count)
    lengths = rng.integers(SENTENCES_A_BODY // 3, SENTENCES_A_BODY * 5 // 3 + 1, count)
    picks = rng.integers(0, SENTENCES, (count, lengths.max() + 2))
    common = rng.random((count, len(COMMON))) < COMMON_SHARE
    rare = rng.random((count, len(RARE))) < RARE_SHARE
    for row in range(count):
        own = languages[chosen[row]]
        title, summary, *body = picks[row, : lengths[row] + 2].tolist()
        sentences = [own.sentences[pick] for pick in body]
        planted = [COMMON[word] for word in np.flatnonzero(common[row])]
        planted += [RARE[word] for word in np.flatnonzero(rare[row])]
        for number, word in enumerate(planted):
            sentences.insert((number * 7 + 3) % len(sentences), word)
        yield own.titles[title], own.sentences[summary], " ".join(sentences), own.tag
