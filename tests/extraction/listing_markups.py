"""Two dozen ways to mark up one list, as sites do it and as they could.

In a card, what stands between guillemets is left out when a field in it is empty.
"""

import re
from dataclasses import dataclass
from html import escape
from zlib import crc32

from tests.extraction.listing_items import Item


@dataclass(frozen=True)
class Markup:
    card: str
    start: str = "<div>"
    end: str = "</div>"
    dated: bool = False
    row: int = 0
    """How many cards a row holds, when rows have an element of their own."""

    def render(self, items: tuple[Item, ...]) -> str:
        cards = [_card(self.card, item) for item in items]
        if self.row:
            rows = ("".join(cards[k : k + self.row]) for k in range(0, len(cards), self.row))
            cards = [f"<div class=row>{row}</div>" for row in rows]
        return self.start + "".join(cards) + self.end


def _card(template: str, item: Item) -> str:
    fields = {name: escape(getattr(item, name)) for name in Item.__dataclass_fields__}
    fields["hash"] = f"{crc32(item.path.encode()):x}"

    def part(found: re.Match[str]) -> str:
        return found[1] if all(fields[name] for name in re.findall(r"{(\w+)}", found[1])) else ""

    return re.sub("«(.*?)»", part, template).format_map(fields)


LINK = "<a href='{path}'>{title}</a>"
ROW = f"<div class=views-row><h3>{LINK}</h3><div class=teaser><p>{{teaser}}</p></div></div>"
WHOLE = (
    "<a class=card href='{path}'><time datetime='{day}T08:00:00+02:00'>{human}</time>%s«<h3>{title}</h3>»"
    "<p>{teaser}</p></a>"
)
MARKUPS = {
    "drupal rows": Markup("«<div class=type-label>{label}</div>»" + ROW, "", ""),
    "drupal rows in a view": Markup(
        "«<div class=type-label>{label}</div>»" + ROW, "<div class=view><div class=view-content>", "</div></div>"
    ),
    "drupal fields": Markup(
        "<div class=views-row><div class='views-field views-field-type'>«<span>{label}</span>»</div><div "
        f"class='views-field views-field-title'><span class=field-content>{LINK}</span></div><div class='views-field "
        "views-field-body'><div class=field-content><p>{teaser}</p></div></div></div>"
    ),
    "drupal nodes": Markup(
        "«<div class=type-label>{label}</div>»<article class='node node--type-news node--view-mode-teaser'><h2 "
        "class=node__title><a href='{path}' rel=bookmark><span class='field field--name-title field--type-string "
        "field--label-hidden'>{title}</span></a></h2><footer class=node__meta><span>Submitted by <span class='field "
        "field--name-uid field--type-entity-reference field--label-hidden'>ines</span> on {human}</span></footer>"
        "<div class='text-formatted field field--name-body field--type-text-with-summary field--label-hidden'>"
        "<p>{teaser}</p></div><div class='field field--name-area field--type-entity-reference field--label-above'><div "
        "class=field__label>Area</div><div class=field__item><a href=/areas/x>Crafts</a></div></div><ul class='links "
        "inline'><li><a href='{path}'>Read more<span class=hidden> about {title}</span></a></li></ul></article>",
        dated=True,
    ),
    "whole-card links": Markup(WHOLE % "«<span class=badge>{label}</span>»", dated=True),
    "whole-card links, label before": Markup("«<span class=k>{label}</span>»" + WHOLE % "", dated=True),
    "hashed classes": Markup(
        "<div class=css-x9f2a>«<span class=css-77ab>{label}</span>»<p class=css-k3>{teaser}</p>"
        "«<a class=css-1k8 href='{path}'>{title}</a>»<a class=css-zz1 href='{path}'>Read more</a></div>"
    ),
    "a hash for each item": Markup(
        "<section class=q{hash}><div class=r{hash}>«<span>{label}</span>»</div><div class=s{hash}><p>{teaser}</p></div>"
        f"<h4 class=t{{hash}}>{LINK}</h4><a class=u{{hash}} href='{{path}}#more'>Read more</a></section>"
    ),
    "list items": Markup(f"<li>«<em>{{label}}</em>» {LINK}<p>{{teaser}}</p></li>", "<ul>", "</ul>"),
    "label as list item": Markup(
        f"«<li class=l>{{label}}</li>»<li><h4>{LINK}</h4><p>{{teaser}}</p></li>", "<ol>", "</ol>"
    ),
    "table": Markup(
        f"<tr><td>{{human}}</td><td>{{label}}</td><td>{LINK}<br>{{teaser}}</td></tr>",
        "<table><tbody>",
        "</table>",
        dated=True,
    ),
    "table with label rows": Markup(
        f"«<tr><td colspan=3>{{label}}</td></tr>»<tr><td>{{human}}</td><td>{LINK}</td><td>{{teaser}}</td></tr>",
        "<table>",
        "</table>",
        dated=True,
    ),
    "wordpress": Markup(
        "<article class='post-{hash} post type-post category-{hash} hentry'><a class=thumb href='{path}'>"
        f"<img src=a.jpg></a><header class=entry-header><h2 class=entry-title>{LINK}</h2><div class=entry-meta>"
        "<time class=entry-date datetime='{day}'>{human}</time> <span class=byline>by <a href='/author/ines'>Ines Holm"
        "</a></span></div></header><div class=entry-summary><p>{teaser} <a class=more-link href='{path}#more'>"
        "Continue reading</a></p></div><footer>«<span class=cat-links><a rel=category href=/category/c>{label}</a>"
        "</span>»<a href='{path}#respond'>3 Comments</a></footer></article>",
        dated=True,
    ),
    "bare divs": Markup(f"<div>«<div>{{label}}</div>»<div>{LINK}</div><div>{{teaser}}</div></div>"),
    "bare divs, label before": Markup(
        f"«<div>{{label}}</div>»<div><div>{{teaser}}</div><div>{LINK}</div><div><a href='{{path}}'>More</a></div></div>"
    ),
    "definition list": Markup(f"«<dt class=l>{{label}}</dt>»<dt>{LINK}</dt><dd>{{teaser}}</dd>", "<dl>", "</dl>"),
    "flat": Markup(f"«<small>{{label}}</small>»<h3>{LINK}</h3><p>{{teaser}}</p>"),
    "flat, dated": Markup(
        f"«<div>{{label}}</div>»<h3>{LINK}</h3><p class=d>{{human}}</p><p>{{teaser}}</p>", dated=True
    ),
    "flat, teaser first": Markup(f"«<b>{{label}}</b>»<p>{{teaser}}</p><h3>{LINK}</h3>"),
    "spans in a link": Markup(
        "<li><a href='{path}'>«<span class=a1>{label}</span>»<span class=b2>{human}</span> "
        "<span class=c3>{title}</span> <span class=d4>{teaser}</span></a></li>",
        "<ul>",
        "</ul>",
        dated=True,
    ),
    "commission": Markup(
        "<div class=ecl-content-item-block__item><article class=ecl-content-item><div><ul class=primary-meta>"
        "«<li>{label}</li>»<li><time datetime='{day}T12:00:00Z'>{human}</time></li></ul><div "
        f"class=ecl-content-block__title>{LINK}</div><div class=ecl-content-block__description><p>{{teaser}}</p></div>"
        "</div></article></div>",
        dated=True,
    ),
    "grouped with label": Markup(
        f"<div class=wrap>«<div class=flag>{{label}}</div>»<div class=inner><article><h3>{LINK}</h3><p>{{teaser}}</p>"
        "<a href='{path}'>Read more<span> about {title}</span></a></article></div></div>"
    ),
    "label in heading": Markup(
        f"<article><h3>«<span class=tag>{{label}}</span>» {LINK}</h3><p>{{teaser}}</p></article>"
    ),
    "plain heading": Markup(
        "<div class=item>«<span class=x>{label}</span>»<a href='{path}'><img src=i.png alt='A picture'></a>"
        "«<h3>{title}</h3>»<p>{teaser}</p><a class=button href='{path}'>Read more</a></div>"
    ),
    "bold in paragraph": Markup(
        f"<p>«<i>{{label}}</i>» <b>{LINK}</b> <span>{{teaser}}</span> <a href='{{path}}'>more</a></p>"
    ),
    "title before teaser in one paragraph": Markup(f"<p><b>{LINK}</b> {{teaser}} «<em class=tag>{{label}}</em>»</p>"),
    "teaser as link": Markup(
        "«<div class=l>{label}</div>»<div class=row>«<h3><a href='{path}'>{title}</a></h3>»<p><a href='{path}'>{teaser}"
        "</a></p></div>"
    ),
    "rows of three": Markup(
        "<div class=col><div class=card><a href='{path}'><img src=p.png alt=''></a><div class=card-body>"
        f"«<div class=card-label>{{label}}</div>»<h5>{LINK}</h5><p>{{teaser}}</p></div></div></div>",
        row=3,
    ),
}
