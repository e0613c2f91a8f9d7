"""Narrows a page down to the element that holds the article."""

import re
from functools import lru_cache

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement

from extraction.paragraphs import key

# Without these the tree is half as large. Scripts go too: metadata is read before the body.
UNSEEN = (
    "script style noscript template svg math iframe frame button select textarea input object embed video audio canvas "
    "map dialog nav menu aside footer link meta joomla-hidden-mail"
).split()
# What Joomla prints in place of an e-mail address until a script has put it there, in any language.
_CLOAKED = etree.XPath("//span[starts-with(@id, 'cloak')]")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Hidden from screen readers alone: an initial in large type, of which the reader is given the whole word.
_INLINE = frozenset("span a b i em strong u sup sub small font".split())
_HOLDS_ARTICLE = etree.XPath("boolean(self::article|self::main|self::h1|.//article|.//main|.//h1)")

# In this order; only ever the one match that holds text. Scoping to it is both better and a third cheaper than
# handing over the page (F1 .965 against .961, 11.4 against 16.9 ms on 90 pages).
_GENERIC = tuple(
    etree.XPath(path)
    for path in (
        "//article[@data-history-node-id]",
        "//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' articleBody ')]",
        "//article[.//h1 and not(ancestor::article)]",
        "//article[not(ancestor::article)]",
        "//main",
    )
)
_LEAST = 400
_SHARE = 0.15
_TITLES = etree.XPath("//h1|//title|//meta[@property='og:title' or @name='twitter:title']/@content")


def page_names(tree: HtmlElement) -> list[str]:
    """What the page may be called: its h1s, its title (also without the name of the site) and its sharing titles."""
    found: list[str] = []
    for match in _TITLES(tree):
        text = " ".join((match if isinstance(match, str) else match.text_content()).split())
        found.append(text)
        for bar in (" | ", " - ", " – ", " — ", " :: ", " » "):
            if not isinstance(match, str) and match.tag == "title" and bar in text:
                found.append(text.rpartition(bar)[0])
                found.append(text.partition(bar)[0])
    return [text for text in found if key(text)]


def clean(tree: HtmlElement) -> None:
    """Remove what no reader sees (scripts, fields, hidden elements, placeholders), menus, asides and forms, in place.

    Kept: what holds an article, main or h1, or half of the text outside links, for pages are saved with a dialog open
    or shown by a script, and some systems put the whole page into one form.
    """
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    for placeholder in _CLOAKED(tree):
        placeholder.drop_tree()
    suspects = [element for element in tree.iter() if element.tag == "form" or _is_concealed(element)]
    half = _unlinked(tree) / 2 if suspects else 0
    for element in suspects:
        if element.getparent() is not None and not _HOLDS_ARTICLE(element) and _unlinked(element) < half:
            element.drop_tree()


def _unlinked(element: HtmlElement) -> int:
    return len(element.text_content()) - sum(len(link.text_content()) for link in element.iter("a"))


def _is_concealed(element: HtmlElement) -> bool:
    if element.get("hidden", "until-found") != "until-found" or element.get("role") == "dialog":
        return True
    if element.get("aria-hidden") == "true" and element.tag not in _INLINE:
        return True
    style = element.get("style")
    return style is not None and bool(_NOT_SHOWN.search(style))


def article_scope(tree: HtmlElement, declared: str = "") -> tuple[HtmlElement, bool]:
    """The element that holds the article (``tree`` itself if none stands out), and whether it is the declared one.

    ``declared`` is a CSS selector: a hint, followed where it leads to one element, or to one much longer than the
    others. Raises cssselect.SelectorError if it is not a selector.
    """
    if declared:
        match = _dominant(_selector(declared)(tree), 1)
        if match is not None:
            return match, True
    for path in _GENERIC:
        match = _dominant(path(tree), _LEAST)
        # A single long comment may be the only article element of a page.
        if match is not None and len(match.text_content()) >= _SHARE * len(tree.text_content()):
            return match, False
    return tree, False


@lru_cache(maxsize=64)
def _selector(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css, "//"))


def _dominant(matches: list[HtmlElement], least: int) -> HtmlElement | None:
    """The only match with ``least`` characters of text or, failing that, the one with four times the text of others."""
    sized = sorted(((len(match.text_content()), number) for number, match in enumerate(matches)), reverse=True)
    sized = [(length, number) for length, number in sized if length >= least]
    if not sized or (len(sized) > 1 and sized[0][0] < 4 * sized[1][0]):
        return None
    return matches[sized[0][1]]
