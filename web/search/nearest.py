"""Words that the archive has, for words that it has not: what somebody may have meant."""

import sqlite3
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from web.search.words import folded

MOST_SUGGESTIONS = 5
# Words of a search that are looked at, and terms that each is compared with.
MOST_WORDS = 4
MOST_TERMS = 10_000
# Letters at the start of a word within which a slip is looked for in another way than behind them.
HEAD = 3
# Of so many letters one may be wrong, missing, too many or swapped with the next.
LETTERS_A_SLIP = 4

# A virtual table belongs to the transaction that makes it: it is made again in each, which takes 0.1 ms.
VOCABULARY = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.articles_vocabulary USING fts5vocab(main, articles_fts, row)
"""
IN_RANGE = "SELECT term, doc FROM temp.articles_vocabulary WHERE term >= ? AND term < ? LIMIT ?"
EXACTLY = "SELECT term, doc FROM temp.articles_vocabulary WHERE term = ?"


def nearest(db: sqlite3.Connection, words: Iterable[str]) -> tuple[str, ...]:
    """Return up to five terms of the archive that are nearest to those of ``words`` that it has not.

    The nearest comes first, among equals the one that more articles have. Terms are as the index has them: in small
    letters, Latin ones without accents. The work is bounded by what the archive has under the first three letters of
    four words. Raises sqlite3.OperationalError when the time is up.
    """
    db.execute(VOCABULARY)
    wanted = [word for word in dict.fromkeys(map(folded, words)) if len(word) >= LETTERS_A_SLIP]
    ranked: dict[str, tuple[int, int]] = {}
    for word in wanted[:MOST_WORDS]:
        if db.execute(EXACTLY, [word]).fetchone():
            continue
        most = len(word) // LETTERS_A_SLIP
        for term, articles in _candidates(db, word):
            if (slips := OSA.distance(word, term, score_cutoff=most)) <= most:
                ranked[term] = min(ranked.get(term, (slips, -articles)), (slips, -articles))
    return tuple(sorted(ranked, key=lambda term: (ranked[term], term))[:MOST_SUGGESTIONS])


def _candidates(db: sqlite3.Connection, word: str) -> Iterator[tuple[str, int]]:
    """Yield terms with the numbers of their articles: what starts as ``word``, and what is one slip in that away."""
    head = word[:HEAD]
    yield from db.execute(IN_RANGE, [head, head[:-1] + chr(ord(head[-1]) + 1), MOST_TERMS])
    for slip in _slips(word):
        yield from db.execute(EXACTLY, [slip])


def _slips(word: str) -> set[str]:
    """Return ``word`` with a letter too many, too few, wrong or swapped with the next among its first letters."""
    letters = set(ascii_lowercase) | set(word)
    parted = [(word[:place], word[place:]) for place in range(HEAD)]
    fewer = {before + after[1:] for before, after in parted}
    more = {before + letter + after for before, after in parted for letter in letters}
    other = {before + letter + after[1:] for before, after in parted for letter in letters}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in parted}
    return (fewer | more | other | swapped) - {word}
