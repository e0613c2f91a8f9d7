"""The list that an article stands on, as its page names it: for a person who gave the article in place of the list."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from extraction.kinds import labelled_kind
from extraction.outline import Outline, outline
from extraction.parse import Unreadable, parse
from extraction.wording import text_of

_IN_BREADCRUMBS = (
    "ancestor::*[contains(translate(concat(@class, ' ', @id, ' ', @aria-label), 'BREADCUM', 'breadcum'), 'breadcrumb')]"
)
_LABEL_WORDS = 3


def named_list(body: bytes, charset: str, url: str) -> str:
    """Return the absolute address of the list that the article at ``url`` links to, or "" where none is plain.

    In this order: a link to a part of its own path (``/news`` of ``/news/item``), the deepest; the last of the
    breadcrumbs; a link that is called "News" in a language that kinds are told by.
    """
    try:
        page = outline(parse(body, charset), url)
    except Unreadable:
        return ""
    links = list(_links(page))
    path = _path(url)
    above = [link for link, _, _ in links if path.startswith(f"{_path(link)}/")]
    crumbs = [link for link, _, is_crumb in links if is_crumb]
    named = [link for link, text, _ in links if len(text.split()) <= _LABEL_WORDS and labelled_kind(text) == "news"]
    return max(above, key=lambda link: len(_path(link)), default="") or next(iter([*crumbs[-1:], *named]), "")


def _links(page: Outline) -> Iterator[tuple[str, str, bool]]:
    """Yield address, text and whether it is a breadcrumb of each link to another page of the host but its front."""
    host, path = urlsplit(page.url).netloc, _path(page.url)
    for link in page.tree.iter("a"):
        address = urldefrag(page.absolute(link.get("href") or "")).url
        if address and urlsplit(address).netloc == host and _path(address) not in ("", path):
            yield address, text_of(link), bool(link.xpath(_IN_BREADCRUMBS))


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")
