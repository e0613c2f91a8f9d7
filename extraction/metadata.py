"""What a page says about its article: every field from a documented order of sources, with the winner named."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from extraction.jsonld import types_of
from extraction.kinds import kind_of
from extraction.links import read_documents
from extraction.people import read_author, read_organisation
from extraction.published import read_published
from extraction.regions import is_outside, select
from extraction.subject import Subject, read_subject
from extraction.topics import read_topics
from extraction.versions import read_versions
from items import Card, Kind, Link, Source

# The primary subtag of BCP 47, as `lang` and og:locale have it: `en`, `en-GB`, `en_GB`.
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
# Tags that name no language (ISO 639-2: undetermined, several, none), and the `x-default` of alternates.
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "x"})
_DRUPAL_NODE = re.compile(r"/node/(\d+)/?$")
_DRUPAL_CLASS = re.compile(r"\bpage-node-(\d+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The facts of an article. ``published`` is a date, or a date-time in UTC, or ""; ``topics`` are in the spelling
    of the page; ``canonical`` is the absolute address that the page calls its own, ``shared_as`` that of its og:url,
    ``versions`` are those in other languages (tag, absolute address); ``node`` is the site's own key.

    ``title_source`` is one of heading, json-ld, og, title, card; ``published_source`` one of selector, json-ld, meta,
    itemprop, time, text, url, card; both are "" where there is nothing.
    """

    title: str
    title_source: str
    summary: str
    language: str
    author: str
    organisation: str
    published: str
    published_source: str
    topics: tuple[str, ...]
    documents: tuple[Link, ...]
    node: str
    canonical: str
    shared_as: str
    versions: tuple[tuple[str, str], ...]
    kind: Kind


def read_metadata(
    tree: HtmlElement, source: Source, url: str, card: Card | None = None, *, not_after: str = ""
) -> Metadata:
    """Return the metadata of the page ``tree``, fetched from ``url``; ``card`` is the entry of the list that led there.

    ``not_after`` (``YYYY-MM-DD``) is the last day that a date of publication can have, usually that of the fetch.
    The tree is not changed. Raises cssselect.SelectorError when a hint of the source is no CSS selector.
    """
    subject = read_subject(tree, source, url, card)
    language = _language(subject)
    types = types_of(subject.article) if subject.article else []
    kind = kind_of(subject.page, subject.title.text, card.label if card else "", types)
    published, published_source = read_published(subject, language, is_event=kind == "event", not_after=not_after)
    return Metadata(
        title=subject.title.text,
        title_source=subject.title.source,
        summary=_summary(subject),
        language=language,
        author=read_author(subject),
        organisation=read_organisation(subject),
        published=published,
        published_source=published_source,
        topics=read_topics(subject),
        documents=read_documents(subject.page, subject.region),
        node=_node(subject),
        canonical=next((address for address in subject.page.linked("canonical") if address), ""),
        shared_as=subject.page.absolute(subject.page.meta("og:url") or url),
        versions=read_versions(subject.page),
        kind=kind,
    )


def _summary(subject: Subject) -> str:
    """Return the page's own description: of meta elements first, then of the JSON-LD, or ""."""
    stated = subject.page.meta("description", "og:description", "twitter:description", "dcterms.description")
    return stated or subject.data.text(subject.article, "description")


def _language(subject: Subject) -> str:
    """Return the primary language tag of the article: of the nearest ``lang`` around it, else of a meta element, the
    JSON-LD or og:locale, else of the source.
    """
    page, element = subject.page, subject.region.element
    around = (
        item.get("lang") or item.get("{http://www.w3.org/XML/1998/namespace}lang") or item.get("xml:lang") or ""
        for item in (element, *element.iterancestors())
    )
    stated = (
        next(filter(None, around), ""),
        page.meta("content-language", "dcterms.language", "dc.language"),
        subject.data.text(subject.article, "inLanguage"),
        page.meta("og:locale"),
    )
    for tag in stated:
        match = _LANGUAGE.fullmatch(tag.strip())
        if match and match[1].lower() not in _NO_LANGUAGE:
            return match[1].lower()
    return subject.source.language


def _node(subject: Subject) -> str:
    """Return the site's own key: what the source declares, for the element that holds the article or its heading;
    else the number of a Drupal node, from the short link or the class of ``body``. "" when the site has none.
    """
    css, _, attribute = subject.source.node.partition("@")
    keyed = [item for item in select(css, subject.page.tree) if item.get(attribute) and not is_outside(item)]
    own = [element for element in keyed if element in subject.region.spine]
    if own or len(keyed) == 1:
        return str((own or keyed)[0].get(attribute))
    for address in subject.page.linked("shortlink"):
        if match := _DRUPAL_NODE.search(address):
            return match[1]
    match = _DRUPAL_CLASS.search(subject.page.body().get("class") or "")
    return match[1] if match else ""
