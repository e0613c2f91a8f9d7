"""Tells the sentences of a cookie notice, in any of the languages of ``consent_notices``."""

import re
from functools import cache

from extraction.consent_notices import NOTICES
from extraction.consent_words import COOKIE, mentions_cookies

_WORD = re.compile(r"[^\W\d_]{3,}")
# Verbs are told by so many letters.
_BEGINNING = 4
# Where the object may come before the verb.
_OBJECT_FIRST = frozenset(("et", "fi", "hu", "lt"))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return what finds a notice in lower case."""
    site, uses, we_use, continuing, agree = NOTICES[language]
    ways = [
        rf"\b(?:{site})\b.{{0,40}}?\b(?:{uses})\b.{{0,60}}?(?:{COOKIE})",
        rf"\b(?:{site})\b.{{0,60}}?(?:{COOKIE}).{{0,40}}?\b(?:{uses})\b",
        rf"\b(?:{we_use})\b.{{0,60}}?(?:{COOKIE})",
        rf"(?:{COOKIE}).{{0,160}}\b(?:{continuing})\b.{{0,120}}?\b(?:{agree})",
        rf"\b(?:{continuing})\b.{{0,120}}?\b(?:{agree}).{{0,80}}?(?:{COOKIE})",
    ]
    if language in _OBJECT_FIRST:
        ways.append(rf"(?:{COOKIE}).{{0,40}}?\b(?:{we_use})\b")
    return re.compile("|".join(ways))


def _by_beginning() -> dict[str, set[str]]:
    """Return the languages that each beginning of a verb is used in."""
    found: dict[str, set[str]] = {}
    for language, (_, uses, we_use, _, agree) in NOTICES.items():
        for verb in _WORD.findall(" ".join((uses, we_use, agree)).replace("\\w", " ")):
            found.setdefault(verb[:_BEGINNING], set()).add(language)
    return found


@cache
def _consenting(language: str) -> re.Pattern[str]:
    _, _, _, continuing, agree = NOTICES[language]
    return re.compile(rf"\b(?:{continuing})\b.{{0,160}}?\b(?:{agree})")


_LANGUAGES = _by_beginning()


def is_notice(text: str) -> bool:
    """Return whether ``text`` has the one sentence that every dialog has in some form: ``We use cookies``."""
    text = text.lower()
    if not mentions_cookies(text):
        return False
    return any(_pattern(language).search(text) for language in _spoken(text))


def is_consenting(text: str) -> bool:
    """Return whether ``text`` says ``By continuing you agree``, of whatever it may be."""
    text = text.lower()
    return any(_consenting(language).search(text) for language in _spoken(text))


def _spoken(text: str) -> set[str]:
    """Return the languages that ``text`` has verbs of: to ask all of them costs ten times as much."""
    beginnings = {word[:_BEGINNING] for word in _WORD.findall(text)}
    return set().union(*(_LANGUAGES[each] for each in beginnings if each in _LANGUAGES))
