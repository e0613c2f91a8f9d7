"""Links to pages: the first, the neighbours and the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.search.pager import PageLink, pager, shown


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 0, []),
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (3, 5, [1, 2, 3, 4, 5]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
        (99, 9, [1, None, 9]),
        (3, 50_000, [1, 2, 3, 4, None, 50_000]),
    ],
)
def test_which_pages_are_shown(page: int, pages: int, numbers: list[int | None]) -> None:
    assert shown(page, pages) == numbers


@given(st.integers(1, 60), st.integers(1, 60))
def test_pages_ascend_and_a_gap_hides_more_than_one(page: int, pages: int) -> None:
    numbers = shown(page, pages)
    known = [number for number in numbers if number is not None]
    assert known == sorted(set(known))
    assert (known[0], known[-1]) == (1, pages)
    for place, number in enumerate(numbers):
        if number is None:
            before, behind = numbers[place - 1], numbers[place + 1]
            assert before is not None
            assert behind is not None
            assert behind - before > 2


def test_links_of_a_page_in_the_middle() -> None:
    made = pager("topic/hydrogen", 2, 3)
    assert made.path == "topic/hydrogen"
    assert made.links == (
        PageLink(number=1, query=""),
        PageLink(number=2, query="page=2", current=True),
        PageLink(number=3, query="page=3"),
    )
    assert (made.previous, made.next) == (made.links[0], made.links[2])


def test_the_ends_lead_no_further() -> None:
    assert pager("search", 1, 3).previous is None
    assert pager("search", 3, 3).next is None
    nothing = pager("search", 1, 0)
    assert (nothing.links, nothing.previous, nothing.next) == ((), None, None)


def test_a_page_beyond_the_last_leads_back_to_it() -> None:
    made = pager("search", 99, 3, lambda number: f"q=a&page={number}")
    assert made.previous is not None
    assert (made.previous.number, made.previous.query, made.next) == (3, "q=a&page=3", None)
    assert not any(link and link.current for link in made.links)
