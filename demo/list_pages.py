"""The pages of lists, and the pages that a site shows in place of an article."""

import html
from urllib.parse import quote

from demo.lists import Entry, NewsList
from demo.nodes import newest
from demo.theme import debug, frame, link, links, pager


def list_page(listed: NewsList, page: int) -> str:
    """Return a page of a list, counted from 0."""
    description = (
        f'<div class="field--name-description"><p>{listed.description}</p></div>' if listed.description else ""
    )
    rows = "\n".join(_card(entry) for entry in listed.entries(page))
    last = page + 1 if listed.endless and page >= listed.last else listed.last
    turn = pager(page, last) if last else ""
    view = debug("views_view", f'<div class="view-content">\n{rows}\n</div>\n{turn}')
    return frame(
        title=listed.title,
        kind="path-taxonomy",
        main=f"<h1>{listed.title}</h1>\n{description}\n<div class='view view-id-articles'>\n{view}\n</div>",
        aside=_facets(listed) + _upcoming(page),
    )


def message_page(title: str, text: str) -> str:
    """Return a page that only says something."""
    return frame(title=title, kind="path-system", main=f"<h1>{title}</h1>\n<p>{text}</p>")


def _card(entry: Entry) -> str:
    teaser = html.escape(entry.teaser, quote=False)
    label = '<div class="content-type-label">Community News</div>\n' if entry.label else ""
    return (
        f'{label}<div class="views-row"><div class="views-field views-field-title">'
        f'<h3 class="field-content">{link(entry.href, entry.title)}</h3></div>'
        f'<div class="views-field views-field-body"><p class="field-content">{teaser}</p></div></div>'
    )


def _facets(listed: NewsList) -> str:
    topics = ((12, "Hydrogen"), (14, "Food packaging"), (17, "Circular textiles"))
    return "<h2>Filter by topic</h2>" + links(
        tuple((f"{listed.path}?f[0]=topic:{n}", text) for n, text in topics), "facets"
    )


def _upcoming(page: int) -> str:
    """Return a block with two further pagers, whose links keep the page of the list in their first place."""
    events = tuple((node.path, node.title) for node in newest(2))
    archive = links(tuple((f"?page={quote(f'{page},0,{n},0')}", str(2026 - n)) for n in (1, 2)), "archive")
    return (
        f'<div class="view view-latest"><h2>Latest</h2>{links(events, "latest")}'
        f"{pager(0, 1, before=f'{page},', after=',0,1')}{archive}</div>"
    )
