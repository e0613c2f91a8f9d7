"""Texts as words to compare, and the words that tell near-identical texts apart in the languages of the field."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# "The deadline is extended", "the event is postponed", "cancelled": a text that says so is news of its own. As
# ``plain`` gives it; all but the last line are beginnings of words.
_CHANGES_OF_PLAN = """
    extend extension postpon cancel reschedul prolong annule annuli annulle verlanger verschob verschieb abgesagt
    fristverl ampliad ampliat ampliac aplaza ajorna anula prorrog prorog rinvi annulla adiad verleng uitgestel geannul
    forlæng udskudt aflyst forlang uppskjut installd prodlouz odloz zrus predlz przedłuz odwoł podaljs odpoved
    produz produl otkaz prelung amanat meghosszabb elhalaszt elmarad jatket pidennet pikendat pagarin pratest atcel
    report(?:e|es|ee|ees)\\b pospone\\b
"""
CHANGE_OF_PLAN = re.compile(rf"\b(?:{'|'.join(_CHANGES_OF_PLAN.split())})")

# Which of several like things a text is about: the second call, die dritte Runde.
ORDINALS = frozenset(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    erste ersten erster zweite zweiten zweiter dritte dritten dritter vierte vierten vierter funfte funften funfter
    premier premiere deuxieme seconde troisieme quatrieme cinquieme sixieme septieme huitieme
    primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta sexto sexta
    segon segona quart quarta cinque cinquena sise sisena
    primo prima secondo terzo terza quarto sesto sesta primeiro primeira terceiro terceira
    eerste tweede derde vierde vijfde forste anden tredje fjerde forsta andra femte
    prvni druhy druha druhe treti ctvrty prvy pierwszy drugi trzeci pirmasis antras trecias
    ii iii iv vi vii viii ix
    """.split()
)

# Words of a text that are compared at most: a longer one is a report, and time grows with the square.
_MOST_WORDS = 6_000

_THOUSANDS = re.compile(r"(?<=\d)[.,'’\s](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")
_ORDINAL_END = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|e|è|º|ª)$")


@dataclass(frozen=True, slots=True)
class Read:
    """A text as its words, as they are compared, and as its runs of three words."""

    words: list[str]
    folded: list[str]
    runs: frozenset[str]


@lru_cache(maxsize=64)
def read(text: str) -> Read:
    """Return the words of a text, also as they are compared. The last texts that were asked for are remembered."""
    words = split(text)
    folded = [fold(word) for word in words]
    runs = frozenset(" ".join(run) for run in zip(folded, folded[1:], folded[2:], strict=False))
    return Read(words, folded, runs)


def split(text: str) -> list[str]:
    """Return the words and numbers of ``text`` as written, 12,345 as one, without punctuation; the first 6,000."""
    joined = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).replace("\u00ad", ""))
    return _WORD.findall(joined)[:_MOST_WORDS]


def fold(word: str) -> str:
    """Return ``word`` in the spelling in which words are compared: ``organization`` is ``organisation``, 2nd is 2."""
    return _ORDINAL_END.sub("", word.casefold()).replace("z", "s").lstrip("0") or "0"


def is_number(word: str) -> bool:
    """Return whether there is a digit in ``word``."""
    return any(map(str.isdigit, word))


def plain(text: str) -> str:
    """Return ``text`` without capitals and without accents that stand apart from their letter."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
