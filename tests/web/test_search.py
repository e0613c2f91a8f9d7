"""What a reader's search finds and how it is shown, at /search, /search.json and in earlier texts."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.web.sample import HOSTILE, TEXTS
from tests.web.serving import Site
from web.search.marks import HIT, marked, unmarked

ALL = 5 * len(TEXTS) + len(HOSTILE)


def search(site: Site, query: str) -> Any:
    answer = site.get(f"/search.json?{query}")
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("q=", ALL),
        ("q=+&source=", ALL),
        ("source=harbour", 15),
        ("q=&kind=call", 5),
        ("q=&topic=hydrogen", 5),
        ("topic=hydrogen&topic=smart-specialisation", 15),
        ("q=barges&year=2026", 3),
        ("q=barges&year=2026&year=2025", 4),
        ("q=barges&month=2026-04", 1),
        ("q=barges&source=harbour&kind=news&topic=skills&year=2025", 1),
        ("language=nl&country=NL", 15),
        ("source=nobody", 0),
        ("q=%22gravel+on+hydrogen%22", 5),
        ("q=hydrogen+-barges", 0),
        ("q=-barges", 0),
        ("q=hydro*", 5),
        ("q=title:drawing", 5),
        ("q=title:gravel", 0),
        ("q=gravel+OR+sawmill", 10),
        ("q=gravel+sawmill", 0),
        ("q=VARMLAND", 5),
        ("q=***", 0),
        ("q=Specialization&exact=1", 10),  # stands in their topics alone
        ("q=Specialization", 10),
        ("q=title:Specialization", 5),
        ("q=title:Specialization&exact=1", 0),
    ],
)
def test_what_a_search_finds(site: Site, query: str, found: int) -> None:
    assert search(site, query)["total"] == found


def test_a_search_without_words_gives_the_newest(site: Site) -> None:
    dates = [article["date"] for article in search(site, "sort=best")["articles"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 20


def test_the_best_comes_first_when_asked_for(site: Site) -> None:
    titles = [article["title"] for article in search(site, "q=smart+specialisation&sort=best")["articles"]]
    assert {title[:12] for title in titles[:5]} == {"What regions"}
    assert {title[:12] for title in titles[5:]} == {"Timber clust"}


@pytest.mark.parametrize("page", ["0", "-1", "x", "3.5", "99", "9" * 30, "-" + "9" * 30, "1e400", "²"])
def test_odd_page_numbers_are_no_error(site: Site, page: str) -> None:
    assert search(site, f"page={page}&size={page}")["total"] == ALL


@pytest.mark.parametrize(
    "q", ["'", '"', "*", "a*", "NEAR(a b", "title:", "^", "a AND", "(", "--", "%00", "{{7*7}}", "ÿ%FF", "%ED%A0%80x"]
)
def test_odd_searches_are_no_error(site: Site, q: str) -> None:
    search(site, f"q={q}")
    assert site.page(f"/search?q={q}")


def test_hits_are_marked_on_the_page(site: Site) -> None:
    page = site.page("/search?q=varmland+wood")
    assert {mark.get_text() for mark in page.select("mark")} == {"Värmland", "wood"}


def test_markers_in_stored_text_mark_nothing_else(site: Site) -> None:
    page = site.page("/search?q=stored")
    assert {mark.get_text() for mark in page.select("mark")} == {"stored"}
    for text in page.select(".hit h3, .hit .snippet"):
        assert "\x02" not in text.get_text()


def test_earlier_texts_are_found_by_the_same_words(site: Site) -> None:
    found = site.get("/archive/earlier_texts.json?_shape=array&q=%22shared+testing+ground%22").json()
    assert {row["id"] for row in found} == {1}
    for q in ("'", '"', "-x", "", "(", "%00"):
        assert site.get(f"/archive/earlier_texts.json?_shape=array&q={q}").json() == []
    page = site.page("/archive/earlier_texts?q=sawmill")
    assert [mark.get_text() for mark in page.select("td mark")] == ["sawmill"]


@given(st.lists(st.sampled_from(["\x02", "\x03", "<b>", "&", "text", '"']), max_size=12).map("".join))
def test_marks_are_balanced_and_the_rest_is_escaped(text: str) -> None:
    html = BeautifulSoup(marked(text), "lxml")
    assert {element.name for element in html.find_all(True)} <= {"html", "body", "p", "mark"}
    assert marked(text).count("<mark>") == marked(text).count("</mark>") == len(HIT.findall(text))
    assert html.get_text() == unmarked(text)
