"""Feeds and sitemaps as they really come: with comments in front, wrong types, foreign hosts, or broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.hints import Hint, Hints, is_no_page, read_hints, utc
from spiders.markup import text_of

ITEM = (
    "<item><title>A</title><link> https://clusters.example/news/a </link>"
    "<pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate></item>"
)
RSS = f"<rss version='2.0'><channel><title>News</title>{ITEM}</channel></rss>"


@pytest.mark.parametrize(
    "before", ["", "<?xml version='1.0'?>", "\n<!-- THEME DEBUG -->\n<!-- x -->\n<?xml version='1.0'?>"]
)
def test_a_feed_is_read_from_where_its_xml_begins(before: str) -> None:
    hints = read_hints((before + RSS).encode())
    entry = Hint(url="https://clusters.example/news/a", title="A", published="2026-03-05")
    assert hints == Hints(kind="feed", title="News", entries=(entry,))


def test_an_atom_entry_says_when_it_changed() -> None:
    feed = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://clusters.example/b'/>"
        b"<updated>2026-03-05T10:00:00+02:00</updated></entry></feed>"
    )
    assert read_hints(feed).entries == (Hint(url="https://clusters.example/b", changed="2026-03-05T08:00:00Z"),)


def test_a_sitemap_names_addresses_and_changes() -> None:
    sitemap = (
        b"<!-- debug --><?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        b"<url><loc>http://default/content/a</loc><lastmod>2026-04-04T08:00Z</lastmod></url>"
        b"<url><loc>http://default/content/b</loc><lastmod>2026-04-04</lastmod></url>"
        b"<url><loc>http://default/content/c</loc></url></urlset>"
    )
    assert read_hints(sitemap) == Hints(
        kind="sitemap",
        entries=(
            Hint(url="http://default/content/a", changed="2026-04-04T08:00:00Z"),
            Hint(url="http://default/content/b", changed="2026-04-04T23:59:59Z"),
            Hint(url="http://default/content/c"),
        ),
    )


def test_an_index_leads_to_further_sitemaps() -> None:
    index = b"<sitemapindex><sitemap><loc>https://clusters.example/sitemap.xml?page=2</loc></sitemap></sitemapindex>"
    assert read_hints(index).sitemaps == ("https://clusters.example/sitemap.xml?page=2",)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Not found</body></html>", b"<?xml version='1.0'?>", b"\x00\xff<rss"]
)
def test_what_is_neither_gives_nothing(body: bytes) -> None:
    assert read_hints(body).entries == ()


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "9999-12-31T23:59:59-12:00"])
def test_what_is_no_date_is_empty(text: str) -> None:
    assert utc(text) == ""


@given(st.binary(max_size=300))
def test_any_bytes_give_hints(body: bytes) -> None:
    read_hints(b"<rss><channel><item>" + body)
    read_hints(b"<urlset><url><loc>" + body)


POSTS = (
    b'[{"link": "https://clusters.example/a", "date_gmt": "2026-03-04T23:30:00", "modified_gmt": "2026-03-05T10:00:00",'
    b' "title": {"rendered": "Mill &#038; <em>yarn</em>"}, "excerpt": {"rendered": "<p>One.</p><p>Two &hellip;</p>"}},'
    b' {"link": 7}, "x"]'
)


def test_posts_of_wordpress_are_read_as_text() -> None:
    entry = Hint(
        url="https://clusters.example/a",
        changed="2026-03-05T10:00:00Z",
        title="Mill & yarn",
        summary="One. Two …",
        published="2026-03-04",
    )
    assert read_hints(POSTS) == Hints(kind="posts", entries=(entry,))


@pytest.mark.parametrize("body", [b"[1, 2]", b"[", b'[{"title": null}]', b'{"code": "rest_no_route"}', b"[" * 100_000])
def test_other_json_gives_nothing(body: bytes) -> None:
    assert read_hints(body).kind == "nothing"


@pytest.mark.parametrize(
    ("body", "no_page"),
    [
        (RSS.encode(), True),
        (f"<!-- THEME DEBUG -->\n<?xml version='1.0'?>{RSS}".encode(), True),
        (b"\xef\xbb\xbf" + RSS.encode(), True),
        (POSTS, True),
        (b"[]", True),
        (b"<?xml version='1.0'?><!DOCTYPE html><html><body><rss></body></html>", False),
        (b"<!DOCTYPE html><p>A feed begins with <code><rss></code></p>", False),
        (b"[An aside.] <html></html>", False),
        (b"", False),
    ],
)
def test_a_feed_is_told_from_a_page_by_how_it_begins(body: bytes, no_page: bool) -> None:
    assert is_no_page(body) is no_page


@given(st.text(max_size=200))
def test_any_fragment_has_a_text(fragment: str) -> None:
    assert "\n" not in text_of(fragment)
