"""The steps of crawl.yml, run one after another on this machine: a GitHub of folders, a crawl of one article."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from archive.publication import ALWAYS
from tests.make import article
from tests.verbs import ROOT

# gh release list|create|upload|download: a release is a folder, a file of it a file there.
GH = r"""#!/bin/bash
set -eu
[ "$1" = release ]
case $2 in
    list) [ -z "${GITHUB_IS_DOWN-}" ] && ls "$RELEASES" ;;
    create) mkdir "$RELEASES/$3" ;;&
    create | upload) for file in "${@:4}"; do if [ -f "$file" ]; then cp "$file" "$RELEASES/$3/"; fi; done ;;
    download) cp "$RELEASES/$3/archive.db.gz" . ;;
esac
"""
# A crawl that finds the article of the day and keeps one capture; CRAWL says how it ends.
SCRAPY = f"""#!{sys.executable}
import os, sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from archive.publication import publish
from archive.store import Archive
from tests.make import DAY, SOURCE, article
if sys.argv[1] == "crawlall":
    if os.environ["CRAWL"] == "loses the archive":
        Path("archive.db").unlink()
    archive = Archive.take(Path("archive.db"))
    crawl = archive.begin(SOURCE, DAY, True)
    archive.add(article(int(os.environ["GITHUB_RUN_ID"])), crawl)
    archive.finish(crawl, DAY, "", 1)
    archive.release()
    Path("captures").mkdir()
    Path("captures", "one.warc.gz").write_bytes(b"capture")
    sys.exit(os.environ["CRAWL"] == "fails")
if sys.argv[1] == "export":
    publish(Path("archive.db"), Path("downloads"), DAY)
"""


@dataclass
class GitHub:
    """What stays from run to run, and what became of the steps of the last one."""

    folder: Path
    runs: int = 0
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    def run(self, crawl: str = "ends well", **environment: str) -> "GitHub":
        """Run the workflow on a new machine."""
        self.runs += 1
        machine = self.folder / f"machine{self.runs}"
        prepare(machine)
        self.codes = {}
        values = (
            os.environ
            | workflow()["env"]
            | {
                "PATH": os.pathsep.join([str(machine / "bin"), str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
                "RELEASES": str(self.releases),
                "GITHUB_RUN_ID": str(self.runs),
                "GITHUB_RUN_ATTEMPT": "1",
                "GITHUB_STEP_SUMMARY": str(machine / "summary"),
                "CRAWL": crawl,
            }
        )
        for step in workflow()["jobs"]["crawl"]["steps"]:
            if "run" in step and self.wants(step):
                shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
                done = subprocess.run(shell, cwd=machine, env=values | environment, capture_output=True, check=False)
                self.codes[step["name"]] = done.returncode
        return self

    def wants(self, step: dict[str, Any]) -> bool:
        """Return what GitHub makes of the step's condition."""
        crawl_failed = self.codes.get("Crawl", 0) != 0
        conditions = {
            "success()": not self.failed,
            "always()": True,
            "steps.crawl.outcome == 'failure'": not self.failed and crawl_failed,
        }
        return conditions[step.get("if", "success()")]

    @property
    def failed(self) -> list[str]:
        """The steps that failed, without the one that may."""
        return [name for name, code in self.codes.items() if code and name != "Crawl"]

    def articles(self) -> list[str]:
        """Return the titles in the archive that is published."""
        copy = self.folder / "published.db"
        copy.write_bytes(gzip.decompress((self.releases / "archive" / "archive.db.gz").read_bytes()))
        db = sqlite3.connect(copy)
        try:
            return [title for (title,) in db.execute("SELECT title FROM articles ORDER BY id")]
        finally:
            db.close()

    def captures(self) -> list[Path]:
        return sorted(self.releases.glob("captures-*/*.tar"))


def workflow() -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(ROOT / ".github" / "workflows" / "crawl.yml")
    return content


def prepare(machine: Path) -> None:
    """Lay out a fresh clone with its .venv, and a folder of programs that play others."""
    for name in ("deploy", ".venv/bin", "bin"):
        (machine / name).mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "deploy/check_archive.py"):
        shutil.copyfile(ROOT / name, machine / name)
    for name, text in {"bin/gh": GH, "bin/sleep": "#!/bin/sh\n", ".venv/bin/scrapy": SCRAPY}.items():
        (machine / name).write_text(text)
        (machine / name).chmod(0o755)
    (machine / ".venv" / "ready").touch()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> GitHub:
    github = GitHub(tmp_path_factory.mktemp("github"))
    github.releases.mkdir()
    return github.run()


@pytest.fixture
def github(first: GitHub, tmp_path: Path) -> GitHub:
    """A GitHub after the first run."""
    shutil.copytree(first.releases, tmp_path / "releases")
    return GitHub(tmp_path, first.runs, first.codes)


def test_the_first_run_publishes_the_files_of_the_downloads_page_and_the_captures(first: GitHub) -> None:
    assert first.failed == []
    assert {path.name for path in (first.releases / "archive").iterdir()} == set(ALWAYS)
    [captures] = first.captures()
    with tarfile.open(captures) as tar:
        assert "captures/one.warc.gz" in tar.getnames()


def test_the_next_run_goes_on_where_the_last_one_ended(github: GitHub) -> None:
    github.run()
    assert github.failed == []
    assert github.articles() == [article(1).title, article(2).title]
    assert len(github.captures()) == 2


def test_a_source_that_failed_fails_the_run_after_publishing_what_the_others_gave(github: GitHub) -> None:
    github.run("fails")
    assert github.failed == ["Fail when a source failed"]
    assert github.articles() == [article(1).title, article(2).title]


def test_when_github_does_not_answer_nothing_is_crawled_and_nothing_replaced(github: GitHub) -> None:
    github.run(GITHUB_IS_DOWN="yes")
    assert github.failed[0] == "Restore the archive"
    assert "Crawl" not in github.codes
    assert github.articles() == [article(1).title]


def test_an_archive_that_has_shrunk_is_not_published_and_its_captures_are_kept(github: GitHub) -> None:
    github.run("loses the archive")
    assert github.failed == ["Check and export"]
    assert github.articles() == [article(1).title]
    assert len(github.captures()) == 2
