"""Versions of a page in other languages, and the addresses that it stands beside. They are linked, never merged."""

from extraction.addresses import identity, language_in, without_language
from extraction.outline import Outline
from items import Alternate, Relation, Source


def read_versions(page: Outline) -> tuple[tuple[str, str], ...]:
    """Return language tag and absolute address of the versions that the head of a page names (HTML, ``hreflang``).

    The version for all other languages (``x-default``) is left out.
    """
    found: dict[str, str] = {}
    for element in page.elements["link"]:
        language, href = (element.get("hreflang") or "").strip().lower(), element.get("href") or ""
        is_page = (element.get("type") or "text/html").strip().lower() == "text/html"
        if language and href and is_page and "alternate" in (element.get("rel") or "").lower().split():
            found.setdefault(page.absolute(href), language)
    return tuple((language, url) for url, language in found.items() if url and language != "x-default")


def alternates(
    url: str, source: Source, versions: tuple[tuple[str, str], ...], stated: tuple[str, ...]
) -> tuple[Alternate, ...]:
    """Return what the article at the canonical address ``url`` stands beside.

    ``versions`` are as ``read_versions`` returns them, ``stated`` the absolute addresses that the page calls its own.
    """
    named: list[tuple[str, Relation, str]] = [(found, "language", tag) for tag, found in versions]
    named += [(found, "address", "") for found in stated]
    beside: dict[tuple[str, str], Alternate] = {}
    for found, relation, tag in named:
        address = _identity(found, source)
        if address not in ("", url):
            beside.setdefault((address, relation), Alternate(url=address, relation=relation, language=tag))
    return (*beside.values(), Alternate(url=without_language(url), relation="stem"))


def node_key(node: str, url: str, source: Source) -> str:
    """Return the site's own key of an article: with the language, where the address names another than the site's.

    All versions of a page have one number, and each of them is an article.
    """
    language = language_in(url)
    return f"{node}:{language}" if node and language not in ("", source.language) else node


def _identity(url: str, source: Source) -> str:
    try:
        return identity(url, source)
    except ValueError:  # what a page names may be no address at all
        return ""
