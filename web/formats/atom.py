"""A feed in Atom (RFC 4287)."""

from lxml import etree
from lxml.builder import ElementMaker

from web.formats.entries import Entry, Feed

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
E = ElementMaker(namespace=ATOM, nsmap={None: ATOM})


def atom(feed: Feed) -> str:
    """Return ``feed`` as an Atom document. Its id is its address, that of an entry the address of its page."""
    root = E.feed(
        {LANG: feed.language},
        E.id(feed.address),
        E.title(feed.title),
        E.subtitle(feed.about),
        E.updated(feed.updated),
        E.author(E.name(feed.publisher)),
        E.rights(feed.rights),
        E.link(rel="self", type="application/atom+xml", href=feed.address),
        E.link(rel="alternate", type="text/html", href=feed.page),
        *map(_entry, feed.entries),
    )
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document.decode()


def _entry(entry: Entry) -> etree._Element:
    return E.entry(
        {LANG: entry.language} if entry.language else {},
        E.id(entry.page),
        E.title(entry.title),
        *([E.published(entry.published)] if entry.published else []),
        E.updated(entry.updated),
        *(E.author(E.name(name)) for name in entry.authors),
        E.link(rel="alternate", type="text/html", href=entry.page),
        *([E.link(rel="via", href=entry.original)] if entry.original else []),
        *(E.category(term=tag.term, scheme=tag.scheme, label=tag.label) for tag in entry.tags),
        *([E.summary(entry.summary, type="text")] if entry.summary else []),
        *([E.content(entry.html, type="html")] if entry.html else []),
    )
