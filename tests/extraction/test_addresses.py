"""Addresses: one name for every spelling of a page, and no way for a pager to multiply it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.addresses import (
    fetchable,
    identity,
    is_article_path,
    is_own,
    is_private,
    is_topic_list,
    list_page_key,
    listing_address,
    without_language,
)
from items import Source

SITE = Source(
    name="site",
    title="Site",
    homepage="https://www.clusters.example/",
    country="EU",
    language="en",
    host="www.clusters.example",
    aliases=("clusters.example", "preview.clusters.example", "*.staging.example", "default"),
    identity_query=("id",),
    fetch_query=("cHash",),
    private_paths=("/user/",),
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.clusters.example/news/a", "https://www.clusters.example/news/a"),
        ("http://clusters.example/news/a", "https://www.clusters.example/news/a"),
        ("http://default/news/a", "https://www.clusters.example/news/a"),
        ("https://preview.clusters.example/news/a#top", "https://www.clusters.example/news/a"),
        ("https://pr-12.staging.example/news/a", "https://www.clusters.example/news/a"),
        ("HTTPS://WWW.Clusters.Example:443/news/a", "https://www.clusters.example/news/a"),
        (
            "https://www.clusters.example/news/a?page=0%2C1&f[0]=topic:3&utm_source=x",
            "https://www.clusters.example/news/a",
        ),
        ("https://www.clusters.example/show?view=print&id=7", "https://www.clusters.example/show?id=7"),
        ("https://www.clusters.example/a.html;jsessionid=0A1B", "https://www.clusters.example/a.html"),
        ("https://www.clusters.example/news/../news//b/%7Ejo%c3%a9", "https://www.clusters.example/news/b/~jo%C3%A9"),
        ("https://www.clusters.example", "https://www.clusters.example/"),
        ("https://user:secret@www.clusters.example/a", "https://www.clusters.example/a"),
        ("https://other.example/a?utm_source=x&b=2", "https://other.example/a?b=2"),
    ],
)
def test_every_spelling_of_an_address_has_one_identity(address: str, expected: str) -> None:
    assert identity(address, SITE) == expected


def test_what_the_server_insists_on_is_fetched_but_is_no_identity() -> None:
    address = "https://www.clusters.example/show?id=7&cHash=abc&no_cache=1"
    assert fetchable(address, SITE) == "https://www.clusters.example/show?cHash=abc&id=7"
    assert identity(address, SITE) == "https://www.clusters.example/show?id=7"


@pytest.mark.parametrize(
    "address", ["", "/news/a", "javascript:alert(1)", "mailto:a@b.example", "ftp://a/b", "https://[::1"]
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert not is_own(address, SITE)
    with pytest.raises(ValueError, match="not an http"):
        identity(address, SITE)


def test_foreign_and_private_addresses_are_told_apart() -> None:
    assert is_own("http://default/news/a", SITE)
    assert not is_own("https://clusters.example.evil.example/news/a", SITE)
    assert is_private("https://www.clusters.example/user/login?destination=/a", SITE)
    assert is_private("https://www.clusters.example/user", SITE)
    assert not is_private("https://www.clusters.example/users-of-hydrogen", SITE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("?page=2", "?page=2,0,0,1", True),
        ("?page=2", "?page=2%2C0%2C0%2C1", True),
        ("?page=2&f[0]=topic:1", "?page=2", True),
        ("?page=2", "?page=3", False),
        ("?page=2&lang=de", "?page=2", False),
    ],
)
def test_only_the_first_pager_makes_another_page_of_a_list(one: str, other: str, same: bool) -> None:
    base = "https://www.clusters.example/tags/a"
    assert (list_page_key(base + one, SITE) == list_page_key(base + other, SITE)) is same


def test_a_list_page_keeps_its_query_for_the_request() -> None:
    address = "http://clusters.example/tags/a?page=1%2C0"
    assert listing_address(address, SITE) == "https://www.clusters.example/tags/a?page=1%2C0"


@given(st.text(max_size=60), st.text(max_size=30))
def test_identity_is_stable(path: str, query: str) -> None:
    first = identity(f"https://www.clusters.example/{path}?{query}", SITE)
    assert identity(first, SITE) == first


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    is_own(text, SITE)
    try:
        assert identity(text, SITE).startswith(("http://", "https://"))
    except ValueError:
        assert not is_own(text, SITE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/news/fourth-forum-2019-06-28_lv", "/news/fourth-forum-2019-06-28_en"),
        ("/growth/content/a_fr.html", "/growth/content/a_de.html"),
        ("/en/news/a", "/news/a"),
        ("/en-GB/news/a", "/de-DE/news/a"),
        ("/da-DK/Nyhed.aspx?NewsId=965", "/en-GB/Nyhed.aspx?NewsId=965"),
    ],
)
def test_translations_of_a_page_share_an_address_without_language(one: str, other: str) -> None:
    base = "https://www.clusters.example"
    assert without_language(base + one) == without_language(base + other)


@pytest.mark.parametrize("path", ["/news/a", "/news/a_b", "/news/en", "/enter/a", "/x/de/a", "/news/plan_en_route"])
def test_what_names_no_language_stays(path: str) -> None:
    assert without_language(f"https://www.clusters.example{path}") == f"https://www.clusters.example{path}"


@pytest.mark.parametrize(
    ("url", "topic", "article"),
    [
        ("https://www.clusters.example/tags/mills", True, False),
        ("https://www.clusters.example/tags/", False, False),
        ("https://www.clusters.example/tags", False, False),
        ("https://www.clusters.example/news/a?page=1", False, True),
        ("https://www.clusters.example/news/", False, False),
        ("https://www.clusters.example/newsletter", False, False),
        ("https://other.example/news/a", False, False),
        ("https://other.example/tags/mills", False, False),
    ],
)
def test_lists_of_topics_and_articles_are_known_by_their_paths(url: str, topic: bool, article: bool) -> None:
    site = replace(SITE, topic_paths=("/tags/",), article_paths=("/news/",))
    assert (is_topic_list(url, site), is_article_path(url, site)) == (topic, article)
