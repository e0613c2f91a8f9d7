"""A page's versions in other languages, and the addresses that it names."""

from dataclasses import replace

import pytest

from extraction.article import extract
from items import Alternate, Article
from tests.make import SITE, SOURCE, page

TEXT = "<p>The mill turns old uniforms into yarn and sells it to weavers within the valley.</p>" * 3


def read(head: str, url: str = f"{SITE}/news/mill", node: str = "") -> Article:
    key = f" data-history-node-id='{node}'" if node else ""
    return extract(
        page(
            f"<html lang='en'><head><title>Mill</title>{head}</head><body><main><article{key}><h1>Mill</h1>{TEXT}"
            "</article></main></body></html>".encode(),
            url=url,
            source=replace(SOURCE, language="en"),
        )
    )


def stem(path: str) -> Alternate:
    return Alternate(url=SITE + path, relation="stem")


def test_versions_are_read_from_the_head() -> None:
    found = read(
        """
        <link rel="alternate" hreflang="EN" href="/news/mill">
        <link rel="alternate" hreflang="ca" href="https://www.clusters.example/ca/noticies/moli?utm_source=x">
        <link rel="alternate" hreflang="x-default" href="/any">
        <link rel="alternate" hreflang="de" type="application/rss+xml" href="/feed">
        <link rel="alternate" hreflang="fr" href="http://[">
        <link rel="alternate" hreflang="es" href="http:///">
        """
    )
    assert found.alternates == (
        Alternate(url=f"{SITE}/ca/noticies/moli", relation="language", language="ca"),
        stem("/news/mill"),
    )


def test_an_address_that_is_not_the_fetched_one_is_kept_beside_it() -> None:
    found = read("<link rel='canonical' href='https://harbour.example/a'><meta property='og:url' content='/news/mill'>")
    assert found.url == f"{SITE}/news/mill"
    assert found.alternates == (Alternate(url="https://harbour.example/a", relation="address"), stem("/news/mill"))


@pytest.mark.parametrize(
    ("path", "without", "key"),
    [
        ("/news/mill", "/news/mill", "7"),
        ("/en/news/mill", "/news/mill", "7"),
        ("/de/news/mill", "/news/mill", "7:de"),
        ("/news/mill_lv", "/news/mill", "7:lv"),
    ],
)
def test_versions_of_a_node_are_articles_of_their_own(path: str, without: str, key: str) -> None:
    found = read("", SITE + path, node="7")
    assert found.node == key
    assert found.alternates == (stem(without),)
