"""Shared by all tests: markers that name what a test needs from its machine."""

import shutil

import pytest

from tests.presence import find_chromium, require


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Check the machine before any fixture starts a browser or a Spark session."""
    if item.get_closest_marker("browser"):
        require(find_chromium(), "no Chromium: install one or set SAIMA_CHROMIUM")
    if item.get_closest_marker("spark"):
        require(shutil.which("java"), "no Java runtime, which Spark needs")
