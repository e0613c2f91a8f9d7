"""The name of the site or section around a title: what a ``title`` element says besides."""

import re
from urllib.parse import unquote

from extraction.phrases import NO_TITLE, plain
from extraction.wording import clean, words

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»›:-]|::)\s+|\s*[|»]\s*|(?<=\w):\s+")
_WEAK_SEPARATOR = re.compile(r"\s*[–—:-]\s*")
_MAX_SITE_WORDS = 6
# Characters that are looked at; longer titles are mark-up gone wrong.
MAX_LENGTH = 600


def without_site(text: str, site: frozenset[str], url: str = "") -> str:
    """Return the text of a ``title`` element or the like without the name of the site or section around it.

    A known name goes from either end. An unknown one goes from the end when it resembles the host, or when it stands
    after a bar or the like and the address does not repeat its words, or has them as the name of a section.
    """
    text = clean(text[:MAX_LENGTH])
    host, _, path = url.rpartition("//")[2].partition("/")
    while cuts := list(_SEPARATOR.finditer(text)):
        first, last = cuts[0], cuts[-1]
        tail = text[last.end() :]
        unknown = not _WEAK_SEPARATOR.fullmatch(last[0]) and (_is_section(path, tail) or not _repeats(path, tail))
        if plain(tail) in site | NO_TITLE or _resembles(host, tail) or unknown:
            text = text[: last.start()]
        elif plain(text[: first.start()]) in site:
            text = text[first.end() :]
        else:
            break
    return text


def _resembles(host: str, name: str) -> bool:
    """Return whether at least half of the letters of ``name`` are in words that are part of the host name."""
    parts = words(name)
    shared = sum(len(part) for part in parts if part in host.lower().replace("-", ""))
    return 0 < sum(map(len, parts)) <= 2 * shared


def _is_section(path: str, name: str) -> bool:
    """Return whether a part of an address before the last two says ``name`` and nothing else."""
    return words(name) in [words(part) for part in unquote(path).split("?")[0].strip("/").split("/")[:-2]]


def _repeats(path: str, text: str) -> bool:
    """Return whether an address repeats a longer word of ``text``. Numbers and phrases are no names: they count too."""
    parts = words(text)
    telling = {part for part in parts if len(part) > 3}
    return len(parts) > _MAX_SITE_WORDS or not re.search(r"[^\W\d]", text) or bool(telling & set(words(unquote(path))))
