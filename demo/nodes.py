"""The articles of the demo: one file each in ``text/``, facts on top as TOML, the text below."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from demo.markup import to_text

TEXTS = Path(__file__).parent / "text"
# Drupal trims a teaser to 300 characters, back to the end of a word.
TEASER = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One article. ``path`` is its address on the site, ``node`` its number there; an empty ``title`` and a missing
    ``date`` are what the page shows.

    The rest are quirks: ``other_prefix`` is a second address with the same page, ``old_address`` one that redirects
    to ``path``; ``attachment`` the address and the text of a link to a file; ``charset`` and ``encoding`` say how the
    page is sent, ``consent`` where a consent dialog stands, ``related`` whether newer articles are linked below.
    """

    node: int
    path: str
    title: str
    body: str = field(repr=False)
    date: dt.date | None = None
    author: str
    organisation: str
    tags: tuple[str, ...]
    other_prefix: str = ""
    old_address: str = ""
    attachment: tuple[str, str] | None = None
    charset: str = "utf-8"
    encoding: str = ""
    consent: str = ""
    related: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every path that leads to the article, its own first."""
        return tuple(path for path in (self.path, self.other_prefix, self.old_address) if path)


@cache
def nodes() -> tuple[Node, ...]:
    """Return all articles, in the order of their file names."""
    return tuple(_read(path) for path in sorted(TEXTS.glob("*.md")))


@cache
def by_address() -> dict[str, Node]:
    """Return the articles by each path that leads to them."""
    return {path: node for node in nodes() for path in node.addresses}


def newest(count: int, without: Node | None = None) -> list[Node]:
    """Return the ``count`` latest articles that have a title and a date, newest first."""
    dated = [node for node in nodes() if node.date and node.title and node is not without]
    return sorted(dated, key=lambda node: node.date or dt.date.min, reverse=True)[:count]


def teaser(text: str) -> str:
    """Return ``text`` without marks, cut to 300 characters at the end of a word and marked with ``...``."""
    plain = to_text(text)
    return plain if len(plain) <= TEASER else plain[: plain.rindex(" ", 0, TEASER + 1)] + "..."


def _read(path: Path) -> Node:
    _, facts, body = path.read_text("utf-8").split("+++\n", 2)
    values = tomllib.loads(facts)
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Node(**{**values, **lists}, body=body)
