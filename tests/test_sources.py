"""Every source reads its saved pages as expected: tests/pages/SOURCE/*.html against the .json beside each.

What the JSON holds is what the code gave and a person read; ``facts.json`` holds answers that a person wrote before
that. ``listing*.html`` are pages of lists, ``article*.html`` of articles, ``wall*.html`` are no articles at all.

``pages.json`` in the same folder says at which address and when each page was saved. A new expectation is written by
``pytest tests/test_sources.py --record``, never by itself, and is to be read before it is committed.
"""

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from benchmarks.sources import Report, judge_source
from extraction.addresses import identity, is_own
from extraction.article import NotAnArticle, extract
from extraction.listing import read_listing
from items import Card, Page, Source

PAGES = Path(__file__).parent / "pages"
LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
SAVED = sorted(path.relative_to(PAGES) for path in PAGES.rglob("*.html"))


def source(name: str) -> Source:
    spider: Any = LOADER.load(name)
    found: Source = spider.source
    return found


def cards_of(body: bytes, facts: dict[str, str], site: Source) -> dict[str, Any]:
    listing = read_listing(body, facts["url"], site.hints, partial(is_own, source=site), order=site.date_order)
    cards = [
        {
            "url": identity(card.url, site),
            **{name: getattr(card, name) for name in ("title", "summary", "summary_truncated", "label", "published")},
        }
        for card in listing.cards
    ]
    return {"title": listing.title, "next_url": listing.next_url, "drift": list(listing.drift), "cards": cards}


def article_of(body: bytes, facts: dict[str, str], site: Source) -> dict[str, Any]:
    found = asdict(
        extract(
            Page(source=site, url=facts["url"], fetched_at=facts["fetched_at"], body=body, card=Card(url=facts["url"]))
        )
    )
    for name in ("content_hash", "extractor", "capture", "fetched_at", "source"):
        del found[name]
    return {name: value for name, value in found.items() if value} | {"body": found["body"].splitlines()}


def reason_of(body: bytes, facts: dict[str, str], site: Source) -> dict[str, Any]:
    with pytest.raises(NotAnArticle) as refused:
        extract(Page(source=site, url=facts["url"], fetched_at=facts["fetched_at"], body=body))
    return {"reason": str(refused.value)}


def recorded(path: Path) -> Any:
    """Return what is expected of a saved page; without that, the test fails with one line that says what to do."""
    expected = (PAGES / path).with_suffix(".json")
    if not expected.exists():
        command = f"pytest tests/test_sources.py -k {path.parts[0]} --record"
        pytest.fail(f"record its answers first, and read them: {command}", pytrace=False)
    return json.loads(expected.read_text("utf8"))


READERS = {"listing": cards_of, "article": article_of, "wall": reason_of}


@pytest.mark.parametrize("path", SAVED, ids=str)
def test_a_saved_page_gives_what_is_expected(path: Path, request: pytest.FixtureRequest) -> None:
    name = path.parts[0]
    facts = json.loads((PAGES / name / "pages.json").read_text("utf8"))[path.name]
    body = (PAGES / path).read_bytes()
    read = READERS[path.stem.partition("-")[0]]
    # Through JSON and back, so that a tuple equals the list that was written.
    found = json.loads(json.dumps(read(body, facts, source(name))))
    expected = (PAGES / path).with_suffix(".json")
    if request.config.getoption("--record"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf8")
        pytest.skip(f"recorded {expected.name}: read it before you commit it")
    assert found == recorded(path)


@pytest.mark.parametrize("name", LOADER.list())
def test_a_source_has_saved_pages(name: str) -> None:
    for kind in ("listing", "article"):
        assert list((PAGES / name).glob(f"{kind}*.html")), (
            f"save a {kind} page of {name} as tests/pages/{name}/{kind}.html"
        )


@pytest.mark.parametrize("name", LOADER.list())
def test_a_source_gives_the_answers_of_the_person_who_wrote_its_pages(name: str) -> None:
    if not (PAGES / name / "facts.json").exists():
        pytest.fail(f"write down by hand what is right on the pages of {name}: tests/pages/{name}/facts.json", False)
    report = Report()
    judge_source(source(name), report)
    assert report.fields, f"write down by hand what is right on the pages of {name}: tests/pages/{name}/facts.json"
    assert report.wrong == {}


@pytest.mark.parametrize("path", SAVED, ids=str)
def test_what_is_expected_is_not_empty(path: Path) -> None:
    expected = recorded(path)
    content = {"listing": "cards", "article": "body", "wall": "reason"}[path.stem.partition("-")[0]]
    assert len(expected[content]) > 1


@pytest.mark.parametrize("name", LOADER.list())
def test_a_source_declares_its_facts(name: str) -> None:
    site = source(name)
    assert site.name == name
    assert site.title
    assert len(site.country) == 2
    assert site.homepage.startswith("https://")
    assert site.listings
    assert all(is_own(address, site) for address in (*site.listings, site.homepage))
    assert len(Path(f"spiders/{name}.py").read_text("utf8").splitlines()) <= 60
