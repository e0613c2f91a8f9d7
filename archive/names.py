"""Names of people and organisations, folded: what their plain spellings share.

Case, accents, punctuation, the legal form and a title before a person's name do not count.
"""

import re
import unicodedata
from collections.abc import Iterable

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\. ?){1,4}[^\W\d_]\.?(?!\w)")
_WORD = re.compile(r"\w+")
CUT = re.compile(r"\s*(?:…|\.\.\.)\s*$")
# Letters that are no letter with an accent; marks that are words.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "&": " and ", "+": " plus ", "'": "", "’": ""})
_AND = dict.fromkeys("and und et og och y".split(), "and")
# Only those that are no word or abbreviation of anything else at the end of a name.
_LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        "ab aeie ag aie aisbl aps as asbl bv cic corp doo eeig eesv eg eood ev ewiv geie ggmbh gie gmbh hb inc ivzw "
        "kft kg lda limited llc llp ltd mbh mtu nv nyrt ohg ood oy oyj plc rf ry sa sarl sas sau sccl scarl scrl sia "
        "sl slu spa sprl srl srls sro uab ug vsi vzw zrt",
    )
)
_LEGAL_ENDINGS = (["sp", "z", "oo"], ["spol", "sro"], ["gmbh", "and", "co", "kg"], ["a", "s"], ["and", "co"])
_TITLES = frozenset(re.findall(r"\w+", "dr prof professor mag dipl ing msc mba phd mr mrs ms frau herr"))
_ORGANISATION_WORDS = re.compile(
    r"cluster|clúster|klaster|klastr|klaszter|κλαδικ|кластер|netz|network|\bhub\b|associa|verband|verein|agency|agentur|"
    r"agence|agencia|agenzia|universi|institut|chamber|kammer|commission|ministr|council|foundation|stiftung|centre|"
    r"center|zentrum|platform|alliance|allianz|secretariat|redak|press|team|office|consortium|programme|project",
    re.IGNORECASE,
)


def name_words(name: str) -> list[str]:
    """Return the words of ``name`` that tell it from others, folded: ``["cluster", "land", "oberosterreich"]``."""
    words = _legal(_words(name))
    while len(words) > 2 and words[0] in _TITLES:
        words = words[1:]
    return words


def key(name: str) -> str:
    """Return what all plain spellings of ``name`` share; "" for a name without letters or digits.

    Spaces do not count in names of eight letters and more, unless there are digits: ``4.0`` is not ``40``.
    """
    words = name_words(name)
    whole = "".join(words)
    return whole if len(whole) >= 8 and not any(map(str.isdigit, whole)) else " ".join(words)


def slug(name: str) -> str:
    """Return the words of ``name`` as a part of an address."""
    return "-".join(name_words(name))


def is_cut(name: str) -> bool:
    """Return whether a site has shown only the beginning of ``name``."""
    return CUT.search(name) is not None


def is_organisation(name: str) -> bool:
    """Return whether ``name`` says that it is an organisation's: by a word like "cluster", or a legal form."""
    return _ORGANISATION_WORDS.search(name) is not None or len(_legal(_words(name))) < len(_words(name))


def authors(names: str) -> list[str]:
    """Return the names that ``articles.author`` joins by commas; a legal form stays with its name."""
    kept: list[str] = []
    for part in filter(None, map(str.strip, names.split(","))):
        if kept and name_words(f"x {part}") == ["x"]:
            kept[-1] = f"{kept[-1]}, {part}"
        else:
            kept.append(part)
    return list(dict.fromkeys(kept))


def printed(names: Iterable[str]) -> str:
    """Return which of the names of one entity is shown: a whole one, not all in capitals, with its accents, long."""
    return min(names, key=lambda name: (is_cut(name), name.isupper(), name.islower(), name.isascii(), -len(name), name))


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = _DOTTED.sub(lambda match: re.sub(r"[. ]", "", match[0]) + " ", text)
    words = [_AND.get(word, word) for word in _WORD.findall(text)]
    return words[1:] if words[:1] == ["the"] else words


def _legal(words: list[str]) -> list[str]:
    """Return ``words`` without the legal form that ends them."""
    for ending in _LEGAL_ENDINGS:
        if words[-len(ending) :] == ending and len(words) > len(ending):
            words = words[: -len(ending)]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    return words
