"""What a person typed, as an FTS5 expression that is never a syntax error.

Words must all be found, in any place. ``"words in quotes"`` stay together, ``-word`` and ``-"a phrase"`` are left
out, ``word*`` finds what starts so, ``title:word`` looks into titles alone, and ``OR`` in capitals between two of
these asks for either. Everything else is quoted, so that FTS5's operators are words like others.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from web.search.asked import MOST_CHARACTERS
from web.search.found import Advice, Variants
from web.search.variants import Spellings
from web.search.words import UNUSABLE, WORD, quoted, words_of

# No person types more; each word of a phrase costs as much as a word.
MOST_WORDS = 32
# A prefix of one or two letters is found in half the archive and takes as long.
SHORTEST_PREFIX = 3
# A phrase in quotes or a word, with - and title: before and * behind it. A quote without a partner is passed over.
TERM = re.compile(r'(?P<minus>-*)(?P<title>title:)?(?:"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<word>[^\s"]+))', re.I)
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»‹›＂「」『』〝〞〟", '"'))
EITHER = "OR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search for the index: ``expression`` is empty when there is nothing to find, and ``advice`` says why.

    ``words`` are those that must be found whole, ``variants`` what is searched besides what was typed.
    """

    expression: str
    advice: Advice = ""
    words: tuple[str, ...] = ()
    variants: tuple[Variants, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or a phrase, as it was typed and by its words."""

    typed: str
    words: tuple[str, ...]
    unwanted: bool = False
    title: bool = False
    phrase: bool = False
    star: bool = False

    @property
    def prefix(self) -> bool:
        """Whether it is searched as the start of words."""
        return self.star and len(self.words[-1]) >= SHORTEST_PREFIX

    @property
    def plain(self) -> bool:
        """Whether it is a word without any sign of what to do with it."""
        return not (self.unwanted or self.title or self.phrase or self.star)

    def expression(self, others: tuple[str, ...] = ()) -> str:
        """Return the term, or one of its ``others``, as FTS5 writes it."""
        own = quoted(self.typed) + (" *" if self.prefix else "")
        return ("{title} : " if self.title else "") + _any([own, *map(quoted, others)])


def parse(text: str, spellings: Spellings, *, exact: bool) -> Query:
    """Return the search that ``text`` asks for, with the ``spellings`` of what it names unless it is to be ``exact``.

    Nothing is an error. Of a very long text the first MOST_CHARACTERS and of those the first MOST_WORDS words count.
    """
    terms, complete = _bounded(_terms(text))
    clauses = _clauses(terms)
    wanted = [term for clause in clauses for term in clause]
    if not wanted:
        return Query(expression="", advice="only_unwanted" if terms else "no_words")
    parts, variants = _widened(clauses, Spellings() if exact else spellings)
    expression = " AND ".join(parts)
    if unwanted := [term.expression() for term in terms if term.unwanted]:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    return Query(
        expression=expression,
        advice=_advice(terms, complete=complete),
        words=tuple(word for term in wanted if not term.prefix for word in term.words),
        variants=variants,
    )


def _advice(terms: list[Term], *, complete: bool) -> Advice:
    """Return how the search of ``terms`` is less than what was typed."""
    if not complete:
        return "too_many_terms"
    return "short_prefix" if any(term.star and not term.prefix for term in terms) else ""


def _terms(text: str) -> Iterator[Term]:
    """Yield what of ``text`` has a letter or a digit."""
    readable = unicodedata.normalize("NFC", UNUSABLE.sub(" ", text[:MOST_CHARACTERS]).translate(QUOTES))
    for match in TERM.finditer(readable):
        phrase = match["word"] is None
        typed = match["phrase"] if phrase else match["word"].rstrip("*")
        if words := words_of(typed):
            yield Term(
                typed=typed,
                words=words,
                unwanted=bool(match["minus"]),
                title=bool(match["title"]),
                phrase=phrase,
                star=bool(match["star"]) if phrase else typed != match["word"],
            )


def _bounded(terms: Iterable[Term]) -> tuple[list[Term], bool]:
    """Return the terms of the first MOST_WORDS words, and whether these are all."""
    kept: list[Term] = []
    left = MOST_WORDS
    for term in terms:
        if len(term.words) > left:
            if left:
                end = [match.end() for match in WORD.finditer(term.typed)][left - 1]
                kept.append(replace(term, typed=term.typed[:end], words=term.words[:left], star=False))
            return kept, False
        kept.append(term)
        left -= len(term.words)
    return kept, True


def _clauses(terms: list[Term]) -> list[list[Term]]:
    """Return the wanted terms, those together of which one is enough: OR between two of them is no word."""
    clauses: list[list[Term]] = []
    joined = False
    for place, term in enumerate(terms):
        if term.unwanted:
            continue
        around = [*terms[max(place - 1, 0) : place], *terms[place + 1 : place + 2]]
        if _either(term) and len(around) == 2 and not any(_either(other) or other.unwanted for other in around):
            joined = True
        elif joined:
            clauses[-1].append(term)
            joined = False
        else:
            clauses.append([term])
    return clauses


def _either(term: Term) -> bool:
    return term.plain and term.typed == EITHER


def _widened(clauses: list[list[Term]], spellings: Spellings) -> tuple[list[str], tuple[Variants, ...]]:
    """Return the expression of each clause, runs of words that are a name as one, and the variants that are in them."""
    parts: list[str] = []
    variants: dict[Variants, None] = {}
    place = 0
    while place < len(clauses):
        run = _name_at(clauses, place, spellings)
        if len(run) > 1:
            others = spellings.of_name(_words(run))
            parts.append(_any([f"({' AND '.join(term.expression() for term in run)})", *map(quoted, others)]))
            variants[Variants(typed=" ".join(term.typed for term in run), others=others)] = None
        else:
            alternatives = [(term, _others(term, spellings)) for term in clauses[place]]
            parts.append(_any([term.expression(others) for term, others in alternatives]))
            variants |= {Variants(typed=term.typed, others=others): None for term, others in alternatives if others}
        place += len(run)
    return parts, tuple(variants)


def _name_at(clauses: list[list[Term]], place: int, spellings: Spellings) -> list[Term]:
    """Return the longest run of plain words from ``place`` on that is a name with others; the first term if none is."""
    run: list[Term] = []
    longest = clauses[place][:1]
    for clause in clauses[place : place + spellings.longest]:
        if len(clause) > 1 or not clause[0].plain:
            break
        run.append(clause[0])
        if spellings.of_name(_words(run)):
            longest = run.copy()
    return longest


def _others(term: Term, spellings: Spellings) -> tuple[str, ...]:
    """Return what is searched besides a single term."""
    if term.star:
        return ()
    if term.phrase or len(term.words) > 1:
        return spellings.of_name(term.words)
    return spellings.of_word(term.words[0])


def _words(run: list[Term]) -> tuple[str, ...]:
    return tuple(word for term in run for word in term.words)


def _any(expressions: list[str]) -> str:
    """Return an expression that one of ``expressions`` is enough for."""
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"
