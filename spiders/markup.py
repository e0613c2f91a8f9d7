"""Text out of the fragments of HTML that feeds and interfaces carry."""

from lxml import etree, html

# Longer fragments are whole articles; a card wants the beginning.
LONGEST = 20_000
BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "td")


def text_of(fragment: str) -> str:
    """Return the text of ``fragment``, HTML or plain text with or without entities, with single spaces."""
    fragment = fragment.strip()[:LONGEST]
    if "<" not in fragment and "&" not in fragment:
        return " ".join(fragment.split())
    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):  # nothing but comments, or characters that XML does not allow
        return ""
    for block in tree.iter(*BLOCKS):
        block.tail = f" {block.tail or ''}"
    return " ".join(tree.text_content().split())
