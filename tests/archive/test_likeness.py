"""Copies of a story are told from texts that are merely alike: on labelled pairs, and whatever the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.likeness import SHARED, SKETCH, Story, shared_words, sketch
from tests.pairs.pairs import Pair, held_out, tuning
from tests.pairs.stories import call, plan

HALVES = {"tuning": tuning(), "held out": held_out()}


def is_copy(pair: Pair) -> bool:
    is_candidate = len(set(sketch(pair.one.body)) & set(sketch(pair.other.body))) >= SHARED
    return is_candidate and shared_words(pair.one, pair.other) > 0


@pytest.mark.parametrize("half", HALVES)
def test_copies_are_found_and_nothing_else_is_taken_for_one(half: str) -> None:
    pairs = HALVES[half]
    found = [pair for pair in pairs if is_copy(pair)]
    wrong = [pair.kind for pair in found if not pair.is_copy]
    missed = [pair.kind for pair in pairs if pair.is_copy and pair not in found]
    copies = len(found) - len(wrong)
    assert len(pairs) >= 300
    assert copies >= 0.99 * len(found), wrong
    assert copies >= 0.95 * (copies + len(missed)), missed


def test_pairs_are_of_all_lengths_and_kinds() -> None:
    pairs = [pair for half in HALVES.values() for pair in half]
    lengths = [len(pair.one.body.split()) for pair in pairs]
    assert min(lengths) < 60
    assert max(lengths) > 1_500
    assert sum(pair.is_copy for pair in pairs) >= 300
    assert len({pair.kind for pair in pairs if not pair.is_copy}) >= 15


def story(number: int, title: str = "A title", site: str = "a") -> Story:
    return Story(title=title, body="\n".join(plan(number, 8).told("en")), site=site)


def test_a_title_alone_makes_no_copy() -> None:
    assert not shared_words(story(1, "The mill"), story(2, "The mill"))


def test_a_teaser_is_no_copy_of_its_story() -> None:
    whole = story(1)
    assert not shared_words(whole, Story(title=whole.title, body=whole.body[:300], site="b"))


def test_a_call_and_its_extension_are_two_stories() -> None:
    text = "\n".join(call(1, 5).text())
    known = Story(title="A call", body=text, site="a")
    assert shared_words(known, Story(title="Apply now", body=text, site="b"))
    assert not shared_words(known, Story(title="Deadline extended: a call", body=text, site="b"))


def test_the_same_call_on_another_day_is_another_call() -> None:
    text = "\n".join(call(1, 5).text())
    other = re.sub(r"(Deadline for applications: )\d+", r"\g<1>30", text)
    assert other != text
    assert not shared_words(Story(title="A call", body=text, site="a"), Story(title="A call", body=other, site="b"))


def test_numbers_may_be_written_otherwise() -> None:
    text = "\n".join(call(1, 5).text())
    spaced = re.sub(r"(?<=\d),(?=\d{3})", "\u00a0", text).replace("first call", "1st call")
    assert shared_words(Story(title="A", body=text, site="a"), Story(title="B", body=spaced, site="b"))


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert shared_words(Story(title=one, body=other, site="a"), Story(title=other, body=one, site="b")) >= 0


@given(st.text(max_size=400))
def test_a_sketch_is_small_and_the_same_for_the_same_words(text: str) -> None:
    found = sketch(text)
    assert found == sorted(set(found))[:SKETCH]
    assert all(0 <= each < 1 << 48 for each in found)
    assert sketch(f"  {text}\n\n") == found


def test_hostile_texts_take_no_more_time_than_others() -> None:
    words = [f"w{number}" for number in range(150)]
    forth, back = " ".join(words * 60), " ".join(words[::-1] * 60)
    assert not shared_words(Story(title="", body=forth, site="a"), Story(title="", body=back, site="b"))
