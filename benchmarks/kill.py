"""``python -m benchmarks.kill [--kills 100]``: crawls of 600 articles that are killed at random moments, and resumed.

A crawl that has come to its end is looked at as a whole; then the next one begins with an empty archive, until all
kills are spent. It ends with exit code 1 when a row was lost or doubled.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.killing import Place, crawl_through_kills, faults

PLACE = Place(600)
# A run is killed after at most so many requests: some die among the lists, some among the last articles.
MOST = 250


def main() -> None:
    """Print the figures of each crawl, and their sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    kills = again = worst = wrong = 0
    begun = time.monotonic()
    while kills < arguments.kills:
        with tempfile.TemporaryDirectory() as folder:
            toll = crawl_through_kills(Path(folder), PLACE, kills=arguments.kills - kills, most=MOST, draw=draw)
            found = faults(Path(folder), PLACE)
        kills, again, wrong = kills + toll.kills, again + toll.again(), wrong + len(found)
        worst = max(worst, *toll.asked.values())
        print(
            f"{toll.kills:3} kills, {toll.asked.total():5} requests, {toll.again():4} articles asked for again", end=""
        )
        print(f", {len(found)} faults", *found[:5], sep="\n    ", flush=True)
    print(
        f"{kills} kills in {time.monotonic() - begun:.0f} s: {wrong} faults; for each kill {again / kills:.1f} articles"
        f" asked for again; one address at most {worst} times"
    )
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
