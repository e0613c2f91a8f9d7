"""The pages of single articles."""

import html
from urllib.parse import quote

from demo.markup import to_html
from demo.nodes import Node, newest, teaser
from demo.theme import SITE, debug, frame, link, pager

# A dialog without any name that a rule could know it by.
_UNMARKED_CONSENT = """<div>
<p>Your choice of cookies</p>
<p>We and four partners would like to store cookies on your device. Some of them are needed for this site to work.</p>
<p>Needed cookies keep you logged in and remember the choice that you make here. They cannot be switched off.</p>
<p>Cookies for statistics tell us which pages our readers open and how long they stay. No names are stored.</p>
<p>Cookies for other media let you watch films that our members have published on other platforms.</p>
<p>Accept all</p>
<p>Save my preferences</p>
</div>"""


def article_page(node: Node) -> str:
    """Return the page of ``node``."""
    description = html.escape(teaser(node.body))
    head = (
        f'\n<meta name="description" content="{description}" />'
        f'\n<link rel="canonical" href="{SITE}{node.path}" />\n<link rel="shortlink" href="{SITE}/node/{node.node}" />'
    )
    consent = _UNMARKED_CONSENT if node.consent == "unmarked" else ""
    return frame(
        title=node.title or "Node",
        kind="path-node page-node-type-article",
        head=head,
        main=f"{consent}\n{debug('node__article__full', _article(node))}\n{_related(node) if node.related else ''}",
        charset=node.charset,
    )


def _article(node: Node) -> str:
    parts = (
        _heading(node),
        _submitted(node),
        debug(
            "field__node__body", f'<div class="field field--name-body field--type-text">\n{to_html(node.body)}\n</div>'
        ),
        _attachment(node),
        _labelled("Tags", "field-tags", [(_tag_path(tag), tag) for tag in node.tags]),
        _labelled("Cluster organisation", "og-audience", [(_organisation_path(node.organisation), node.organisation)]),
        _share(node),
    )
    inner = "\n".join(part for part in parts if part)
    kind = "node node--type-article node--view-mode-full"
    return f'<article data-history-node-id="{node.node}" class="{kind}">\n{inner}\n</article>'


def _heading(node: Node) -> str:
    title = html.escape(node.title, quote=False)
    return f'<h1><span class="field field--name-title field--type-string">{title}</span></h1>' if title else ""


def _submitted(node: Node) -> str:
    when = f' <span class="date">on {node.date:%d %B %Y}</span>' if node.date else ""
    author = html.escape(node.author, quote=False)
    return (
        '<div class="node__meta">Submitted by <span class="field field--name-uid">'
        f'<span typeof="schema:Person" property="schema:name">{author}</span></span>{when}</div>'
    )


def _attachment(node: Node) -> str:
    if node.attachment is None:
        return ""
    path, text = node.attachment
    file = link(path, text, ' type="application/pdf"')
    return (
        '<div class="field field--name-field-attachments field--type-file"><div class="field__item">'
        f'<span class="file file--mime-application-pdf">{file}</span></div></div>'
    )


def _labelled(label: str, field: str, values: list[tuple[str, str]]) -> str:
    items = "".join(f'<div class="field__item">{link(path, text)}</div>' for path, text in values)
    return (
        f'<div class="field field--name-{field} field--type-entity-reference field--label-above">'
        f'<div class="field__label">{label}</div><div class="field__items">{items}</div></div>'
    )


def _share(node: Node) -> str:
    address = quote(f"{SITE}{node.path}", safe="")
    return (
        '<div class="share"><span>Share this Article</span>'
        f"<ul><li>{link(f'https://social.example/share?url={address}', 'Post')}</li>"
        f"<li>{link(f'mailto:?body={address}', 'E-mail')}</li></ul></div>"
    )


def _related(node: Node) -> str:
    """Return the newest articles with their dates, later than that of ``node``, and with a pager of their own."""
    rows = "".join(
        f'<div class="views-row"><span class="date">on {other.date:%d %B %Y}</span> '
        f"{link(other.path, other.title)}</div>"
        for other in newest(3, without=node)
    )
    return (
        f'<div class="view view-related-news"><h2>Related news</h2>{rows}{pager(0, 2, before="0,", after=",0,1")}</div>'
    )


def _tag_path(tag: str) -> str:
    return "/tags/" + tag.lower().replace(" ", "-")


def _organisation_path(name: str) -> str:
    return "/cluster-organisations/" + quote(name.lower().replace(" ", "-"))
