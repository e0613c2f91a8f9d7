"""What a page is: an article of which kind, or none."""

import pytest
from lxml.html import HtmlElement, document_fromstring

from extraction.kinds import kind_of, not_an_article
from extraction.outline import outline
from tests.extraction.test_metadata import saved

PROSE = "<p>" + "The cluster lends its machines to small firms of the valley by the hour. " * 12 + "</p>"


def kind(
    path: str = "/a", title: str = "", label: str = "", types: tuple[str, ...] = (), html: str = "<p>x</p>"
) -> str:
    page = outline(document_fromstring(html), f"https://www.clusters.example{path}")
    return kind_of(page, title, label, types)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "news"),
        ({"label": "Community News"}, "news"),
        ({"label": "Open Call", "path": "/news/a"}, "call"),
        ({"label": "Community News", "title": "Call for proposals"}, "news"),
        ({"label": "Event"}, "event"),
        ({"label": "Something of their own", "path": "/events/x/a"}, "event"),
        ({"path": "/open-calls/a"}, "call"),
        ({"path": "/event-calendar/a"}, "event"),
        ({"path": "/newsroom/unit/newsletter-archives/3"}, "newsletter"),
        ({"path": "/cluster-organisations/a"}, "profile"),
        ({"path": "/publications/a"}, "document"),
        ({"path": "/news/events-of-the-year"}, "news"),
        ({"path": "/content/a", "types": ("Event",)}, "event"),
        ({"path": "/content/a", "types": ("NewsArticle",)}, "news"),
        ({"path": "/content/a", "types": ("WebPage", "Report")}, "document"),
        ({"path": "/content/a", "title": "Call for expression of interest: meet the regions"}, "call"),
        ({"path": "/content/a", "title": "The deadline for the call is extended until 31 March"}, "call"),
        ({"path": "/content/a", "title": "€7.5m international call launched"}, "call"),
        ({"path": "/content/a", "title": "A call for action from clusters"}, "news"),
        ({"path": "/content/a", "title": "Clusters News Flash!"}, "newsletter"),
        ({"path": "/content/a", "title": "Smart Specialisation Newsletter March 2017"}, "newsletter"),
        ({"path": "/content/a", "title": "Save the date: cluster days"}, "event"),
        ({"path": "/content/a", "html": "<p>85% completed</p>"}, "profile"),
        ({"path": "/content/a", "html": "<article><p>Short</p></article>"}, "news"),
        ({"path": "/content/a", "html": PROSE}, "news"),
        ({"path": "/", "html": PROSE}, "other"),
        ({"path": "/content/a", "html": "<p>Short</p>"}, "news"),
        ({"path": "/?p=7", "html": "<p>Short</p>"}, "news"),
    ],
)
def test_kind(given, expected):
    assert kind(**given) == expected


def tree(title: str, body: str) -> HtmlElement:
    return document_fromstring(f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>")


URL = "https://www.clusters.example/news/a"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Page not found | Clusters Example", "Page not found"),
        ("Clusters Example - Seite nicht gefunden", ""),
        ("Clusters Example", "404"),
        ("Error 404", ""),
        ("404: Page introuvable", "Oops!"),
        ("Clusters", "Página no encontrada"),
        ("Clusters", "PAGINA NON TROVATA"),
        ("Stránka nenalezena | Klastry", ""),
        ("Sivua ei löytynyt", ""),
        ("Nie znaleziono strony", ""),
        ("Clusters", "The requested page could not be found."),
        ("Access denied | Clusters Example", ""),
        ("403 Forbidden", "403 Forbidden"),
        ("Clusters", "Zugriff verweigert"),
        ("Just a moment...", ""),
        ("Site under maintenance", ""),
        ("502 Bad Gateway", "502 Bad Gateway"),
        ("Log in | Clusters Example", ""),
        ("Anmelden", "Anmelden"),
    ],
)
def test_error_pages_and_login_walls(title, heading):
    assert not_an_article(tree(title, f"<h1>{heading}</h1><p>Please try again.</p>"), 200, URL)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("404 companies join the network | Clusters", "404 companies join the network"),
        ("Page not found: what readers miss | Clusters", "Page not found: what readers miss"),
        ("Log in to the future | Clusters", "Log in to the future"),
        ("Gone with the wind farm", "Gone with the wind farm"),
        ("Entrar en el mercado | Clústers", "Entrar en el mercado"),
        ("Access denied to rare metals", "Access denied to rare metals"),
    ],
)
@pytest.mark.parametrize("prose", ["<p>Short.</p>", PROSE])
def test_articles_about_such_things(title, heading, prose):
    assert not_an_article(tree(title, f"<h1>{heading}</h1>{prose}"), 200, URL) == ""


def test_a_long_article_may_have_any_title():
    assert not_an_article(tree("Access denied", f"<h1>Access denied</h1>{PROSE * 3}"), 200, URL) == ""


@pytest.mark.parametrize("status", [301, 304, 401, 403, 404, 410, 429, 500, 503])
def test_status(status):
    assert str(status) in not_an_article(tree("Salt", PROSE), status, URL)


def test_login_wall():
    assert not_an_article(saved("login"), 200, "https://www.clusters.example/user/login")
    assert not_an_article(saved("about_login"), 200, URL) == ""
    form = "<form><input name='user'><input type='password'></form>"
    assert not_an_article(tree("Members", f"<p>For members.</p>{form}"), 200, URL)
    assert not_an_article(tree("Members", "<p>For members.</p>"), 200, "https://www.clusters.example/user/login")
    assert not_an_article(tree("Salt", f"{PROSE}{form}"), 200, URL) == ""
    corner = f"<header>{form}</header><dialog>{form}</dialog><p>A short note.</p>"
    assert not_an_article(tree("Salt", corner), 200, URL) == ""
