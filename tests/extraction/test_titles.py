"""The title of an article: which of several wordings wins, and what is no title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from extraction.outline import outline
from extraction.site_names import without_site
from extraction.titles import Title, is_title, read_title
from items import Card

SITE = frozenset({"clusters example platform", "clusters example", "clusters"})
URL = "https://www.clusters.example/news/a"


def title_of(html: str, headline: str = "", card: str = "", url: str = URL) -> tuple[str, str]:
    page = outline(document_fromstring(html), url)
    found = read_title(page, headline, Card(url=url, title=card) if card else None, SITE)
    assert isinstance(found, Title)
    return found.text, found.source


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # The heading is what readers see; the others reword or cut it.
        (
            "<title>Salt from the sea | Clusters Example</title><meta property='og:title' content='Salt from the sea'>"
            "<h1>Salt from the sea, snow from the hills</h1>",
            ("Salt from the sea, snow from the hills", "heading"),
        ),
        # Several headings: the one that agrees.
        (
            "<title>Salt from the sea</title><h1>Join our network today</h1><h1>Salt from the sea</h1>",
            ("Salt from the sea", "heading"),
        ),
        # A logo or a section is no title, however large it is printed.
        (
            "<title>Salt from the sea - Clusters Example</title><h1><a href='/'>The Blue Network</a></h1>",
            ("Salt from the sea", "title"),
        ),
        ("<title>Salt from the sea | Clusters</title><h1>Community News</h1>", ("Salt from the sea", "title")),
        ("<title>Salt | Clusters</title><footer><h1>Write to us</h1></footer>", ("Salt", "title")),
        (
            "<title>Salt from the sea | Clusters</title><h1><small>Community News</small> Salt from the sea</h1>",
            ("Salt from the sea", "heading"),
        ),
        # A page that marks no heading.
        (
            "<title>Salt from the sea</title><ul><li>Salt from the sea</li></ul><div>Salt from the sea</div>",
            ("Salt from the sea", "heading"),
        ),
        ("<title>Salt: Blue Network</title><div><h2>Salt</h2></div><h2>Snow</h2>", ("Salt", "heading")),
        # Nothing agrees: a stated title before a heading of unknown purpose.
        (
            "<meta property='og:title' content='Salt from the sea'><h1>Why do not you go and fight?</h1>",
            ("Salt from the sea", "og"),
        ),
        ("<h1>Salt from the sea</h1>", ("Salt from the sea", "heading")),
        ("<h1>Salt <b>f</b>rom<br>the\u00ad sea\u200b</h1>", ("Salt from the sea", "heading")),
    ],
)
def test_the_title_of_a_page(html, expected):
    assert title_of(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<title>Node | Clusters Example Platform</title>",
        "<title>Clusters Example Platform</title><h1>Clusters Example Platform</h1>",
        "<title>Node</title><meta property='og:title' content='Clusters Example Platform'><h1>News</h1>",
        "<h1></h1>",
        "<p>Text</p>",
    ],
)
def test_a_page_without_a_title(html):
    assert title_of(html) == ("", "")
    assert title_of(html, card="Potters elect a board") == ("Potters elect a board", "card")


def test_the_headline_of_the_json_ld():
    html = "<meta property='og:title' content='Sea salt: the whole story'><h1>Do not miss this</h1>"
    assert title_of(html, headline="Salt from the sea") == ("Salt from the sea", "json-ld")


def test_the_card_bears_witness():
    html = "<title>Clusters</title><h1>Our great network</h1><h1>Potters elect a board</h1>"
    assert title_of(html, card="Potters elect a board") == ("Potters elect a board", "heading")


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("Salt | Clusters Example Platform", URL, "Salt"),
        ("Salt - Clusters Example", URL, "Salt"),
        ("Clusters: Salt from the sea", URL, "Salt from the sea"),
        ("Salt | News | Clusters", URL, "Salt"),
        ("Salt – Example Clusters", URL, "Salt"),
        ("Salt - snow and ice", "https://a.example/node/1", "Salt - snow and ice"),
        ("Fair 2018 | Light for Lom", "https://a.example/fair-2018-light-lom", "Fair 2018 | Light for Lom"),
        ("Cluster Weeks 2018 - 2019", "https://a.example/node/1", "Cluster Weeks 2018 - 2019"),
        ("Cluster Weeks | 2019", "https://a.example/node/1", "Cluster Weeks | 2019"),
        ("Salt : Clusters Example", URL, "Salt"),
        ("Call : old tyres", "https://a.example/call-old-tyres", "Call : old tyres"),
        ("Salt | BLUEFY", "https://a.example/bluefy/news/article/10/salt/", "Salt"),
        ("Salt | BLUEFY", "https://a.example/news/salt-bluefy", "Salt | BLUEFY"),
        ("Clusters", URL, "Clusters"),
        ("", URL, ""),
    ],
)
def test_the_name_of_the_site_goes(text, url, expected):
    assert without_site(text, SITE, url) == expected


@given(st.text(alphabet="ab |-:–»", max_size=40), st.text(max_size=20))
def test_what_remains_is_part_of_the_text(text, url):
    remains = without_site(text, SITE, url)
    assert remains in " ".join(text.split())
    assert without_site(remains, SITE, url) == remains


@pytest.mark.parametrize("text", ["", "  ", "!", "News", "AKTUELLES", "We use cookies", "clusters", "a" * 1000])
def test_no_title(text):
    assert not is_title(text, SITE)
