"""``python -m benchmarks.recrawl``: what a day costs on a site of 600 articles on 30 list pages, and what it finds.

A server of our own answers and counts; days are simulated. Each figure is measured twice: on a site with validators
and a sitemap that tells when a page has changed, and on one with neither.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crawl import rows
from tests.news import CARDS, News, crawl, moment, of_articles
from tests.server import Request, Server

ARTICLES = 600
QUIET_DAYS = 10
EDITED = range(7, ARTICLES, ARTICLES // 20)
NEW = range(ARTICLES, ARTICLES + 5)
# Where the new ones stand on the list: not all at its head, which is in no order of dates.
PLACES = (0, 3, 11, 26, 38)
LAST_DAY = QUIET_DAYS + 31


@dataclass(slots=True)
class Figures:
    """What was measured of one site. Requests are numbers a crawl, days are counted from the change on."""

    to_learn_nothing: list[int] = field(default_factory=list)
    rechecks: int = 0
    unconditional: int = 0
    rows_added: int = 0
    requests_of_the_day: int = 0
    found: dict[int, int] = field(default_factory=dict)

    def found_within(self, numbers: range, days: int) -> int:
        """Return how many of the articles were found as they are now within ``days`` of the change."""
        return sum(self.found.get(number, days + 1) <= days for number in numbers)


def main() -> None:
    """Print the figures of both sites beside those to reach."""
    mapped = measure("mapped", validators=True, last_day=QUIET_DAYS + 1)
    both = (mapped, measure("bare", validators=False))
    print(f"{ARTICLES} articles on {ARTICLES // CARDS} list pages")
    _line("", "to reach", ["lastmod and validators", "neither"])
    _line("nothing changed: requests to find that out", "4", [min(each.to_learn_nothing) for each in both])
    _line("  on the day of the week on which lists are read whole", "", [max(each.to_learn_nothing) for each in both])
    _line("nothing changed: articles looked at again in a day", "20", [each.rechecks / QUIET_DAYS for each in both])
    _line("  asked for without a validator", "0", [mapped.unconditional, "all"])
    _line("nothing changed: new rows in articles and revisions", "0", [each.rows_added for each in both])
    _line("5 new: found that day", "5", [each.found_within(NEW, 0) for each in both])
    _line("20 changed: found that day", "20", [each.found_within(EDITED, 0) for each in both])
    _line("  all requests of that day", "35", [each.requests_of_the_day for each in both])
    _line("20 changed: found within 30 days", "20", [each.found_within(EDITED, 30) for each in both])
    _line("  days until the last one was found", "30", [max(each.found.values(), default="never") for each in both])


def measure(source: str, *, validators: bool, last_day: int = LAST_DAY) -> Figures:
    """Crawl the site once a day: ten days on which nothing changes, one on which much does, the days after it."""
    news, figures = News(ARTICLES, validators), Figures()
    with tempfile.TemporaryDirectory() as name, Server(news.answer) as server:
        folder = Path(name)
        crawl(folder, server, source, 0)
        before = _rows(folder)
        for day in range(1, QUIET_DAYS + 1):
            _quiet_day(figures, crawl(folder, server, source, day))
        figures.rows_added = _rows(folder) - before
        _change(news, moment(QUIET_DAYS + 1)[:10])
        for day in range(QUIET_DAYS + 1, last_day + 1):
            asked = crawl(folder, server, source, day)
            figures.requests_of_the_day = figures.requests_of_the_day or len(asked)
            for number in _found(folder, news):
                figures.found.setdefault(number, day - QUIET_DAYS - 1)
            if len(figures.found) == len(EDITED) + len(NEW):
                break
    return figures


def _line(title: str, goal: str, figures: list[Any]) -> None:
    print(f"{title:56}{goal:>10}{figures[0]:>26}{figures[1]:>10}", flush=True)


def _quiet_day(figures: Figures, asked: list[Request]) -> None:
    articles = of_articles(asked)
    figures.to_learn_nothing.append(len(asked) - len(articles))
    figures.rechecks += len(articles)
    figures.unconditional += sum("if-none-match" not in request.headers for request in articles)


def _change(news: News, day: str) -> None:
    for number in EDITED:
        news.edit(number, day)
    for number, place in zip(NEW, PLACES, strict=True):
        news.add(number, day)
        news.order.insert(place, number)


def _found(folder: Path, news: News) -> list[int]:
    """Return the new and the changed articles that the archive has as they are now."""
    bodies = dict(rows(folder, "SELECT node - 1000, body FROM articles WHERE body IS NOT NULL"))
    return [number for number in (*EDITED, *NEW) if news.stories[number].text()[-1] in bodies.get(number, "")]


def _rows(folder: Path) -> int:
    [(count,)] = rows(folder, "SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM revisions)")
    return int(count)


if __name__ == "__main__":
    main()
