"""The page of a file, and the pages of files that a search finds."""

import pytest
from bs4 import Tag

from tests.web.looking import words
from tests.web.sample_files import (
    ELSEWHERE,
    ISSUE,
    MINUTES,
    MOSTLY,
    PART,
    REASON,
    REPEATING,
    SCAN,
    STORIES,
    STUDY,
    STUDY_PAGES,
    STUDY_TITLE,
    TOLD,
    WITH_FILES,
)
from tests.web.serving import Site, one
from web.search.files import VIEW, view_of

HOLDING = STUDY_PAGES - 2 - len(REPEATING)


def linked(element: Tag) -> list[str]:
    return [str(link["href"]) for link in element.select("a")]


def numbers(page: Tag) -> list[str]:
    return [str(sheet["id"]) for sheet in page.select(".file-page")]


def test_what_is_known_of_a_file(site: Site) -> None:
    page = site.page(f"/document/{STUDY}")
    assert words(one(page, "h1")) == STUDY_TITLE
    assert words(one(page, "article .facts")) == "Harbour Valley Clusters PDF 2.4 MB 23 pages"
    facts = dict(zip(map(words, page.select("aside dt")), map(words, page.select("aside dd")), strict=True))
    assert facts["In the archive"] == "Its text was read in full."
    assert (facts["Changed"], facts["Fetched"], facts["Language"]) == ("2 April 2025", "18 November 2026", "English")
    original = one(page, ".original a")
    assert (original["href"], original["rel"]) == (
        "https://harbour.example/files/study.pdf",
        ["noopener", "nofollow"],
    )
    assert linked(one(page, ".documents")) == [f"/article/{WITH_FILES}"]
    assert page.select_one(".note") is None


def test_every_page_of_a_file_is_in_one_view(site: Site) -> None:
    first, second = site.page(f"/document/{STUDY}"), site.page(f"/document/{STUDY}?page=2")
    assert numbers(first) == [f"page-{number}" for number in range(1, VIEW + 1)]
    assert numbers(second) == [f"page-{number}" for number in range(VIEW + 1, STUDY_PAGES + 1)]
    assert linked(one(first, "nav.pages")) == [
        f"/document/{STUDY}",
        f"/document/{STUDY}?page=2",
        f"/document/{STUDY}?page=2",
    ]
    assert words(one(first, "#page-2 .prose p")) == "Port number 2"
    assert one(first, "#page-2 .prose")["lang"] == "en"


@pytest.mark.parametrize("number", REPEATING)
def test_a_page_that_repeats_another_says_so_and_folds_its_text(site: Site, number: int) -> None:
    sheet = one(site.page(f"/document/{STUDY}?page={view_of(number)}"), f"#page-{number}")
    assert words(one(sheet, "p")) == "Repeats page 3."
    assert one(sheet, "p a")["href"] == f"/document/{STUDY}#page-3"
    assert "dredger" in words(one(sheet, "details"))


def test_what_is_new_on_a_page_that_repeats_another_is_shown(site: Site) -> None:
    sheet = one(site.page(f"/document/{STUDY}?page={view_of(MOSTLY)}"), f"#page-{MOSTLY}")
    assert words(one(sheet, "p")) == "Repeats page 3, but for this:"
    assert words(one(sheet, ".prose")) == "Twice, or three times?"
    assert "dredger" in words(one(sheet, "details"))


@pytest.mark.parametrize(("key", "reason"), [(SCAN, REASON), (MINUTES, PART)])
def test_what_was_not_read_is_said_with_its_reason(site: Site, key: int, reason: str) -> None:
    note = words(one(site.page(f"/document/{key}"), ".note"))
    assert note.endswith(f"Why: {reason}")
    assert ("could not be read" in note) == (key == SCAN)


def test_a_file_without_a_title_has_its_address(site: Site) -> None:
    assert words(one(site.page(f"/document/{MINUTES}"), "h1")) == "https://harbour.example/files/minutes.pdf"


def test_words_in_a_file_lead_to_its_pages(site: Site) -> None:
    page = site.page(f"/document/{STUDY}?q=gravel")
    assert words(one(page, "#found")) == f"{HOLDING} pages for gravel"
    hits = page.select(".in-file .hit")
    assert [one(hit, "mark").get_text() for hit in hits] == ["gravel"] * len(hits)
    address, _, anchor = str(one(hits[-1], "h3 a")["href"]).partition("#")
    assert one(site.page(address), f"#{anchor}")
    assert one(page, "#within")["value"] == "gravel"


def test_words_are_found_in_this_file_alone(site: Site) -> None:
    assert words(one(site.page(f"/document/{STUDY}?q=vergadering"), "#found")).startswith("No page of this file has")
    assert len(site.page(f"/document/{MINUTES}?q=vergadering").select(".hit")) == 2
    # What a page repeats is found where it is said first.
    assert linked(one(site.page(f"/document/{STUDY}?q=dredger"), ".hit h3")) == [f"/document/{STUDY}#page-3"]


@pytest.mark.parametrize("query", ["page=3", "page=999", "q=gravel&page=9"])
def test_a_view_beyond_the_last_leads_back(site: Site, query: str) -> None:
    assert linked(one(site.page(f"/document/{STUDY}?{query}"), ".note")) == [f"/document/{STUDY}"]


@pytest.mark.parametrize("words_typed", ["-gravel", "%22%28*", "%00"])
def test_odd_searches_of_a_file_are_no_error(site: Site, words_typed: str) -> None:
    assert words(one(site.page(f"/document/{STUDY}?q={words_typed}"), "#found")).startswith("No page of this file has")


@pytest.mark.parametrize("key", ["1", str(8001), "999999", "0"])
def test_a_file_that_is_not_there_is_said_in_words(site: Site, key: str) -> None:
    answer = site.get(f"/document/{key}")
    assert answer.status_code == (200 if key in ("1", "8001") else 404)
    assert ("There is no file of this number" in answer.text) == (answer.status_code == 404)


def test_a_search_has_files_below_its_articles(site: Site) -> None:
    page = site.page("/search?q=gravel")
    files = one(page, "section.in-files")
    hits = files.select(".hit")
    assert len(hits) == 5
    assert len(page.select(".hit")) > 5
    assert all(one(hit, "mark").get_text() == "gravel" for hit in hits)
    assert {link for hit in hits for link in linked(one(hit, ".facts"))} == {f"/article/{WITH_FILES}"}
    assert words(one(files, ".more")) == f"All {HOLDING} pages in files"
    assert "/search/files?q=gravel" in linked(one(files, ".more"))


def test_files_are_shown_where_no_article_is_found(site: Site) -> None:
    page = site.page("/search?q=dredger")
    assert words(one(page, "#found")) == "Nothing was found for dredger"
    titles = {words(title) for title in page.select(".in-files h3")}
    assert titles == {f"{STUDY_TITLE}, page 3", "https://harbour.example/files/minutes.pdf, page 1"}


@pytest.mark.parametrize("query", ["", "q=gravel&source=harbour", "q=gravel&page=2", "q=-gravel", "q=title:gravel"])
def test_other_searches_have_no_files(site: Site, query: str) -> None:
    assert site.page(f"/search?{query}").select_one(".in-files") is None


def test_titles_of_files_are_titles(site: Site) -> None:
    assert linked(one(site.page("/search?q=title:twelve"), ".in-files h3")) == [f"/document/{STUDY}#page-1"]


def test_all_pages_of_files_are_found_once(site: Site) -> None:
    seen: list[str] = []
    address: str | None = "/search/files?q=gravel+OR+vergadering"
    while address is not None:
        page = site.page(address)
        seen += [str(link["href"]) for link in page.select(".hit h3 a")]
        following = page.select_one("a[rel=next]")
        address = None if following is None else str(following["href"])
    assert len(seen) == len(set(seen)) == HOLDING + 2
    assert words(one(page, "#found")) == f"{HOLDING + 2} pages of files for gravel OR vergadering"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Please type the words to find in files."),
        ("q=nothinghasthis", "No page of a file was found for nothinghasthis"),
        ("q=dredger&page=9", "2 pages of files for dredger"),
        ("q=%22%28*", "No page of a file was found for"),
    ],
)
def test_odd_searches_of_files_are_no_error(site: Site, query: str, sentence: str) -> None:
    assert words(one(site.page(f"/search/files?{query}"), "#found")).startswith(sentence)


def test_files_of_a_search_for_programs(site: Site) -> None:
    files = site.get("/search.json?q=dredger").json()["files"]
    study = next(found for found in files if found["document"] == STUDY)
    assert {**study, "snippet": ""} == {
        "document": STUDY,
        "number": 3,
        "page": f"http://localhost/document/{STUDY}#page-3",
        "url": "https://harbour.example/files/study.pdf",
        "title": STUDY_TITLE,
        "snippet": "",
        "language": "en",
        "article": WITH_FILES,
    }
    assert "A dredger weighs" in study["snippet"]
    assert len(files) == 2
    assert site.get("/search.json?q=dredger&source=harbour").json()["files"] == []


def test_an_article_leads_to_what_its_files_say(site: Site) -> None:
    files = one(site.page(f"/article/{WITH_FILES}"), ".documents").select("li")
    assert [words(file) for file in files] == [
        f"{STUDY_TITLE} PDF 2.4 MB 23 pages read its text",
        f"https://harbour.example/files/minutes.pdf PDF 81 kB 5 pages read its text, which is not all of it {PART}",
        f"The permit PDF 5.1 MB 4 pages kept in the archive, but it could not be read {REASON}",
    ]
    assert [linked(one(file, ".facts")) for file in files] == [
        [f"/document/{STUDY}"],
        [f"/document/{MINUTES}"],
        [f"/archive/documents/{SCAN}"],
    ]


def test_a_newsletter_and_its_stories_lead_to_each_other(site: Site) -> None:
    section = one(site.page(f"/article/{ISSUE}"), ".documents")
    assert words(one(section, "h2")) == "In this newsletter"
    stories = section.select("li")
    assert [words(story) for story in stories] == [f"{title} {summary}" for title, summary, _ in STORIES]
    assert [linked(story) for story in stories] == [[f"/article/{TOLD}"], [ELSEWHERE], []]
    assert one(stories[1], "a")["rel"] == ["noopener", "nofollow"]
    told = one(site.page(f"/article/{TOLD}"), ".documents")
    assert words(one(told, "h2")) == "Told in the newsletter"
    assert linked(told) == [f"/article/{ISSUE}"]
