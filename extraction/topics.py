"""Topics: one key for every spelling of a topic, and the topics that an article's page names.

Sites tag by hand: ``Smart Specialisation`` and ``smart-specialization`` are two terms of one site and one topic.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from lxml.etree import XPath

from extraction.addresses import is_own
from extraction.jsonld import name_of
from extraction.phrases import plain
from extraction.subject import Subject
from extraction.wording import clean, text_of
from items import Topic

# American into British spelling: -ize, -ization and their forms, not `size`, `prize` or `seize`.
_IZE = re.compile(
    r"\b(?!(?:re|cap|down|over|out|under|mid|full)siz)(\w{3,})iz(e|es|ed|er|ers|ing|able|ation|ations|ational)\b"
)
_NOT_A_WORD = re.compile(r"[\W_]+")
# Terms that differ by more than spelling and are one topic all the same. Plurals are told apart otherwise: `cluster`
# and `clusters` may be two topics, these are not.
_ALIASES = {
    "cluster policies": "cluster policy",
    "cluster weeks": "cluster week",
    "european cluster alliance": "european clusters alliance",
    "policymakers": "policy makers",
    "small and medium sized enterprises": "smes",
    "sme": "smes",
}
_TAG_LINKS = XPath("descendant::a[contains(concat(' ', @rel, ' '), ' tag ')]")
_LINKS = XPath("descendant::a[@href]")
# Keywords beyond this many are written for search engines.
_MAX_KEYWORDS = 10
_MAX_NAME = 80


def topic(name: str) -> Topic:
    """Return the topic that ``name``, as printed on a site, is a spelling of."""
    return Topic(slug=slug(name), name=clean(name), title=display(name))


def fold(name: str) -> str:
    """Return the key of a topic: the same for every spelling of it, "" when ``name`` has no letter or digit.

    Case, accents on Latin letters, punctuation, hyphens and underscores do not count; ``-ization`` and ``-ize`` are
    ``-isation`` and ``-ise``; a short table joins what no rule does.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    text = "".join(_without_latin_accents(decomposed))
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    text = _IZE.sub(r"\1is\2", _NOT_A_WORD.sub(" ", text).strip())
    return _ALIASES.get(text, text)


def slug(name: str) -> str:
    """Return the key of a topic as part of an address: ``smart-specialisation``."""
    return fold(name).replace(" ", "-")


def display(name: str) -> str:
    """Return ``name`` to be printed: as it is, or as words where it is a slug (``smart-specialisation``)."""
    text = clean(name).lstrip("#").strip()
    if re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", text):
        text = re.sub(r"[-_]", " ", text)
    return text[:1].upper() + text[1:] if text.islower() else text


def read_topics(subject: Subject) -> tuple[str, ...]:
    """Return the topics that the page gives its article, in its own spelling and order.

    Of the first source that gives any: the declared selector; links of the article to the source's topic lists;
    links marked ``rel=tag``; ``article:tag``, or the keywords of the JSON-LD, unless they are many. Meta keywords are
    the same on all pages of many sites.
    """
    for names in _sources(subject):
        kept: dict[str, str] = {}
        for name in names:
            printed = clean(name).lstrip("#").strip(" ,;")
            named = len(printed) <= _MAX_NAME and printed[:1].isalnum() and plain(printed) not in subject.site
            if named and fold(printed):
                kept.setdefault(fold(printed), printed)
        if kept:
            return tuple(kept.values())
    return ()


def _sources(subject: Subject) -> Iterator[Iterable[str]]:
    region, page = subject.region, subject.page
    yield map(text_of, region.select(subject.source.hints.tags))
    links = [link for link in _LINKS(region.element) if _leads_to_topic(subject, link.get("href"))]
    yield (text_of(link) for link in links if not region.is_aside(link))
    yield (text_of(link) for link in _TAG_LINKS(region.element) if not region.is_aside(link))
    stated = map(name_of, subject.data.values(subject.article, "keywords"))
    for keywords in (page.metas.get("article:tag", ()), stated):
        names = [name for value in keywords for name in re.split(r"[,;]", value)]
        yield names if len(names) <= _MAX_KEYWORDS else ()


def _leads_to_topic(subject: Subject, href: str) -> bool:
    """Return whether ``href`` is the address of a topic of the source: below a topic path, on its own host."""
    if not any(path in href for path in subject.source.topic_paths):
        return False
    url = subject.page.absolute(href)
    path, starts = unquote(urlsplit(url).path), subject.source.topic_paths
    return is_own(url, subject.source) and any(path.startswith(start) and path != start for start in starts)


def _without_latin_accents(decomposed: str) -> Iterator[str]:
    base = ""
    for character in decomposed:
        if not unicodedata.combining(character):
            base = character
            yield character
        elif not base.isascii():
            yield character
