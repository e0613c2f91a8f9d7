"""The text of an article, on saved pages and on the shapes of page that extractors are known to fail on."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.body import EXTRACTOR, body_text
from extraction.parse import Unreadable, parse
from items import Hints, Source

PAGES = Path(__file__).parent / "pages"
URL = "https://clusters.example/news/1"
ARTICLE = [
    "The ceramics cluster of the lower Ouse lends its kilns to schools, and eleven classes have come since Easter.",
    "Every class makes one tile for a wall that will run from the station to the market, forty metres in all.",
    "The cluster pays for clay and firing, while the town pays for the wall and for the breakfast of the pupils.",
    "Teachers who want to bring a class can write to the workshop until the tenth of June.",
]
LINKS = "".join(f"<li><a href='/{n}'>Another story of the valley, number {n}</a></li>" for n in range(1, 6))


SOURCE = Source(
    name="test",
    title="Test",
    homepage="https://clusters.example/",
    country="EU",
    language="en",
    host="clusters.example",
)


def p(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def body(html: str | bytes, title: str = "Tiles for a wall", of: Source = SOURCE) -> list[str]:
    if isinstance(html, str):
        html = f"<html><head><title>{title}</title></head><body>{html}</body></html>".encode()
    return body_text(parse(html), of, URL).split("\n")


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("article_*.html")))
def test_saved_page_gives_its_text(name: str) -> None:
    expected = (PAGES / f"{name}.txt").read_text("utf8").splitlines()
    assert body((PAGES / f"{name}.html").read_bytes()) == expected


def test_the_extractor_is_named_with_its_version() -> None:
    assert EXTRACTOR.startswith("cna-1 trafilatura-2.")


@pytest.mark.parametrize("depth", [300, 1900, 3000])
def test_deep_pages_keep_what_is_deep_and_what_follows(depth: int) -> None:
    html = f"<main>{'<div>' * depth}{p(ARTICLE[:2])}{'</div>' * depth}{p(ARTICLE[2:])}</main>"
    assert body(html) == ARTICLE


@pytest.mark.parametrize("bad", ["\x01", "\x0b", "&#1;", "&#65535;", "\ufffe"])
def test_one_forbidden_character_does_not_cost_the_page(bad: str) -> None:
    assert body(f"<article>{p([f'{ARTICLE[0]}{bad}', *ARTICLE[1:]])}</article>") == ARTICLE


@pytest.mark.parametrize(
    "mark", ["style='display:none'", "style='color:red; visibility : hidden'", "hidden", "hidden=''"]
)
def test_hidden_text_is_left_out(mark: str) -> None:
    note = "This note is for editors only and shall never be seen by any reader of the article."
    assert body(f"<article>{p(ARTICLE)}<div {mark}><p>{note}</p></div></article>") == ARTICLE


@pytest.mark.parametrize(
    "cloak",
    [
        "<span id='cloak24377'>{}</span><script>document.getElementById('cloak24377').innerHTML = '';</script>",
        "<span id='cloakb5a1'>{}</span>",
        "<joomla-hidden-mail is-link='1' first='aW5m'>{}</joomla-hidden-mail>",
    ],
)
@pytest.mark.parametrize("told", ["This address is hidden. You need a script.", "Ten adres jest chroniony."])
def test_what_stands_in_place_of_a_mail_address_is_left_out(cloak: str, told: str) -> None:
    html = (
        f"<article>{p(ARTICLE)}<p>Write to the workshop at {cloak.format(told)} until the tenth of June.</p></article>"
    )
    assert body(html) == [*ARTICLE, "Write to the workshop at until the tenth of June."]


@pytest.mark.parametrize("mark", ["style='display:none'", "aria-hidden='true'", "hidden"])
def test_a_page_saved_behind_an_open_dialog_keeps_its_article(mark: str) -> None:
    dialog = "<div role='dialog'><p>Subscribe to the letter of the valley, which comes every second Friday.</p></div>"
    assert body(f"<div {mark}><main>{p(ARTICLE)}</main></div>{dialog}") == ARTICLE
    assert body(f"<div {mark}>{p(ARTICLE)}</div>{dialog}") == ARTICLE


def test_an_initial_hidden_from_screen_readers_is_text() -> None:
    assert (
        body(f"<article><p><span aria-hidden='true'>T</span>{ARTICLE[0][1:]}</p>{p(ARTICLE[1:])}</article>") == ARTICLE
    )


def test_repeated_paragraphs_stay() -> None:
    lines = [line for paragraph in ARTICLE for line in (paragraph, "Break for coffee in the foyer, half an hour.")]
    assert body(f"<article>{p(lines)}</article>") == lines
    assert body(f"<div>{p(lines)}</div>") == lines


def test_headings_stay_in_plain_divs() -> None:
    html = "".join(f"<h2>Step {n}</h2><p>{line}</p>" for n, line in enumerate(ARTICLE, 1))
    expected = [text for n, line in enumerate(ARTICLE, 1) for text in (f"Step {n}", line)]
    assert body(f"<div><div>{html}</div></div>") == expected


def test_short_articles_are_complete() -> None:
    lines = ["The kilns are free.", "Bring a class.", "Clay is paid for.", "Write to the workshop."]
    for html in (f"<article>{p(lines)}</article>", f"<main>{p(lines)}</main>", f"<div>{p(lines)}</div>"):
        assert body(html) == lines


def test_lines_with_breaks_are_lines() -> None:
    assert body(f"<div class='text'>{'<br><br>'.join(ARTICLE)}</div>") == ARTICLE


def test_soft_hyphens_and_composed_letters_do_not_hinder_a_search() -> None:
    line = "Die Lehr\u00adlinge aus Mu\u0308nster kommen zum ersten Mal in die neue Werk\u00adstatt am Hafen der Stadt."
    clean = "Die Lehrlinge aus Münster kommen zum ersten Mal in die neue Werkstatt am Hafen der Stadt."
    assert body(f"<article>{p([line, *ARTICLE])}</article>") == [clean, *ARTICLE]


HEADS = {
    "title": "<h1>Tiles for a wall</h1>",
    "title and byline": "<h1>Tiles for a wall</h1><p>Submitted by Ilse Varga… on 05 April 2023</p>",
    "label, title, date": "<p>Community News</p><h2>Tiles for a wall</h2><p>5 April 2023</p>",
    "byline in pieces": "<h1>Tiles for a wall</h1><p>Submitted by</p><p>Ilse Varga</p><p>on 05 April 2023</p>",
    "German byline": "<h1>Tiles for a wall</h1><p>Veröffentlicht am 05.04.2023 von Ilse Varga</p>",
    "name alone": "<h1>Tiles for a wall</h1><p>By Ilse Varga</p>",
    "Slovenian label": "<h1>Tiles for a wall</h1><p>Avtorica: Ilse Varga</p>",
    "Greek label": "<h1>Tiles for a wall</h1><p>Συντάκτης: Ilse Varga</p>",
    "sharing": "<h1>Tiles for a wall</h1><p>Share this article</p><p><a href='/print'>Print</a></p>",
}


NOTE = "The workshop is closed from Christmas to the third of January."
TEASERS = "".join(
    f"<div><a href='/{day}'>Kilns that run on straw, part {day}</a><span>{day} March 2026</span>"
    "<p>The first firing took nine hours and as many bales of straw from the ...</p></div>"
    for day in (3, 4)
)
BELOW = {
    "related": "<div class='x'><h3>Related news</h3>{teasers}</div>",
    "related, Slovenian": "<div class='x'><h3>Sorodne novice</h3>{teasers}</div>",
    "unknown heading": "<div class='x'><h3>From the same kiln</h3><div>{teasers}</div></div>",
    "form": "<div class='x'><h4>Letter of the valley</h4><p>Once a month we send what is new.</p>"
    "<form><input type='email' name='e'><button>Send</button></form></div>",
}


IMPRINTS = {
    "address": "<div class='f'><div><h3>Lower Ouse Ceramics</h3><p>Market Street 9, 33520 Ouseford</p></div></div>",
    "number": "<div class='f'><div><h3>Lower Ouse Ceramics</h3><p>VAT: 0000000</p></div><p>Ouseford</p></div>",
    "copyright": "<div class='f'><div><h3>The house</h3><p>Market Street</p></div>© Lower Ouse Ceramics</div>",
}


@pytest.mark.parametrize("imprint", IMPRINTS)
@pytest.mark.parametrize("tag", ["main", "div"])
def test_a_notice_of_one_sentence_ends_above_the_imprint(imprint: str, tag: str) -> None:
    crumbs = "<div><a href='/'>Home</a><span>/</span><a href='/news'>News</a><b>/</b><span>Tiles for…</span></div>"
    text = f"<div>{crumbs}<h1>Tiles for a wall</h1><div><div>{NOTE}</div></div></div>"
    assert body(f"<div><{tag}>{text}</{tag}>{IMPRINTS[imprint]}</div>") == [NOTE]


def test_what_follows_in_main_belongs_to_a_short_article() -> None:
    html = f"<div><h1>Tiles for a wall</h1><div>{NOTE}</div></div><section><p>Bring a class.</p></section>"
    assert body(f"<main>{html}</main><div><p>Market Street 9, 33520 Ouseford</p></div>") == [NOTE, "Bring a class."]


SHARING = "https://www.linkedin.com/sharing/share-offsite/?url=x"
ROWS = {
    "row": "<div><span>Pass it on</span><a href='{}'>LinkedIn</a><a href='https://x.com/intent/post?url=x'>X</a></div>",
    "list": "<ul><li><a href='{}'>LinkedIn</a></li><li><a href='mailto:?subject=x'>Mail</a></li></ul>",
    "paragraph": "<p>Jaa artikkeli <a href='{}'>LinkedIn</a></p>",
}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("article", [[NOTE], ARTICLE])
def test_links_that_share_the_page_are_no_text(row: str, article: list[str]) -> None:
    html = f"<main><div><h1>Tiles for a wall</h1><div>{p(article)}</div>{ROWS[row].format(SHARING)}</div></main>"
    assert body(html) == article


def test_a_quotation_that_can_be_shared_is_text() -> None:
    quotation = f"<p><a href='{SHARING}'>“The wall is the longest thing that we have made.”</a></p>"
    html = f"<main>{p(ARTICLE[:2])}{quotation}{p(ARTICLE[2:])}</main>"
    assert [line for line in body(html) if line in ARTICLE] == ARTICLE


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("article", [[NOTE], ARTICLE[:1], ARTICLE])
def test_a_short_article_does_not_take_what_stands_below_it(article: list[str], below: str) -> None:
    foot = "<div class='foot'><b>Lower Ouse Ceramics, society for kilns and clay</b><br>Market Street 9, Ouseford</div>"
    text = f"<div><div><h1>Tiles for a wall</h1><div class='meta'>5 April 2026</div><div>{p(article)}</div></div>"
    assert body(f"{text}{BELOW[below].format(teasers=TEASERS)}</div>{foot}") == article


def test_the_dated_items_of_a_newsletter_are_its_text() -> None:
    items = "".join(
        f"<div><a href='/{day}'>Kilns, part {day}</a> <span>{day} March 2026</span></div>" for day in (3, 4)
    )
    text = "<p>Two stories from the valley this month, both of them about kilns and clay.</p><h2>News</h2>"
    assert body(f"<main><h1>Letter 4</h1>{text}{items}</main>")[1:] == [
        "News",
        "Kilns, part 3 3 March 2026",
        "Kilns, part 4 4 March 2026",
    ]


LEAD = "Eleven classes have made a tile each, and the wall has room for forty more of them."
LEADS = {
    "bold in the text": "<div class='text'><div class='lead'><b>{lead}</b></div>{text}</div>",
    "above all else": "<div class='m'><i>Share</i></div><div class='author'>Author: Ilse Varga</div>"
    "<div class='text'><div class='lead'><b>{lead}</b></div>{text}<h4>Who comes</h4><ul><li>Schools.</li></ul></div>",
    "bare in the text": "<div class='text'><div>{lead}</div>{text}</div>",
}


@pytest.mark.parametrize("meta", ["", "<div class='meta'>5 April 2023 | Schools</div>"])
@pytest.mark.parametrize("lead", LEADS)
def test_a_lead_belongs_to_the_text(lead: str, meta: str) -> None:
    html = f"<div><h1>Tiles for a wall</h1>{meta}{LEADS[lead].format(lead=LEAD, text=p(ARTICLE))}</div>"
    assert body(html)[: 1 + len(ARTICLE)] == [LEAD, *ARTICLE]


BOXED = {
    "hashed": "<div class='css-1'>Published 5.4.2023</div><div class='css-2'><div class='css-3'><b>{lead}</b></div>"
    "<div class='css-4'>{text}</div></div>",
    "below a picture": "<div class='c-1'><img src='/w.jpg'></div><div class='c-2'>{lead}</div><div>{text}</div>",
    "named": "<div class='intro'><img src='/w.jpg' alt=''><p>{lead}</p></div><div class='x'>{text}</div>",
    "before a picture": "<div class='c-2'><p>{lead}</p><img src='/w.jpg' alt=''></div><div class='x'>{text}</div>",
    "above the element of the text": "<p class='deck'>{lead}</p><div itemprop='articleBody'>{text}</div>",
}


@pytest.mark.parametrize("lead", BOXED)
def test_a_lead_in_a_box_of_its_own_belongs_to_the_text(lead: str) -> None:
    html = f"<main><h1>Tiles for a wall</h1>{BOXED[lead].format(lead=LEAD, text=p(ARTICLE))}</main>"
    assert body(html) == [LEAD, *ARTICLE]


NO_LEADS = {
    "caption": "<div class='c-1'><img src='/w.jpg'><p>The wall stands between the station and the market.</p></div>",
    "named caption": "<div class='imageCaption'>The wall stands between the station and the market.</div>",
    "credit": "<div>Photo: Ilse Varga, who walks by the river every day at six.</div>",
    "writer": "<div>By Ilse Varga on Monday, April 5th, 2023 at 11:08 a.m.</div>",
    "form": "<div><h2>The letter</h2><div>Get the news of the valley, delivered on Friday mornings.</div></div>",
    "label": "<div>Ceramics</div>",
    "repeated": f"<div>{ARTICLE[0][:60]}…</div>",
    "above the title": "",
}


@pytest.mark.parametrize("line", NO_LEADS)
def test_other_lines_between_title_and_text_are_no_lead(line: str) -> None:
    above = "<div>The letter of the valley comes out on Fridays, and now and then on Mondays.</div>"
    text = f"<h1>Tiles for a wall</h1>{NO_LEADS[line]}<div class='text'>{p(ARTICLE)}</div>"
    assert body(f"<main>{above if line == 'above the title' else ''}{text}</main>") == ARTICLE


def test_a_lead_that_the_text_repeats_is_said_once() -> None:
    html = f"<div><h1>Tiles for a wall</h1><div class='text'><div>{ARTICLE[0]}</div>{p(ARTICLE)}</div></div>"
    assert body(html) == ARTICLE


CATEGORIES = {
    "list": "<div><ul><li><a href='/c/news'>News</a>, Schools and colleges</li></ul></div>",
    "list of links": "<div><ul><li><a href='/c/news'>News</a></li><li><a href='/c/schools'>Schools</a></li></ul></div>",
    "box": "<div><div>News, Ceramics, Lower Ouse</div></div>",
    "bars": "<div><span>News</span> | <span>Schools</span></div>",
}


@pytest.mark.parametrize("line", CATEGORIES)
def test_the_categories_of_an_article_are_not_its_text(line: str) -> None:
    box = "<section class='row'><div class='col'>{}</div></section>"
    text = box.format(f"<h1>Tiles for a wall</h1>{CATEGORIES[line]}") + box.format(f"<div>{p(ARTICLE)}</div>")
    assert body(f"<div class='single'>{text}</div>") == ARTICLE


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("tag", ["main", "article", "div"])
def test_head_is_cut(head: str, tag: str) -> None:
    assert body(f"<{tag}>{HEADS[head]}{p(ARTICLE)}</{tag}>") == ARTICLE


TAILS = {
    "organisation": "<p>Cluster organisation <a href='/o'>Lower Ouse Ceramics</a></p><p>Share this Article</p>",
    "organisation below": "<div>Cluster organisation</div><div><a href='/o'>Lower Ouse Ceramics</a></div>",
    "related list": f"<h2>Related news</h2><ul>{LINKS}</ul>",
    "related list, German": f"<h3>Das könnte Sie auch interessieren</h3><ul>{LINKS}</ul>",
    "links alone": f"<ul>{LINKS}</ul>",
    "what's new": "<h2>What's new?</h2><p><a href='/all'>All articles</a> <a href='/news'>All news</a></p>",
    "read more": "<p>Read more: <a href='/2'>Schools that bring their own clay</a></p>",
    "file": "<p><a href='/files/tiles.pdf'>Presentation</a></p>",
    "house": "<p>Follow us on <a href='https://social.example'>Social</a>.</p><p>© Lower Ouse Ceramics 2023</p>",
    "newsletter": "<p>Subscribe to our newsletter to learn of the next firing.</p>",
}


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("tag", ["main", "article", "div"])
def test_tail_is_cut(tail: str, tag: str) -> None:
    assert body(f"<{tag}>{p(ARTICLE)}{TAILS[tail]}</{tag}>") == ARTICLE


def test_declared_lines_bound_the_text() -> None:
    html = f"<main><p>Valley wire</p>{p(ARTICLE)}<p>Third Country</p><p>Norway</p><p>{ARTICLE[0]}</p></main>"
    assert body(html, of=replace(SOURCE, head=("Valley wire",), tail=("Third Country",))) == ARTICLE


def test_a_line_of_the_source_may_be_long() -> None:
    line = "By going on you agree to the conditions of the mill, of its hall and of each of the looms that stand in it."
    html = f"<div>{p(ARTICLE)}<p>{line}</p><p>And to those of the neighbours, whose looms are older.</p></div>"
    assert body(html, of=replace(SOURCE, tail=(line,))) == ARTICLE


@pytest.mark.parametrize("heading", ["What's new?", "Tags", "Related articles"])
def test_a_heading_of_the_article_does_not_end_it(heading: str) -> None:
    assert body(f"<article>{p(ARTICLE[:3])}<h2>{heading}</h2>{p(ARTICLE[3:])}</article>") == [
        *ARTICLE[:3],
        heading,
        *ARTICLE[3:],
    ]


def test_facts_of_an_event_are_no_byline() -> None:
    lines = ["Date: 4 May 2024", "Place: Old Kiln, Ouseford", *ARTICLE]
    assert body(f"<main><h1>Tiles for a wall</h1>{p(lines)}</main>") == lines


def test_a_digest_keeps_the_linked_headings_of_its_items() -> None:
    html = "".join(f"<h2><a href='/{n}'>Item number {n}</a></h2><p>{line}</p>" for n, line in enumerate(ARTICLE))
    expected = [text for n, line in enumerate(ARTICLE) for text in (f"Item number {n}", line)]
    assert body(f"<main>{html}</main>") == expected


def test_a_declared_element_is_the_scope() -> None:
    html = f"<div class='a1'>{p(ARTICLE[:2])}</div><div class='b2'>{p(ARTICLE[2:])}</div>"
    assert body(html, of=replace(SOURCE, hints=Hints(article=".b2"))) == ARTICLE[2:]


@pytest.mark.parametrize("hint", [".no-such-class", "div"])
def test_a_hint_that_leads_nowhere_is_not_followed(hint: str) -> None:
    html = f"<div><div>{p(ARTICLE)}</div><div><ul>{LINKS}</ul></div></div><div>{p(ARTICLE)}</div>"
    assert body(html, of=replace(SOURCE, hints=Hints(article=hint)))[:4] == ARTICLE


def test_an_article_element_that_holds_a_comment_is_no_scope() -> None:
    comment = "I have seen the wall grow from my window, and it is the best thing that the town has done in years. " * 5
    html = f"<div class='text'>{p(ARTICLE * 10)}</div><div class='c'><article>{p([comment])}</article></div>"
    assert body(html)[: len(ARTICLE)] == ARTICLE


def test_a_page_inside_one_form_is_a_page() -> None:
    assert body(f"<form id='aspnetForm'><div id='content'>{p(ARTICLE)}</div></form>") == ARTICLE


def test_a_page_laid_out_with_tables() -> None:
    menu = "".join(f"<p><a href='/{n}'>Chapter {n}</a></p>" for n in range(9))
    assert body(f"<table><tr><td>{menu}</td><td>{p(ARTICLE)}</td></tr></table>") == ARTICLE


@pytest.mark.parametrize("html", ["", "<p></p>", "<nav><a href='/'>Home</a></nav>", "<script>var a = 1;</script>"])
def test_a_page_without_text_gives_none(html: str) -> None:
    assert body(html) == [""]


FRAGMENTS = (
    *(p(ARTICLE), "<h1>Title</h1>", "<p>We use cookies on this site.</p>", "<div class='cookie-banner'>", "<p hidden>"),
    *("<article>", "</article>", "<div>", "</div>", "<main>", "<form>", "<blockquote>", "<figure>", "<svg>", "<br>"),
    *("<ul><li>", "<table><tr><td>", "<a href='/x'>", "</a>", "<script>", "</script>", "<!--", "-->", "\ufffe", "&#0;"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_any_markup_gives_text(fragments: list[str]) -> None:
    with suppress(Unreadable):
        assert isinstance(body_text(parse("".join(fragments).encode()), SOURCE, URL), str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=8))
def test_any_bytes_give_text_or_a_reason(data: bytes, charset: str) -> None:
    for candidate in (data, b"<html><body><p>" + data):
        with suppress(Unreadable):
            assert isinstance(body_text(parse(candidate, charset), SOURCE, URL), str)


def test_headings_and_quotations_between_the_boxes_of_a_text_stay() -> None:
    text = [
        "The sorting hall in Lorvac opens on Monday with forty people, most of whom worked in the spinning mill.",
        "Half of the linen carries coloured stripes that show the owner, and the dye spoils the white.",
        "The laundries have now agreed to mark their sheets with a woven thread instead of a printed stripe.",
    ]
    quotation = "We had the machines for twenty years, and nobody who would bring us clean cotton."
    boxes = [f"<div class='c1'><p>{line}</p></div>" for line in text]
    promotion = (
        "<div class='c9'><a href='/join'>Become a member of the cluster and read all our studies first.</a></div>"
    )
    page = (
        f"<main class='c0'><h1>A hall for linen</h1><div class='c2'>{boxes[0]}{promotion}<h3 class='c3'>The price</h3>"
        f"{boxes[1]}<div class='c4'><div class='c5'>{quotation}</div><div class='c6'>Ilse Achterkamp</div></div>"
        f"<h3 class='c3'>What comes next</h3>{boxes[2]}</div></main>"
    )
    assert body(f"<html lang='en'><body>{page}</body></html>", title="A hall for linen") == [
        text[0],
        "The price",
        text[1],
        quotation,
        "What comes next",
        text[2],
    ]
