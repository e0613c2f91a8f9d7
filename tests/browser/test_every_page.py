"""What holds for every kind of page: anybody can read it, on a phone too, in the dark too, and it is light."""

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page, Response, expect

from tests.browser.pages import PAGES, TABLES
from tests.browser.reader import LAPTOP, PHONE, Reader

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG},
    # The one rule of WCAG 2.2 that axe leaves out unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
AXE: str = Axe().axe_script
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
MOST_BYTES = 60_000
# Cumulative Layout Shift: 0.1 counts as good elsewhere. Nothing of ours should move at all.
MOST_SHIFT = 0.01
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum)));
})"""
OPEN = "() => { for (const folded of document.querySelectorAll('details')) folded.open = true; }"
# What sticks out at the right, for a message that helps: elements wider than the window that nothing cuts off.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 100))"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on ``page`` as it stands, a line for each element; its script must be there."""
    found: dict[str, Any] = page.evaluate("(options) => axe.run(options)", OPTIONS)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("path", [*PAGES.values(), *TABLES.values()], ids=[*PAGES, *TABLES])
def test_no_rule_of_wcag_is_broken_and_nothing_scrolls_sideways(reader: Reader, path: str) -> None:
    page = reader.page(path)
    # A colour that is on its way from light to dark is neither.
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(OPEN)
    page.evaluate(AXE)
    found = []
    for width in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{width}, {scheme}: {violation}" for violation in violations(page)]
        found += [f"{width}, too wide: {element}" for element in page.evaluate(TOO_WIDE)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_light(reader: Reader, path: str) -> None:
    page = reader.page("about:blank")
    answers: list[Response] = []

    def keep(response: Response) -> None:
        answers.append(response)

    page.on("response", keep)
    page.goto(path)
    page.remove_listener("response", keep)
    sizes = {answer.url: len(answer.body()) for answer in answers}
    # At least the page, its style and its script.
    assert len(sizes) >= 3
    assert sum(sizes.values()) < MOST_BYTES, sizes


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
@pytest.mark.parametrize("path", [PAGES["home"], PAGES["search"], PAGES["article"]])
def test_nothing_moves_while_a_page_appears(reader: Reader, path: str, width: int) -> None:
    assert reader.page(path, width=width).evaluate(SHIFT) < MOST_SHIFT


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["search"], PAGES["article"], TABLES["table"]])
def test_the_dark_is_dark(reader: Reader, path: str) -> None:
    colours = {}
    page = reader.page(path)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        colours[scheme] = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert brightness(colours["light"]) > 200
    assert brightness(colours["dark"]) < 60


def brightness(colour: str) -> float:
    """Return the mean of the parts of ``rgb(R, G, B)``, 0 to 255."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    assert len(parts) == 3, colour
    return sum(parts) / 3


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["search"], PAGES["article"], PAGES["version"]])
def test_on_paper_there_is_nothing_to_click_for(reader: Reader, path: str) -> None:
    page = reader.page(path)
    page.emulate_media(media="print")
    for role in ("navigation", "searchbox", "button"):
        for element in page.get_by_role(role).all():
            expect(element).to_be_hidden()
    expect(page.get_by_role("heading").first).to_be_attached()
