"""From an article to what belongs to it, with scripts and without: versions, citations, topics, sources, feeds."""

import re

import feedparser
from playwright.sync_api import Page, expect

from tests.browser.reader import Reader
from tests.web.sample import HOSTILE
from tests.web.sample_history import CHANGED, CHANGED_CALL, GONE, MOVED


def test_a_hit_leads_to_its_article_and_from_there_to_the_original(page: Page) -> None:
    page.goto("/search?q=gravel")
    link = page.locator(".hit h3 a").first
    title = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/article/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_title(re.compile(re.escape(title)))
    expect(page.get_by_role("article")).to_contain_text("A third barge waits for a crew")
    original = page.get_by_role("link", name="Read the original")
    expect(original).to_have_attribute("href", re.compile(r"^https://harbour\.example/news/\d+$"))
    expect(original).to_have_attribute("rel", "noopener nofollow")


def test_a_text_in_another_language_says_so_to_those_who_read_it_aloud(page: Page) -> None:
    page.goto("/search?q=hydrogen&language=nl")
    page.locator(".hit h3 a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "nl")
    expect(page.locator(".prose")).to_have_attribute("lang", "nl")


def test_the_words_that_changed_between_two_versions_are_marked(page: Page) -> None:
    page.goto(f"/article/{CHANGED}")
    versions = page.locator("section", has=page.get_by_role("heading", name="Versions")).get_by_role("listitem")
    expect(versions).to_have_count(3)
    versions.nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("9 November 2026")
    removed = "\n".join(page.locator(".prose del").all_inner_texts())
    added = "\n".join(page.locator(".prose ins").all_inner_texts())
    assert "15 December" in removed
    assert "30 January" in added
    assert "Motors must come apart" in added
    assert "dynamometer" not in removed + added
    page.get_by_role("link", name="Version before").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 November 2026")
    page.get_by_role("link", name="Compare with the present text").click()
    expect(page.locator(".prose ins").first).to_be_visible()
    page.get_by_role("link", name="To the article").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHANGED_CALL)


def test_gone_and_moved_are_said_plainly(page: Page) -> None:
    page.goto(f"/article/{GONE}")
    expect(page.locator(".note")).to_contain_text("This article is gone from its site since 12 November 2026.")
    page.goto(f"/article/{MOVED}")
    expect(page.locator(".note")).to_contain_text("This article has moved on its site.")


def test_a_citation_can_be_copied(reader: Reader) -> None:
    page = reader.page("/article/1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this article").click()
    page.get_by_role("button", name="Copy").click()
    # The page tells aloud that it is done.
    expect(page.locator("#said")).not_to_be_empty()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator("#citation").inner_text().strip()
    assert "Timber clusters open a shared testing ground in Värmland" in copied


def test_a_citation_can_be_had_as_a_file(page: Page) -> None:
    page.goto("/article/1")
    page.get_by_text("Cite this article").click()
    for name, start in (("BibTeX", "@"), ("RIS", "TY  - "), ("Plain text", "")):
        address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
        assert address
        answer = page.request.get(address)
        assert answer.ok
        assert answer.text().startswith(start)
        assert "Timber clusters" in answer.text()


def test_articles_topics_sources_lists_and_status_are_linked(page: Page) -> None:
    page.goto("/article/1")
    page.get_by_role("article").get_by_role("link", name="Circular economy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Circular economy")
    page.get_by_role("complementary").get_by_role("link", name="Clusters Example").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clusters Example")
    page.get_by_role("complementary").get_by_role("link", name="News", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/list/\d+$"))
    expect(page.locator(".hit, main li").first).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Status").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Status")
    expect(page.get_by_role("main")).to_contain_text("the server answered 404")


def test_a_topic_can_be_searched_within(page: Page) -> None:
    page.goto("/topic/skills")
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill("barges")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"(?=.*q=barges)(?=.*topic=skills)"))
    expect(page.locator("#found")).to_have_text(re.compile(r"^\s*5 articles"))


def test_the_first_entry_of_a_feed_opens_its_article(page: Page) -> None:
    for place in ("/search?q=hydrogen", "/topic/hydrogen", "/source/harbour"):
        page.goto(place)
        address = page.locator("link[rel=alternate][type='application/atom+xml']").first.get_attribute("href")
        assert address
        feed = feedparser.parse(page.request.get(address).body())
        assert not feed.bozo
        page.goto(feed.entries[0].link)
        expect(page.get_by_role("heading", level=1)).to_have_text(feed.entries[0].title)


def test_hostile_articles_are_texts_and_nothing_else(reader: Reader) -> None:
    page = reader.page("/search?q=hostile")
    links = [str(link.get_attribute("href")) for link in page.locator(".hit h3 a").all()]
    assert len(links) > len(HOSTILE) / 2
    for link in links:
        # What a page must never do, the reader notices: run a script, ask another site, break the policy.
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main [href^='javascript:' i], main script, main img")).to_have_count(0)


def test_an_address_that_does_not_exist_leads_back(page: Page) -> None:
    answer = page.goto("/article/999999")
    assert answer
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.get_by_role("searchbox", name="Words to find")).to_be_visible()
