"""The difference of two texts: it holds both, marks what a reader would mark, and stays bounded."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from web import diff
from web.diff import Difference, difference
from web.prose import MOST_CHARACTERS, MOST_PARAGRAPHS

WORDS = st.lists(st.sampled_from(["the", "of", "hydrogen", "call", "é-mail", ",", ".", "  ", "\n", "\t"]), max_size=60)
TEXT = st.text(max_size=80) | WORDS.map(" ".join) | WORDS.map("".join)


def shown(found: Difference) -> str:
    """Return a difference as [-removed-] and {+added+}, a line for each paragraph."""
    marks = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return "\n".join("".join(marks[piece.kind].format(piece.text) for piece in p.pieces) for p in found.paragraphs)


@given(TEXT, TEXT)
def test_without_what_was_added_it_is_the_old_text_and_without_what_was_removed_the_new(old: str, new: str) -> None:
    found = difference(old, new)
    assert found.before() == old
    assert found.after() == new
    assert found.changed == (old != new)
    assert not found.cut


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not difference(text, text).changed


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Open until 30 January.", "Open until 15 March.", "Open until [-30 January-]{+15 March+}."),
        ("one\ntwo", "one\nnew words\ntwo", "one\n{+new words+}\ntwo"),
        ("one\nold words\ntwo", "one\ntwo", "one\n[-old words-]\ntwo"),
        ("", "new", "[--]\n{+new+}"),
        ("a state-of-the-art hall", "a modern hall", "a [-state-of-the-art -]{+modern +}hall"),
        ("it isn’t late", "it is late", "it [-isn’t -]{+is +}late"),
    ],
)
def test_what_is_marked(old: str, new: str, marked: str) -> None:
    assert shown(difference(old, new)) == marked


def test_a_changed_paragraph_is_compared_with_its_own_old_text_beside_new_ones() -> None:
    old = "The hall has three climate rooms and a dock.\nThe end."
    new = "Quite another paragraph first.\nThe hall has four climate rooms and a dock.\nThe end."
    assert shown(difference(old, new)) == (
        "{+Quite another paragraph first.+}\nThe hall has [-three -]{+four +}climate rooms and a dock.\nThe end."
    )


def test_lone_small_words_between_long_changes_go_with_them() -> None:
    old = "alpha beta gamma the delta epsilon zeta, and so it ends here as before"
    new = "one two three the four five six, and so it ends here as before"
    assert shown(difference(old, new)) == (
        "[-alpha beta gamma the delta epsilon zeta-]{+one two three the four five six+}, and so it ends here as before"
    )


def test_long_texts_are_cut_and_it_says_so() -> None:
    found = difference("a" * (MOST_CHARACTERS + 1), "b")
    assert found.cut
    assert found.before() == "a" * MOST_CHARACTERS
    lines = difference("\n" * (MOST_PARAGRAPHS + 5), "")
    assert lines.cut
    assert len(lines.paragraphs) <= MOST_PARAGRAPHS


@pytest.mark.parametrize("length", [1, 7, 300, 100_000])
def test_words_that_repeat_cost_no_more_than_others(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that take difflib minutes; the number of marks and of comparisons is bounded, not the clock."""
    compared: list[int] = []
    real = Indel.opcodes

    class Counting:
        @staticmethod
        def opcodes(a: list[str], b: list[str]) -> object:
            compared.append(len(a) * len(b))
            return real(a, b)

    monkeypatch.setattr("web.diff.Indel", Counting)
    chance = random.Random(1)
    old, new = (["".join(chance.choice("ab")) for _ in range(100_000)] for _ in range(2))
    texts = [
        "\n".join(" ".join(words[at : at + length]) for at in range(0, len(words), length)) for words in (old, new)
    ]
    found = difference(*texts)
    assert sum(compared) <= diff.MOST_COMPARED + MOST_PARAGRAPHS**2
    assert sum(len(paragraph.pieces) for paragraph in found.paragraphs) < 4 * diff.MOST_PIECES
    assert texts[0].startswith(found.before())
    assert texts[1].startswith(found.after())
