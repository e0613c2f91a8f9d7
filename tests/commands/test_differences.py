"""How the differences of texts are told: fit for a terminal, however long they are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reextract import Captured, Difference
from commands.differences import TOLD, Findings, counted, excerpts, words
from tests.make import article, capture


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("one two two", "two three", "-2 +1 words"),
        ("", "a b", "-0 +2 words"),
        ("one two", "two\none", "the same words in other places"),
    ],
)
def test_words_are_counted(old: str, new: str, told: str) -> None:
    assert counted(old, new) == told


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_what_is_gone_and_come_adds_up(old: str, new: str) -> None:
    removed, added = words(old, new)
    assert len(old.split()) - removed + added == len(new.split())


def test_an_excerpt_starts_where_the_lines_part() -> None:
    old = "Same.\n" + "The same beginning of a long line " * 4 + "and the old end"
    new = "Same.\n" + "The same beginning of a long line " * 4 + "and a new end"
    assert list(excerpts(old, new)) == [
        "- …of a long line and the old end",
        "+ …of a long line and a new end",
    ]
    assert list(excerpts("a", "a\nb")) == ["+ b"]
    assert list(excerpts("a\nb", "b\na")) == []


def test_control_characters_of_pages_never_reach_the_terminal() -> None:
    [line] = excerpts("", "red \x1b[31m\u202etxt.exe\x9b" + "x" * 500)
    assert line.isprintable()
    assert len(line) < 110


def test_only_the_largest_are_held_and_told() -> None:
    findings = Findings()
    for number in range(3 * TOLD):
        known = Captured(id=number, url=f"u{number}", source="s", capture_id=1, capture=capture(), card=None)
        bodies: dict[str, Any] = {"before": {"body": None}, "after": {"body": "word " * number}}
        findings.add(known, article(title=f"T\x07{number}"), Difference(**bodies))
    lines = list(findings.largest())
    assert lines[1:3] == ["  -0 +29 words: T 29", "      u29"]
    assert sum(": T" in line for line in lines) == TOLD
    assert findings.summary(dry=False) == "30 captures read, 30 articles changed: body 30"


def test_long_texts_are_told_as_well() -> None:
    old, new = (" ".join(str(number) for number in range(first, first + 300_000)) for first in (0, 150_000))
    assert words(old, new) == (150_000, 150_000)
    assert len(list(excerpts(old, new))) == 2
