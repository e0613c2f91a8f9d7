"""``make bench``: every figure of docs/figures.md, measured anew and printed.

Quality is measured on real pages that lie beside the project (``../shared``) and are no part of it; where they are
not there, the parts that need them say so. Speed is CPU time, side by side with the alternative in one run.
"""

import gzip
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trafilatura

from benchmarks.score import article

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
PAGES = SHARED / "pages" / "articles"


# What needs no pages of others: it makes its own site or its own captures.
OURS = (
    ("saved pages of every source, against answers written by hand", "benchmarks.sources"),
    ("what a day costs on a site of 600 articles", "benchmarks.recrawl"),
    ("reading captures again, against extraction alone", "benchmarks.reextract"),
    ("crawls of 600 articles, killed a hundred times", "benchmarks.kill"),
)


def main() -> None:
    """Print the figures. The kills alone take a quarter of an hour."""
    if PAGES.exists():
        measure_quality()
    else:
        print("the pages to measure quality on (../shared/pages) are not on this machine")
    for title, module in OURS:
        print(f"\n{title}", flush=True)
        subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True)


def measure_quality() -> None:
    """Print how well bodies, cards and next pages are found, and what that costs."""
    for title, arguments in (
        ("article bodies, standard", ["articles.py", "benchmarks.score:article"]),
        ("article bodies, consensus", ["articles.py", "benchmarks.score:consensus"]),
        ("cards and next page of listings", ["listings.py", "--call", "benchmarks.score:listing", "--quiet"]),
    ):
        print(f"\n{title}", flush=True)
        subprocess.run([sys.executable, SHARED / "score" / arguments[0], *arguments[1:]], cwd=ROOT, check=True)
    print("\nCPU of body and metadata for a page, against trafilatura.bare_extraction(with_metadata=True)", flush=True)
    compare_speed()


def compare_speed(rounds: int = 3) -> None:
    """Print the median and mean CPU time (ms a page) of ours and of trafilatura, page by page in turn, and ratios."""
    pages = [
        (gzip.decompress((PAGES / f"{key}.html.gz").read_bytes()), gold["url"])
        for key, gold in json.loads((PAGES / "labels.json").read_text("utf8")).items()
    ]
    ours, theirs = [], []
    for body, url in pages:
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            times[0].append(_cpu(partial(article, body, url)))
            times[1].append(_cpu(partial(trafilatura.bare_extraction, body, url=url, with_metadata=True)))
        ours.append(min(times[0]))
        theirs.append(min(times[1]))
    for name, figures in (("ours", ours), ("trafilatura", theirs)):
        print(f"{name:12} median {statistics.median(figures):6.1f} ms   mean {statistics.fmean(figures):6.1f} ms")
    print(
        f"{'ratio':12} median {statistics.median(ours) / statistics.median(theirs):6.2f}"
        f"      mean {sum(ours) / sum(theirs):6.2f}"
    )


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
