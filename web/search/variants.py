"""Spellings of the same thing, learnt from the names of topics: Smart Specialisation, Smart Specialization, S3."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations

from rapidfuzz.fuzz import ratio

from web.search.words import folded, words_of

# A word is searched in so many other spellings at most.
MOST_OTHERS = 8
# A name that is longer is a sentence, and nobody types it.
MOST_WORDS = 8
# specialisation and specialization: 93 of 100; technology and technologies: 82; energy and industry: 43.
NEAR = 80
# Short words are near to each other by chance.
FEWEST_LETTERS = 5

# The folded words of a name.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spellings:
    """What stands for what: whole names by their folded words, and single folded words. Nothing, when made bare."""

    names: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The number of words of the longest name.
    longest: int = 1

    def of_name(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the other names of the topic that has a name of these words, in any case and with any accents."""
        return self.names.get(tuple(map(folded, words)), ())

    def of_word(self, word: str) -> tuple[str, ...]:
        """Return the other names of the topic called ``word``, and the other spellings of that word within names."""
        names = self.of_name([word])
        known = set(map(folded, names))
        return (*names, *(other for other in self.words.get(folded(word), ()) if other not in known))[:MOST_OTHERS]


def spellings(rows: Iterable[tuple[int, str]]) -> Spellings:
    """Return what the names of topics tell: ``rows`` are the number of a topic and one of its names each."""
    topics: defaultdict[int, dict[Key, str]] = defaultdict(dict)
    for topic, name in sorted((topic, name) for topic, name in rows):
        key = tuple(map(folded, words_of(name)))
        if 0 < len(key) <= MOST_WORDS:
            topics[topic].setdefault(key, name)
    names = _names(topics.values())
    return Spellings(names=names, words=_words(topics.values()), longest=max(map(len, names), default=1))


def _names(topics: Iterable[dict[Key, str]]) -> dict[Key, tuple[str, ...]]:
    """Return the other names for each name of a topic that has several."""
    found: defaultdict[Key, dict[Key, str]] = defaultdict(dict)
    for names in topics:
        # A topic with more names than are searched needs no more pairs than that.
        some = list(names.items())[: MOST_OTHERS + 1]
        for key in names:
            found[key].update((other, name) for other, name in some if other != key)
    return {key: tuple(others.values())[:MOST_OTHERS] for key, others in found.items() if others}


def _words(topics: Iterable[dict[Key, str]]) -> dict[str, tuple[str, ...]]:
    """Return the other spellings for each word in which alone two names of a topic differ, and by little."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for names in topics:
        # Names that are the same but for the word at one place: by that place and the words around it.
        places: defaultdict[tuple[Key, Key], list[str]] = defaultdict(list)
        for key in names:
            for place, word in enumerate(key):
                if len(word) >= FEWEST_LETTERS:
                    places[key[:place], key[place + 1 :]].append(word)
        for words in places.values():
            for word, other in permutations(words[: MOST_OTHERS + 1], 2):
                if ratio(word, other) >= NEAR:
                    found[word][other] = None
    return {word: tuple(others)[:MOST_OTHERS] for word, others in found.items()}
