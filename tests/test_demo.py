"""The demo: its captures are what its site answers today, and every quirk that its README lists is there."""

import re
import sys
import zlib
from functools import cache
from gzip import decompress
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Tag
from warcio.archiveiterator import ArchiveIterator

from archive.warc import Exchange, scan
from demo.build import TARGET, build
from demo.deck import SLIDES
from demo.nodes import nodes
from demo.site import exchanges
from spiders.demo import Demo

SITE = "https://clusters.example"
LISTS = ("/tags/smart-specialisation", "/tags/smart-specialization", "/community-news")
TAGS = LISTS[:2]
PARTNER = "https://partner.example/news/regions-report-shared-laboratories"

README = (TARGET.parent / "README.md").read_text("utf-8")
QUIRKS = re.findall(r"^\| `(?P<name>\w+)` \|[^|]*\|(?P<where>.*)\|$", README, re.MULTILINE)


@cache
def site() -> dict[str, Exchange]:
    return {exchange.url.removeprefix(SITE): exchange for exchange in exchanges()}


@cache
def page(path: str) -> BeautifulSoup:
    exchange = site()[path]
    assert exchange.status == 200
    packed = ("Content-Encoding", "gzip") in exchange.headers
    return BeautifulSoup(decompress(exchange.body) if packed else exchange.body, "lxml")


@cache
def pages() -> dict[str, BeautifulSoup]:
    """Every HTML page that is answered with 200."""
    return {path: page(path) for path, exchange in site().items() if exchange.status == 200 and is_page(exchange)}


def is_page(exchange: Exchange) -> bool:
    return exchange.body.lstrip().lower().startswith(b"<!doctype html") or exchange.body.startswith(b"\x1f\x8b")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def text(tag: BeautifulSoup | Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def article(path: str) -> Tag:
    return one(page(path), "article")


def body(path: str) -> Tag:
    return one(article(path), ".field--name-body")


def list_pages(path: str) -> list[str]:
    """The addresses of a list's pages, by way of its own pager, for as long as the site has them."""
    found = [path]
    while following := page(found[-1]).select(".view-id-articles .pager__item--next a[rel=next]"):
        address = path + str(following[0]["href"])
        if address not in site():
            break
        found.append(address)
    return found


def cards(address: str) -> list[Tag]:
    return page(address).select(".view-id-articles .views-row")


def href(card: Tag) -> str:
    return str(one(card, "h3 a")["href"])


def teaser(card: Tag) -> str:
    return text(one(card, ".views-field-body"))


def find(path: str, listed: str | None = None) -> Tag:
    """The card that leads to ``path``."""
    lists = [listed] if listed else LISTS
    return next(card for one in lists for at in list_pages(one) for card in cards(at) if path in href(card))


def hrefs(listed: str) -> set[str]:
    return {href(card) for address in list_pages(listed) for card in cards(address)}


# --- The file ----------------------------------------------------------------------------------------------------


def plain(exchange: Exchange) -> tuple[object, ...]:
    """The exchange as a reader sees it: compressed bytes and lengths differ between versions of zlib."""
    headers = dict(exchange.headers)
    headers.pop("Content-Length", None)
    content = decompress(exchange.body) if headers.get("Content-Encoding") == "gzip" else exchange.body
    return exchange.url, exchange.fetched_at, exchange.status, exchange.reason, headers, content


def test_the_captures_are_what_the_site_answers_today() -> None:
    captured = [plain(exchange) for _, exchange in scan(TARGET)]
    assert captured == [plain(exchange) for exchange in exchanges()], "run: python -m demo.build"


def test_a_new_build_gives_the_same_exchanges(tmp_path: Path) -> None:
    target = tmp_path / TARGET.name
    build(target)
    assert build(target) == len(site())
    assert [exchange for _, exchange in scan(target)] == [exchange for _, exchange in scan(TARGET)]
    assert list(tmp_path.iterdir()) == [target]


def test_every_record_can_be_read_and_has_the_right_digests() -> None:
    kinds: list[str] = []
    with TARGET.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            kinds.append(record.rec_type)
            length = len(record.raw_stream.read())
            if record.rec_type == "response":
                assert record.digest_checker.passed
                assert length == int(record.http_headers.get_header("Content-Length"))
    assert kinds == ["warcinfo", *["response", "request"] * len(site())]


def test_the_file_is_small_and_each_address_is_in_it_once() -> None:
    assert TARGET.stat().st_size < 200_000
    assert len(site()) == len(list(exchanges()))


def test_every_address_that_the_spider_asks_for_is_there() -> None:
    source = Demo.source
    own = {source.host, *source.aliases}
    asked = {"/robots.txt"} | {urlsplit(address).path for address in source.listings}
    for listed in LISTS:
        asked |= set(list_pages(listed))
        links = [urlsplit(urljoin(SITE, link)) for link in hrefs(listed)]
        asked |= {link.path for link in links if link.hostname in own}
    asked |= {str(link["href"]) for soup in pages().values() for link in soup.select(".field--type-file a")}
    assert asked | {"/sitemap.xml", "/taxonomy/term/12/feed"} | {
        location(path) for path in asked if site()[path].status == 301
    } == set(site())


def location(path: str) -> str:
    return dict(site()[path].headers)["Location"].removeprefix(SITE)


# --- The texts ---------------------------------------------------------------------------------------------------


def test_the_texts_are_what_a_reader_comes_for() -> None:
    assert len(nodes()) == 41
    assert len({node.node for node in nodes()}) == 41
    assert {node.date.year for node in nodes() if node.date} == set(range(2016, 2027))
    for words, least in (("hydrogen", 8), ("smart specialisation", 15), ("deadline", 5)):
        assert sum(words in f"{node.title} {node.body}".lower() for node in nodes()) >= least, words


def test_every_article_has_a_body_of_several_paragraphs() -> None:
    for node in nodes():
        paragraphs = body(node.path).find_all(["p", "ul", "blockquote"])
        assert 3 <= len(paragraphs) <= 11, node.path
        assert len(text(body(node.path))) > 700, node.path


# --- The quirks --------------------------------------------------------------------------------------------------


def test_every_quirk_of_the_readme_has_its_test() -> None:
    tested = [
        name.removeprefix("test_quirk_") for name in vars(sys.modules[__name__]) if name.startswith("test_quirk_")
    ]
    assert [name for name, _ in QUIRKS] == tested


@pytest.mark.parametrize(("name", "where"), QUIRKS)
def test_every_place_that_the_readme_names_exists(name: str, where: str) -> None:
    for place in re.findall(r"`(/[^`]+|https:[^`]+)`", where):
        assert place in site() or place == PARTNER, name


def test_quirk_three_lists() -> None:
    titles = ("Smart Specialisation", "Smart Specialization", "Community news")
    sizes = ([12, 12, 12], [12], [12, 6, 6])
    for listed, title, counts in zip(LISTS, titles, sizes, strict=True):
        assert [len(cards(address)) for address in list_pages(listed)] == counts
        assert {text(one(page(address), "h1")) for address in list_pages(listed)} == {title}


def test_quirk_two_spellings() -> None:
    assert len(hrefs(TAGS[0]) & hrefs(TAGS[1])) >= 5


def test_quirk_no_date_order() -> None:
    dates = {node.path: node.date for node in nodes() if node.date}
    for listed in LISTS:
        shown = [dates[href(card)] for card in cards(listed) if href(card) in dates]
        assert shown not in (sorted(shown), sorted(shown, reverse=True))
        assert not page(listed).select(".view-id-articles time, .view-id-articles .date")


def test_quirk_shared_pager() -> None:
    for listed in LISTS:
        following = one(page(listed), "aside .pager__item--next a[rel=next]")
        assert unquote(str(following["href"])) == "?page=0,1,0,1"
    last = page(list_pages(TAGS[0])[-1])
    assert not last.select("main .pager__item--next")
    assert unquote(str(one(last, "aside a[rel=next]")["href"])) == "?page=2,1,0,1"
    assert page("/content/finding-partner-cluster-checklist").select(".view-related-news a[rel=next]")


def test_quirk_facet_leftovers() -> None:
    assert all(page(listed).select("aside a[href$='?f[0]=topic:12']") for listed in LISTS)
    for path in ("eleven-numbers-tell-whether-strategy-works", "four-regions-agree-joint-hydrogen-roadmap"):
        assert find(f"/content/{path}?f[0]=topic:12")


def test_quirk_endless_pager() -> None:
    [_, second, third] = list_pages(LISTS[2])
    assert [href(card) for card in cards(second)] == [href(card) for card in cards(third)]
    assert one(page(third), "main a[rel=next]")["href"] == "?page=3"
    assert f"{LISTS[2]}?page=3" not in site()


def test_quirk_term_description() -> None:
    assert one(page(TAGS[1]), "main .field--name-description p")


def test_quirk_label_before_card() -> None:
    for listed in TAGS:
        for address in list_pages(listed):
            for label in page(address).select(".content-type-label"):
                assert text(label) == "Community News"
                follower = label.find_next_sibling()
                assert isinstance(follower, Tag)
                assert follower.get("class") == ["views-row"]
    assert page(TAGS[1]).select(".content-type-label")
    assert not page(LISTS[2]).select(".content-type-label")


def test_quirk_cut_teaser() -> None:
    teasers = [teaser(card) for listed in LISTS for address in list_pages(listed) for card in cards(address)]
    assert all(len(one) <= 303 for one in teasers)
    assert {one.endswith("...") for one in teasers} == {True, False}
    whole = text(body("/community-news/ports-and-shipyards-pool-their-test-berths"))
    cut = teaser(find("ports-and-shipyards")).removesuffix("...")
    assert whole.startswith(cut + " ")


def test_quirk_date_in_teaser() -> None:
    path = "/community-news/ports-and-shipyards-pool-their-test-berths"
    assert teaser(find(path)).startswith("September 3, 2020 ")
    assert text(one(article(path), "span.date")) == "on 21 September 2020"


def test_quirk_no_title() -> None:
    assert text(one(find("/node/1545"), "h3")) == ""
    assert not page("/node/1545").select("h1")
    assert text(one(page("/node/1545"), "title")) == "Node | Clusters Example"


def test_quirk_same_title() -> None:
    paths = ("/content/online-course-cluster-management-regions", "/content/online-course-cluster-management-regions-0")
    found = {href(card): card for address in list_pages(TAGS[0]) for card in cards(address)}
    first, second = (found[path] for path in paths)
    assert text(one(first, "h3")) == text(one(second, "h3"))
    assert teaser(first) != teaser(second)
    assert article(paths[0])["data-history-node-id"] != article(paths[1])["data-history-node-id"]


def test_quirk_same_teaser() -> None:
    call, extension = find("/open-calls/call-experts"), find("/open-calls/deadline-call-experts")
    assert teaser(call) == teaser(extension)
    assert text(one(call, "h3")) != text(one(extension, "h3"))


def test_quirk_on_three_lists() -> None:
    path = "/community-news/small-firms-and-smart-specialisation-what-ten-regions-learned"
    assert all(path in hrefs(listed) for listed in LISTS)


def test_quirk_two_prefixes() -> None:
    slug = "food-packaging-partnership-grows-to-nineteen-clusters"
    addresses = (f"/content/{slug}", f"/community-news/{slug}")
    assert addresses[0] in hrefs(TAGS[0])
    assert addresses[1] in hrefs(LISTS[2])
    assert len({article(path)["data-history-node-id"] for path in addresses}) == 1
    canonical = {one(page(path), "link[rel=canonical]")["href"] for path in addresses}
    assert canonical == {SITE + addresses[0]}


def test_quirk_moved() -> None:
    old = "/news/photonics-hub-ostrovia"
    assert old in hrefs(TAGS[0])
    assert site()[old].status == 301
    assert location(old) in hrefs(LISTS[2])
    assert article(location(old))


def test_quirk_preview_host() -> None:
    preview = "https://preview.clusters.example"
    path = "/community-news/loomworks-turns-hospital-linen-yarn"
    assert preview + path in hrefs(TAGS[0])
    assert article(path)
    for soup in pages().values():
        assert soup.select(f"footer a[href^='{preview}/']")


def test_quirk_other_site() -> None:
    assert PARTNER in hrefs(TAGS[0])


def test_quirk_not_found() -> None:
    path = "/news/study-visit-programme-2017-registration-now-open"
    assert path in hrefs(TAGS[0])
    assert site()[path].status == 404


def test_quirk_gone() -> None:
    path = "/community-news/vacancy-cluster-analyst-skagersund"
    assert path in hrefs(TAGS[0]) & hrefs(LISTS[2])
    assert site()[path].status == 410


def test_quirk_login_wall() -> None:
    path = "/content/minutes-members-forum-march-2022"
    assert path in hrefs(TAGS[0])
    assert site()[path].status == 302
    assert location(path).startswith("/user/login?")
    assert not [path for path in site() if path.startswith("/user/")]


def test_quirk_soft_404() -> None:
    path = "/content/innovation-voucher-calculator"
    assert path in hrefs(TAGS[0])
    assert text(one(page(path), "h1")) == "Page not found"


def test_quirk_typos() -> None:
    path = "/event-calendar/matchmaking-matchmaking-event-food-packaging-partneship"
    assert text(one(find(path), "h3")) == "Matchmaking event: from food packaging idea to to Partneship"


def test_quirk_theme_debug() -> None:
    for exchange in site().values():
        if is_page(exchange) and not exchange.body.startswith(b"\x1f\x8b"):
            assert exchange.body.count(b"<!-- THEME DEBUG -->") >= 2
    assert b"<article" in site()["/node/1545"].body.partition(b"THEME HOOK: 'field__node__body'")[0]


def test_quirk_head_and_tail() -> None:
    for node in nodes():
        tag = article(node.path)
        assert tag["data-history-node-id"] == str(node.node)
        assert [text(title) for title in tag.select("h1 > span.field")] == ([node.title] if node.title else [])
        whole, inner = text(tag), text(body(node.path))
        head, tail = whole.split(inner)
        assert head.endswith(f"Submitted by {node.author} " + (f"on {node.date:%d %B %Y} " if node.date else ""))
        assert f" Cluster organisation {node.organisation} Share this Article" in tail
        assert text(one(tag, "span[typeof='schema:Person']")) == node.author
        assert text(one(tag, ".field--name-og-audience .field__items a")) == node.organisation
        assert one(page(node.path), "link[rel=canonical]")["href"] == SITE + node.path


def test_quirk_no_date() -> None:
    path = "/content/finding-partner-cluster-checklist"
    assert path in hrefs(TAGS[0])
    assert not article(path).select(".date, time")
    assert "Last-Modified" not in dict(site()[path].headers)
    assert page(path).select(".view-related-news .date")


def test_quirk_related_dates() -> None:
    related = [node for node in nodes() if page(node.path).select(".view-related-news")]
    assert len(related) == 7
    for node in related:
        shown = [text(date) for date in page(node.path).select(".view-related-news .date")]
        others = [other for other in nodes() if other.date and f"on {other.date:%d %B %Y}" in shown]
        assert len(shown) == len(others) == 3
        assert all(other.date and (node.date is None or other.date > node.date) for other in others)


def test_quirk_consent_popup() -> None:
    assert all("cookies" in text(one(soup, "#sliding-popup")) for soup in pages().values())


def test_quirk_unmarked_consent() -> None:
    path = "/community-news/nurses-test-first-engineers-afterwards"
    dialog = one(page(path), "main > div:not([class]):not([id])")
    assert text(dialog).lower().count("cookies") >= 4
    assert dialog.find_next("article") is article(path)
    assert [path for path, soup in pages().items() if soup.select("main > div:not([class])")] == [path]


def test_quirk_captions() -> None:
    linen = [text(line) for line in body("/community-news/loomworks-turns-hospital-linen-yarn").select("p")]
    assert {"0208 - sorting hall Loomworks 3", "Linen line - 1600x600_v2 1"} <= set(linen)
    event = body("/event-calendar/matchmaking-matchmaking-event-food-packaging-partneship")
    assert "Matchmaking Event - 1600x600_v4 2" in [text(line) for line in event.select("p")]


def test_quirk_cut_author() -> None:
    tag = article("/community-news/two-cluster-managers-change-places-month")
    assert text(one(tag, "span[typeof='schema:Person']")).endswith("…")


def test_quirk_hidden_mail() -> None:
    shown = text(body("/open-calls/call-experts-peer-reviews-regional-strategies"))
    assert "reviews [at] clusters.example (reviews[at]clusters[dot]example)" in shown
    assert not any("@" in text(body(node.path)) for node in nodes())


def test_quirk_link_without_text() -> None:
    links = body("/content/save-date-clusters-example-conference-2018-skagersund").select("a[href]")
    assert [text(link) for link in links] == [""]


def test_quirk_other_languages() -> None:
    where = dict(QUIRKS)["other_languages"]
    words = ("dass", "nicht", "les", "pero")
    for path, word in zip(re.findall(r"`(/[^`]+)`", where), words, strict=True):
        assert word in text(body(path)).split()
        assert one(page(path), "html")["lang"] == "en"


def test_quirk_undeclared_charset() -> None:
    exchange = site()["/content/mittelstand-und-intelligente-spezialisierung-brunnland-fragt-nach"]
    assert dict(exchange.headers)["Content-Type"] == "text/html"
    assert b"charset" not in exchange.body
    assert "„Das Papier ist mir gleich“" in exchange.body.decode("windows-1252")
    with pytest.raises(UnicodeDecodeError):
        exchange.body.decode("utf-8")


def test_quirk_gzip() -> None:
    exchange = site()["/content/conference-report-clusters-after-storm"]
    assert dict(exchange.headers)["Content-Encoding"] == "gzip"
    unpacked = zlib.decompress(exchange.body, 31)
    assert b"Conference report: clusters after the storm" in unpacked


def test_quirk_attached_file() -> None:
    link = one(article("/content/clusters-talk-skills-hydrogen-economy"), ".field--type-file a")
    exchange = site()[str(link["href"])]
    assert dict(exchange.headers)["Content-Type"] == "application/pdf"
    file = exchange.body
    assert file.startswith(b"%PDF-1.4")
    assert file.endswith(b"%%EOF\n")
    start = int(file.rsplit(b"startxref\n", 1)[1].split()[0])
    offsets = [int(offset) for offset in re.findall(rb"^(\d{10}) 00000 n $", file[start:], re.MULTILINE)]
    assert [file[offset:].split(b" ", 1)[0] for offset in offsets] == [b"%d" % n for n in range(1, len(offsets) + 1)]
    assert file.count(b"/Type /Page ") == len(SLIDES) == 5
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", file):
        assert len(stream) == int(length)


def test_quirk_robots() -> None:
    rules = site()["/robots.txt"].body.decode()
    assert "Disallow: /user/\nDisallow: /search\n" in rules
    for soup in pages().values():
        assert soup.select("header a[href='/user/login']")
        assert soup.select("header a[href='/search']")


def test_quirk_sitemap() -> None:
    tree = ET.fromstring(site()["/sitemap.xml"].body)
    places = [element.text or "" for element in tree.iter() if element.tag.endswith("}loc")]
    times = [element.text or "" for element in tree.iter() if element.tag.endswith("}lastmod")]
    assert {place.removeprefix("http://default") for place in places} == {node.path for node in nodes() if node.date}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", time) for time in times)


def test_quirk_feed() -> None:
    exchange = site()["/taxonomy/term/12/feed"]
    assert dict(exchange.headers)["Content-Type"].startswith("text/html")
    comments, declared, rest = exchange.body.partition(b"<?xml")
    assert b"<!--" in comments
    assert len(list(ET.fromstring(declared + rest).iter("item"))) == 10
    with pytest.raises(ET.ParseError):
        ET.fromstring(exchange.body)
