"""One archive for all tests of exports, which none of them changes."""

from pathlib import Path

import pytest

from tests.web.sample import build


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive") / "archive.db", copies=20)
