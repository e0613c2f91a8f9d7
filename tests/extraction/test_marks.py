"""What a page is, told by the facts on it."""

import pytest
from lxml.html import document_fromstring

from extraction.marks import is_front_page, marked_kind
from extraction.outline import Outline, outline

PROSE = "<p>The cluster lends its machines to small firms of the valley, who pay for them by the hour.</p>"


def page(body: str) -> Outline:
    return outline(document_fromstring(f"<html><body>{body}</body></html>"), "https://clusters.example/content/a")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PROSE, None),
        ("<p>Date: 4 March 2026</p>" + PROSE, None),
        ("<p>Date: 4 March 2026</p><p>Time: 10:00</p>" + PROSE, None),
        ("<p>Date: 4 March 2026</p><p>Venue: Online</p>" + PROSE, "event"),
        ("<dl><dt>Wann</dt><dd>4. März 2026</dd><dt>Anmeldung</dt><dd>hier</dd></dl>" + PROSE, "event"),
        ("<table><tr><th>Quand</th><td>4 mars 2026</td></tr><tr><th>Lieu</th><td>Lyon</td></tr></table>", "event"),
        ("<nav><p>Date: today</p><p>Venue: here</p></nav>" + PROSE, None),
        ("<p><a href='/x'>Date: 4 March</a> <a href='/y'>Venue: here</a></p>" + PROSE, None),
        ("<p>Deadline for submitting applications: 8 May 2026</p>" + PROSE, "call"),
        ("<dl><dt>Deadline date</dt><dd>5 May 2026</dd></dl>" + PROSE, "call"),
        ("<p>Einreichfrist: 8. Mai 2026</p>" + PROSE, "call"),
        ("<p>The deadline for submitting applications is over, and the venue was a mill.</p>", None),
    ],
)
def test_facts_tell_calls_and_events(body: str, kind: str | None) -> None:
    assert marked_kind(page(body)) == kind


@pytest.mark.parametrize(
    ("body", "profile"),
    [
        (PROSE, False),
        ("<div>85% completed</div>", True),
        ("<p>The bridge is 85% complete.</p>", False),
        ("<dl><dt>Type of Network</dt><dd>Cluster</dd><dt>Year of establishment</dt><dd>2009</dd></dl>", True),
        ("<dl><dt>Type of Network</dt><dd>Cluster</dd></dl>", False),
    ],
)
def test_profiles_are_told_by_their_form(body: str, profile: bool) -> None:
    assert (marked_kind(page(body)) == "profile") is profile


def tiles(number: int, text: str = "") -> str:
    cards = "".join(
        f"<div><a href='/{n}'><h3>Part {n}</h3><p>About part {n} of it.</p></a></div>" for n in range(number)
    )
    return f"<main><h1>Cooperation</h1>{text}{cards}</main>"


@pytest.mark.parametrize(("body", "front"), [(tiles(6), True), (tiles(2), False), (tiles(6, PROSE * 4), False)])
def test_a_page_of_tiles_only_leads_on(body: str, front: bool) -> None:
    assert is_front_page(page(body)) is front
