"""Cuts what a page prints below its article: teasers of other articles, links to share it, the box around a form.

Extractors take them for the article where that is shorter than they are.
"""

import re

from lxml import etree
from lxml.html import HtmlElement

from extraction.dates import find_dates
from extraction.paragraphs import HEADINGS
from extraction.phrases import RELATED, plain

# A teaser, or what stands beside a form, has no more text than this, in characters.
_TEASER, _BESIDE = 400, 300
# A heading of such a block is no longer.
_HEADING = 60
# Where the heading does not tell, so many teasers do.
_LEAST = 2
_CUT = ("...", "…")
_DATE = 40
# What a row of links to share a page says in each and beside them at most (letters), and where such links lead.
_CALL = 30
_SHARES = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|share\.php|dialog/(?:share|feed|send))|linkedin\.com/shar(?:e|ing)"
    r"|(?:twitter|x)\.com/(?:intent/|share)|bsky\.app/intent/|threads\.net/intent/|xing\.com/(?:spi/shares|social/share)"
    r"|(?:api|web)\.whatsapp\.com/send|wa\.me/\?|t(?:elegram)?\.me/share|pinterest\.[a-z.]+/pin/create"
    r"|reddit\.com/submit|tumblr\.com/(?:share|widgets)|vk\.com/share|addtoany\.com/share)|^(?:whatsapp://send|mailto:\?)",
    re.IGNORECASE,
)
# One of these is in every row, and asking for them first is quick.
_MAY_SHARE = etree.XPath("//a[contains(@href, 'shar') or contains(@href, 'intent/')]")


def cut_teasers(tree: HtmlElement) -> None:
    """Remove blocks of teasers that stand below the title of the page under a heading of their own, in place.

    Each teaser has a link; under a heading that says ``Related news`` that is enough, under another each needs a date
    as well, and a text that is cut short: the items of a newsletter are not.
    """
    title = next(tree.iter("h1"), None)
    if title is None:
        return
    below = False
    for heading in list(tree.iter(*HEADINGS)):
        below = below or heading is title
        if below and heading is not title and heading.getparent() is not None:
            _cut_below(heading)


def _cut_below(heading: HtmlElement) -> None:
    text = heading.text_content()
    if len(text) > _HEADING or next(heading.iter("a"), None) is not None:
        return
    block = [each for each in heading.itersiblings() if isinstance(each.tag, str)]
    if len(block) == 1 and len(block[0]) > 1:
        block, inner = list(block[0]), block
    else:
        inner = block
    related = plain(text) in RELATED
    if block and all(_is_teaser(each, related=related) for each in block) and (related or len(block) >= _LEAST):
        for each in (heading, *inner):
            each.drop_tree()


def _is_teaser(element: HtmlElement, *, related: bool) -> bool:
    link = next((link for link in element.iter("a") if link.get("href", "#")[:1] != "#"), None)
    text = " ".join(element.text_content().split())
    if link is None or len(text) > _TEASER or next(element.iter("h1"), None) is not None:
        return False
    # A sentence with a link in it is prose, whatever heading it stands under.
    if element.tag == "p" and not related:
        return False
    if related:
        return element.tag != "p" or len(link.text_content()) * 2 >= len(text)
    pieces = [" ".join(piece.split()) for piece in element.itertext() if piece.strip()]
    dated = any(len(piece) <= _DATE and next(find_dates(piece), None) is not None for piece in pieces)
    cut = any(piece.endswith(_CUT) for piece in pieces)
    return dated and cut and not any(piece.endswith((".", "!", "?")) and not piece.endswith(_CUT) for piece in pieces)


def cut_sharing(tree: HtmlElement) -> None:
    """Remove the rows of links that share the page, with the few words beside them, in place."""
    rows: dict[HtmlElement, None] = {}
    for link in _MAY_SHARE(tree):
        if _SHARES.match(link.get("href", "")) and (row := _row(link)) is not None:
            rows[row] = None
    for row in rows:
        if row.getparent() is not None:
            row.drop_tree()


def _row(link: HtmlElement) -> HtmlElement | None:
    """The largest element around a link that shares the page with nothing but such links and a few words."""
    row = None
    for box in link.iterancestors("span", "li", "ul", "p", "div", "section"):
        links = [(each.get("href", ""), _length(each)) for each in box.iter("a")]
        # A quotation may be a link that shares it.
        if any(length > _CALL or not _SHARES.match(address) for address, length in links):
            break
        if _length(box) - sum(length for _, length in links) > _CALL:
            break
        if next(box.iter("h1", "article", "main"), None) is None:
            row = box
    return row


def _length(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def cut_box(form: HtmlElement) -> None:
    """Remove the box around a form that asks for an address, with the heading and the few words beside it, in place."""
    box = form.getparent()
    if box is None or box.tag not in ("div", "section") or not _asks_for_address(form):
        return
    first = next((each for each in box if isinstance(each.tag, str)), None)
    beside = len(" ".join(box.text_content().split())) - len(" ".join(form.text_content().split()))
    holds = next(box.iter("h1", "main", "article"), None)
    if first is not None and first.tag in HEADINGS and first.tag != "h1" and holds is None and beside <= _BESIDE:
        box.drop_tree()


def _asks_for_address(form: HtmlElement) -> bool:
    if next(form.iter("textarea"), None) is not None:
        return False
    return any(field.get("type") == "email" or "mail" in (field.get("name") or "") for field in form.iter("input"))
