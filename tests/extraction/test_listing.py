"""What `read_listing` makes of whole pages: declared selectors, addresses, encodings, hostile input."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.listing import read_listing
from extraction.parse import MAX_BYTES, MAX_ELEMENTS
from items import Card, Hints, Listing

URL = "https://clusters.example/open-calls"
BODY = (Path(__file__).parent / "pages" / "listing_drupal.html").read_bytes()
HINTS = Hints(
    list=".view-calls .view-content",
    item=".views-row",
    title=".call__title",
    teaser=".call__text",
    date=".call__meta time:not(.updated), .call__meta span",
    next=".view-calls .pager__item--next a",
)
FOUR = (
    Card(
        url="https://clusters.example/open-calls/shared-kilns",
        title="Vouchers for shared kilns",
        summary="Potteries can have half of the price of a shared kiln paid, if three of them fire it in turn and...",
        summary_truncated=True,
        published="2026-01-09",
        position=1,
    ),
    Card(
        url="https://clusters.example/open-calls/shared-scales",
        title="Vouchers for shared scales",
        summary="Weighing rooms of food clusters are open to guests on two days a week. The voucher pays the…",
        summary_truncated=True,
        label="Community News",
        published="2026-02-09",
        position=2,
    ),
    Card(
        url="https://clusters.example/node/77",
        summary="A note without a title tells that the office stays closed in the first week of March.",
        position=3,
    ),
    Card(
        url="https://partner.example/calls/9",
        title="Vouchers for shared scanners",
        summary="The partner network lends three scanners for workpieces up to the size of a wardrobe.",
        published="2026-02-28",
        position=4,
    ),
)
WHOLE = Listing(title="Open calls", cards=FOUR, next_url="https://clusters.example/open-calls/?page=1%2C0%2C2")


def test_page_gives_its_list():
    assert read_listing(BODY, URL) == WHOLE


def test_first_card_set_apart_joins_the_list():
    lead = (
        "<section class='item lead'><h2 class=t><a href=/a>The first item is larger than the others</a></h2></section>"
    )
    rest = "".join(
        f"<li class=item><h2 class=t><a href=/{k}>Item {k} is as large as any other item</a></h2></li>" for k in "bcd"
    )
    listing = read_listing(f"<main>{lead}<div class=others><ul>{rest}</ul></div></main>", URL)
    assert [urlsplit(card.url).path for card in listing.cards] == ["/a", "/b", "/c", "/d"]


def test_link_to_more_items_is_no_item():
    rows = "".join(
        f"<p class=row><a href=/{k}>Item {k} of the index</a> <i>A line about item {k}.</i></p>" for k in range(9)
    )
    listing = read_listing(f"<main>{rows}<p class=row><a href=/all>All of them</a></p></main>", URL)
    assert len(listing.cards) == 9


def test_page_without_list_gives_drift_and_no_cards():
    page = "<title>News | Site</title><nav><a href=/a>A page of the menu that has a long name</a></nav><p>Nothing.</p>"
    assert read_listing(page, URL) == Listing(title="News", drift=("No cards were found on the page.",))


def test_is_own_decides_what_the_pager_may_reach():
    page = BODY.replace(b"?page=1%2C0%2C2", b"https://list.clusters.example/?page=1")
    assert read_listing(page, URL).next_url is None
    own = read_listing(page, URL, is_own=lambda url: (urlsplit(url).hostname or "").endswith("clusters.example"))
    assert own.next_url == "https://list.clusters.example/?page=1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(encoding):
    text = BODY.decode("utf-8").replace('<meta charset="utf-8">', "")
    charset = "" if encoding.startswith("utf") else encoding
    assert read_listing(text.encode(encoding), URL, charset=charset) == WHOLE
    assert read_listing(text, URL) == WHOLE


def test_text_with_an_xml_declaration():
    text = "<?xml version='1.0' encoding='iso-8859-1'?>\n" + BODY.decode("utf-8")
    assert read_listing(text, URL) == WHOLE
    assert read_listing(text.encode(), URL) == WHOLE


def test_mojibake_declaration_does_not_empty_the_page():
    assert read_listing(BODY.replace(b'charset="utf-8"', b'charset="windows-1251"'), URL, charset="cp1251") == WHOLE


@pytest.mark.parametrize(
    "page",
    [
        "",
        " ",
        "\0",
        "<",
        "<base href='http://[::1'><a href='http://[bad/x'>x</a><a href='//'>y</a>",
        "<ul>" + "<li><a href=/x>t</a>" * 30,
        "<div>" * 4000 + "<a href=/x>deep</a>",
        "<b><i>" * 3000 + "<a href=/y>unclosed",
        "".join(f"<a href=/x{k}>nested {k}" for k in range(2000)),
        "<table><tr><td>" * 800,
        "<h1>" * 50 + "<a href=/z>" + "</h1>" * 60,
        "<p>" + "&#0;&#xD800;&bogus;" * 500,
    ],
)
def test_broken_pages_do_not_raise(page):
    assert isinstance(read_listing(page, URL), Listing)
    assert isinstance(read_listing(page.encode("utf-8", "surrogatepass"), URL), Listing)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("a" * (MAX_BYTES + 1), "The page has over 5 MB and was not read."),
        (b"a" * (MAX_BYTES + 1), "The page has over 5 MB and was not read."),
        ("<a href=/x>link</a>" * (MAX_ELEMENTS + 1), "The page has over 50,000 elements and was not read."),
    ],
)
def test_huge_pages_are_not_read(page, reason):
    assert read_listing(page, URL) == Listing(drift=(reason,))


MARKUP = st.lists(
    st.sampled_from(
        "<div> </div> <li> </li> <ul> <h3> </h3> <p> </p> <article> </article> <table> <tr> <td> <br> <span> </span> "
        "</a> <a> <a\thref=/x> <a\thref=?page=1> <a\thref=/news/2> <time\tdatetime=2026-01-01> <base\thref=/b/> "
        "<!-- --> 2 › Next 1\u00a0May\u00a02026 teaser... <nav> </nav> <aside> <h1>".split(" ")
    ),
    max_size=60,
).map(" ".join)


@given(st.one_of(st.text(), st.binary(), MARKUP))
def test_nothing_raises_and_cards_are_sound(page):
    listing = read_listing(page, URL, HINTS)
    assert [card.position for card in listing.cards] == list(range(1, len(listing.cards) + 1))
    assert len({card.url for card in listing.cards}) == len(listing.cards)
    for url in [card.url for card in listing.cards] + [listing.next_url or URL]:
        assert urlsplit(url).scheme in ("http", "https")
        assert urlsplit(url).hostname
        assert "#" not in url
    assert listing.next_url not in {card.url for card in listing.cards}
