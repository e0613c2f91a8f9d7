"""What tests read from an article's page."""

import json

from bs4 import Tag

from tests.web.serving import one


def words(element: Tag) -> str:
    """Return the text of ``element`` with single spaces."""
    return " ".join(element.get_text().split())


def data(page: Tag) -> dict[str, object]:
    """Return what the page says to machines."""
    found: dict[str, object] = json.loads(str(one(page, "script[type='application/ld+json']").string))
    return found
