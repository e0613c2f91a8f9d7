"""What a page is: no article at all (a login wall, an error page), or an article of which kind."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from extraction.marks import is_front_page, marked_kind
from extraction.outline import Outline, outline
from extraction.phrases import BROKEN, DENIED, ERROR_WORDS, LOGIN, NOT_FOUND, plain
from extraction.regions import is_outside
from extraction.wording import stripped, text_of, words
from items import Kind

# A page that only says "Page not found" may carry some help beside it; an article so called is longer than that.
_LITTLE_PROSE = 1500
# A login page explains itself in a sentence or two.
_LOGIN_PROSE = 250
# All text of a page, menus too, that is nothing but a login form.
_LOGIN_TEXT = 600
_PARAGRAPH = 80
_LOGIN_PATH = re.compile(r"/(?:(?:user|users|account|auth|member|members|cas)/)?(?:log-?in|sign-?in|wp-login\.php)/?$")
_TITLE_PARTS = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*")
_PASSWORD = XPath("//input[@type='password']")

_REASONS = (
    (NOT_FOUND, "the page says that there is nothing at this address"),
    (DENIED, "the page says that access is denied"),
    (BROKEN, "the page reports an error of the site, or asks for proof that a human reads it"),
)

# What the site itself prints on a card above or below the title.
_LABELS: tuple[tuple[Kind, str], ...] = (
    ("newsletter", r"newsletters?|news ?flash|rundbrief|infolettre|boletin"),
    ("call", r"(?:open )?calls?(?: for .*)?|tenders?|funding(?: opportunit(?:y|ies))?|ausschreibung(?:en)?|appels? .*"),
    ("event", r"events?|webinars?|conferences?|workshops?|veranstaltung(?:en)?|evenements?|eventos?|eventi?|talks?"),
    (
        "document",
        r"documents?|publications?|reports?|stud(?:y|ies)|librar(?:y|ies)|publikation(?:en)?|publicacion(?:es)?",
    ),
    ("profile", r"profiles?|(?:cluster )?organi[sz]ations?|members?|partners?|partnerships?"),
    ("news", r"(?:.* )?(?:news|articles?|blog|press releases?|nachrichten|actualites?|noticias|notizie|nyheter)"),
)
# Parts of a path before the slug.
_PATHS: tuple[tuple[Kind, str], ...] = (
    ("newsletter", r"newsletters?(?:-archives?)?"),
    ("call", r"(?:open-)?calls?(?:-for-.*|-proposals)?|tenders?|ausschreibungen|appels-a-projets|convocatorias|bandi"),
    ("event", r"events?(?:-calendar)?|webinars?|veranstaltungen|termine|evenements|eventos|eventi|evenementen|agenda"),
    ("document", r"publications?|documents?|reports?|library|publikationen|publicaciones|pubblicazioni|downloads?"),
    ("profile", r"profiles?|(?:cluster-)?organi[sz]ations?|clusters?|members?|partners?|eu-cluster-partnerships"),
    (
        "news",
        r"(?:.*-)?(?:news|articles?|blog)(?:-.*)?|artikel|aktuelles|actualites|noticias|notizie|nyheter|achievements",
    ),
)
_CALLED = r"launch|publish|is open|now open|opens|closes|extend|deadline|reopen|results?"
_TITLES: tuple[tuple[Kind, str], ...] = (
    ("newsletter", r"newsletter\b|.*\bnewsletter(?: (?:no\.? ?)?[\d/#-]+)*(?: \w+ \d{4})?$|.*\bnews ?flash\b"),
    ("call", r"(?:.*[:–-] )?(?:open |new )?calls? (?:for|to)\b(?! action)|open calls?\b|.*\bopen call\b|appel a .*"),
    (
        "call",
        r".*\bcalls? for (?:\w+ ){0,2}(?:proposals|tenders?|expressions?|applications?|projects|experts|interest)\b",
    ),
    ("call", rf".*\bcalls?\b.*\b(?:{_CALLED})|.*\b(?:{_CALLED})\w*\b.*\bcall\b|.*\binvitation to tender\b"),
    ("call", r".*\b(?:forder|projekt)aufruf|ausschreibung\b|convocatoria\b|bando\b|aufruf zur\b"),
    ("event", r"save the date\b|(?:webinar|workshop|conference|seminar|event|veranstaltung)\s*[:|–-]"),
)
_TYPES: tuple[tuple[Kind, str], ...] = (
    ("event", r".*Event|Hackathon|Festival"),
    ("document", r"Report|ScholarlyArticle|DigitalDocument|PresentationDigitalDocument|Book|Thesis"),
    ("profile", r"ProfilePage|Organization|Corporation|NGO|Person"),
    ("news", r".*Article|.*Posting"),
)


def kind_of(page: Outline, title: str, label: str, types: Iterable[str]) -> Kind:
    """Return the kind of the article on ``page``.

    In this order: the ``label`` of its card; the path, where it names a kind other than news; the JSON-LD ``types``
    likewise; the words of the title; the marks of calls, events and profiles on the page itself, unless path or types
    say that it is news. What is left is news, but for the home page and one that only leads on: those are "other".

    Nothing hangs on whether a list, a feed or a person led to the page.
    """
    if labelled := labelled_kind(label):
        return labelled
    address = unquote(urlsplit(page.url).path).lower().strip("/").split("/")
    stated = [
        _match(_PATHS, reversed(address[:-1])),
        _match(_TYPES, types),
        _match(_TITLES, [stripped(title)], whole=False),
    ]
    special = next((kind for kind in stated if kind and kind != "news"), None)
    if special:
        return special
    if page.meta("og:type") == "profile":
        return "profile"
    if "news" not in stated and (marked := marked_kind(page)):
        return marked
    is_home = address == [""] and not urlsplit(page.url).query
    return "other" if "news" not in stated and (is_home or is_front_page(page)) else "news"


def labelled_kind(label: str) -> Kind | None:
    """Return the kind that a label of a card names, or None when it names none."""
    return _match(_LABELS, [stripped(label)])


def not_an_article(tree: HtmlElement, status: int, url: str) -> str:
    """Return in a few plain words why the page that came with ``status`` is no article, or "" if it may be one.

    A page counts as an error page or login wall by what it calls itself, the whole of a heading or of a part of its
    title, and only when it holds hardly any prose: an article about logins or missing pages is an article.
    """
    if not 200 <= status < 300:
        return f"the server answered with status {status}"
    prose = sum(_own_prose(tree))
    if prose > _LITTLE_PROSE:
        return ""
    page = outline(tree, url)
    if _asks_for_login(page, prose):
        return "the page asks the reader to log in"
    claims = _claims(page)
    return next((reason for phrases, reason in _REASONS if claims & phrases), "")


def _claims(page: Outline) -> set[str]:
    """Return what the page calls itself: its title, the parts of the title and its headings, without error codes."""
    texts = [page.title(), *_TITLE_PARTS.split(page.title()), *_headings(page)]
    claims = {plain(text) for text in texts}
    for text in texts:
        rest = [word for word in words(text) if word not in ERROR_WORDS]
        claims.add(" ".join(rest))
        if not rest and {"404", "410"} & set(words(text)):
            claims.add("not found")
    return claims


def _own_prose(tree: HtmlElement) -> Iterable[int]:
    for paragraph in tree.iter("p"):
        size = len(text_of(paragraph))
        if size >= _PARAGRAPH and not is_outside(paragraph):
            yield size


def _asks_for_login(page: Outline, prose: int) -> bool:
    """Return whether the page is a login form: called or addressed like one, or nothing but a field for a password.

    Many sites have such a field in a corner of every page.
    """
    names = {plain(text) for text in (page.title(), _TITLE_PARTS.split(page.title())[0], *_headings(page))}
    called = bool(names & LOGIN or _LOGIN_PATH.search(urlsplit(page.url).path.lower()))
    fields = [field for field in _PASSWORD(page.tree) if not is_outside(field) and not _in_header(field)]
    if called:
        return bool(fields) or prose <= _LOGIN_PROSE
    return bool(fields) and len(text_of(page.body())) <= _LOGIN_TEXT


def _headings(page: Outline) -> list[str]:
    return [text_of(heading) for heading in page.elements["h1"] if not is_outside(heading)]


def _in_header(element: HtmlElement) -> bool:
    return next(element.iterancestors("header"), None) is not None


def _match(table: tuple[tuple[Kind, str], ...], texts: Iterable[str], whole: bool = True) -> Kind | None:
    """Return the kind of the first text that a rule of ``table`` matches, from its start or as a whole."""
    for text in texts:
        for kind, pattern in table:
            if re.fullmatch(pattern, text) if whole else re.match(pattern, text):
                return kind
    return None
