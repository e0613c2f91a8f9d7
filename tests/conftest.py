"""Options and profiles for all tests."""

import pytest
from hypothesis import settings

# Machines are noisy: an example that takes long is no failure. The same examples each time.
settings.register_profile("ours", deadline=None, derandomize=True)
settings.load_profile("ours")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="write what the saved pages give today as what they are expected to give"
    )
