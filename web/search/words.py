"""Words as the full-text index has them: SQLite's tokenizer ``unicode61 remove_diacritics 2``, in Python."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# FTS5 ends a query at NUL, and a lone surrogate is no text.
UNUSABLE = re.compile("[\0\ud800-\udfff]")
# The tokenizer takes marks from Latin letters alone: й and ή keep theirs.
MARKED_LATIN = re.compile("([a-z])[\u0300-\u036f]+")
# Letters that the tokenizer takes for the same and lower() does not.
SAME = str.maketrans("ςſµ", "σsμ")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in their order, as they are written; what is neither letter nor digit parts them."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", text)))


def folded(word: str) -> str:
    """Return ``word`` as the index keeps it: in small letters, and Latin letters without their accents."""
    bare = MARKED_LATIN.sub(r"\1", unicodedata.normalize("NFD", word.lower()))
    return unicodedata.normalize("NFC", bare).translate(SAME)


def quoted(text: str) -> str:
    """Return ``text`` as an FTS5 string: its words as a phrase, whatever else it holds."""
    return '"' + UNUSABLE.sub(" ", text).replace('"', " ") + '"'
