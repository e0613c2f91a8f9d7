"""Hits within a text: marked by control characters in what SQLite gives, and shown without trusting the text."""

import re

from markupsafe import Markup, escape

# snippet() and highlight() put these around a hit. A stored text may hold them too: see ``marked``.
HIT = re.compile("\x02([^\x02\x03]*)\x03")
MARKERS = {2: None, 3: None}


def marked(text: object) -> Markup:
    """Return ``text`` escaped, with ``<mark>`` around its hits.

    Only a marker with its partner counts, so that markers inside a stored text cannot leave a tag open.
    """
    return Markup(HIT.sub(r"<mark>\1</mark>", str(escape(str(text or "")))).translate(MARKERS))  # noqa: S704  # escaped here


def unmarked(text: object) -> str:
    """Return ``text`` without markers."""
    return str(text or "").translate(MARKERS)
