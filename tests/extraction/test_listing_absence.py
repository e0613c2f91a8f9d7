"""A list page without cards, or with a button in place of a pager, says why and what to read instead."""

import pytest

from extraction.listing import read_listing

URL = "https://clusters.example/news"
FEED = "<link rel='alternate' type='application/rss+xml' href='/news/feed/'>"
COMMENTS = "<link rel='alternate' type='application/rss+xml' href='/comments/feed/'>"
INTERFACE = "<link rel='https://api.w.org/' href='https://clusters.example/wp-json/'>"
SCRIPT = "<script src='app.js'></script>"
CARDS = "".join(
    f"<article><h2><a href='/n/{n}'>A story about mill {n}</a></h2><p>Mill {n} has a new wheel.</p></article>"
    for n in range(5)
)


def drift(body: str, head: str = "", title: str = "News") -> list[str]:
    page = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return list(read_listing(page, URL).drift)


@pytest.mark.parametrize(
    ("body", "head", "said"),
    [
        ("<p>There is no news at the moment.</p>", "", "."),
        ("<p>There is no news at the moment.</p>", COMMENTS, "."),
        (
            f"<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>{SCRIPT}",
            FEED,
            ": a script fills it in; it names the feed https://clusters.example/news/feed/.",
        ),
        (
            f"<nav><a href='/'>Home</a></nav><div id='app'><p>Loading</p></div>{SCRIPT}",
            INTERFACE + FEED,
            ": a script fills it in; it names the interface https://clusters.example/wp-json/wp/v2/posts.",
        ),
        (f"<noscript>Bitte aktivieren Sie JavaScript.</noscript>{SCRIPT}", "", ": a script fills it in."),
        (
            "<p>We use cookies on this site. By clicking Accept you agree to that.</p><button>Accept</button>",
            "",
            ": it shows a consent dialog and nothing else.",
        ),
        (
            "<h1>Log in</h1><form><input type='password'></form>",
            "",
            ": the page asks the reader to log in.",
        ),
    ],
)
def test_a_page_without_cards_says_why(body: str, head: str, said: str) -> None:
    assert drift(body, head) == [f"No cards were found on the page{said}"]


@pytest.mark.parametrize(
    "button",
    [
        "<button>Load more</button>",
        "<a href='#'>Mehr laden</a>",
        "<a role='button'><span>Charger plus</span></a>",
        "<a href='javascript:void(0)'>Visa fler</a>",
    ],
)
def test_a_button_in_place_of_a_pager_is_told(button: str) -> None:
    told = "The list goes on behind a button that only a script can press; it names the feed " + URL + "/feed/."
    assert drift(CARDS + button, FEED) == [told]


@pytest.mark.parametrize("more", ["", "<a href='?page=1' rel='next'>Load more</a>", "<button>Menu</button>"])
def test_a_list_that_can_be_read_is_not_told_of(more: str) -> None:
    assert drift(CARDS + more, FEED) == []
