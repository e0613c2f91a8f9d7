"""The seeds' web on later days: one article corrected, one gone, two new, the order turned round.

Skipped, with its reason, where the seed documents are not there.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawl import rows, scrapy
from tests.test_seeds import ECCP, WEB

# As in test_seeds.py: the documents are other people's and no part of the project.
pytestmark = pytest.mark.skipif(not WEB.exists(), reason="the seed documents (../shared) are not on this machine")

LISTS = f"url={ECCP}/tags/smart-specialisation {ECCP}/tags/smart-specialization"


def crawl(folder: Path, epoch: int, day: int) -> list[dict[str, Any]]:
    """Crawl both lists as they are in ``epoch`` on a day of November, and return the web's log."""
    log = folder / f"{day}.jsonl"
    command = [sys.executable, str(WEB), "--port", "0", "--epoch", str(epoch), "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as web:
        try:
            assert web.stdout
            proxy = "http://" + web.stdout.readline().split()[-1]
            done = scrapy(folder, "crawl", "eccp", "-a", LISTS, proxy=proxy, NOW=f"2026-11-{day:02}T08:00:00Z")
            assert done.returncode == 0, done.stderr + done.stdout
        finally:
            web.terminate()
    return [json.loads(line) for line in log.read_text("utf8").splitlines()]


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, list[dict[str, Any]]]]:
    folder = tmp_path_factory.mktemp("later")
    return folder, {day: crawl(folder, epoch, day) for day, epoch in ((1, 1), (2, 1), (3, 2), (4, 2), (5, 1))}


def test_a_day_without_changes_costs_confirmations_only(later: Any) -> None:
    second = [entry for entry in later[1][2] if entry["path"] != "/robots.txt"]
    assert all(entry["conditional"] and entry["status"] == 304 for entry in second)


def test_the_corrected_article_has_its_words_on_record(later: Any) -> None:
    changes = rows(later[0], "SELECT words_added, words_removed FROM changed_articles ORDER BY seen")
    assert len(changes) == 2, "corrected on the third day, and back on the fifth"
    assert "Correction" in changes[0][0]
    assert "Correction" in changes[1][1]
    assert rows(later[0], "SELECT count(*) FROM revisions") == [(32 + 2,)]


def test_the_article_that_was_gone_for_a_while_has_a_gap(later: Any) -> None:
    gaps = rows(later[0], "SELECT gone, returned, state FROM gaps JOIN articles ON articles.id = article_id")
    assert gaps == [("2026-11-04T08:00:00Z", "2026-11-05T08:00:00Z", "live")]


def test_the_two_new_articles_are_there(later: Any) -> None:
    new = rows(later[0], "SELECT title FROM articles WHERE first_seen = '2026-11-03T08:00:00Z'")
    assert len(new) == 2
    assert rows(later[0], "SELECT count(*) FROM articles") == [(32,)]


def test_what_was_the_same_was_not_kept_again(later: Any) -> None:
    fetched = sum(entry["status"] == 200 for log in later[1].values() for entry in log)
    [(captures,)] = rows(later[0], "SELECT count(*) FROM captures WHERE status = 200")
    assert captures <= fetched
    assert scrapy(later[0], "captures", "verify").returncode == 0
