"""What is said again: slides that come back, running heads and feet, blocks that stand on many pages."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.documents.repeats import with_repeats

POLL = "Please open the poll on your telephone and answer while we wait"
HINT = "Start presenting to display the results on this slide of the deck"


def own(*texts: str) -> list[str]:
    return [page.own for page in with_repeats(texts)]


def repeats(*texts: str) -> list[int | None]:
    return [page.repeats for page in with_repeats(texts)]


def test_a_page_that_comes_back_repeats_the_first() -> None:
    pages = ("Agenda\n1. Water", "Lorvac: 640 jobs", "AGENDA\n 1 Water ", "Agenda\n1. Water")
    assert repeats(*pages) == [None, None, 1, 1]
    assert own(*pages) == ["Agenda\n1. Water", "Lorvac: 640 jobs", "", ""]


def test_a_page_whose_lines_stand_on_an_earlier_one_repeats_it() -> None:
    whole = f"Poll\n{POLL}\nJoin with the word water"
    assert repeats(f"Words before\nand more of them\n{whole}", whole, f"Poll\n{POLL}", "Poll") == [None, 1, 2, None]


def test_a_page_that_says_little_new_repeats_another_but_for_that() -> None:
    pages = [f"Poll\n{POLL}\n{question}\n{HINT}" for question in ("How many?", "What for?", "Until when?", "Who pays?")]
    slides = ["Water", "Wood", "Textiles", "Photonics", "Steel"]
    assert repeats(*slides, *pages) == [*[None] * 6, 6, 6, 6]
    assert own(*slides, *pages) == [*slides, pages[0], "What for?", "Until when?", "Who pays?"]


def test_a_head_and_a_foot_on_every_page_make_no_repeats() -> None:
    pages = [f"Poll\n{POLL}\n{question}\n{HINT}" for question in ("How many?", "What for?", "Until when?", "Who pays?")]
    assert repeats(*pages) == [None] * 4
    assert own(*pages) == [pages[0], "What for?", "Until when?", "Who pays?"]


def test_a_page_that_says_as_much_new_as_old_is_no_repeat() -> None:
    long = "In which degree do you work with the authorities of your region, and who of you began with it, and when?"
    pages = [f"{POLL}\n{answer}" for answer in ("Now", "Later", f"{long}\nDay by day")]
    assert repeats(*pages) == [None, 1, None]
    assert own(*pages) == [pages[0], "Later", f"{long}\nDay by day"]


def test_two_pages_may_share_a_line_and_many_a_short_one() -> None:
    pages = ("Fees", f"{POLL}\nOne", f"{POLL}\nTwo", "Spain\n12", "Spain\n15 members", "Spain\n17 of 20", "Ende")
    assert own(*pages) == list(pages)


def test_running_heads_and_feet_are_said_once_whatever_their_number() -> None:
    pages = [f"Annual report\nChapter about {word}\nLorvac {number}" for number, word in enumerate("abcdef", start=1)]
    assert own(*pages) == [pages[0], *(f"Chapter about {word}" for word in "bcdef")]


def test_numbers_are_no_noise() -> None:
    table = "Members of the cluster in each year since it was founded\n2019: {}\n2020: 15\n2021: 20\n2022: 3\n2023: 9"
    assert repeats(table.format(12), table.format(13)) == [None, None]


def test_pages_without_text_repeat_nothing() -> None:
    assert repeats("", "★", "", "words", "") == [None] * 5


@given(st.lists(st.text(st.sampled_from("ab 1\n"), max_size=60), max_size=12))
def test_every_text_stays_and_own_is_part_of_it(texts: list[str]) -> None:
    pages = with_repeats(texts)
    assert [page.text for page in pages] == texts
    assert [page.number for page in pages] == list(range(1, len(texts) + 1))
    for page in pages:
        assert set(page.own.split("\n")) <= {*page.text.split("\n"), ""}
        assert page.repeats is None or (page.repeats < page.number and len(page.own) < max(len(page.text), 1))
