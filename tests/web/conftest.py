"""One served archive for all tests of the web that do not change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.sample import build
from tests.web.serving import Site, serving


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("web") / "archive.db")


@pytest.fixture(scope="session")
def site(archive: Path) -> Iterator[Site]:
    with serving(archive) as served:
        yield served
