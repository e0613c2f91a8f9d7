"""Words like ``Events`` on a card: alone they are its label, in a sentence they say what its date is."""

from collections.abc import Callable

import pytest

from extraction.listing import read_listing

TITLES = ("The valley saves its last foundry", "A loom for the weavers of Aubach", "Cork from the harbour of Sines")
TEASER = "<p>Forty members met in the old brewery and spoke of what they had learnt in a hard year.</p>"

Line = Callable[[str], str]


def days(line: Line, classes: str = "card") -> list[str]:
    """The dates of three cards, in which ``line`` is around the date."""
    cards = "".join(
        f"<article class='{classes}'><h3><a href='/news/{number}'>{title}</a></h3>"
        f"{line(f'{number} March 2026')}{TEASER}</article>"
        for number, title in enumerate(TITLES, 3)
    )
    return [card.published for card in read_listing(f"<main>{cards}</main>", "https://clusters.example/news").cards]


LABELS: dict[str, Line] = {
    "badge": lambda day: f"<span class='badge'>Events</span><p class='card-date'>{day}</p>",
    "badge called event": lambda day: f"<span class='badge event'>Event</span><p class='card-date'>{day}</p>",
    "inside the date": lambda day: f"<div class='date'><span class='cat'>Eventi</span> <span>{day}</span></div>",
    "like the date": lambda day: f"<div class='meta'><span>Eventos</span> <span>{day}</span></div>",
    "with a bar": lambda day: f"<div class='meta'><span>Termine</span> | <span>{day}</span></div>",
    "link before bare text": lambda day: f"<div class='meta'><a href='/events'>Events</a> {day}</div>",
    "time element": lambda day: f"<div class='date'><em>News & events</em> <time>{day}</time></div>",
    "update": lambda day: f"<p class='meta'><em>Project update</em> {day}</p>",
}
ANNOUNCEMENTS: dict[str, Line] = {
    "sentence": lambda day: f"<div class='date'>Event on {day}</div>",
    "colon": lambda day: f"<div class='date'><b>Event:</b> <span>{day}</span></div>",
    "colon before a time element": lambda day: f"<b>Event:</b> <time datetime='2026-03-03'>{day}</time>",
    "deadline": lambda day: f"<div class='date'><b>Deadline</b> <span>{day}</span></div>",
    "terms": lambda day: f"<dl><dt>Scadenza</dt><dd class='date'>{day}</dd></dl>",
}


@pytest.mark.parametrize("name", LABELS)
def test_a_label_says_nothing_about_the_date_beside_it(name: str) -> None:
    assert days(LABELS[name]) == ["2026-03-03", "2026-03-04", "2026-03-05"]


@pytest.mark.parametrize("name", ANNOUNCEMENTS)
def test_what_announces_a_date_makes_it_no_date_of_publication(name: str) -> None:
    assert days(ANNOUNCEMENTS[name]) == ["", "", ""]


@pytest.mark.parametrize("classes", ["post type-post category-events tag-event-report", "card rubrica-eventi"])
def test_the_category_in_the_class_of_a_card_says_nothing_about_its_date(classes: str) -> None:
    assert days(lambda day: f"<span class='post-date'>{day}</span>", classes)[0] == "2026-03-03"


def test_a_card_that_is_an_event_has_no_date_of_publication() -> None:
    assert days(lambda day: f"<span class='date'>{day}</span>", "event") == ["", "", ""]


@pytest.mark.parametrize(("lang", "month"), [("pl-PL", "11"), ("hr", "10"), ("HR-hr", "10"), ("en", ""), ("", "")])
def test_the_language_of_the_page_decides_a_month_of_two_meanings(lang: str, month: str) -> None:
    cards = "".join(
        f"<article><dl class='article-info'><dd class='published'>Opublikowano: {number} listopad 2026</dd></dl>"
        f"<h2><a href='/news/{number}'>{title}</a></h2>{TEASER}</article>"
        for number, title in enumerate(TITLES, 13)
    )
    html = f"<html lang='{lang}'><body><main>{cards}</main></body></html>"
    found = [card.published for card in read_listing(html, "https://clusters.example/news").cards]
    assert found == [f"2026-{month}-{day}" if month else "" for day in (13, 14, 15)]
