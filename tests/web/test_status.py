"""The status page: what crawls did, what cannot be read and what waits, said in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import Tag

from tests.web.sample import HOSTILE, build
from tests.web.serving import Site, one, serving
from web.pages.crawls import MOST_NOTES, in_words
from web.texts import Texts

TEXTS = Texts()
DRIFT = "https://clusters.example/news: the list is no longer found by its selector"
CRAWLS = (
    # source, started, finished, outcome, note, new, changed, gone, failed
    ("demo", "2026-11-21T06:00:00Z", "2026-11-21T06:00:57Z", "ok", DRIFT, 4, 1, 2, 26),
    ("demo", "2026-11-20T23:00:00Z", "2026-11-21T01:31:00Z", "ok", "", 1200, 0, 0, 0),
    ("demo", "2026-11-19T06:00:00Z", None, "failed", "it was cut off before its end", 3, 0, 0, 0),
    ("harbour", "2026-11-21T07:00:00Z", "2026-11-21T07:05:00Z", "failed", f"no cards were found; {DRIFT}", 0, 0, 0, 1),
    ("torn", "2026-11-18T06:00:00Z", None, "failed", "it was cut off before its end", 0, 0, 0, 0),
    ("busy", "2026-11-22T06:00:00Z", None, "running", None, 0, 0, 0, 0),
    ("odd", "2026-11-17T06:00:00Z", "2026-11-17T05:00:00Z", "ok", "; ".join(HOSTILE * 2), 1, 0, 0, 0),
)
FAILURES = 25


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = build(tmp_path_factory.mktemp("status") / "archive.db", copies=0, hostile=False)
    with closing(sqlite3.connect(path)) as db, db:
        fill(db)
    with serving(path) as served:
        yield served


def fill(db: sqlite3.Connection) -> None:
    for table in ("failures", "crawls"):
        db.execute(f"DELETE FROM {table}")
    others = [("torn", "Torn"), ("busy", "Busy"), ("never", "Never"), ("odd", "<script>alert(1)</script>")]
    db.executemany("INSERT INTO sources VALUES (?, ?, 'https://other.example/', 'EU', 'en')", others)
    old = [
        ("demo", f"2026-10-0{day}T06:00:00Z", f"2026-10-0{day}T06:02:00Z", "ok", "", 0, 0, 0, 0) for day in (1, 2, 3)
    ]
    db.executemany(
        "INSERT INTO crawls (source, started, finished, outcome, note, new, changed, gone, failed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*CRAWLS, *old],
    )
    row = "INSERT INTO failures VALUES (?, ?, 1, ?, 404, ?, '2026-11-01T06:00:00Z', ?, ?)"
    for number in range(FAILURES):
        seen, again = f"2026-11-20T06:00:{number:02}Z", "2026-11-23T08:30:00Z"
        url = f"https://clusters.example/lost/{number}"
        db.execute(row, (url, "demo", "the server answered 404 (not found)", 2, seen, again if number else None))
    db.execute(row, ("javascript:alert(1)", "odd", "<b>why</b>", 1, "2026-11-20T06:00:00Z", None))
    wanted = [(f"https://clusters.example/news/{number}", "article", "pending") for number in range(3)]
    wanted += [("https://clusters.example/a.pdf", "file", "pending"), ("https://clusters.example/", "list", "pending")]
    wanted += [("https://clusters.example/news/had", "article", "done")]
    db.executemany(
        "INSERT INTO ledger (source, url, role, state, request, wanted)"
        " VALUES ('demo', ?, ?, ?, '', '2026-11-20T06:00:00Z')",
        wanted,
    )


def text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def standing(site: Site, name: str) -> Tag:
    section = one(site.page("/status"), f"h2 a[href='/source/{name}']").find_parent("section")
    assert section is not None
    return section


def test_the_summary_says_how_all_stand(site: Site) -> None:
    assert text(one(site.page("/status"), ".summary")) == (
        "The last crawl of all began on 22 November 2026, 06:00 UTC and was of Busy."
        " The last crawls of 2 sources did their job. The last crawl of one source did not do its job."
        " The last crawl of one source was cut off before its end. A crawl of one source is running."
        " One source was not crawled yet. In all, 26 addresses cannot be read at present."
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "demo",
            "The last crawl began on 21 November 2026, 06:00 UTC and did its job. It found 4 new articles."
            " One article had changed. 2 articles were gone.",
        ),
        (
            "harbour",
            "The last crawl began on 21 November 2026, 07:00 UTC and did not do its job: no cards were found."
            " It found 0 new articles.",
        ),
        (
            "torn",
            "The last crawl began on 18 November 2026, 06:00 UTC and was cut off before its end."
            " It found 0 new articles.",
        ),
        ("busy", "A crawl began on 22 November 2026, 06:00 UTC and is running: its end is not on record yet."),
        ("never", "It was not crawled yet."),
    ],
)
def test_the_last_crawl_in_a_sentence(site: Site, name: str, said: str) -> None:
    assert text(one(standing(site, name), "h2 + p")) == said


def test_the_last_five_crawls_of_a_source(site: Site) -> None:
    table = one(standing(site, "demo"), "table")
    assert text(one(table, "caption")) == "Last crawls of Clusters Example"
    assert [text(head) for head in table.select("thead th[scope=col]")] == [
        *("Began", "Took", "How it ended", "New", "Changed", "Gone", "Failed")
    ]
    rows = [[text(cell) for cell in row.select("th[scope=row], td")] for row in table.select("tbody tr")]
    assert rows == [
        ["21 November 2026, 06:00 UTC", "57 seconds", "did its job", "4", "1", "2", "26"],
        ["20 November 2026, 23:00 UTC", "2 hours", "did its job", "1,200", "0", "0", "0"],
        ["19 November 2026, 06:00 UTC", "not known", "was cut off", "3", "0", "0", "0"],
        ["3 October 2026, 06:00 UTC", "2 minutes", "did its job", "0", "0", "0", "0"],
        ["2 October 2026, 06:00 UTC", "2 minutes", "did its job", "0", "0", "0", "0"],
    ]
    assert standing(site, "never").select("table") == []


def test_notes_say_what_was_odd(site: Site) -> None:
    notes = one(standing(site, "harbour"), ".notes")
    assert [text(note) for note in notes.select("dd")] == ["no cards were found", DRIFT]
    assert text(one(notes, "dt")) == "21 November 2026, 07:00 UTC"
    odd = [text(note) for note in standing(site, "odd").select(".notes dd")]
    assert len(odd) == MOST_NOTES + 1
    more = "; ".join(HOSTILE * 2).count("; ") + 1 - MOST_NOTES
    assert odd[-1] == f"and {more} more notes"


def test_what_cannot_be_read(site: Site) -> None:
    source = standing(site, "demo")
    assert "25 addresses. The 20 that failed last are shown." in text(source)
    items = source.select(".unread li")
    assert [str(one(item, "a")["href"]) for item in items] == [
        f"https://clusters.example/lost/{number}" for number in range(24, 4, -1)
    ]
    assert one(items[0], "a")["rel"] == ["noopener", "nofollow"]
    assert [text(fact) for fact in items[0].select(".facts > span")] == [
        "the server answered 404 (not found)",
        "2 crawls tried",
        "next attempt not before 23 November 2026, 08:30 UTC",
    ]
    assert "Everything that was asked for could be read." in text(standing(site, "busy"))


def test_what_was_given_up_says_so(site: Site) -> None:
    item = one(standing(site, "odd"), ".unread li")
    assert [text(fact) for fact in item.select(".facts > span")] == [
        "<b>why</b>",
        "one crawl tried",
        "is not tried again",
    ]
    assert item.select("a") == []
    assert "javascript:alert(1)" in text(item)


def test_what_waits(site: Site) -> None:
    said = text(standing(site, "demo"))
    assert "3 articles are wanted and were not fetched yet. One file is wanted and was not fetched yet." in said
    assert "wanted" not in text(standing(site, "harbour"))


def test_hostile_names_and_notes_stay_text(site: Site) -> None:
    page = site.page("/status")
    assert not page.select("main script, main img, main b, [onerror], [style]")
    assert text(one(standing(site, "odd"), "h2")) == "<script>alert(1)</script>"
    ids = [str(element["id"]) for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert all(element["aria-labelledby"] in ids for element in page.select("[aria-labelledby]"))


def test_an_archive_that_was_never_crawled(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=0, hostile=False)
    with closing(sqlite3.connect(path)) as db, db:
        for table in ("failures", "crawls", "listings", "sources"):
            db.execute(f"DELETE FROM {table}")
    with serving(path) as site:
        assert text(one(site.page("/status"), ".note")) == "There are no sources yet: nothing was crawled so far."


def test_one_source_needs_no_count_of_sources(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db", copies=0, hostile=False)
    with closing(sqlite3.connect(path)) as db, db:
        for table in ("failures", "crawls", "listings", "sources"):
            db.execute(f"DELETE FROM {table} WHERE {'name' if table == 'sources' else 'source'} != 'demo'")
        db.execute("DELETE FROM failures")
    with serving(path) as site:
        assert text(one(site.page("/status"), ".summary")) == (
            "The last crawl of all began on 20 November 2026, 06:00 UTC and was of Clusters Example."
            " There is no address that cannot be read at present."
        )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7199, "119 minutes"),
        (7200, "2 hours"),
    ],
)
def test_times_in_words(seconds: int, words: str) -> None:
    unit, count = in_words(seconds)
    assert TEXTS.plain(f"crawl.{unit}", count=count) == words
