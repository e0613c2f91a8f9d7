"""How fast, how steady and how large the search is, beside a plain Datasette: ``python -m benchmarks.web``.

For each size an archive of synthetic news is built (``benchmarks/web_archive.py``) and asked over HTTP, by clients on
the same machine. Every word is asked for once, so that nothing is found in a cache. ``--quick`` measures on 5,000
articles with few requests, to see that it works. A million articles take 7 GB of disk and ten minutes.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np

from archive.database import open_database
from benchmarks.web_archive import COMMON, LANGUAGES, RARE, build, language, save
from benchmarks.web_server import Server, body, ours, per_second, stock, timed

SIZES = (20_000, 200_000, 1_000_000)
# Of each size: p95 in ms newest and best first, and memory in MB.
TARGETS = {200_000: (30.0, 60.0, 200.0), 1_000_000: (80.0, 200.0, 400.0)}
CLIENTS = 4
WRITING_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How many requests each measurement takes."""

    ours: int = len(COMMON)
    stock: int = 10
    rare: int = len(RARE)
    stock_rare: int = 40
    mixed: int = 10_000
    writing: float = WRITING_SECONDS


QUICK = Effort(ours=10, stock=3, rare=40, stock_rare=10, mixed=200, writing=2.0)


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of articles, with commas")
    parser.add_argument("--folder", type=Path, help="where archives are built and kept for the next time")
    parser.add_argument("--quick", action="store_true", help="only see whether it works")
    options = parser.parse_args()
    sizes = [5_000] if options.quick else [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            measure(archive_of(size, options.folder or Path(scratch)), size, QUICK if options.quick else Effort())


def archive_of(size: int, folder: Path) -> Path:
    """Return an archive of ``size`` articles in ``folder``, built if it is not there."""
    path = folder / f"{size}.db"
    if not path.exists():
        start = time.monotonic()
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        build(unfinished, size)
        unfinished.rename(path)
        print(f"built {path.name}: {path.stat().st_size / 1e9:.2f} GB in {time.monotonic() - start:.0f} s")
    return path


def measure(path: Path, size: int, effort: Effort) -> None:
    """Print the table of one size."""
    newest, best, memory = TARGETS.get(size, (None, None, None))
    print(f"\n{size:,} articles".ljust(62) + f"{'stock':>12}{'ours':>12}{'ratio':>9}{'to reach':>11}")
    with stock(path) as server:
        stock_newest = timed(server, (stock_search(path, word) for word in COMMON[: effort.stock]))
        stock_rare, _ = per_second(server, [stock_search(path, word) for word in RARE[: effort.stock_rare]], CLIENTS)
    with ours(path) as server:
        start_memory = server.memory()
        times = timed(server, (f"/search?q={word}" for word in COMMON[: effort.ours]))
        line("12 % word, newest first, all facets, p95, ms", stock_newest.p95(), times.p95(), newest)
        line("  its work for each, mean, ms of processor", stock_newest.cpu_each(), times.cpu_each(), None)
        note("failed requests", stock_newest.failed, times.failed)
    with ours(path) as server:  # a new one, that has found nothing yet
        times = timed(server, (f"/search?q={word}&sort=best" for word in COMMON[: effort.ours]))
        line("12 % word, best first, all facets, p95, ms", None, times.p95(), best)
        line("  its work for each, mean, ms of processor", None, times.cpu_each(), None)
        rate, failed = per_second(server, [f"/search?q={word}" for word in RARE[: effort.rare]], CLIENTS)
        line(f"searches a second, rare word, {CLIENTS} clients", stock_rare, rate, None, least=3)
        note("failed requests", failed)
        rate, failed = per_second(server, list(mixed(effort.mixed)), 2)
        line(f"memory after {effort.mixed:,} mixed searches, MB", None, server.memory(), memory)
        note(f"memory at the start {start_memory:.0f} MB; {rate:.0f} mixed searches a second; failed", failed)
        note("page of a common word, kB without compression", len(body(server, f"/search?q={COMMON[0]}")) // 1000)
    if size <= max(TARGETS) // 5:
        with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
            copy = Path(shutil.copy(path, Path(scratch) / path.name))
            beside_a_writer(copy, effort.writing)


def stock_search(path: Path, word: str) -> str:
    """Return the page of a plain Datasette that comes nearest: newest first, with the facets that a table can have."""
    facets = "&".join(f"_facet={name}" for name in ("source", "kind", "language"))
    return f"/{path.stem}/articles?_search={word}&_sort_desc=published&{facets}"


def mixed(count: int) -> Iterator[str]:
    """Yield searches as people make them: rare and common words, orders, facets and pages."""
    chance = random.Random(1)
    for _ in range(count):
        word = chance.choice(COMMON if chance.random() < 0.4 else RARE)
        path = f"/search?q={word}"
        if chance.random() < 0.25:
            path += f"+{chance.choice(COMMON)}"
        if chance.random() < 0.25:
            path += f"&source=source{chance.randrange(60):02}&topic=topic-{chance.randrange(40)}"
        if chance.random() < 0.25:
            path += f"&year={chance.randrange(2016, 2027)}"
        if chance.random() < 0.25:
            path += "&sort=best"
        if chance.random() < 0.25:
            path += f"&page={chance.randrange(1, 50)}"
        yield path


def beside_a_writer(path: Path, seconds: float) -> None:
    """Print what readers notice while batches of 100 articles are written: errors, and how late new ones are found."""
    end = Event()
    with ours(path) as server, ThreadPoolExecutor(CLIENTS) as pool:
        readers = [pool.submit(read_on, server, number, end) for number in range(2)]
        written = write_on(server, path, seconds)
        end.set()
        failed = [status for reader in readers for status in reader.result()]
    late = sorted(written)
    line(f"errors of readers beside {len(late)} batches of 100", None, float(len(failed)), 0.0)
    line("a new article is found after its commit, slowest, s", None, late[-1], 2.0)


def read_on(server: Server, number: int, end: Event) -> list[int]:
    """Search until ``end``; return the statuses of what failed."""
    failed: list[int] = []
    paths = mixed(100_000)
    while not end.is_set():
        failed += timed(server, [next(paths) for _ in range(5 + number)]).failed
    return failed


def write_on(server: Server, path: Path, seconds: float) -> list[float]:
    """Write batches of 100 as a crawl does, two a second; return how long after its commit each was found."""
    rng = np.random.default_rng(2)
    languages = [language(tag, syllables.split(), rng) for tag, syllables in LANGUAGES.items()]
    late: list[float] = []
    with closing(open_database(path)) as db:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            first = int(db.execute("SELECT max(id) + 1 FROM articles").fetchone()[0])
            word = f"freshly{first}"
            db.execute("BEGIN IMMEDIATE")
            save(db, first, 100, languages, rng)
            db.execute("UPDATE articles SET title = ? WHERE id = ?", (word, first))
            db.execute("COMMIT")
            committed = time.monotonic()
            while f"/article/{first}" not in body(server, f"/search?q={word}"):
                if time.monotonic() > committed + 10:
                    break
            late.append(time.monotonic() - committed)
            time.sleep(0.3)
    return late


def line(what: str, before: float | None, now: float | None, most: float | None, least: float | None = None) -> None:
    """Print a measurement: ``most`` is what it may be, ``least`` how many times that of stock it should be."""
    ratio = f"{max(now / before, before / now):.1f}x" if before and now else ""
    bound = f"<= {most:g}" if most is not None else f">= {least:g}x" if least is not None else ""
    print(f"  {what:<60}{number(before):>12}{number(now):>12}{ratio:>9}{bound:>11}", flush=True)


def note(what: str, *values: object) -> None:
    """Print what belongs to the line above."""
    print(f"    {what}: {', '.join(map(str, values))}", flush=True)


def number(value: float | None) -> str:
    """Return a number with three digits that count."""
    return "-" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
