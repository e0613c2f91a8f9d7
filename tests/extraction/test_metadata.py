"""The facts of an article, read from pages of many makes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fromstring

from extraction.metadata import read_metadata
from items import Card, Hints, Link, Source

PAGES = Path(__file__).parent / "pages"
HOST = "https://www.clusters.example"
SITE = Source(
    name="clusters",
    title="Clusters Example Platform",
    homepage=f"{HOST}/",
    country="EU",
    language="en",
    host="www.clusters.example",
    topic_paths=("/tags/",),
    node="article[data-history-node-id]@data-history-node-id",
)


def saved(name: str) -> HtmlElement:
    return document_fromstring((PAGES / f"meta_{name}.html").read_bytes(), parser=HTMLParser(encoding="utf-8"))


def page(html: str) -> HtmlElement:
    return document_fromstring(f"<html lang='en'><body>{html}</body></html>")


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        (
            "drupal",
            "/community-news/weavers",
            {
                "title": "Weavers of three valleys share one test bench",
                "title_source": "heading",
                "summary": "Three textile clusters now test recycled yarn on one bench.",
                "author": "Ilse Varga-Mo…",
                "organisation": "Loomvalley Cluster",
                "published": "2023-04-05",
                "published_source": "text",
                "topics": ("Textiles", "Smart Specialization"),
                "documents": (
                    Link(
                        url=f"{HOST}/sites/default/files/2023-04/test%20bench.PDF?itok=ab1", title="conditions of use"
                    ),
                    Link(url=f"{HOST}/sites/default/files/slides.pptx", title="Slides of the opening"),
                    Link(url=f"{HOST}/download/77", title="Minutes"),
                ),
                "node": "4711",
                "canonical": f"{HOST}/community-news/weavers-three-valleys-share-one-test-bench",
                "kind": "news",
            },
        ),
        (
            "hashed",
            "/community-news/foundries",
            {
                "title": "Foundries pool their scrap metal",
                "title_source": "heading",
                "language": "en",
                "author": "Tomáš Hrubý",
                "organisation": "Lakeside Metals",
                "published": "2021-11-17",
                "node": "",
            },
        ),
        (
            "untitled",
            "/community-news/assembly",
            {"title": "", "title_source": "", "author": "Ana Prieto", "published": "2019-05-02", "node": "99"},
        ),
        (
            "ecl",
            "/news/regional-hubs-2023-03-30_en",
            {
                "title": "Regional hubs open their first calls",
                "published": "2023-03-29",
                "published_source": "text",
                "documents": (
                    Link(url=f"{HOST}/document/download/3f2a_en?filename=guide.pdf", title="Guide for applicants"),
                ),
                "canonical": "https://agency.example/news/regional-hubs-open-their-first-calls-2023-03-29_en",
                "kind": "news",
            },
        ),
        (
            "wordpress",
            "/kites/",
            {
                "title": "Kites over the data centre",
                "author": "Ruta Balode",
                "organisation": "Windward Association",
                "published": "2022-06-30T20:15:00Z",
                "published_source": "json-ld",
                "topics": ("Wind energy", "Data centres"),
                "kind": "news",
            },
        ),
        (
            "typo3",
            "/aktuelles/detail/holzbau",
            {
                "title": "Holzbau trifft Messtechnik",
                "language": "de",
                "author": "",
                "published": "2021-01-21",
                "published_source": "text",
                "documents": (
                    Link(url=f"{HOST}/aktuelles/detail/fileadmin/user_upload/Bericht.pdf", title="Bericht (PDF, 2 MB)"),
                ),
            },
        ),
        ("bare", "/harbours", {"title": "Harbour clusters compare notes", "published": "", "published_source": ""}),
        ("related_date", "/news/1194", {"published": "2024-10-08", "published_source": "text"}),
        (
            "slug_date",
            "/Aktuelles/2019/2_Quartal/20190409_gold.html",
            {"published": "2019-04-09", "published_source": "url"},
        ),
        ("event", "/2024/05/14/cluster-days", {"kind": "event", "published": "2024-02-02", "published_source": "text"}),
        ("aspnet", "/da-DK/Nyhed.aspx?NewsId=965", {"language": "da", "published": "2019-12-17", "author": ""}),
        (
            "foreign_jsonld",
            "/actualites/sel",
            {
                "title": "Le sel change de mains",
                "summary": "Les saliniers s'organisent.",
                "language": "fr",
                "author": "Maëlle Le Goff",
                "published": "2018-08-01",
                "topics": (),
            },
        ),
    ],
)
def test_saved_page(name, path, expected):
    found = read_metadata(saved(name), SITE, HOST + path)
    assert {key: getattr(found, key) for key in expected} == expected


def test_the_tree_stays_as_it_is():
    for path in sorted(PAGES.glob("meta_*.html")):
        tree = saved(path.stem.removeprefix("meta_"))
        before = etree.tostring(tree)
        read_metadata(tree, SITE, f"{HOST}/news/a", Card(url=f"{HOST}/news/a", title="A"))
        assert etree.tostring(tree) == before


def test_the_card_gives_what_the_page_does_not():
    card = Card(url=f"{HOST}/x", title="Potters elect a board", label="Community News", published="2019-05-01")
    found = read_metadata(saved("untitled"), SITE, f"{HOST}/x", card)
    assert (found.title, found.title_source) == ("Potters elect a board", "card")
    assert (found.published, found.published_source) == ("2019-05-02", "text")
    plain = read_metadata(page("<h1>Potters elect a board</h1><p>They did.</p>"), SITE, f"{HOST}/x", card)
    assert (plain.published, plain.published_source) == ("2019-05-01", "card")


def test_declared_selectors_come_first():
    hints = Hints(author=".who", organisation=".org", published=".day", tags=".topic a")
    source = Source(
        name="s", title="S", homepage="https://s.example/", country="", language="fi", host="s.example", hints=hints
    )
    tree = document_fromstring(
        "<head><meta name='author' content='Wrong Name'><meta property='article:published_time' content='2001-01-01'>"
        "</head><main><h1>Salt and snow</h1><div class='who'>By Right Name</div>"
        "<div class='day'>on 03/04/2020, 10:15</div>"
        "<div class='org'><a>Salt Cluster</a></div><div class='topic'><a>Salt</a><a>Snow</a><a>salt</a></div></main>"
    )
    found = read_metadata(tree, source, "https://s.example/a/b")
    assert (found.author, found.organisation) == ("Right Name", "Salt Cluster")
    assert (found.published, found.published_source) == ("2020-04-03", "selector")
    assert found.topics == ("Salt", "Snow")
    assert found.language == "fi"


def test_selectors_do_not_reach_into_related_blocks():
    source = Source(
        name="s",
        title="S",
        homepage="https://s.example/",
        country="",
        language="en",
        host="s.example",
        hints=Hints(published=".day"),
    )
    tree = page(
        "<main><h1>Salt and snow</h1><p>Text.</p><aside><h3>More</h3><i class='day'>1 May 2020</i></aside></main>"
    )
    assert read_metadata(tree, source, "https://s.example/a/b").published == ""


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "", "en"),
        ("<meta http-equiv='content-language' content='sv-SE'>", "", "sv"),
        ("<meta property='og:locale' content='pt_BR'>", "", "pt"),
        ("", "<main lang='de-AT'><h1>A b c</h1></main>", "de"),
        ("<meta http-equiv='content-language' content='x-default'>", "", "en"),
    ],
)
def test_language(head, body, expected):
    tree = document_fromstring(f"<html><head>{head}</head><body>{body or '<p>x</p>'}</body></html>")
    assert read_metadata(tree, SITE, f"{HOST}/a").language == expected


@pytest.mark.parametrize("html", ["<html lang='EN_gb'><p>x</p></html>", "<html xml:lang='en'><p>x</p></html>"])
def test_language_is_a_primary_tag(html):
    assert read_metadata(document_fromstring(html), SITE, f"{HOST}/a").language == "en"


def test_the_site_is_nobody():
    tree = document_fromstring(
        "<head><meta name='author' content='Clusters Example Platform'><script type='application/ld+json'>"
        '{"@type":"NewsArticle","headline":"Salt and snow","publisher":{"name":"Clusters example platform"}}'
        "</script></head><h1>Salt and snow</h1>"
    )
    found = read_metadata(tree, SITE, f"{HOST}/a")
    assert (found.author, found.organisation) == ("", "")


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ("<p>By <a href='/u/1'>Ona Puig</a></p>", "Ona Puig"),
        ("<p>Submitted by Ona Puig on 5 April 2023</p>", "Ona Puig"),
        ("<dl><dt>Submitted by</dt><dd>Ona Puig</dd><dt>Date</dt><dd>5 April 2023</dd></dl>", "Ona Puig"),
        ("<p>Written by: Ona Puig | 05.04.2023</p>", "Ona Puig"),
        ("<p>Ona Puig walked by the river.</p>", ""),
        ("<p>Publié le 5 avril 2023 par Ona Puig</p>", "Ona Puig"),
        ("<p>By admin</p>", ""),
        ("<p>By Platform</p>", ""),
        ("<p>Door <span>Ona Puig</span> op 5 april 2023</p>", "Ona Puig"),
        ("<p>Veröffentlicht am 5. April 2023 von Ona Puig</p>", "Ona Puig"),
        ("<p>Short.</p><dl><dt>Autors</dt><dd>Office for Salt</dd></dl>", "Office for Salt"),
        ("<table><tr><th>Author</th><td>Ona Puig</td></tr></table>", "Ona Puig"),
    ],
)
def test_byline(html, author):
    tree = page(f"<main><h1>Salt and snow in spring</h1>{html}<p>{'Prose about salt. ' * 20}</p></main>")
    assert read_metadata(tree, SITE, f"{HOST}/a/b").author == author


LABELS = [
    ("en", "Author:"),
    ("en", "Author(s):"),
    ("de", "Autorin:"),
    ("de", "Autor*in:"),
    ("fr", "Autrice :"),
    ("fr", "Rédigé par"),
    ("es", "Autora:"),
    ("es", "Autor/a:"),
    ("it", "Autrice:"),
    ("pt", "Escrito por"),
    ("ca", "Autora:"),
    ("nl", "Auteur:"),
    ("da", "Forfatter:"),
    ("no", "Skrevet av"),
    ("sv", "Författare:"),
    ("fi", "Kirjoittaja:"),
    ("et", "Autor:"),
    ("lv", "Autore:"),
    ("lt", "Autorė:"),
    ("pl", "Autorka:"),
    ("cs", "Autorka:"),
    ("sk", "Autorka:"),
    ("sl", "Avtorica:"),
    ("sl", "Avtor:"),
    ("hr", "Autorica:"),
    ("hu", "Szerző:"),
    ("ro", "Autoarea:"),
    ("bg", "Автор:"),
    ("el", "Συγγραφέας:"),
    ("mt", "Awtur:"),
    ("ga", "Údar:"),
]
LINES = {
    "one text": "<div class='x'>{label} Ona Puig</div>",
    "two elements": "<p><b>{label}</b> <span>Ona Puig</span></p>",
    "after a date": "<p>5. 4. 2023 | {label} Ona Puig</p>",
    "between other facts": "<p>News | {label} Ona Puig | 5. 4. 2023</p>",
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("language", "label"), LABELS)
def test_the_label_of_an_author_in_any_language(line, language, label):
    html = LINES[line].format(label=label)
    tree = page(f"<main><h1>Salt and snow in spring</h1>{html}<p>{'Prose about salt. ' * 20}</p></main>")
    assert read_metadata(tree, SITE, f"{HOST}/{language}/b").author == "Ona Puig"


def test_another_fact_behind_the_name_is_no_part_of_it():
    html = "<p>Avtorica: Ona Puig, Foto: Pau Roca</p>"
    tree = page(f"<main><h1>Salt and snow in spring</h1>{html}<p>{'Prose about salt. ' * 20}</p></main>")
    assert read_metadata(tree, SITE, f"{HOST}/a/b").author == "Ona Puig"


@pytest.mark.parametrize(
    "html",
    ["Avtor: Ona Puig", "<span>Autorka</span> Ona Puig", "Autor | Ona Puig", "Forfatter Ona Puig", "By: Ona Puig"],
)
def test_the_label_is_cut_off_a_declared_author(html):
    source = replace(SITE, hints=Hints(author=".who"))
    tree = page(f"<main><h1>Salt and snow in spring</h1><div class='who'>{html}</div></main>")
    assert read_metadata(tree, source, f"{HOST}/a/b").author == "Ona Puig"


@pytest.mark.parametrize(
    "label", ["Organizacija", "Organizace", "Szervezet", "Οργανισμός", "Организация", "Organisaatio", "Organizacja"]
)
def test_the_label_of_an_organisation_in_any_language(label):
    html = f"<p>{label}: Salt Cluster</p>"
    tree = page(f"<main><h1>Salt and snow in spring</h1>{html}<p>{'Prose about salt. ' * 20}</p></main>")
    assert read_metadata(tree, SITE, f"{HOST}/a/b").organisation == "Salt Cluster"


@pytest.mark.parametrize("label", ["Publisher", "Julkaisija", "Wydawca", "Herausgeber", "Издател"])
def test_the_publisher_beside_the_heading_is_the_organisation(label):
    line = f"<div><span>5.4.2023</span><span>{label}: Salt Cluster</span></div>"
    prose = f"<p>{'Prose about salt. ' * 20}</p>"
    beside = page(f"<main><h1>Salt and snow in spring</h1>{line}{prose}</main>")
    found = read_metadata(beside, SITE, f"{HOST}/a/b")
    assert (found.organisation, found.author) == ("Salt Cluster", "")
    below = page(f"<main><h1>Salt and snow in spring</h1>{prose}{line}</main>")
    assert read_metadata(below, SITE, f"{HOST}/a/b").organisation == ""


def test_a_byline_before_the_heading():
    line = "<p>Publié le 5 avril 2023 par <span>Ona Puig</span></p>"
    tree = page(f"<section>{line}<h1>Salt and snow in spring</h1><p>{'Prose about salt. ' * 20}</p></section>")
    assert read_metadata(tree, SITE, f"{HOST}/a/b").author == "Ona Puig"


@pytest.mark.parametrize(
    ("html", "organisation"),
    [
        ("<dl><dt>Cluster organisation</dt><dd>Salt Ring</dd></dl>", "Salt Ring"),
        ("<table><tr><td>Organisation:</td><td>Salt Ring</td></tr></table>", "Salt Ring"),
        ("<dl><dt>Type</dt><dd>Cluster organisation</dd><dt>Year</dt><dd>2009</dd></dl>", ""),
        ("<div><a href='/list'>Cluster organisations</a><p>All of them</p></div>", ""),
    ],
)
def test_what_stands_as_a_value_or_link_is_no_label(html, organisation):
    tree = page(f"<main><h1>Salt and snow in spring</h1><p>{'Prose about salt. ' * 20}</p>{html}</main>")
    assert read_metadata(tree, SITE, f"{HOST}/a/b").organisation == organisation


def test_node_of_the_article_and_not_of_a_teaser():
    teaser = "<article data-history-node-id='2'><h2><a href='/b'>B</a></h2></article>"
    own = "<article data-history-node-id='1'><h1>Salt and snow</h1><p>Text.</p></article>"
    assert read_metadata(page(f"<main>{teaser}{own}{teaser}</main>"), SITE, f"{HOST}/a").node == "1"
    assert read_metadata(page(f"<main><h1>All news</h1>{teaser}{teaser}</main>"), SITE, f"{HOST}/a").node == ""


def test_node_from_the_marks_of_drupal():
    short = document_fromstring("<head><link rel='shortlink' href='/node/12'></head><h1>A</h1>")
    named = document_fromstring("<body class='html page-node-34 sidebar'><h1>A</h1></body>")
    assert read_metadata(short, SITE, f"{HOST}/a").node == "12"
    assert read_metadata(named, SITE, f"{HOST}/a").node == "34"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@graph",
                    "author",
                    "headline",
                    "datePublished",
                    "publisher",
                    "keywords",
                    "url",
                    "name",
                ]
            )
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(
    JSON
    | st.builds(
        lambda value: {"@type": "NewsArticle", "author": value, "datePublished": value, "keywords": value}, JSON
    )
)
def test_no_json_ld_raises(value):
    tree = fromstring(
        "<html><head><script type='application/ld+json'></script></head><body><h1>Salt</h1></body></html>"
    )
    script = tree.find(".//script")
    script.text = "".join(c for c in json.dumps(value) if c.isprintable())
    assert read_metadata(tree, SITE, f"{HOST}/a").title == "Salt"


@given(st.text(max_size=200))
def test_no_text_raises(text):
    tree = document_fromstring("<html><body><p></p></body></html>")
    paragraph = tree.find(".//p")
    paragraph.text = "".join(c for c in text if c.isprintable())
    read_metadata(tree, SITE, f"{HOST}/a")


@pytest.mark.parametrize(
    "source", ["", "{", "[[[[", "[" * 100_000, "null", '{"@graph": {"@type": ["NewsArticle", 3]}}', "<!-- {} -->"]
)
def test_broken_json_ld(source):
    tree = document_fromstring(f"<head><script type='application/ld+json'>{source}</script></head><h1>Salt</h1>")
    assert read_metadata(tree, SITE, f"{HOST}/a").title == "Salt"


def test_json_ld_with_references_comments_and_trailing_commas():
    tree = document_fromstring(
        """<head><script type='application/ld+json'><!-- {"@type": "http://schema.org/BlogPosting",
        "headline": "Salt &amp; snow", "author": [{"@id": "#a"}, "Ben Ek",], "datePublished": "2020-02-28",} -->
        </script><script type="application/ld+json">{"@id": "#a", "@type": "Person", "name": "Ada Ek"}</script></head>
        <h1>Salt &amp; snow</h1>"""
    )
    found = read_metadata(tree, SITE, f"{HOST}/a")
    assert (found.author, found.published) == ("Ada Ek, Ben Ek", "2020-02-28")


def test_half_a_character_in_json_is_no_half_a_character_in_a_fact() -> None:
    page = rb"""<html><head><script type="application/ld+json">{"@type": "NewsArticle",
        "headline": "Bad \ud800 title of a whole article", "author": {"name": "Ann \udfff"}}</script>
        <title>Bad title of a whole article</title></head><body><h1>Other</h1></body></html>"""
    found = read_metadata(document_fromstring(page), SITE, "https://clusters.example/a")
    f"{found.title}{found.author}".encode()
