"""A newsletter and its stories."""

import pytest

from extraction.article import extract
from extraction.digest import issue_items
from extraction.parse import parse
from tests.make import page

URL = "https://clusters.example/newsletters/31"
TEXTS = (
    "Sixty regions sent their teams to a tannery that is now a school and talked for two days.",
    "The guide tells in forty pages how one region reads the strategy of another without offence.",
    "Clusters that use much water meet those that clean it; places are free and travel is not paid.",
)
FOOT = "You receive this letter because you asked for it on our site once upon a time."


def items(markup: str, lines: tuple[str, ...] = TEXTS) -> list[tuple[str, str, str]]:
    found = issue_items(parse(f"<html><body>{markup}</body></html>".encode()), URL, "\n".join(lines))
    assert [item.position for item in found] == list(range(1, len(found) + 1))
    return [(item.title, item.summary, item.url) for item in found]


def test_a_heading_with_text_is_a_story_and_one_without_a_section() -> None:
    stories = "".join(f"<h3>Story {n}</h3><p>{text}</p>" for n, text in enumerate(TEXTS))
    assert items(f"<h1>Issue 31</h1><h2>News</h2>{stories}<div>{FOOT}</div>") == [
        (f"Story {n}", text, "") for n, text in enumerate(TEXTS)
    ]


def test_the_link_of_the_heading_counts_then_the_one_that_stands_alone_then_the_first() -> None:
    assert items(
        f"<h2><a href='/a'>Tannery</a></h2><p>{TEXTS[0]} <a href='/other'>here</a></p>"
        f"<a href='/b'><h2>Guide</h2></a><p>{TEXTS[1]}</p>"
        f"<h2>Water</h2><p>{TEXTS[2]} <a href='/x'>by train</a></p><p><a href='/c'>Read more</a></p>"
        f"<h2>Train</h2><p>{TEXTS[0]} <a href='mailto:a@clusters.example'>write</a> <a href='/d'>here</a></p>",
        (*(f"{text}{end}" for text, end in zip(TEXTS, (" here", "", " by train"), strict=True)), "Read more",
         f"{TEXTS[0]} write here"),
    ) == [
        ("Tannery", f"{TEXTS[0]} here", "https://clusters.example/a"),
        ("Guide", TEXTS[1], "https://clusters.example/b"),
        ("Water", f"{TEXTS[2]} by train Read more", "https://clusters.example/c"),
        ("Train", f"{TEXTS[0]} write here", "https://clusters.example/d"),
    ]  # fmt: skip


def test_a_mail_without_headings_has_lines_in_bold() -> None:
    cells = "".join(
        f"<table><tr><td><strong>Story {n}</strong><br>{text}<br><a href='/{n}'>More</a></td></tr></table>"
        for n, text in enumerate(TEXTS)
    )
    lines = (*(f"Story {n}" for n in range(3)), *TEXTS)
    assert items(cells, lines) == [
        (f"Story {n}", text, f"https://clusters.example/{n}") for n, text in enumerate(TEXTS)
    ]


@pytest.mark.parametrize("markup", ["", f"<h1>One</h1><p>{TEXTS[0]}</p>", f"<p>{TEXTS[0]}</p><p>{TEXTS[1]}</p>"])
def test_one_story_is_no_digest(markup: str) -> None:
    assert items(markup) == []


def test_only_a_newsletter_has_stories() -> None:
    stories = "".join(
        f"<h2><a href='/news/{n}?utm_source=mail'>Story {n}</a></h2><p>{t}</p>" for n, t in enumerate(TEXTS)
    )
    body = f"<html><head><title>Letter</title></head><body><main><h1>Letter</h1>{stories}</main></body></html>".encode()
    issue = extract(page(body, url=URL))
    assert (issue.kind, [item.url for item in issue.items]) == (
        "newsletter", [f"https://clusters.example/news/{n}" for n in range(3)],
    )  # fmt: skip
    assert extract(page(body, url="https://clusters.example/news/31")).items == ()
