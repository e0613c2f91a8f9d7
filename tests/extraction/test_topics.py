"""Topics: one key for all spellings, and where a page names them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from extraction.metadata import read_metadata
from extraction.topics import display, fold, slug, topic
from items import Source, Topic

HOST = "https://www.clusters.example"
SITE = Source(
    name="clusters",
    title="Clusters Example Platform",
    homepage=f"{HOST}/",
    country="EU",
    language="en",
    host="www.clusters.example",
    aliases=("clusters.example",),
    topic_paths=("/tags/", "/themen/"),
)


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "Smart Specialisation",
            "smart specialization",
            "smart-specialisation",
            "Smart  Specialisation ",
            "SMART_SPECIALIZATION",
        ],
        ["Digitisation", "digitization"],
        ["organised clusters", "Organized Clusters"],
        ["Research & Innovation", "research and innovation"],
        ["Tèxtils", "textils", "TE\u0300XTILS"],
        ["European Cluster Alliance", "European Clusters Alliance"],
        ["SME", "SMEs"],
        ["ＡＩ", "AI"],
    ],
)
def test_spellings_of_one_topic(spellings):
    assert len({fold(name) for name in spellings}) == 1
    assert len({slug(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("cluster", "clusters"), ("prize", "prise"), ("size", "sise"), ("resize", "resise"), ("май", "маи")],
)
def test_topics_that_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(name):
    assert fold(fold(name)) == fold(name)
    assert fold(slug(name)) == fold(name)
    assert fold(display(name)) == fold(name)
    assert " " not in slug(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("smart-specialisation", "Smart specialisation"),
        ("cluster week", "Cluster week"),
        ("Policy learning", "Policy learning"),
        ("EU-wide", "EU-wide"),
        ("I3", "I3"),
        ("#interreg", "Interreg"),
    ],
)
def test_display(name, expected):
    assert display(name) == expected


def test_topic_keeps_the_spelling():
    assert topic(" Smart  Specialization") == Topic(
        slug="smart-specialisation", name="Smart Specialization", title="Smart Specialization"
    )


def topics_of(head: str, body: str) -> tuple[str, ...]:
    tree = document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return read_metadata(tree, SITE, f"{HOST}/news/a").topics


ARTICLE = "<main><article><h1>Salt and snow</h1><p>Text.</p>{}</article></main>"


def test_links_to_the_topic_lists_of_the_site():
    links = (
        "<a href='/tags/salt'>Salt</a><a href='https://clusters.example/tags/snow'>Snow</a>"
        "<a href='/tags/snow?x=1'>SNOW</a>"
        "<a href='https://other.example/tags/ice'>Ice</a><a href='/tags/'>All</a><a href='/tags/empty'></a>"
        "<nav><a href='/tags/menu'>Menu</a></nav><a rel='tag' href='/x'>Marked</a>"
    )
    aside = "<aside><a href='/tags/aside'>Aside</a></aside><footer><a href='/tags/foot'>Foot</a></footer>"
    assert topics_of("", ARTICLE.format(links) + aside) == ("Salt", "Snow")


def test_links_marked_as_tags_then_meta_elements():
    meta = "<meta property='article:tag' content='Ice'><meta property='article:tag' content='Fog, Mist'>"
    assert topics_of(meta, ARTICLE.format("<footer><a rel='tag' href='/x'>#Salt</a></footer>")) == ("Salt",)
    assert topics_of(meta, ARTICLE.format("")) == ("Ice", "Fog", "Mist")


def test_keywords_of_the_article_count_when_they_are_few():
    node = '<script type="application/ld+json">{{"@type": "NewsArticle", "keywords": {}}}</script>'
    assert topics_of(node.format('"salt, snow"'), ARTICLE.format("")) == ("salt", "snow")
    assert topics_of(node.format('["Salt", {"name": "Snow"}, 3]'), ARTICLE.format("")) == ("Salt", "Snow")
    assert topics_of(node.format(json.dumps([f"word{n}" for n in range(11)])), ARTICLE.format("")) == ()
    assert topics_of("<meta name='keywords' content='cluster, network'>", ARTICLE.format("")) == ()
