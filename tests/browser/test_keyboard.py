"""Without a pointer, and with scripts: keys, focus, and pages that change in place."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import PHONE, Reader

# An element that has the focus, as a sighted person sees it: an outline or a border that the rest has not.
RING = "(element) => { const style = getComputedStyle(element); return `${style.outlineStyle} ${style.outlineWidth}`; }"
# The target size that WCAG 2.2 asks for in any case (2.5.8), in CSS pixels.
SMALLEST = 24


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Words to find")


def test_a_search_needs_no_pointer(reader: Reader) -> None:
    page = reader.page("/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("motors")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("motors")
    hits = page.locator(".hit h3 a")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    title = hits.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_slash_within_a_text_is_a_slash(reader: Reader) -> None:
    page = reader.page("/search?q=hydrogen")
    box(page).focus()
    box(page).press("End")
    page.keyboard.type("/j")
    expect(box(page)).to_have_value("hydrogen/j")


@pytest.mark.parametrize("path", ["/", "/search?q=hydrogen", "/article/1", "/downloads", "/status"])
def test_tab_goes_down_the_page_and_shows_where_it_is(reader: Reader, path: str) -> None:
    page = reader.page(path)
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("To the content")
    expect(focused(page)).to_be_in_viewport()
    top = 0.0
    for _ in range(8):
        page.keyboard.press("Tab")
        expect(focused(page)).to_be_visible()
        assert not focused(page).evaluate(RING).startswith("none")
        place = focused(page).bounding_box()
        assert place
        # On the same line as the one before it, or below.
        assert place["y"] + place["height"] > top
        top = place["y"]


def test_the_skip_link_leads_past_the_header(reader: Reader) -> None:
    page = reader.page("/article/1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    page.keyboard.press("Tab")
    assert focused(page).evaluate("(element) => element.closest('main') !== null")


def test_a_filter_changes_the_page_in_place_and_keeps_the_focus(reader: Reader) -> None:
    page = reader.page("/search?q=the")
    page.evaluate("() => { window.sameDocument = true; }")
    choice = page.locator("#by-kind a").first
    label = choice.inner_text().split("\n")[0].split()[0]
    choice.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("kind="))
    expect(page.locator("#by-kind a[aria-current=true]")).to_contain_text(label)
    expect(page.locator("#by-kind a[aria-current=true]")).to_be_focused()
    # What has changed is told to those who do not see it.
    expect(page.get_by_role("status")).to_have_text(page.locator("#found").inner_text())
    assert page.evaluate("() => window.sameDocument")


def test_back_and_forward_go_through_what_was_chosen(reader: Reader) -> None:
    page = reader.page("/search?q=the")
    found = page.locator("#found")
    states = [(page.url, found.inner_text())]
    for facet in ("source", "kind"):
        page.locator(f"#by-{facet} a").first.click()
        expect(page).to_have_url(re.compile(f"{facet}="))
        expect(page.locator(f"#by-{facet} a[aria-current=true]")).to_have_count(1)
        states.append((page.url, found.inner_text()))
    page.locator(".hit h3 a").first.click()
    expect(page).to_have_url(re.compile("/article/"))
    for url, sentence in reversed(states):
        page.go_back()
        expect(page).to_have_url(url)
        expect(found).to_have_text(sentence)
        expect(box(page)).to_have_value("the")
    for url, sentence in states[1:]:
        page.go_forward()
        expect(page).to_have_url(url)
        expect(found).to_have_text(sentence)
    page.reload()
    expect(found).to_have_text(states[-1][1])


def test_on_a_phone_the_filters_are_folded_and_everything_can_be_hit_with_a_thumb(reader: Reader) -> None:
    page = reader.page("/search?q=the", width=PHONE, has_touch=True, is_mobile=True)
    choice = page.locator("#by-kind a").first
    expect(page.locator(".hit").first).to_be_in_viewport()
    expect(choice).to_be_hidden()
    page.get_by_text("Filters", exact=True).tap()
    expect(choice).to_be_visible()
    for element in (choice, page.get_by_role("button", name="Search"), page.locator(".hit h3 a").first):
        place = element.bounding_box()
        assert place
        assert place["height"] >= SMALLEST
    choice.tap()
    expect(page).to_have_url(re.compile("kind="))
    expect(page.locator("#found")).to_be_visible()
