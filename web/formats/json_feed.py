"""A feed in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from web.formats.entries import Entry, Feed

MEDIA_TYPE = "application/feed+json"


def json_feed(feed: Feed) -> str:
    """Return ``feed`` as a JSON Feed. The id of an item is the address of its page."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.about,
        "authors": [{"name": feed.publisher}],
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.page,
        "url": entry.page,
        "external_url": entry.original,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": [tag.label for tag in entry.tags],
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value} | {"content_html": entry.html}
