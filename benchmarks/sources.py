"""How well the saved pages of all sources are read: ``python -m benchmarks.sources``.

``facts.json`` beside the pages of a source holds the answers, written by the person who wrote the pages and before the
code had read them; a field that is left out or null was not judged. What the tests expect (FILE.json) is what the
code gives, so only these answers can say whether it is right.
"""

import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from extraction.addresses import identity, is_own
from extraction.article import NotAnArticle, extract
from extraction.listing import read_listing
from items import Card, Page, Source

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "tests" / "pages"
CARD = ("url", "title", "summary", "label", "published")
ARTICLE = ("title", "kind", "language", "author", "organisation", "published", "body")


@dataclass(slots=True)
class Tally:
    """``right`` of ``of`` answers; ``invented`` counts answers where the page gives none."""

    right: int = 0
    of: int = 0
    invented: int = 0

    def add(self, got: Any, want: Any) -> None:
        """Count one field."""
        self.of += bool(want)
        self.right += bool(want) and got == want
        self.invented += bool(got) and not want

    def __str__(self) -> str:
        share = f"{100 * self.right / self.of:.1f} %" if self.of else "-"
        return f"{self.right} of {self.of} ({share}), invented {self.invented}"


@dataclass(slots=True)
class Report:
    """The tally of each field, and of each source the pages that are not read as a person would."""

    fields: dict[str, Tally] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def judge(self, where: str, name: str, got: Any, want: Any) -> None:
        """Count one field of a page at ``where`` (SOURCE/FILE)."""
        self.fields.setdefault(name, Tally()).add(got, want)
        if got != want:
            self.wrong.setdefault(where.partition("/")[0], []).append(f"{where} {name}: {got!r}, not {want!r}")


def main() -> None:
    """Print the figures, and every answer that is wrong."""
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
    report = Report()
    for name in loader.list():
        spider: Any = loader.load(name)
        judge_source(spider.source, report)
    lines = [len((ROOT / "spiders" / f"{name}.py").read_text("utf8").splitlines()) for name in loader.list()]
    print(f"sources read without a fault  {len(loader.list()) - len(report.wrong)} of {len(loader.list())}")
    print(f"lines of a source file        median {statistics.median(lines):g}, most {max(lines)}")
    for name, tally in sorted(report.fields.items()):
        print(f"{name:29} {tally}")
    for messages in report.wrong.values():
        print("", *messages, sep="\n  ")


def judge_source(source: Source, report: Report) -> None:
    """Read the saved pages of one source and count what is right."""
    folder = PAGES / source.name
    answers: dict[str, dict[str, Any]] = json.loads((folder / "facts.json").read_text("utf8"))
    places = json.loads((folder / "pages.json").read_text("utf8"))
    for file, answer in answers.items():
        body, where = (folder / file).read_bytes(), f"{source.name}/{file}"
        url, fetched_at = places[file]["url"], places[file]["fetched_at"]
        if "cards" in answer:
            judge_listing(
                read_listing(body, url, source.hints, partial(is_own, source=source), order=source.date_order),
                source,
                where,
                answer,
                report,
            )
        else:
            # Reached from a list, as nearly every article is; what its card said is left out.
            page = Page(source=source, url=url, fetched_at=fetched_at, body=body, card=Card(url=url))
            judge_article(page, where, answer, report)


def judge_listing(listing: Any, source: Source, where: str, answer: dict[str, Any], report: Report) -> None:
    """Count the cards of a list page, each by its address, and its next page."""
    found = {identity(card.url, source): card for card in listing.cards}
    wanted = {card["url"]: card for card in answer["cards"]}
    report.judge(where, "cards: addresses", sorted(found), sorted(wanted))
    report.judge(where, "list: next page", listing.next_url or "", answer["next_url"] or "")
    if answer.get("title") is not None:
        report.judge(where, "list: title", listing.title, answer["title"])
    for url in found.keys() & wanted.keys():
        for name in CARD[1:]:
            if (want := wanted[url].get(name)) is not None:
                report.judge(where, f"cards: {name}", getattr(found[url], name), want)


def judge_article(page: Page, where: str, answer: dict[str, Any], report: Report) -> None:
    """Count the fields of an article page, or the reason why it is none."""
    try:
        found = extract(page)
    except NotAnArticle as error:
        report.judge(where, "pages that are no articles", str(error), answer.get("reason", "an article"))
        return
    if "reason" in answer:
        report.judge(where, "pages that are no articles", "", answer["reason"])
        return
    for name, want in judged(answer):
        got: Any = getattr(found, name)
        if name == "published":
            got = got[:10]
        report.judge(where, f"article: {name}", got.splitlines() if name == "body" else got, want)


def judged(answer: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an article that the person who wrote the page gave an answer for."""
    for name in ARTICLE:
        if answer.get(name) is not None:
            yield name, answer[name]


if __name__ == "__main__":
    main()
