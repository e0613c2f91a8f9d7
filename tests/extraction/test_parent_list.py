"""Which list an article names as its own."""

import pytest

from extraction.parent_list import named_list

HOST = "https://clusters.example"
MENU = '<a href="/">Home</a> <a href="/about">About us</a> <a href="//other.example/news">News</a>'


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ('<a href="/en">English</a> <a href="/en/stories/">Stories</a> <a href="/news">News</a>', "/en/stories/"),
        (
            '<nav class="Breadcrumbs"><a href="/c">C</a><a href="/c/mills">Mills</a></nav><a href="/n">News</a>',
            "/c/mills",
        ),
        ('<a href="/actu#top">Toutes les actualités</a> <a href="/x">News of a mill that was closed</a>', "/actu"),
        ('<a href="/en/stories/one">Another</a> <a href="mailto:a@b.example">News</a> <a href="http://[">News</a>', ""),
    ],
)
def test_the_list_of_an_article(links: str, found: str) -> None:
    page = f"<body>{MENU}{links}<h1>A mill opens</h1></body>".encode()
    assert named_list(page, "", f"{HOST}/en/stories/a-mill-opens/") == (HOST + found if found else "")


def test_a_page_that_no_parser_takes_names_none() -> None:
    assert named_list(b"\x00", "", HOST) == ""
