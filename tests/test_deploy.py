"""What a server or GitHub is told to run: it parses, it is what they expect, and it names commands that exist."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.verbs import ROOT, calls, problems

DEPLOY = ROOT / "deploy"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
# Where the units expect the project.
HOME = "/srv/cluster-news"

Unit = dict[str, dict[str, list[str]]]


def unit(name: str) -> Unit:
    """Return the sections of a unit file, each with the values of its keys; a key may stand more than once."""
    sections: Unit = {}
    section: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text("utf8").splitlines():
        if heading := re.fullmatch(r"\[([A-Z]\w+)]", line):
            section = sections.setdefault(heading[1], {})
        elif line and not line.startswith(("#", ";")):
            key, sign, value = line.partition("=")
            assert sign, f"{name}: {line!r} is neither a section, a comment nor Key=value"
            assert re.fullmatch(r"[A-Z][A-Za-z]+", key), f"{name}: {key!r} is no key; systemd takes no space before ="
            section.setdefault(key, []).append(value)
    return sections


def workflow(name: str) -> dict[str, Any]:
    # YAML 1.2, as GitHub reads it: in YAML 1.1 the key `on` is the value true.
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(ROOT / ".github" / "workflows" / name)
    return content


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def test_workflows_follow_the_schema_that_github_publishes() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    checked = subprocess.run([*command, *WORKFLOWS], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_shell_steps_of_a_workflow_are_sound(path: Path) -> None:
    shellcheck = Path(sysconfig.get_path("scripts"), "shellcheck")
    for step in steps(path.name):
        if script := step.get("run"):
            # GitHub runs them so: bash --noprofile --norc -eo pipefail FILE
            checked = subprocess.run(
                [shellcheck, "--shell=bash", "-"], input=f"set -eo pipefail\n{script}", capture_output=True, text=True
            )
            assert checked.returncode == 0, f"{path.name}, {step.get('name', 'run')}:\n{checked.stdout}"
            assert "${{" not in script, f"{path.name}: hand {script!r} its values by env, never by text in the script"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_githubs_own_at_a_major_version(path: Path) -> None:
    for step in steps(path.name):
        if action := step.get("uses"):
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", action), f"{path.name} uses {action}"


def test_workflows_hold_no_secrets_and_ask_for_no_more_rights_than_they_need() -> None:
    assert workflow("test.yml")["permissions"] == {"contents": "read"}
    assert workflow("crawl.yml")["permissions"] == {"contents": "write"}
    for path in WORKFLOWS:
        assert "secrets." not in path.read_text("utf8"), f"{path.name}: github.token is all that is needed"


def test_ci_runs_what_a_developer_runs_on_the_oldest_and_the_newest_python() -> None:
    test = workflow("test.yml")
    assert set(test["on"]) == {"push", "pull_request"}
    assert test["jobs"]["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.x"]
    assert [step["run"] for step in steps("test.yml") if "run" in step] == [".ci/run"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111, "chmod +x .ci/run"


@pytest.mark.parametrize("path", [*UNITS, *WORKFLOWS, DEPLOY / "crontab"], ids=lambda path: path.name)
def test_only_commands_that_exist_are_named(path: Path) -> None:
    if path in WORKFLOWS:
        text = "\n".join(step["run"] for step in steps(path.name) if "run" in step)
    else:
        text = path.read_text("utf8")
    assert not problems(text)


def test_the_crawl_service_renews_the_downloads_whatever_became_of_the_crawl() -> None:
    service = unit("cluster-news.service")["Service"]
    # A failing ExecStart keeps any second ExecStart from running, not ExecStopPost; the unit has failed all the same.
    assert service["ExecStart"] == [f"{HOME}/.venv/bin/scrapy crawlall"]
    assert service["ExecStopPost"] == [f"{HOME}/.venv/bin/scrapy export all"]
    assert service["Type"] == ["oneshot"]
    assert service["KillMode"] == ["mixed"], "a signal to all would kill the workers before Scrapy can finish"


@pytest.mark.parametrize("name", ["cluster-news.service", "cluster-news-web.service"])
def test_services_run_unprivileged_and_write_into_their_own_folder_alone(name: str) -> None:
    service = unit(name)["Service"]
    expected = {
        "User": "cluster-news",
        "WorkingDirectory": HOME,
        "NoNewPrivileges": "true",
        "CapabilityBoundingSet": "",
        "ProtectSystem": "strict",
        "ReadWritePaths": HOME,
        "ProtectHome": "true",
        "PrivateTmp": "true",
    }
    assert {key: service.get(key) for key in expected} == {key: [value] for key, value in expected.items()}


def test_the_timer_catches_up_and_starts_neither_on_the_hour_nor_always_at_once() -> None:
    timer = unit("cluster-news.timer")
    [time] = timer["Timer"]["OnCalendar"]
    found = re.fullmatch(r"\*-\*-\* (\d\d):(\d\d)", time)
    assert found
    assert int(found[2]) % 15
    assert timer["Timer"]["Persistent"] == ["true"]
    assert timer["Timer"]["RandomizedDelaySec"]
    assert timer["Install"]["WantedBy"] == ["timers.target"]


def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    systemd = shutil.which("systemd-analyze")
    program = tmp_path / ".venv" / "bin" / "scrapy"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path in UNITS:
        (tmp_path / path.name).write_text(path.read_text("utf8").replace(HOME, str(tmp_path)))
    for path in UNITS if systemd else []:
        command = [str(systemd), "verify", "--man=no", "--recursive-errors=no", str(tmp_path / path.name)]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, ""), f"{path.name}: {checked.stderr}"


def fields(expression: str) -> list[str]:
    """Return what is wrong with the five fields of a line for cron (crontab(5): numbers, ranges, lists, steps)."""
    limits = {"minute": (0, 59), "hour": (0, 23), "day of the month": (1, 31), "month": (1, 12), "weekday": (0, 7)}
    wrong = []
    for (name, (least, most)), field in zip(limits.items(), expression.split(), strict=True):
        for part in field.split(","):
            found = re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/([1-9]\d*))?", part)
            numbers = [int(number) for number in found.groups()[:2] if number] if found else [-1]
            if not all(least <= number <= most for number in numbers):
                wrong.append(f"{name}: {part}")
    return wrong


def test_cron_can_read_the_crontab_and_never_runs_two_crawls() -> None:
    lines = (DEPLOY / "crontab").read_text("utf8").splitlines()
    jobs = [line for line in lines if line and not re.match(r"#|[A-Z]+=", line)]
    for job in jobs:
        *time, command = job.split(None, 5)
        assert not fields(" ".join(time)), job
        assert int(time[0]) % 15, f"{job}: not at a minute that everybody takes"
        assert "%" not in command, f"{job}: cron takes % for a line break"
        assert f"cd {HOME} && flock --nonblock " in command, job
        assert "archive.db.lock " not in command, "that lock is the archive's own: a crawl would refuse to start"
    assert [list(calls(job)) for job in jobs] == [[("make", ["--silent", "crawl"])]]


def test_the_workflow_crawls_at_a_minute_that_github_does_not_drop() -> None:
    [schedule] = workflow("crawl.yml")["on"]["schedule"]
    assert not fields(schedule["cron"])
    assert int(schedule["cron"].split()[0]) % 15
    assert workflow("crawl.yml")["concurrency"] == {"group": "crawl", "cancel-in-progress": False}


def test_make_crawl_renews_the_downloads_whatever_became_of_the_crawl(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    (tmp_path / "bin").mkdir()
    scrapy = tmp_path / "bin" / "scrapy"
    scrapy.write_text('#!/bin/sh\necho "$@"\n[ "$1" != crawlall ]\n')
    scrapy.chmod(0o755)
    done = subprocess.run(
        ["make", "--silent", "--old-file=.venv/ready", "BIN=bin", "crawl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[:2] == ["crawlall", "export all"], "Makefile: crawl exports after a failure too"
    assert done.returncode != 0, "Makefile: crawl ends with the exit code of crawlall"
