"""What the address of a link tells: whether it can be the next page of a list.

The page that one stands on is not always counted (`/news`), nor always from the same number (`?page=1` is the second
page in Drupal and the first elsewhere), so addresses are compared with each other and never built.
"""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from extraction.listing_page import same_address
from extraction.pager_words import FILTER, ITEM_PARAMETER, PAGE_IN_PATH, PAGE_PARAMETER, PART

_PATH = "/"
_POST = "p"  # the number of an article in WordPress
_NUMBERS = re.compile(r"\d{1,6}(?:,\d{1,6})*")
_COUNT = 3  # digits of the number of a page at most
_DIGITS = re.compile(r"(\d+)")


def advances(now: str, then: str) -> bool | None:
    """Return whether the address ``then`` is the page after ``now``, or None when their numbers do not tell.

    Where one parameter counts the pages of several lists (``?page=2,0,0,1`` in Drupal) the first number is the
    list's own: a link that leaves it as it is turns the pages of another list.
    """
    here, there = _counts(now), _counts(then)
    if not there:
        return False if here else _numbers_advance(now, then)
    steps = {_step(name, here.get(name), count) for name, count in there.items()}
    return True in steps and False not in steps


def turns_pages(now: str, then: str) -> bool:
    """Return whether ``then`` is the same list as ``now``: at the same address, or at another page of it."""
    if same_address(now, then):
        return True
    here, there = (PAGE_IN_PATH.sub("", urlsplit(url).path).rstrip("/") for url in (now, then))
    return here == there and any(name != _POST for name in _counts(then))


def is_next_number(now: str, then: str) -> bool:
    """Return whether ``then`` is the address ``now`` with one number more, or with one that is larger by one, as a
    parameter of the query or the last part of the path: 2 where ``now`` has none.
    """
    here, there = (urlsplit(url).path.rstrip("/") for url in (now, then))
    before, after = (dict(_query(url)) for url in (now, then))
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if here == there:
        return len(changed) == 1 and not PART.match(changed[0]) and _follows(before, after, changed[0])
    (stem, _, last), (list_, _, number) = here.rpartition("/"), there.rpartition("/")
    paths = {_PATH: last} if list_ == stem else {}
    return not changed and list_ in (stem, here) and _follows(paths, {_PATH: number}, _PATH)


def _follows(before: dict[str, str], after: dict[str, str], name: str) -> bool:
    """Return whether a number goes on by one, from 1 where there is none; those of years do not count pages."""
    number, following = before.get(name, "1"), after.get(name, "")
    are_counts = all(each.isdecimal() and each.isascii() and len(each) <= _COUNT for each in (number, following))
    return are_counts and int(following) == int(number) + 1


def adds_filter(now: str, then: str) -> bool:
    """Return whether ``then`` has a filter in its query that ``now`` has not, such as a facet (``f[0]=topic:12``)."""
    known = {name for name, _ in _query(now)}
    return any(FILTER.match(name) and name not in known for name, _ in _query(then))


def _query(url: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return [(unquote(name).strip(), value) for name, value in pairs]  # facets are met encoded twice


def _counts(url: str) -> dict[str, tuple[int, ...]]:
    """Return the numbers by which ``url`` counts pages or items, by the name of their parameter."""
    counts = {}
    for name, value in _query(url):
        if (PAGE_PARAMETER.match(name) or ITEM_PARAMETER.match(name)) and _NUMBERS.fullmatch(value):
            counts[name] = tuple(map(int, value.split(",")))
    if found := PAGE_IN_PATH.search(unquote(urlsplit(url).path)):
        counts[_PATH] = (int(found[1][:6]),)
    return counts


def _step(name: str, before: tuple[int, ...] | None, after: tuple[int, ...]) -> bool | None:
    """Return whether one count goes on by a page, or None when it stays."""
    if ITEM_PARAMETER.match(name):
        return None if before == after else after[0] > (before or (0,))[0]
    if before is None:  # the first page is number 0 or 1, and mostly not counted
        return after[0] == 1 or (after[0] == 2 and len(after) == 1)
    if after[0] == before[0]:
        return None
    length = max(len(before), len(after))
    same_elsewhere = _padded(before, length)[1:] == _padded(after, length)[1:]
    return after[0] == before[0] + 1 and same_elsewhere


def _padded(count: tuple[int, ...], length: int) -> tuple[int, ...]:
    return count + (0,) * (length - len(count))


def _numbers_advance(now: str, then: str) -> bool | None:
    """Return whether the first number in which two addresses differ grows (``list_2.html``, ``list_3.html``), or
    whether ``then`` is ``now`` with a 1 or a 2 behind it.
    """
    here, there = (_DIGITS.split(unquote(urlsplit(url).path) + "?" + urlsplit(url).query) for url in (now, then))
    if len(here) == len(there) and here[::2] == there[::2]:
        differing = [(int(a[:9]), int(b[:9])) for a, b in zip(here[1::2], there[1::2], strict=True) if a != b]
        return differing[0][1] > differing[0][0] if differing else None
    stem, tail = re.escape(re.sub(r"(?:\.\w{1,5})?/?$", "", urlsplit(now).path)), r"[/_-][12](?:\.\w{1,5})?/?"
    return True if re.fullmatch(stem + tail, urlsplit(then).path) else None
