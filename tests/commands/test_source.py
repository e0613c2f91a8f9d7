"""``scrapy source new URL`` and ``scrapy source check NAME``, run as a user runs them, in a copy of the project."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.source import _news_in
from tests import valley
from tests.crawl import ROOT, scrapy
from tests.server import Answer, Request, Server, page, redirect

SKIPPED = (".git", ".venv", "__pycache__", "captures", "downloads", ".*_cache", "archive.db*", ".hypothesis")
TEXT = "".join(f"<p>{sentence}</p>" for sentence in valley.SENTENCES)
NEWS = f"{valley.SITE}/news/"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project, in which the commands run from now on."""
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*SKIPPED))
    monkeypatch.setattr("tests.crawl.ROOT", project)
    return project


def files(project: Path) -> set[str]:
    found = [*project.glob("spiders/*.py"), *project.glob("tests/pages/*"), *project.glob("tests/pages/*/*")]
    return {path.relative_to(project).as_posix() for path in found}


@pytest.fixture
def valley_server() -> Iterator[Server]:
    with Server(valley.answer) as server:
        yield server


def test_a_new_source_passes_the_tests_of_every_source(copy: Path, tmp_path: Path, valley_server: Server) -> None:
    before = files(copy)
    # Under the bare host, which sends on to the one that answers.
    done = scrapy(tmp_path, "source", "new", "https://loomvalley.example/news/", proxy=valley_server.proxy)
    assert done.returncode == 0, done.stderr
    for line in (
        f"answers at     {NEWS}",
        "robots.txt     allows the list, asks for 0.1 s between requests",
        "platform       WordPress",
        f"feed           {valley.SITE}/feed/",
        "cards          3: 3 with title, 3 with date, 3 with teaser, 0 with label; the first: Seven mills",
        f"next page      {NEWS}page/2/",
        "date         2026-03-03 (text)",
        "pytest tests/test_sources.py -k loomvalley --record",
        f"author       {valley.AUTHOR}",
        f"| `loomvalley` | [Loom Valley Cluster]({valley.SITE}/) | news |",
    ):
        assert line in done.stdout
    assert files(copy) - before == {
        "spiders/loomvalley.py",
        "tests/pages/loomvalley",
        *(f"tests/pages/loomvalley/{name}" for name in ("listing.html", "article.html", "pages.json", "facts.json")),
    }
    assert not list(tmp_path.glob("archive.db*"))
    assert not list(tmp_path.glob("captures*"))
    texts_are_in_words_of_nobody(copy / "tests" / "pages" / "loomvalley")
    early = run(copy, *"pytest -q tests/test_sources.py -k loomvalley".split())
    assert early.returncode == 1
    assert (
        "record its answers first, and read them: pytest tests/test_sources.py -k loomvalley --record" in early.stdout
    )
    assert "Traceback" not in early.stdout
    assert "FileNotFoundError" not in early.stdout
    for command in (
        "pytest -q tests/test_sources.py -k loomvalley --record",
        "pytest -q tests/test_sources.py -k loom",
    ):
        tested = run(copy, *command.split())
        assert tested.returncode == 0, tested.stdout
    assert tested.stdout.startswith(".......")
    for check in ("ruff format --check", "ruff check"):
        assert run(copy, *check.split(), "spiders/loomvalley.py").returncode == 0
    taken = scrapy(tmp_path, "source", "new", NEWS, proxy=valley_server.proxy)
    assert taken.returncode == 1
    assert taken.stderr.startswith("scrapy: loomvalley reads this host already: add the list to its file")


def texts_are_in_words_of_nobody(folder: Path) -> None:
    saved = "".join((folder / name).read_text("utf8") for name in ("listing.html", "article.html", "facts.json"))
    for word in (*valley.AUTHOR.split(), "mills", "dyeing", "seven-mills", *valley.SENTENCES):
        assert word not in saved
    facts = json.loads((folder / "facts.json").read_text("utf8"))
    assert [card["published"] for card in facts["listing.html"]["cards"]] == ["2026-03-03", "2026-03-04", "2026-03-05"]
    assert facts["article.html"]["language"] == "en"
    assert len(facts["article.html"]["body"]) == 4


def run(project: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)


def spoilt(request: Request) -> Answer:
    """Answer with what cannot be described, each under a host of its own."""
    if request.path == "/robots.txt":
        return page("User-agent: *\nDisallow: /\n") if request.host == "closed.example" else Answer(404)
    if request.host == "login.example" and request.path != "/user/login":
        return redirect("https://login.example/user/login")
    return {
        "login.example": page(
            "<html><title>Log in</title><h1>Log in</h1><form method='post'><label>User name</label><input name='name'>"
            "<label>Password</label><input type='password' name='pass'><button>Log in</button></form></html>"
        ),
        "closed.example": page(TEXT),
        "empty.example": page("<html><h1>News</h1><p>There are no news.</p></html>"),
        "script.example": page(
            "<html><head><link rel='https://api.w.org/' href='/wp-json/'></head><body><noscript>Please enable"
            " JavaScript.</noscript><div id='root'></div><script src='/app.js'></script></body></html>"
        ),
        "feed.example": valley.feed(),
        "article.example": valley.article(0, valley.TITLES[0]),
        "leaving.example": page(
            "<h1>News</h1>"
            + "".join(f"<h3><a href='https://o.example/{n}'>Story {n} of o</a></h3>{TEXT}" for n in "abc")
        ),
        "torn.example": Answer(200, {"Content-Type": "text/html"}, TEXT.encode(), "truncated"),
        "dead.example": page(
            "<h1>News</h1>"
            + "".join(f"<div><h3><a href='/{n}?a'>Story {n}, of the mill</a></h3>{TEXT}</div>" for n in "abc")
        )
        if not request.query
        else Answer(404),
    }.get(request.host, Answer(404))


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("gone.example", "the server answered 404 (not found)"),
        ("closed.example", "robots.txt forbids this address"),
        ("empty.example", "no cards were found on the page"),
        ("script.example", "it names the interface https://script.example/wp-json/wp/v2/posts"),
        ("login.example", "no cards were found on the page: "),
        ("feed.example", "it is a feed and no page"),
        (
            f"article.example{valley.path(0)}?",
            "this is an article; give the page that lists the news: https://article.example/news/",
        ),
        ("leaving.example", "all its cards lead to other sites"),
        ("torn.example", "the body is incomplete"),
        ("dead.example", "no article of the list could be read: the server answered 404 (not found)"),
        ("127.0.0.1", "which is not on the public internet"),
    ],
)
def test_what_cannot_be_described_is_one_line_and_leaves_nothing(tmp_path: Path, host: str, why: str) -> None:
    before = files(ROOT)
    with Server(spoilt) as server:
        done = scrapy(tmp_path, "source", "new", f"https://{host}/news", "--name", "spoilt", proxy=server.proxy)
    assert done.returncode == 1
    assert why in done.stderr
    assert done.stderr.endswith("nothing was written\n")
    assert done.stderr.count("\n") == 1, done.stderr
    assert files(ROOT) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "say what to do"),
        (["new"], "say what to do"),
        (["old", "https://a.example/"], "say what to do"),
        (["new", "a.example/news"], "'a.example/news' is not the address of a page"),
        (["new", "https://a.example/\x1b[31m"], "is not the address of a page"),
        (["new", "https://a.example/", "--name", "../a"], "'../a' is no name for a source"),
        (["new", "https://a.example/", "--name", "demo"], "scrapy: spiders/demo.py is there already"),
        (
            ["new", "https://clusters.example/news", "--name", "demo"],
            "demo reads this host already: add the list to its file; else spiders/demo.py is there already; give anoth",
        ),
        (["new", "https://a.example/", "--name", "listing"], "spiders/listing.py is there already"),
        (["check", "nobody"], "there is no source 'nobody'"),
        (["check", "demo", "--pages", "many"], "'many' is no number of pages"),
    ],
)
def test_what_cannot_be_meant_is_one_line(tmp_path: Path, arguments: list[str], line: str) -> None:
    done = scrapy(tmp_path, "source", *arguments)
    message = done.stderr.removesuffix("\n")
    assert done.returncode in (1, 2)
    assert line in message
    assert message.isprintable()


@pytest.mark.parametrize(("language", "told"), [("en", "news"), ("sl", "news (Slovenian)"), ("xq", "news (xq)")])
def test_the_row_of_the_readme_names_the_language(language: str, told: str) -> None:
    assert _news_in(language) == told


def test_a_check_of_captures_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not even an archive")
    done = scrapy(tmp_path, "source", "check", "demo", REPLAY="demo", DOWNLOAD_DELAY="0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "  lists       3 asked for, 3 answered\n  cards       54: 53 with title" in done.stdout
    assert done.stdout.endswith("demo: nothing looks wrong; nothing was stored\n")
    assert (tmp_path / "archive.db").read_bytes() == b"not even an archive"
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


def test_a_check_of_a_site_that_is_down_fails(tmp_path: Path) -> None:
    with Server(lambda request: Answer(404)) as server:
        done = scrapy(tmp_path, "source", "check", "demo", proxy=server.proxy)
    assert done.returncode == 1
    assert "lists       3 asked for, 0 answered" in done.stdout
    assert "WRONG: a list could not be read: " in done.stdout
    assert len([request for request in server.requests if request.path != "/robots.txt"]) <= 5
