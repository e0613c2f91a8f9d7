"""A search as people do it: words, filters, the chart, pages, order; each with scripts and without."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import Reader

ROW_OF_COUNT = re.compile(r"(?P<label>.+?)\s+(?P<count>[\d,]+)", re.DOTALL)

# The articles found; pages of files have a list of their own.
ARTICLES = ".hits:not(.in-files) .hit"


def search(page: Page, words: str) -> None:
    """Type ``words`` into the box and send them."""
    box = page.get_by_role("searchbox", name="Words to find")
    box.fill(words)
    box.press("Enter")
    expect(page.get_by_role("searchbox", name="Words to find")).to_have_value(words)
    expect(heading(page)).to_contain_text(words)


def heading(page: Page) -> Locator:
    """The sentence that says how many articles were found."""
    return page.locator("#found")


def expect_found(page: Page, count: int) -> None:
    expect(heading(page)).to_have_text(re.compile(rf"^\s*{count} articles?\b"))


def total(page: Page) -> int:
    """Return the number of articles that the page says it found, 0 for none."""
    number = re.match(r"[\d,]+", heading(page).inner_text().strip())
    return int(number[0].replace(",", "")) if number else 0


def found(page: Page, words: str) -> int:
    """Search for ``words`` and return how many articles the page says it found."""
    search(page, words)
    return total(page)


def titles(page: Page) -> list[str]:
    return page.locator(f"{ARTICLES} h3").all_inner_texts()


def value_and_count(link: Locator) -> tuple[str, int]:
    """Return what a filter says: ``Clusters Example 12`` is a label and a number."""
    read = ROW_OF_COUNT.fullmatch(link.inner_text().strip())
    assert read
    return read["label"], int(read["count"].replace(",", ""))


def test_a_word_is_found_and_marked(page: Page) -> None:
    search(page, "hydrogen")
    expect_found(page, 5)
    hits = page.locator(ARTICLES)
    expect(hits).to_have_count(5)
    for hit in hits.all():
        expect(hit.locator("mark").first).to_have_text(re.compile("hydrogen", re.IGNORECASE))


def test_a_filter_gives_as_many_as_it_says_and_can_be_removed(page: Page) -> None:
    before = found(page, "the")
    for facet in ("source", "kind", "year"):
        choice = page.locator(f"#by-{facet} a").first
        label, count = value_and_count(choice)
        assert 0 < count <= before
        choice.click()
        expect_found(page, count)
        expect(page.locator(f"#by-{facet} a[aria-current=true]")).to_contain_text(label)
        page.get_by_role("list", name="Chosen filters").get_by_role("link", name=label).click()
        expect_found(page, before)
        expect(page.locator(f"#by-{facet} a[aria-current=true]")).to_have_count(0)


def test_filters_add_up(page: Page) -> None:
    page.goto("/search")
    for facet in ("source", "kind"):
        choice = page.locator(f"#by-{facet} a").first
        _, count = value_and_count(choice)
        choice.click()
        expect_found(page, count)
    expect(page).to_have_url(re.compile(r"source=.*kind=|kind=.*source="))
    page.get_by_role("link", name="Remove all").click()
    expect(page.get_by_role("list", name="Chosen filters")).to_have_count(0)


def test_a_bar_of_the_chart_leads_to_its_articles(page: Page) -> None:
    page.goto("/search")
    for unit in ("year", "month"):
        bar = page.locator(".chart svg a").filter(has=page.locator(".bar")).last
        name = bar.locator("title").text_content() or ""
        bar.click()
        expect(page).to_have_url(re.compile(rf"[?&]{unit}=20\d\d"))
        expect_found(page, int(name.rpartition(": ")[2].split()[0]))


def test_the_chart_can_be_read_as_a_table(page: Page) -> None:
    page.goto("/search")
    page.get_by_text("As a table").click()
    rows = page.locator(".chart tbody tr")
    counts = [int(count) for count in rows.locator("td").all_inner_texts()]
    assert len(counts) == page.locator(".chart svg a").count()
    rows.last.get_by_role("link").click()
    expect_found(page, counts[-1])


def test_the_pages_of_a_search_hold_every_article_once(page: Page) -> None:
    page.goto("/search")
    every, links = total(page), []
    while True:
        links += [link.get_attribute("href") for link in page.locator(".hit h3 a").all()]
        following = page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next")
        if not following.count():
            break
        number = len(links) // 20 + 1
        following.click()
        expect(page).to_have_url(re.compile(f"page={number}"))
        expect(page.locator(".pages [aria-current=page]")).to_have_text(str(number))
    assert len(links) == len(set(links)) == every > 40


def test_the_best_can_come_first(page: Page) -> None:
    # Five articles have the word in their title, more have it in their text.
    count = found(page, "specialisation")
    page.get_by_role("link", name="Best match first").click()
    expect(page).to_have_url(re.compile("sort=best"))
    expect(page.get_by_role("link", name="Best match first")).to_have_attribute("aria-current", "true")
    expect_found(page, count)
    assert all("specialisation" in title for title in titles(page)[:5])


def test_the_language_of_searches(page: Page) -> None:
    assert found(page, "priority should name") == found(page, '"priority should name"') == 5
    assert found(page, "should priority name") == 5
    assert found(page, '"should priority name"') == 0
    assert found(page, "hydrogen") == found(page, "hydrogen -timber") == found(page, "hydrog*") == 5
    assert found(page, "hydrogen -barges") == 0
    assert found(page, "gravel") == 5
    assert found(page, "title:gravel") == 0
    assert found(page, "title:barges") == 5
    assert all("barges" in title for title in titles(page))


def test_a_word_that_nobody_wrote_leads_to_one_that_somebody_did(page: Page) -> None:
    assert found(page, "hydrogne") == 0
    page.get_by_role("link", name="hydrogen", exact=True).click()
    expect(page.get_by_role("searchbox", name="Words to find")).to_have_value("hydrogen")
    expect_found(page, 5)


def test_another_spelling_of_a_topic_is_searched_too_and_the_page_says_so(page: Page) -> None:
    assert found(page, "specialization") >= 10
    expect(page.get_by_text("Also searched")).to_contain_text("specialisation")
    page.get_by_role("link", name="Search only for").click()
    expect(page).to_have_url(re.compile("exact=1"))
    expect(page.get_by_text("Other spellings were not searched.")).to_be_visible()
    expect(page.get_by_text("Also searched")).to_have_count(0)


@pytest.mark.parametrize(
    "words", ["-hydrogen", "hy*", '"', "*", 'title:"', "AND OR NOT", "((", "NEAR(", "\N{GRINNING FACE}", "a" * 500]
)
def test_a_search_that_cannot_be_answered_is_a_page_with_advice(reader: Reader, words: str) -> None:
    page = reader.page("/")
    box = page.get_by_role("searchbox", name="Words to find")
    box.fill(words)
    with page.expect_navigation() as navigation:
        box.press("Enter")
    answer = navigation.value
    assert answer
    assert answer.status == 200
    expect(page.locator(".note, .hit").first).to_be_visible()
