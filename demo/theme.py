"""The frame of every page: head, menu, footer and consent popup, in the manner of a Drupal theme in debug mode."""

import html
import re
from urllib.parse import quote

SITE = "https://clusters.example"
PREVIEW = "https://preview.clusters.example"
NAME = "Clusters Example"
FEED = "/taxonomy/term/12/feed"

_MENU = (
    ("/", "Home"),
    ("/community-news", "Community news"),
    ("/tags/smart-specialisation", "Smart Specialisation"),
    ("/tags/smart-specialization", "Smart Specialization"),
    ("/search", "Search"),
    ("/user/login", "Log in"),
)
_FOOTER = (
    ("/about", "About"),
    ("/privacy", "Privacy"),
    (f"{PREVIEW}/tags/smart-specialisation", "Smart Specialisation (preview)"),
    (f"{PREVIEW}/community-news?page=1", "Community news (preview)"),
)

_FRAME = """<!DOCTYPE html>
<html lang="en" dir="ltr" prefix="og: https://ogp.me/ns#">
<head>
{head}
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)" />
<meta name="viewport" content="width=device-width, initial-scale=1.0" />
<title>{title} | {name}</title>
<link rel="alternate" type="application/rss+xml" title="Smart Specialisation" href="{site}{feed}" />
<link rel="stylesheet" media="all" href="/themes/custom/clusters/css/style.css?sa1b2c" />
</head>
<body class="{kind}">
<a href="#main-content" class="visually-hidden focusable skip-link">Skip to main content</a>
{body}
</body>
</html>
"""

_CONSENT = """<div id="sliding-popup" class="sliding-popup-bottom"><div class="eu-cookie-compliance-banner">
<h2>Cookies on this platform</h2>
<p>We use cookies to count visits and to remember your settings. You can withdraw your consent at any time.</p>
<button type="button" class="agree-button">Accept all cookies</button>
<button type="button" class="decline-button">Only what is needed</button>
</div></div>"""


def link(href: str, text: str, more: str = "") -> str:
    """Return an HTML link; ``more`` are further attributes."""
    return f'<a href="{html.escape(href)}"{more}>{html.escape(text, quote=False)}</a>'


def links(pairs: tuple[tuple[str, str], ...], kind: str) -> str:
    """Return a list of links, (address, text) each, with the class ``kind``."""
    return f'<ul class="{kind}">' + "".join(f"<li>{link(href, text)}</li>" for href, text in pairs) + "</ul>"


def debug(hook: str, inner: str) -> str:
    """Return ``inner`` between the comments that Twig prints around a template in debug mode."""
    template = f"themes/custom/clusters/templates/{hook.replace('_', '-')}.html.twig"
    return (
        f"<!-- THEME DEBUG -->\n<!-- THEME HOOK: '{hook}' -->\n"
        f"<!-- BEGIN CUSTOM TEMPLATE OUTPUT from '{template}' -->\n"
        f"{inner}\n<!-- END CUSTOM TEMPLATE OUTPUT from '{template}' -->"
    )


def frame(*, title: str, kind: str, main: str, head: str = "", aside: str = "", charset: str = "utf-8") -> str:
    """Return a whole page. ``kind`` is the class of its body; a page in another charset than UTF-8 names none."""
    declared = '<meta charset="utf-8" />' if charset == "utf-8" else ""
    side = f'<aside class="region region-sidebar">{aside}</aside>' if aside else ""
    body = "\n".join(
        (
            f'<header role="banner">{debug("menu__main", links(_MENU, "menu menu--main"))}</header>',
            f'<main role="main"><a id="main-content" tabindex="-1"></a>\n{main}\n</main>',
            side,
            f'<footer role="contentinfo">{links(_FOOTER, "menu menu--footer")}</footer>',
            _CONSENT,
        )
    )
    page = _FRAME.format(
        head=f"{declared}{head}",
        title=html.escape(title, quote=False),
        name=NAME,
        site=SITE,
        feed=FEED,
        kind=kind,
        body=debug("page", body),
    )
    return re.sub(r"\n{2,}", "\n", page)


def pager(current: int, last: int, *, before: str = "", after: str = "") -> str:
    """Return a Drupal pager: ``current`` and ``last`` are pages counted from 0.

    Pagers on one page share the parameter ``page``: ``before`` and ``after`` are the positions of the others.
    """

    def item(page: int, text: str, kind: str, attributes: str = "") -> str:
        value = quote(f"{before}{page}{after}")
        return f'<li class="pager__item{kind}">{link(f"?page={value}", text, attributes)}</li>'

    items = [
        item(page, str(page + 1), " is-active" if page == current else "", f' title="Go to page {page + 1}"')
        for page in range(last + 1)
    ]
    if current < last:
        items.append(item(current + 1, "Next ›", " pager__item--next", ' title="Go to next page" rel="next"'))
    return f'<nav class="pager" role="navigation"><ul class="pager__items js-pager__items">{"".join(items)}</ul></nav>'
