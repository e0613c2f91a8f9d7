"""The lists of the demo, their cards, and what stands behind a card that leads to no article of ours."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from demo.nodes import by_address, teaser

LISTS = Path(__file__).with_name("lists.toml")
PAGE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A card without an article: its address, its text, and what the address answers (nothing for another site)."""

    href: str
    title: str
    teaser: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A card as the list prints it: the address as it stands in the link, and ``label`` whether it has one."""

    href: str
    title: str
    teaser: str
    label: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsList:
    """A list: ``labels`` says whether its cards are labelled, ``endless`` whether its pager goes on after its end."""

    path: str
    title: str
    cards: tuple[str, ...]
    labels: bool = False
    endless: bool = False
    description: str = ""

    @property
    def last(self) -> int:
        """The number of the last page, counted from 0."""
        return (len(self.cards) - 1) // PAGE

    def entries(self, page: int) -> list[Entry]:
        """Return the cards of a page, counted from 0; a page after the last one shows the last one again."""
        start = PAGE * min(page, self.last)
        return [self._entry(href) for href in self.cards[start : start + PAGE]]

    def _entry(self, href: str) -> Entry:
        stray = strays().get(href)
        if stray:
            label = self.labels and href.startswith("/community-news/")
            return Entry(href=href, title=stray.title, teaser=teaser(stray.teaser), label=label)
        node = by_address()[urlsplit(href).path]
        label = self.labels and node.path.startswith("/community-news/")
        return Entry(href=href, title=node.title, teaser=teaser(node.body), label=label)


@cache
def lists() -> tuple[NewsList, ...]:
    """Return the lists of the site."""
    found = tomllib.loads(LISTS.read_text("utf-8"))["list"]
    return tuple(NewsList(**{**values, "cards": tuple(values["cards"])}) for values in found)


@cache
def strays() -> dict[str, Stray]:
    """Return the cards without an article, by their addresses."""
    found = tomllib.loads(LISTS.read_text("utf-8"))["stray"]
    return {values["href"]: Stray(**values) for values in found}
