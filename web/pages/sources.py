"""All sources, and the page of one."""

import sqlite3
from dataclasses import dataclass

from web.answers import Answer, Asking, Page, Reading
from web.pages import counted
from web.pages.browse import articles_of, named, narrowing, path_to, unknown
from web.pages.crawls import Crawl, count_unread, last_crawls
from web.prose import one_line

MOST_TOPICS = 15
MOST_KINDS = 10
# A site has a handful; a thousand would be a mistake that must not make a page of a megabyte.
MOST_LISTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site that is crawled. ``country`` is an ISO 3166-1 code or EU, ``language`` a BCP 47 tag."""

    name: str
    title: str
    homepage: str
    country: str
    language: str

    @property
    def path(self) -> str:
        """The path of its page from the root of the site."""
        return path_to("source", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A source in the list of all: its articles, their first and last date (YYYY-MM-DD), and its last crawl."""

    source: Source
    count: int
    span: tuple[str, str] | None
    crawl: Crawl | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of a source, as its page links to it."""

    path: str
    title: str


def sources(reading: Reading, asking: Asking) -> Answer:
    """Show all sources by title, with what the archive has of each."""
    rows = reading.db.execute("SELECT name, title, homepage, country, language FROM sources ORDER BY title, name")
    overviews = [_overview(reading, _source(row)) for row in rows]
    return Page(template="sources.html", context={"overviews": overviews})


def source(reading: Reading, asking: Asking) -> Answer:
    """Show one source: what it is, how it stands, its lists, and its articles."""
    row = reading.db.execute(
        "SELECT name, title, homepage, country, language FROM sources WHERE name = ?", (asking.parts["name"],)
    ).fetchone()
    if row is None:
        return unknown(reading, "source")
    known = _source(row)
    found, articles = articles_of(reading, asking, "source", known.name)
    about = {
        **named(known.title, known.name),
        "source": known,
        "crawl": last_crawl(reading.db, known.name),
        "failures": count_unread(reading.db, known.name),
        "lists": _lists(reading.db, known.name),
        "kinds": narrowing(found, "kind", MOST_KINDS),
        "topics": narrowing(found, "topic", MOST_TOPICS),
    }
    return Page(template="source.html", context={**articles, **about})


def last_crawl(db: sqlite3.Connection, name: str) -> Crawl | None:
    """Return the last crawl of a source, if there was one."""
    return next(iter(last_crawls(db, name)), None)


def _source(row: tuple[str, str, str, str, str]) -> Source:
    name, title, homepage, country, language = row
    return Source(name=name, title=one_line(title) or name, homepage=homepage, country=country, language=language)


def _overview(reading: Reading, known: Source) -> Overview:
    state = reading.index.state
    ids = counted.articles(state, "source", known.name)
    crawl = last_crawl(reading.db, known.name)
    return Overview(source=known, count=len(ids), span=counted.span(state, ids), crawl=crawl)


def _lists(db: sqlite3.Connection, name: str) -> list[Listing]:
    rows = db.execute(
        "SELECT id, coalesce(nullif(title, ''), url) FROM listings WHERE source = ? ORDER BY title, id LIMIT ?",
        (name, MOST_LISTS),
    )
    return [Listing(path=path_to("list", number), title=one_line(title) or str(number)) for number, title in rows]
