"""Links to the pages of a list: the first, those around the current one, and the last."""

from collections.abc import Callable
from dataclasses import dataclass

# Pages shown on either side of the current one.
AROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page: its number, the query string of its address, and whether it is the one shown."""

    number: int
    query: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Links to pages of ``path``; None stands for pages that are left out."""

    path: str
    links: tuple[PageLink | None, ...]
    previous: PageLink | None
    next: PageLink | None


def page_query(number: int) -> str:
    """Return the query string of page ``number`` where nothing else is asked for."""
    return f"page={number}" if number > 1 else ""


def pager(path: str, page: int, pages: int, query: Callable[[int], str] = page_query) -> Pager:
    """Return the links on page ``page`` of ``pages`` of the list at ``path``; ``query`` gives each its query string."""

    def link(number: int) -> PageLink | None:
        return PageLink(number=number, query=query(number), current=number == page) if 1 <= number <= pages else None

    return Pager(
        path=path,
        links=tuple(link(number) if number else None for number in shown(page, pages)),
        previous=link(min(page - 1, pages)),
        next=link(page + 1),
    )


def shown(page: int, pages: int) -> list[int | None]:
    """Return the numbers of the pages to show, ascending, with None for each gap."""
    near = range(max(page - AROUND, 1), min(page + AROUND, pages) + 1)
    numbers: list[int | None] = []
    for number in sorted({1, *near, pages} if pages else set()):
        before = numbers[-1] if numbers else 0
        if before is not None and number - before == 2:
            # A gap takes as much room as the one page that it hides.
            numbers.append(number - 1)
        elif before is not None and number - before > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers
