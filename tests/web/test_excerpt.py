"""A snippet is the part of a text where most of what was searched stands together."""

from hypothesis import given
from hypothesis import strategies as st

from web.search.excerpt import LENGTH, MOST, excerpt
from web.search.marks import HIT, unmarked

FILLER = "one two three " * 60


def test_a_text_without_hits_has_no_part() -> None:
    assert excerpt("") == excerpt(FILLER) == excerpt("\x02open \x02 never closed") == ""


def test_a_short_text_is_whole() -> None:
    assert excerpt("A \x02barge\x03 here.") == "A \x02barge\x03 here."


def test_it_is_cut_at_words_and_says_so() -> None:
    part = excerpt(f"{FILLER}a \x02barge\x03 {FILLER}")
    assert part.startswith("…")
    assert part.endswith("…")
    assert set(unmarked(part).strip("…").split()) == {"one", "two", "three", "a", "barge"}
    assert LENGTH * 0.8 < len(part) <= LENGTH + 2


def test_most_different_hits_win_and_of_equals_the_first() -> None:
    lone, pair = "a \x02barge\x03 ", "\x02Barge\x03 \x02barge\x03 \x02hydrogen\x03 "
    assert "hydrogen" in excerpt(lone * 3 + FILLER + pair + FILLER)
    assert excerpt(f"first {lone}{FILLER}second {lone}").startswith("first")


@given(st.lists(st.sampled_from(["\x02hit\x03", "\x02", "\x03", "word", " ", "\n", "é", "x" * 300]), max_size=80))
def test_it_is_a_part_of_the_text_with_a_hit(pieces: list[str]) -> None:
    text = "".join(pieces)
    part = excerpt(text)
    assert len(part) <= MOST + 2
    assert part.strip("…") in text
    assert bool(part) == bool(HIT.search(text))
    if part and "x" not in text:
        assert HIT.search(part)


def test_a_text_that_is_nothing_but_hits_is_no_endless_work() -> None:
    assert excerpt("\x02ab\x03 " * 100_000).startswith("\x02ab\x03")
