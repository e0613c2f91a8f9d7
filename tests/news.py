"""A news site that changes from day to day, and crawls of it on simulated days."""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from archive.rows import shift
from tests.crawl import scrapy
from tests.server import Answer, Request, Server, page, redirect

SITE = "https://clusters.example"
FIRST_DAY = "2026-03-01T08:00:00Z"
CARDS = 20
WORDS = "cluster valley region textile robot harbour energy timber pilot fund school mill sensor bridge garden".split()


@dataclass(slots=True, kw_only=True)
class Story:
    """An article of the site. ``bare``: it is sent without validators. ``gone``: a status in place of its page."""

    number: int
    published: str
    modified: str
    title: str = ""
    label: str = "News"
    edition: int = 0
    bare: bool = False
    gone: int = 0
    moved_to: str = ""

    @property
    def path(self) -> str:
        """Its first address; ``moved_to`` is its second one."""
        return f"/content/item-{self.number}"

    def text(self) -> list[str]:
        """Return its paragraphs: other ones for each number, and one of them for each edition."""
        draw = random.Random(self.number)
        told = [f"{' '.join(draw.choices(WORDS, k=14)).capitalize()} {self.number}." for _ in range(4)]
        return [*told, f"This is what edition {self.edition} adds to the story."]


@dataclass(slots=True)
class News:
    """A site of one list, not in the order of dates, with ``count`` old articles: from 2018 to the autumn of 2025."""

    count: int
    validators: bool
    stories: dict[int, Story] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    feed: list[int] = field(default_factory=list)
    sidebar: str = "Nothing new here"

    def __post_init__(self) -> None:
        draw = random.Random(self.count)
        for number in range(self.count):
            day = (date(2018, 1, 1) + timedelta(days=draw.randrange(7 * 365 + 270))).isoformat()
            self.add(number, day)
            self.order.append(number)
        draw.shuffle(self.order)

    def add(self, number: int, day: str) -> None:
        """Publish an article on ``day``; no list shows it yet."""
        modified = f"{day}T05:00:00Z"
        self.stories[number] = Story(number=number, published=day, modified=modified, title=f"Item {number}")

    def edit(self, number: int, day: str) -> None:
        """Change the text of an article on the morning of ``day``."""
        story = self.stories[number]
        story.edition, story.modified = story.edition + 1, f"{day}T05:00:00Z"

    def answer(self, request: Request) -> Answer:
        """Answer a request as the site of this moment does."""
        if request.path == "/robots.txt":
            return page("User-agent: *\nDisallow: /user/\n", content_type="text/plain")
        if request.path == "/news":
            return self._validated(self._list(int(request.query.removeprefix("page=") or 0)), request)
        if request.path == "/sitemap.xml":
            return self._validated(page(self._sitemap(), content_type="text/xml"), request)
        if request.path == "/rss.xml":
            return self._validated(page(self._rss()), request)
        for story in self.stories.values():
            if request.path == (story.moved_to or story.path):
                return Answer(story.gone) if story.gone else self._article(story, request)
            if request.path == story.path:
                return redirect(SITE + story.moved_to)
        return Answer(404)

    def _article(self, story: Story, request: Request) -> Answer:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in story.text())
        day = date.fromisoformat(story.published)
        answer = _document(
            story.title,
            f"<article data-history-node-id='{1000 + story.number}'><h1>{story.title}</h1><div>Submitted by <span>Ann"
            f" Example</span> on {day.day} {day:%B %Y}</div><div>{text}</div></article>",
            self.sidebar,
        )
        return answer if story.bare else self._validated(answer, request)

    def _list(self, index: int) -> Answer:
        shown = [self.stories[number] for number in self.order[CARDS * index : CARDS * (index + 1)]]
        cards = "".join(
            f"<div class='views-row'><div class='type-label'>{story.label}</div><h3><a href='{story.path}'>"
            f"{story.title}</a></h3><div><p>{story.text()[0]}</p></div></div>"
            for story in shown
        )
        more = CARDS * (index + 1) < len(self.order)
        follow = f"<ul><li><a rel='next' href='?page={index + 1}'>Next</a></li></ul>" if more else ""
        return _document("News", f"<h1>News</h1>{cards}{follow}", "")

    def _sitemap(self) -> str:
        """Return a sitemap as some sites have them: its addresses name the host ``default``."""
        entries = "".join(
            f"<url><loc>http://default{story.path}</loc><lastmod>{story.modified}</lastmod></url>"
            for story in self.stories.values()
        )
        return (
            "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            f"<url><loc>http://default/about-us</loc><lastmod>{FIRST_DAY}</lastmod></url>{entries}</urlset>"
        )

    def _rss(self) -> str:
        """Return a feed as some systems print it: comments before the XML declaration."""
        entries = "".join(
            f"<item><title>{self.stories[number].title}</title><link>{SITE}{self.stories[number].path}</link></item>"
            for number in self.feed
        )
        return (
            "<!-- theme debug -->\n<!-- begin output -->\n<?xml version='1.0' encoding='utf-8'?><rss version='2.0'>"
            f"<channel><title>News</title>{entries}</channel></rss>"
        )

    def _validated(self, answer: Answer, request: Request) -> Answer:
        if not self.validators:
            return answer
        etag = f'"{hashlib.sha1(answer.body, usedforsecurity=False).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            return Answer(304, {"ETag": etag})
        return Answer(200, {**answer.headers, "ETag": etag}, answer.body)


def moment(day: int) -> str:
    """Return when the crawl of a simulated day takes place (UTC); 0 is the first day."""
    return shift(FIRST_DAY, days=day)


def crawl(folder: Path, server: Server, source: str, day: int, *arguments: str) -> list[Request]:
    """Crawl ``source`` of `benchmarks/sites.py` as on a simulated day; return what the server was asked for."""
    asked = len(server.requests)
    settings = {"NOW": moment(day), "SPIDER_MODULES": "benchmarks.sites", "EXTRACTION_WORKERS": "1"}
    done = scrapy(folder, "crawl", source, *arguments, proxy=server.proxy, **settings)
    if done.returncode:
        raise RuntimeError(f"the crawl of day {day} failed: {done.stderr}")
    return server.requests[asked:]


def of_articles(requests: list[Request]) -> list[Request]:
    """Return those of the requests that are for articles."""
    return [request for request in requests if request.path.startswith("/content/")]


def _document(title: str, body: str, sidebar: str) -> Answer:
    return page(
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Clusters Example</title></head><body><nav><a href='/'>"
        f"Home</a> <a href='/news'>News</a></nav><main>{body}</main><aside><h2>Elsewhere</h2><p>{sidebar}</p></aside>"
        "<footer><a href='/privacy'>Privacy</a></footer></body></html>"
    )
