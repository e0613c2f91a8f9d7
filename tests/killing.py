"""Crawls that are ended before their end, and what an archive must hold when one of them has come to its end."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from archive.verify import verify
from tests.crawl import FAST, ROOT, rows
from tests.server import Answer, Request, Server, page

SITE = "https://clusters.example"
LONG, SHORT, NEWS = "/tags/smart-specialisation", "/tags/smart-specialization", "/community-news"
CARDS = 12
# Every so many articles, one that links to a file; one that is sent without a validator.
FILE_EVERY, BARE_EVERY = 10, 3

WORDS = "cluster valley region textile robot harbour energy timber pilot fund school mill sensor bridge garden".split()


@dataclass(frozen=True, slots=True)
class Place:
    """A site of ``count`` articles, 60 or more: all on one long list, the first also on two short ones."""

    count: int

    @property
    def lists(self) -> dict[str, range]:
        """The numbers of the articles on each list."""
        return {LONG: range(self.count), SHORT: range(3 * CARDS), NEWS: range(2 * CARDS, 5 * CARDS)}

    @property
    def files(self) -> set[str]:
        """The paths of the files that articles link to."""
        return {file_path(number) for number in range(0, self.count, FILE_EVERY)}

    def answer(self, request: Request) -> Answer:
        """Answer as a site that never changes and knows validators."""
        path = request.path
        if path in self.lists:
            return list_page(self.lists[path], int(request.query.removeprefix("page=") or 0))
        kind, _, number = path.strip("/").partition("/item-")
        if kind == "content" and int(number) < self.count:
            return validated(article_page(int(number)), int(number), request)
        if kind == "files" and path in self.files:
            return page(b"%PDF-1.4 " + path.encode(), content_type="application/pdf")
        return Answer(404)


def article_path(number: int) -> str:
    return f"/content/item-{number}"


def file_path(number: int) -> str:
    return f"/files/item-{number}.pdf"


def sentences(number: int) -> list[str]:
    """Return the paragraphs of an article, other ones for each number."""
    draw = random.Random(number)
    return [f"{' '.join(draw.choices(WORDS, k=14)).capitalize()} {number}." for _ in range(4)]


def validated(answer: Answer, number: int, request: Request) -> Answer:
    """Return ``answer`` with its validator, or 304 to whoever has it; some articles have none."""
    if number % BARE_EVERY == 0:
        return answer
    etag = f'"{number}"'
    if request.headers.get("if-none-match") == etag:
        return Answer(304, {"ETag": etag})
    return Answer(200, {**answer.headers, "ETag": etag}, answer.body)


def article_page(number: int) -> Answer:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences(number))
    if number % FILE_EVERY == 0:
        text += f"<p><a href='{file_path(number)}'>The slides</a></p>"
    return document(
        f"Item {number}",
        f"<article data-history-node-id='{1000 + number}'><h1>Item {number}</h1><div>Submitted by <span>Ann Example"
        f"</span> on 12 January 2026</div><div>{text}</div></article>",
    )


def list_page(numbers: range, index: int) -> Answer:
    cards = "".join(
        f"<div class='views-row'><h3><a href='{article_path(number)}'>Item {number}</a></h3>"
        f"<div><p>{sentences(number)[0]}</p></div></div>"
        for number in numbers[CARDS * index : CARDS * (index + 1)]
    )
    more = CARDS * (index + 1) < len(numbers)
    follow = f"<ul><li><a rel='next' href='?page={index + 1}'>Next</a></li></ul>" if more else ""
    return document("Articles", f"<h1>Articles</h1>{cards}{follow}")


def document(title: str, body: str) -> Answer:
    return page(
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Clusters Example</title></head><body><nav><a href='/'>"
        f"Home</a> <a href='/news'>News</a></nav><main>{body}</main><footer><a href='/privacy'>Privacy</a></footer>"
        "</body></html>"
    )


def start(folder: Path, proxy: str, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """Start ``scrapy crawl demo`` with the archive in ``folder``, as the leader of a process group of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment |= {"ARCHIVE_DB": str(folder / "archive.db"), "CAPTURES_DIR": str(folder / "captures")}
    environment |= {"http_proxy": proxy, "https_proxy": proxy}
    given = [part for name, value in {**FAST, **settings}.items() for part in ("-s", f"{name}={value}")]
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "demo", *arguments, *given],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@dataclass(slots=True)
class Outcome:
    """How a crawl ended: its exit code (negative: the signal that killed it) and what it printed."""

    code: int
    stdout: str
    stderr: str


def finish(crawl: subprocess.Popen[str]) -> Outcome:
    """Wait for the end of a crawl."""
    stdout, stderr = crawl.communicate(timeout=300)
    return Outcome(crawl.returncode, stdout, stderr)


def end_at(crawl: subprocess.Popen[str], server: Server, requests: int, number: int, pause: float = 0.0) -> Outcome:
    """Send the signal ``number`` once ``server`` was asked ``requests`` times more; return how the crawl ended.

    SIGKILL goes to the whole process group, every other signal to the crawl alone. ``pause`` (seconds) puts the
    signal somewhere in what the crawl does between two requests.
    """
    target = len(server.requests) + requests
    while crawl.poll() is None and len(server.requests) < target:
        time.sleep(0.001)
    time.sleep(pause)
    if crawl.poll() is None and number == signal.SIGKILL:
        os.killpg(crawl.pid, number)
    else:
        crawl.send_signal(number)  # does nothing when it has ended
    return finish(crawl)


@dataclass(slots=True)
class Toll:
    """What it took to crawl a site to its end: ``kills``, and how often the server was asked for each address."""

    kills: int = 0
    asked: Counter[str] = field(default_factory=Counter)

    def again(self, prefix: str = "/content/") -> int:
        """Return how many requests there were for articles that had been asked for before."""
        return sum(count - 1 for path, count in self.asked.items() if path.startswith(prefix))


def crawl_through_kills(folder: Path, place: Place, *, kills: int, most: int, draw: random.Random) -> Toll:
    """Crawl ``place``, kill the crawl up to ``kills`` times, each after at most ``most`` requests; then let it come to
    its end.
    """
    toll = Toll()
    with Server(place.answer) as server:
        while toll.kills < kills:
            crawl = start(folder, server.proxy, BATCH_SECONDS="0.1")  # commits at many moments
            outcome = end_at(crawl, server, draw.randint(1, most), signal.SIGKILL, pause=draw.random() / 20)
            if outcome.code == 0:
                break
            assert outcome.code == -signal.SIGKILL, outcome
            toll.kills += 1
        else:
            outcome = finish(start(folder, server.proxy))
            assert outcome.code == 0, outcome
    toll.asked.update(request.path + request.query for request in server.requests)
    return toll


def faults(folder: Path, place: Place) -> list[str]:
    """Return what is wrong with the archive in ``folder`` after ``place`` was crawled to its end."""
    expected = {
        "rows of articles": ("SELECT count(*) FROM articles", place.count),
        "different addresses": ("SELECT count(DISTINCT url) FROM articles", place.count),
        "different keys": ("SELECT count(DISTINCT node) FROM articles", place.count),
        "live articles with text": ("SELECT count(*) FROM articles WHERE state = 'live' AND body != ''", place.count),
        "articles with their capture": (
            "SELECT count(*) FROM articles JOIN captures ON captures.id = capture_id AND captures.url = articles.url"
            " WHERE captures.status = 200",
            place.count,
        ),
        "sightings": ("SELECT count(*) FROM sightings", sum(len(numbers) for numbers in place.lists.values())),
        "sightings that left their list": ("SELECT count(*) FROM sightings WHERE left_list IS NOT NULL", 0),
        "revisions": ("SELECT count(*) FROM revisions", place.count),
        "revisions without capture": ("SELECT count(*) FROM revisions WHERE capture_id IS NULL", 0),
        "files": ("SELECT count(*) FROM documents WHERE state IN ('fetched', 'read', 'unreadable')", len(place.files)),
        "addresses on the ledger": ("SELECT count(*) FROM ledger", 3 + place.count + len(place.files)),
        "pending addresses": ("SELECT count(*) FROM ledger WHERE state != 'done'", 0),
        "failures": ("SELECT count(*) FROM failures", 0),
        "rows in the search": ("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'item'", place.count),
        "crawls that seem to run": ("SELECT count(*) FROM crawls WHERE outcome = 'running'", 0),
    }
    found = [
        f"{count} {name} in place of {wanted}"
        for name, (sql, wanted) in expected.items()
        if (count := rows(folder, sql)[0][0]) != wanted
    ]
    bodies = dict(rows(folder, "SELECT url, body FROM articles"))
    found += [
        f"another text: {url}"
        for number in range(place.count)
        if not (bodies.get(url := SITE + article_path(number)) or "").startswith("\n".join(sentences(number)))
    ]
    return found + unsound(folder)


def unsound(folder: Path) -> list[str]:
    """Return what is wrong with the archive in ``folder`` as a file, and with its captures."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        checks = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        checks += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
        db.rollback()
    verification = verify(folder / "archive.db", folder / "captures")
    checks += [f"{fault.warc} {fault.offset}: {fault.reason}" for fault in verification.faults]
    # What a kill has torn is the end of a file; anything else is damage.
    return checks + [f"{gap.warc}: damage at {gap.offset}" for gap in verification.gaps if not gap.at_end]
