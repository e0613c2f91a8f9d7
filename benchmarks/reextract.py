"""What reading captures again costs beside the extraction itself: ``python -m benchmarks.reextract [PAGES]``.

Makes an archive of invented pages whose texts all differ from what is stored, and runs ``scrapy reextract`` on it
twice: the first run writes every row anew, the second finds nothing to write. Prints the CPU time of all processes of
each from start to end as a multiple of that of a bare loop over ``extract``. The loop runs once on each core, as the
command does: two busy cores of one machine slow each other down.
"""

import ctypes
import gzip
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive.store import Archive
from archive.warc import Exchange, encode
from extraction.article import extract
from items import Article, Page
from spiders.demo import Demo

ROOT = Path(__file__).parent.parent
SITE = Demo.source.homepage
FETCHED = "2026-03-01T08:00:00Z"
TARGET = 10_000
MOST_RATIO = 1.2
# Pages of the run that tells what starting takes.
FEW = 16
# Linux: processes whose parent has ended become ours, so that the CPU time of all of them is on our account.
PR_SET_CHILD_SUBREAPER = 36

WORDS = (
    "cluster region partner company researcher project network funding innovation hydrogen textile digital skills"
    " market policy strategy workshop the a of for and with from new first three many small has have opened joined"
    " published announced invites supports between under across its their this year programme transition industry"
).split()


def body(number: int) -> bytes:
    """Return invented page ``number``: 100 kB, 800 elements and 800 words, as the median of real ones.

    Every second one is made of ``div`` alone, which takes longest to read: so the mean is that of real ones too.
    """
    chance = random.Random(number)
    main, article, aside = ("main", "article", "aside") if number % 2 else ("div", "div", "div")
    menu = "".join(
        f"<li class='menu-item menu-item--expanded level-{i % 3}'><a href='/section/{i}' class='menu-link is-{i}'>"
        f"<span>{_words(chance, 3)}</span></a></li>"
        for i in range(125)
    )
    text = "".join(
        f"<p>{_words(chance, chance.randint(30, 90))} <a href='/content/{i}'>{_words(chance, 3)}</a>"
        f" <strong>{_words(chance, 4)}</strong>.</p>"
        for i in range(chance.randint(6, 18))
    )
    related = "".join(
        f"<{article} class='node node--type-news teaser'><h3><a href='/content/{i}'>{_words(chance, 8)}</a></h3>"
        f"<div class='field field--name-teaser'><p>{_words(chance, 25)}...</p></div></{article}>"
        for i in range(20)
    )
    title = _words(chance, 9)
    day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
    head = (
        f"<title>{title} | Clusters Example</title><style>{'.a{margin:0}' * 2_000}</style>"
        f"<meta property='article:published_time' content='{day}T09:00:00+01:00'>"
        f"<script>{'window.settings=1;' * 1_500}</script>"
    )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header>"
        f"<{main}><{article} data-history-node-id='{number}'><h1>{title}</h1><div class='field--name-body'>{text}</div>"
        f"</{article}><{aside}><h2>Related</h2>{related}</{aside}></{main}><footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def fill(folder: Path, pages: int) -> None:
    """Make an archive with ``pages`` captured articles, whose stored texts are of another age."""
    archive = Archive(folder / "archive.db")
    crawl = archive.begin(Demo.source, FETCHED, live=True)
    warc = archive.new_warc(folder / "captures" / "pages.warc.gz", "benchmark")
    for number in range(1, pages + 1):
        url = f"{SITE}content/{number}"
        exchange = Exchange(
            url=url,
            fetched_at=FETCHED,
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")),
            body=gzip.compress(body(number), 6, mtime=0),
        )
        article = Article(
            source=Demo.name,
            url=url,
            title="Old",
            title_source="heading",
            body="Old text",
            fetched_at=FETCHED,
            node=str(number),
            content_hash="old",
            extractor="old",
            capture=archive.capture(encode(exchange), warc, crawl),
        )
        archive.add(article, crawl)
    archive.finish(crawl, FETCHED, "", pages)
    archive.close()


def alone(pages: int, cores: int) -> float:
    """Return the CPU seconds that ``extract`` takes for a page, measured on all cores at once."""
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        return sum(pool.map(bare, [range(1 + core, pages + 1, cores) for core in range(cores)], chunksize=1)) / pages


def bare(numbers: range) -> float:
    """Return the CPU seconds that ``extract`` takes for these pages, and nothing else."""
    extract(_page(0))  # what is loaded at the first call
    seconds = 0.0
    for number in numbers:
        page = _page(number)
        start = time.process_time()
        extract(page)
        seconds += time.process_time() - start
    return seconds


def command(folder: Path) -> float:
    """Return the CPU seconds of ``scrapy reextract`` on the archive in ``folder``, all its processes included."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    before, others = _children_seconds(), _children()
    environment = {**os.environ, "ARCHIVE_DB": str(folder / "archive.db")}
    scrapy = Path(sys.executable).parent / "scrapy"  # not -m scrapy: a worker loads the main program again
    subprocess.run([scrapy, "reextract"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    while left := _children() - others:
        os.waitpid(left.pop(), 0)
    return _children_seconds() - before


def main() -> None:
    """Print the figures; exit with 1 when the ratio is over its limit."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name, "few"), Path(name, "many")
        fill(few, FEW)
        fill(many, pages)
        before = alone(pages // 2, cores)  # before and after: the machine may have other work meanwhile
        start = command(few)
        runs = {"every row rewritten": command(many), "nothing to write": command(many)}
        page = (before + alone(pages // 2, cores)) / 2
    print(f"CPU seconds of all processes, {cores} cores; at {TARGET:,} pages the ratio is to be {MOST_RATIO} at most")
    print(f"{f'extract() alone, {pages:,} pages':40} {page * pages:7.1f}   {1000 * page:.1f} ms a page")
    print(f"{f'scrapy reextract, {FEW} pages':40} {start:7.1f}   the start, nearly all of it")
    reached = []
    for run, seconds in runs.items():
        each = (seconds - start) / (pages - FEW)
        reached.append((start + each * (TARGET - FEW)) / (page * TARGET))
        print(
            f"{f'scrapy reextract, {run}':40} {seconds:7.1f}   ratio {seconds / (page * pages):.2f};"
            f" {1000 * each:.1f} ms for each more page, so {reached[-1]:.2f} at {TARGET:,} pages"
        )
    sys.exit(max(reached) > MOST_RATIO)


def _page(number: int) -> Page:
    return Page(source=Demo.source, url=f"{SITE}content/{number}", fetched_at=FETCHED, body=body(number))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize()


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children() -> set[int]:
    return {int(number) for number in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()}


if __name__ == "__main__":
    main()
