"""What a page says of its article to machines: schema.org, as JSON-LD within the page."""

import json
from collections.abc import Mapping

from markupsafe import Markup

# What ends a script element or begins a comment in it (HTML, section 13.2.5.4): within a JSON string, and nothing
# else of JSON holds them, each may be written as an escape.
_HTML = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})
TYPES = {"news": "NewsArticle", "call": "NewsArticle", "newsletter": "NewsArticle", "document": "Report"}


def script(data: Mapping[str, object]) -> Markup:
    """Return ``data`` as the text of a ``<script type="application/ld+json">``.

    This is the one text of ours that no template escapes, since HTML knows no escapes within a script. It is safe:
    all that is not ASCII, U+2028 among it, leaves ``json.dumps`` as an escape, and after the replacement there is no
    ``<`` left that could end the element. A browser never runs a script of that type: it is a data block (HTML,
    section 4.12.1).
    """
    return Markup(json.dumps(data, ensure_ascii=True).translate(_HTML))  # noqa: S704  # see above


def described(
    *,
    kind: str,
    title: str,
    summary: str,
    address: str,
    original: str,
    source: Mapping[str, str],
    author: str,
    organisation: str,
    published: str,
    changed: str,
    language: str,
    topics: tuple[str, ...],
) -> dict[str, object]:
    """Return an article in the terms of schema.org; what is empty is left out.

    ``address`` is its page here, ``original`` that of its site, ``source`` the name and url of the site. The archive
    does not know when an event takes place: an event is described by what was published of it.
    """
    article = {
        "@type": TYPES.get(kind, "Article"),
        "headline": title,
        "description": summary,
        "datePublished": published,
        "dateModified": changed,
        "inLanguage": language,
        "author": _named("Person", author),
        "publisher": _named("Organization", organisation or source["name"]),
        "isPartOf": {"@type": "WebSite", **_filled(source)},
        "keywords": list(topics),
        "url": original,
        "archivedAt": address,
        "mainEntityOfPage": address,
    }
    if kind != "event":
        return {"@context": "https://schema.org", **_filled(article)}
    event = {
        "@type": "Event",
        "name": title,
        "description": summary,
        "url": original,
        "organizer": _named("Organization", organisation),
        "subjectOf": _filled(article),
    }
    return {"@context": "https://schema.org", **_filled(event)}


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def _filled(properties: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in properties.items() if value}
