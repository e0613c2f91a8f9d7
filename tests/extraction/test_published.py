"""Which of the dates on a page is that of publication."""

import pytest
from lxml.html import document_fromstring

from extraction.metadata import read_metadata
from items import Source

HOST = "https://www.clusters.example"
SITE = Source(name="s", title="S", homepage=f"{HOST}/", country="EU", language="en", host="www.clusters.example")
PROSE = "<p>" + "The firms of the valley lend one another their machines by the hour and by the day. " * 3 + "</p>"


def published(body: str, head: str = "", path: str = "/news/a", not_after: str = "") -> tuple[str, str]:
    tree = document_fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>")
    found = read_metadata(tree, SITE, HOST + path, not_after=not_after)
    return found.published, found.published_source


@pytest.mark.parametrize(
    "line",
    [
        "<p>5 April 2023</p>",
        "<p>Brussels, 5 April 2023</p>",
        "<div>News | 5 April 2023 | 4 min read</div>",
        "<div><span>News article</span><span>5 April 2023</span><span>Agency for Very Small Firms</span></div>",
        "<div><span>5</span> <span>April</span> <span>2023</span></div>",
        "<p>Published: 5 April 2023, 10:15</p>",
        "<p>Posted on April 5th, 2023 by Ona Puig in News from the region of the seven lakes</p>",
        "<p>Published 5 April 2023 | Updated 7 April 2023</p>",
        "<p>Updated 7 April 2023 | Published 5 April 2023</p>",
        "<dl><dt>Publication date</dt><dd>05.04.2023</dd></dl>",
        "<p>05/04/2023</p>",
        "<strong>Submitted by <i>Ona Puig</i> <b>on 5 April 2023</b></strong>",
        f"{PROSE}<p>Submitted by Ona Puig on 5 April 2023</p>",
        f"{PROSE}{PROSE}<footer>Published on: <b>5 April 2023</b></footer>",
        "<span>Veröffentlicht am 5. April 2023</span>",
    ],
)
def test_lines_that_say_when(line):
    assert published(f"<main><h1>Salt and snow</h1>{line}{PROSE}</main>") == ("2023-04-05", "text")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Deadline: 5 April 2023</p>",
        "<div>Deadline</div><div>5 April 2023</div>",
        "<p>Apply by 5 April 2023</p>",
        "<p>Until 5 April 2023</p>",
        "<p>Save the date: 5 April 2023</p>",
        "<p>Last updated on 5 April 2023</p>",
        "<p>Aktualisiert am 5. April 2023</p>",
        "<p>4 - 5 April 2023</p>",
        "<p>Published in the spring: 4 - 5 April 2023</p>",
        "<p>vom 4. bis 5. April 2023</p>",
        "<time>4-5 April 2023</time>",
        "<p>3 days ago</p>",
        "<p>05/04/2023 - 05/04/2023</p>",
        "<p>© 5 April 2023</p>",
        "<p>On 5 April 2023 the firms of the valley met to talk about machines</p>",
        f"<p>{PROSE[3:-4]} They met on <b>5 April 2023</b> in the mill.</p>",
        f"{PROSE}<p>5 April 2023</p>",
        "<nav>5 April 2023</nav>",
        "<aside>Published 5 April 2023</aside>",
        "<form>5 April 2023</form>",
        f"{PROSE}<h2>Related news</h2><p>Published 5 April 2023</p>",
        "<article><h2>Another story</h2><time datetime='2023-04-05'>5 April 2023</time></article>",
        "<p><time datetime='2023-04-05'>5</time> - <time datetime='2023-04-07'>7 April</time></p>",
        "<time class='updated' datetime='2023-04-05'>5 April 2023</time>",
        "<p>31 April 2023</p>",
    ],
)
def test_lines_that_say_something_else(line):
    assert published(f"<main><h1>Salt and snow</h1>{line}{PROSE}</main><footer><p>5 April 2023</p></footer>") == (
        "",
        "",
    )


def test_the_date_of_the_day_at_the_top_of_the_page():
    top = "<div class='top'><div>5 April 2023</div></div><div><a href='/x'>One</a><a href='/y'>Two</a></div>"
    assert published(f"{top}<div><div><h1>Salt and snow</h1>{PROSE}</div></div>") == ("", "")


def test_a_line_above_the_heading():
    assert published(f"<div><p>5 April 2023</p><h1>Salt and snow</h1>{PROSE}</div>") == ("2023-04-05", "text")


def test_time_elements():
    time = "<time class='{}' datetime='2023-04-05T10:00:00+02:00'></time>"
    expected = ("2023-04-05T08:00:00Z", "time")
    assert published(f"<main><h1>Salt and snow</h1>{time.format('')}{PROSE}</main>") == expected
    assert published(f"<main><h1>Salt and snow</h1>{time.format('published updated')}{PROSE}</main>") == expected
    assert published(f"<main><h1>Salt and snow</h1>{PROSE}{time.format('')}</main>") == ("", "")
    assert published(f"<main><h1>Salt and snow</h1>{PROSE}{time.format('entry-date')}</main>") == expected


def test_the_order_of_sources():
    script = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "datePublished": "2020-01-01"}</script>'
    meta = "<meta property='article:published_time' content='2020-01-02'>"
    marked = "<span itemprop='datePublished' content='2020-01-03'>lately</span>"
    time, line = "<time datetime='2020-01-04'>now</time>", "<p>5 January 2020</p>"
    body, path = f"<main><h1>Salt and snow</h1>{{}}{PROSE}</main>", "/2020/01/06/a"
    assert published(body.format(marked + time + line), script + meta, path) == ("2020-01-01", "json-ld")
    assert published(body.format(marked + time + line), meta, path) == ("2020-01-02", "meta")
    assert published(body.format(marked + time + line), "", path) == ("2020-01-03", "itemprop")
    assert published(body.format(time + line), "", path) == ("2020-01-04", "time")
    assert published(body.format(line), "", path) == ("2020-01-05", "text")
    assert published(body.format(""), "", path) == ("2020-01-06", "url")


def test_a_time_of_publication_is_that_of_the_clocks_in_brussels():
    line = "<p>Published on 5 July 2023 at 10.15 CET</p>"
    assert published(f"<main><h1>Salt and snow</h1>{line}{PROSE}</main>") == ("2023-07-05T08:15:00Z", "text")


def test_dates_after_the_fetch_are_passed_over():
    meta = "<meta property='article:published_time' content='2030-01-02'>"
    body = f"<main><h1>Salt and snow</h1><p>5 January 2020</p>{PROSE}</main>"
    assert published(body, meta, not_after="2026-11-22") == ("2020-01-05", "text")
    assert published(body, not_after="2019-12-31") == ("", "")
    assert published(body, not_after="2020-01-05") == ("2020-01-05", "text")


def test_an_event_is_not_published_on_its_day():
    time = "<time datetime='2023-04-05'>5 April 2023</time>"
    body = f"<main><h1>Cluster days</h1><p>{time}</p><p>5 April 2023</p>{PROSE}</main>"
    assert published(body, path="/events/2023/04/05/cluster-days") == ("", "")


@pytest.mark.parametrize("name", ["date", "DC.date.issued", "pubdate", "citation_publication_date"])
def test_meta_elements(name):
    assert published(PROSE, f"<meta name='{name}' content='05/04/2023'>") == ("2023-04-05", "meta")


def test_an_epoch_that_nobody_set():
    assert published(PROSE, "<meta property='article:published_time' content='1970-01-01T00:00:00Z'>") == ("", "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<div><i>Conferences</i><p>5 April 2018</p><div>{PROSE}</div></div>", ("2018-04-05", "text")),
        (f"<p>5 April 2018</p><div><div><div><div>{PROSE}</div></div></div></div>", ("", "")),
        (f"<div><p>5 April 2018</p><p>One</p><p>Two</p><p>Three</p><div>{PROSE}</div></div>", ("", "")),
        (f"<div><div>{PROSE}</div><p>5 April 2018</p></div>", ("", "")),
    ],
)
def test_without_a_heading_only_a_line_right_before_the_prose_is_the_date(html, expected):
    assert published(html) == expected


def test_the_date_of_another_article_is_not_that_of_a_short_one():
    facts = "<dl><dd>Category: News</dd><dd>Published: 18 August 2022</dd><dd>Hits: 1304</dd></dl>"
    column = "<div><h3>Latest</h3><a href='/news/b'>Seven mills share a hall</a> <small>19 November 2022</small></div>"
    page = (
        f"<div><article>{facts}<h2>Summer break</h2><p>The office is closed until Monday.</p></article>{column}</div>"
    )
    assert published(page, head="<title>Summer break</title>") == ("2022-08-18", "text")


@pytest.mark.parametrize(
    ("published_on", "changed_on"),
    [("Opublikowano", "Poprawiono"), ("Julkaistu", "Muokattu"), ("Zveřejněno", "Upraveno"), ("Publicat", "Modificat")],
)
def test_the_day_of_a_change_is_not_that_of_publication(published_on: str, changed_on: str) -> None:
    facts = f"<dl><dd>{published_on}: 14.10.2022</dd><dd>{changed_on}: 15.10.2022</dd></dl>"
    page = f"<main><article>{facts}<h1>Salt and snow</h1>{PROSE}{PROSE}</article></main>"
    assert published(page) == ("2022-10-14", "text")
