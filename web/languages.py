"""What HTML is told of the language and the direction of stored text."""

import re

from babel import Locale
from markupsafe import Markup

from web.texts import DEFAULT

# Stored tags are what pages claim: only a known language may become an attribute.
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
KNOWN = frozenset(Locale.parse(DEFAULT).languages)


def language_tag(language: object) -> str:
    """Return ``language`` if it is a BCP 47 tag of a language that CLDR names, else an empty string."""
    tag = str(language or "")
    return tag if TAG.fullmatch(tag) and tag.partition("-")[0].lower() in KNOWN else ""


def written_in(language: object) -> Markup:
    """Return the attributes of an element that holds stored text: its direction, and its language if that is known."""
    tag = language_tag(language)
    return Markup('dir="auto" lang="{}"').format(tag) if tag else Markup('dir="auto"')
