"""docs/api.md is true: its examples are answered as it says, and it leaves no address out."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.serving import Site
from web.formats import discovery, entries, feeds, tables
from web.routes import ROUTES
from web.search import asked, query

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
# A row of the table of all addresses: the example, the status, and the media type if there is a body.
EXAMPLE = re.compile(r"^\|.*\| `(/[^`]*)` \| (\d{3})(?: `([^`]+)`)? \|$", re.MULTILINE)
EXAMPLES = EXAMPLE.findall(DOCS)
ANSWERS = re.findall(r"^```json (/\S+)\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
PARAMETERS = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|((?: `\w+`,?)+) \|", DOCS, re.MULTILINE))))


@pytest.mark.parametrize(("path", "status", "media_type"), EXAMPLES)
def test_every_example_is_answered_as_it_says(site: Site, path: str, status: str, media_type: str) -> None:
    answer = site.get(path)
    assert answer.status_code == int(status)
    if media_type:
        assert answer.headers["content-type"].partition(";")[0] == media_type
    else:
        assert answer.headers["location"].startswith("/")


@pytest.mark.parametrize(("path", "sample"), ANSWERS)
def test_every_sample_is_what_comes(site: Site, path: str, sample: str) -> None:
    assert same(json.loads(sample), site.get(path).json())


def same(sample: Any, answer: Any) -> bool:
    """Compare an answer with its sample, in which […] stands for the rest of a text. The order of keys counts."""
    if isinstance(sample, dict):
        assert list(sample) == list(answer)
        return all(same(sample[name], answer[name]) for name in sample)
    if isinstance(sample, list):
        assert len(sample) == len(answer)
        return all(map(same, sample, answer))
    if isinstance(sample, str) and sample.endswith("[…]"):
        assert answer.startswith(sample.removesuffix("[…]"))
        return True
    assert sample == answer
    return True


@pytest.mark.parametrize("route", [regex for regex, _ in ROUTES])
def test_every_address_has_an_example(route: str) -> None:
    assert [path for path, *_ in EXAMPLES if re.match(route, path.partition("?")[0])]


def test_every_parameter_is_described() -> None:
    assert {*asked.FACETS, "q", "sort", "exact", "copies", "page", "size"} == PARAMETERS


def test_every_column_of_the_table_is_named_in_order() -> None:
    columns = DOCS.partition("Columns: ")[2].partition(".\n")[0]
    assert tuple(re.findall(r"`(\w+)`", columns)) == tables.COLUMNS


def test_the_limits_are_those_of_the_code() -> None:
    limits = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", DOCS.partition("## Limits")[2], re.MULTILINE))
    del limits["what"]
    assert limits == {
        "articles on a page of `/search.json`": f"{asked.PAGE_SIZE}, with `size` up to {tables.MOST_SIZE}",
        "articles in a feed": str(feeds.MOST_ENTRIES),
        "characters of an article's text in a feed": f"{entries.MOST_TEXT:,}",
        "characters of a parameter that are read": str(asked.MOST_CHARACTERS),
        "words of `q` that are searched": str(query.MOST_WORDS),
        "values of one facet that are read": str(asked.MOST_VALUES),
        "articles in a part of the sitemap": f"{discovery.PART:,}",
    }


def test_other_methods_are_refused_and_head_has_no_body(site: Site) -> None:
    for path in ("/search.json", "/search.csv", "/search.atom", "/"):
        refused = site.get(path, "POST")
        assert (path, refused.status_code, refused.headers.get("allow")) == (path, 405, "GET, HEAD")
        assert site.get(path, "HEAD").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/search.json?q=timber", "/article/1.json", "/search.atom", "/article/1.bib", "/sitemap.xml", "/robots.txt"],
)
def test_what_is_known_is_not_sent_again(site: Site, path: str) -> None:
    etag = site.get(path).headers["etag"]
    for known in (etag, f'"other", W/{etag}', "*"):
        assert site.get(path, headers={"If-None-Match": known}).status_code == 304
    assert site.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
