"""Pages of topics, sources and lists: what they count, link and say, and that names written by strangers stay text."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.web.sample import HOSTILE, NOW, build
from tests.web.serving import Site, one, serving
from web.pages.browse import path_to
from web.pages.topics import ON_A_PAGE, Topic, ordered
from web.texts import Texts

TEXTS = Texts()
DAY = "substr(coalesce(published, first_seen), 1, 10)"
OF_TOPIC = (
    "FROM articles JOIN article_topics ON article_id = articles.id JOIN topics ON topics.id = topic_id WHERE slug = ?"
)
# Names that must be encoded in an address; one ends like a feed does not.
ODD_SLUG, ODD_NAME = "r&d/ä ?x=1#y%41", "<b>R&D</b> {{ 7 * 7 }}"
ODD_SOURCE, ODD_TITLE = "odd/source ü", "\N{RIGHT-TO-LEFT OVERRIDE}<i>Odd</i>"
EMPTY_LIST, LONG_LIST = 900, 1


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("browse") / "archive.db", copies=9)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO topics VALUES (700, ?, ?)", (ODD_SLUG, ODD_NAME))
        db.execute("INSERT INTO topics VALUES (701, 'lonely', 'Éclairs nobody writes about')")
        db.execute("INSERT INTO article_topics VALUES (1, 700)")
        db.execute("INSERT INTO sources VALUES (?, ?, 'javascript:alert(1)', 'EU', 'cs')", (ODD_SOURCE, ODD_TITLE))
        db.execute("INSERT INTO listings VALUES (?, ?, 'https://odd.example/', NULL)", (EMPTY_LIST, ODD_SOURCE))
        # Two days in the first month of a topic and of a source, and two in the last.
        days = [("1999-05-20", 13), ("1999-05-07", 19), ("2026-11-28", 25), ("2026-11-29T22:00:00Z", 31)]
        db.executemany("UPDATE articles SET published = ? WHERE id = ?", days)
        left = "UPDATE sightings SET left_list = ? WHERE article_id = ? AND listing_id = 1"
        db.executemany(left, [("2026-11-10T06:00:00Z", 1), ("2026-11-18T06:00:00Z", 3)])
        db.execute("UPDATE sightings SET published = '2026-02-03', page = 9 WHERE article_id = 5 AND listing_id = 1")
    return path


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[Site]:
    with serving(path) as served:
        yield served


@pytest.fixture(scope="module")
def db(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db:
        yield db


def text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def hits(page: BeautifulSoup) -> list[int]:
    return [int(str(link["href"]).rpartition("/")[2]) for link in page.select(".hits h3 a")]


def counts(page: BeautifulSoup, heading: str) -> dict[str, int]:
    """Return labels and counts of the list below a heading."""
    title = next(title for title in page.select("h2") if text(title) == heading)
    below = title.find_next_sibling("ul")
    assert isinstance(below, Tag)
    return {text(one(item, "a")): int(one(item, "span").get_text()) for item in below.select("li")}


def test_all_topics_with_their_counts_and_newest(site: Site, db: sqlite3.Connection) -> None:
    page = site.page("/topics")
    lines = page.select(".letter li")
    rows = db.execute(
        f"SELECT slug, count(article_id), coalesce(max({DAY}), '') FROM topics LEFT JOIN article_topics"
        " ON topic_id = topics.id LEFT JOIN articles ON articles.id = article_id GROUP BY topics.id"
    ).fetchall()
    shown = {str(one(line, "a")["href"]): text(one(line, ".quiet")) for line in lines}
    assert len(lines) == len(rows) > len(HOSTILE)
    for slug, count, newest in rows:
        said = TEXTS.plain("browse.articles", count=count)
        said += f", {TEXTS.plain('topics.newest', date=TEXTS.date(newest))}" if count else ""
        assert shown[f"/{path_to('topic', slug)}"] == said
    assert "Also written Smart Specialization" in text(one(page, ".letter li:has(a[href$=smart-specialisation])"))


def test_topics_by_letter_and_by_count(site: Site, db: sqlite3.Connection) -> None:
    page = site.page("/topics")
    assert text(one(page, "#letter-E + ul")).startswith("Éclairs nobody writes about 0 articles")
    anchors = [str(link["href"]) for link in page.select(".letters a")]
    assert "#letter-H" in anchors
    assert anchors[-1] == "#letter-%23"
    by_count = site.page("/topics?sort=count").select(".letter li > a")
    [most] = db.execute(
        "SELECT slug FROM topics JOIN article_topics ON topic_id = topics.id"
        " GROUP BY slug ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()
    assert by_count[0]["href"] == f"/topic/{most}"
    assert by_count[-1].get_text() == "Éclairs nobody writes about"


def test_more_topics_than_fit_on_a_page(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=1, hostile=False)
    with closing(sqlite3.connect(path)) as db, db:
        names = [(f"x-{number}", f"{'Ab'[number % 2]}x {number:04}") for number in range(2 * ON_A_PAGE + 40)]
        db.executemany("INSERT INTO topics (slug, name) VALUES (?, ?)", names)
    with serving(path) as site:
        first, letter = site.page("/topics"), site.page("/topics?letter=B")
        assert len(first.select(".letter li")) == ON_A_PAGE
        assert one(first, ".letters a[aria-current]").get_text() == "All"
        assert {text(heading) for heading in letter.select(".letter h2")} == {"B"}
        second = site.page(str(one(letter, ".pages a[rel=next]")["href"]))
        names_shown = [text(link) for page in (letter, second) for link in page.select(".letter li > a")]
        assert names_shown == sorted(name for _, name in names if name[0] == "b")
        assert "There is no topic here" in site.page("/topics?letter=Q").get_text()
        assert len(site.get("/topics").text.encode()) < 60_000


def test_order_and_letters_of_names() -> None:
    names = ["zebra", "Ärzte", "Art", "42 things", "– dash", "Öl", "art", "Łódź"]
    topics = [Topic(id=number, slug=name, name=name, count=number) for number, name in enumerate(names)]
    assert [topic.name for topic in ordered(topics, "name")] == [
        *("42 things", "Art", "art", "Ärzte", "Öl", "zebra", "Łódź", "– dash")
    ]
    assert [topic.letter for topic in topics] == ["Z", "A", "A", "0", "#", "O", "A", "Ł"]
    assert [topic.name for topic in ordered(topics, "count")] == names[::-1]


def test_a_topic(site: Site, db: sqlite3.Connection) -> None:
    slug = "smart-specialisation"
    page = site.page(f"/topic/{slug}")
    ids = [
        row[0] for row in db.execute(f"SELECT articles.id {OF_TOPIC} ORDER BY {DAY} DESC, articles.id DESC", (slug,))
    ]
    [first, last] = db.execute(f"SELECT min({DAY}), max({DAY}) {OF_TOPIC}", (slug,)).fetchone()
    assert text(one(page, "h1")) == "Smart specialisation"
    said = TEXTS.plain("browse.extent", count=len(ids), first=TEXTS.date(first), last=TEXTS.date(last))
    assert said in text(one(page, "main"))
    assert "Also written Smart Specialization" in text(one(page, "main"))
    assert hits(page) == ids[:20]
    assert sum(int(cell.get_text()) for cell in page.select(".chart tbody td")) == len(ids)
    assert counts(page, "Who writes about it") == dict(
        db.execute(
            "SELECT sources.title, count(*) FROM sources JOIN articles ON source = sources.name JOIN article_topics"
            " ON article_id = articles.id JOIN topics ON topics.id = topic_id WHERE slug = ? GROUP BY sources.name",
            (slug,),
        )
    )


def test_topics_that_go_with_a_topic(site: Site, db: sqlite3.Connection) -> None:
    together = dict(
        db.execute(
            "SELECT topics.name, count(*) FROM article_topics AS ours JOIN article_topics AS theirs"
            " ON theirs.article_id = ours.article_id AND theirs.topic_id != ours.topic_id"
            " JOIN topics ON topics.id = theirs.topic_id WHERE ours.topic_id = 1 GROUP BY topics.id"
        )
    )
    assert together["Smart specialisation"] > 1
    assert counts(site.page("/topic/circular-economy"), "Topics that go with it") == together


@pytest.mark.parametrize(("page", "facet", "value"), [("topic", "topic", "hydrogen"), ("source", "source", "demo")])
def test_search_and_feeds_of_a_page(site: Site, page: str, facet: str, value: str) -> None:
    parsed = site.page(f"/{page}/{value}")
    form = one(parsed, "main form[action='/search']")
    assert one(form, "input[type=hidden]")["name"] == facet
    assert one(form, "input[type=hidden]")["value"] == value
    assert one(form, f"label[for={one(form, 'input[name=q]')['id']}]").get_text()
    assert one(parsed, f".more a[href='/search?{facet}={value}']")
    feeds = {str(link["type"]): str(link["href"]) for link in parsed.select("link[rel=alternate]")}
    assert feeds == {
        "application/atom+xml": f"/{page}/{value}.atom",
        "application/feed+json": f"/{page}/{value}.feed.json",
    }
    for feed in feeds.values():
        assert one(parsed, f"aside a[href='{feed}']")


def test_pages_of_a_source_hold_every_article_once(site: Site, db: sqlite3.Connection) -> None:
    found, address = [], "/source/demo"
    while address:
        page = site.page(address)
        found += hits(page)
        following = page.select_one(".pages a[rel=next]")
        address = str(following["href"]) if following else ""
    query = f"SELECT id FROM articles WHERE source = 'demo' ORDER BY {DAY} DESC, id DESC"
    assert found == [row[0] for row in db.execute(query)]


@pytest.mark.parametrize("address", ["/topic/hydrogen", "/source/demo", "/list/1"])
def test_a_page_after_the_last(site: Site, address: str) -> None:
    page = site.page(f"{address}?page=4000")
    assert one(page, f".note a[href='{address}']").get_text() == "To the first page"
    assert hits(site.page(f"{address}?page=none")) == hits(site.page(address))


@pytest.mark.parametrize(
    ("address", "heading", "link"),
    [
        ("/topic/no-such", "There is no such topic", "/topics"),
        ("/topic/%3Cscript%3E", "There is no such topic", "/topics"),
        ("/source/no-such", "There is no such source", "/sources"),
        ("/list/77777", "There is no such list", "/sources"),
        ("/list/999999999999999999", "There is no such list", "/sources"),
    ],
)
def test_what_is_not_there(site: Site, address: str, heading: str, link: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "lxml")
    assert text(one(page, "h1")) == heading
    assert one(page, f"main p a[href='{link}']")
    assert one(page, "meta[name=robots]")["content"] == "noindex"


def test_all_sources(site: Site, db: sqlite3.Connection) -> None:
    items = {str(one(item, "h2 a")["href"]): item for item in site.page("/sources").select(".sources > li")}
    for name, title, homepage, first, last, count in db.execute(
        f"SELECT name, sources.title, homepage, min({DAY}), max({DAY}), count(*) FROM sources"
        " JOIN articles ON source = name GROUP BY name"
    ):
        item = items[f"/source/{name}"]
        assert one(item, "h2").get_text() == title
        assert one(item, ".facts a")["href"] == homepage
        assert one(item, ".facts a")["rel"] == ["noopener", "nofollow"]
        dates = {"first": TEXTS.date(first), "last": TEXTS.date(last)}
        assert TEXTS.plain("browse.extent", count=count, **dates) in text(item)
        assert "20 November 2026, 06:00 UTC and did its job" in text(item)
    odd = text(items[f"/{path_to('source', ODD_SOURCE)}"])
    assert "European Union · Czech".replace(" · ", " ") in odd
    assert "There are no articles yet. It was not crawled yet." in odd


def test_a_source(site: Site, db: sqlite3.Connection) -> None:
    page = site.page("/source/demo")
    assert "One address cannot be read at present." in text(one(page, "main"))
    kinds = db.execute("SELECT kind, count(*) FROM articles WHERE source = 'demo' GROUP BY kind")
    assert counts(page, "Kinds") == {TEXTS.plain(f"kind.{kind}"): count for kind, count in kinds}
    narrowed = one(page, "aside .counts a[href*='kind=event']")
    assert parse_qs(urlsplit(str(narrowed["href"])).query) == {"source": ["demo"], "kind": ["event"]}
    lists = [str(link["href"]) for link in page.select(".links a[href^='/list/']")]
    query = "SELECT id FROM listings WHERE source = 'demo'"
    assert sorted(lists) == sorted(f"/list/{number}" for (number,) in db.execute(query))


def test_a_list_in_its_order(site: Site, db: sqlite3.Connection) -> None:
    first = site.page(f"/list/{LONG_LIST}")
    second = site.page(str(one(first, ".pages a[rel=next]")["href"]))
    rows = db.execute(
        "SELECT article_id FROM sightings WHERE listing_id = 1 AND left_list IS NULL ORDER BY page, position"
    )
    now = [row[0] for row in rows]
    entries = [one(page, "ol.entries") for page in (first, second)]
    assert [hits(BeautifulSoup(str(entry), "lxml")) for entry in entries] == [now[:20], now[20:]]
    assert [entry["start"] for entry in entries] == ["1", "21"]
    last = text(entries[1].select(".hit .facts")[-1])
    assert last == "dated 3 February 2026 Community News page 9, place 4"
    assert one(first, ".facts a[rel~=nofollow]")["href"] == "https://clusters.example/news"
    assert one(first, ".facts a[href='/source/demo']").get_text() == "Clusters Example"
    assert one(first, "link[rel=alternate][type='application/atom+xml']")["href"] == "/list/1.atom"


def test_what_is_no_longer_on_a_list(site: Site) -> None:
    first, second = site.page(f"/list/{LONG_LIST}"), site.page(f"/list/{LONG_LIST}?page=2")
    gone = one(first, "ul.entries")
    assert hits(BeautifulSoup(str(gone), "lxml")) == [3, 1]
    assert "left the list by 18 November 2026" in text(gone)
    assert second.select_one("ul.entries") is None


def test_an_empty_list_and_a_source_without_articles(site: Site) -> None:
    assert "No article stands on this list." in text(one(site.page(f"/list/{EMPTY_LIST}"), "main"))
    page = site.page(f"/{path_to('source', ODD_SOURCE)}")
    assert text(one(page, ".note")) == "There are no articles yet."
    assert "It was not crawled yet." in text(one(page, "main"))
    assert page.select_one(".chart") is None


def test_an_empty_archive(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=0, hostile=False)
    with closing(sqlite3.connect(path)) as db, db:
        for table in ("failures", "crawls", "listings", "topic_names", "topics", "sources"):
            db.execute(f"DELETE FROM {table}")
    with serving(path) as site:
        assert text(one(site.page("/topics"), ".note")) == "There are no topics yet."
        assert text(one(site.page("/sources"), ".note")).startswith("There are no sources yet")


def test_odd_names_are_encoded_in_links_and_shown_as_they_are(site: Site) -> None:
    for overview, room, name, shown in (
        ("/topics", "topic", ODD_SLUG, ODD_NAME),
        ("/sources", "source", ODD_SOURCE, ODD_TITLE),
    ):
        link = next(link for link in site.page(overview).select("main a") if link.get_text() == shown)
        assert link["href"] == f"/{path_to(room, name)}"
        assert "/" not in str(link["href"])[len(room) + 2 :]
        page = site.page(str(link["href"]))
        assert one(page, "h1").get_text() == shown
        assert one(page, "h1")["dir"] == "auto"
        assert one(page, "link[type='application/atom+xml']")["href"] == f"{link['href']}.atom"
        assert one(page, "main form input[type=hidden]")["value"] == name


def test_hostile_names_stay_text(site: Site, db: sqlite3.Connection) -> None:
    topics = [f"/topic/hostile-{number}" for number in range(len(HOSTILE))]
    lists = [f"/list/{row[0]}" for row in db.execute("SELECT id FROM listings")]
    for address in ("/topics", "/sources", "/source/demo", f"/{path_to('source', ODD_SOURCE)}", *topics, *lists):
        page = site.page(address)
        assert not page.select("main script, main img, main i, main b, [onerror], [style]"), address
        for link in page.select("[href]"):
            assert urlsplit(str(link["href"])).scheme in ("", "http", "https"), (address, link)
        assert len(page.select("h1")) == 1
        assert len(str(page)) < 60_000, address


def test_dates_of_crawls_are_those_of_the_archive(site: Site) -> None:
    assert one(site.page("/source/harbour"), f"main time[datetime='{NOW}']").get_text() == TEXTS.time(NOW)
