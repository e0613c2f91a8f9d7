"""One Chromium and one server for these tests, started by the first of them that runs in a process.

Both last for this package and no longer: Playwright keeps an event loop in the thread, beside which no other test's
loop can run.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.reader import TIMEOUT_MS, Reader
from tests.browser.serving import served
from tests.commands.running import run_command
from tests.web.sample import build

CHROMIUM = chromium.find()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where there is none: from one place, so that all of it is one line of the report."""
    if CHROMIUM is None and "browser" in getattr(item, "fixturenames", ()):
        pytest.skip("no Chromium here; `apt-get install chromium` or Chrome lets the tests in a real browser run")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    assert CHROMIUM
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=chromium.flags(), timeout=60_000)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its downloads beside it."""
    path = build(tmp_path_factory.mktemp("browser") / "archive.db")
    assert run_command(path, "export", "all") in (0, None)
    return path


@pytest.fixture(scope="package")
def base(archive: Path) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    with served(archive, archive.parent / "downloads") as address:
        yield address


@pytest.fixture(scope="package")
def anybody(browser: Browser, base: str) -> Reader:
    """The reader of all tests; his windows close with the browser."""
    return Reader(browser, base)


@pytest.fixture
def reader(anybody: Reader) -> Iterator[Reader]:
    """A reader, whose windows must not have shown any fault when the test ends."""
    yield anybody
    assert anybody.leave() == []


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(reader: Reader, request: pytest.FixtureRequest) -> Page:
    """The front page, in a browser that runs scripts and in one that does not: nothing may need them."""
    return reader.page("/", java_script_enabled=request.param)
