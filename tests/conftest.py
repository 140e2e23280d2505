"""Shared by all tests: markers that name what a test needs from its machine, and the database."""

import shutil
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.presence import find_chromium, require

EMPTYING = ("transactional_db", "live_server", "django_db_reset_sequences")


def pytest_report_header() -> str:
    """Say which database the tests run on; ``DATABASE_URL`` names another one than SQLite."""
    return f"database: {connection.vendor}"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Check the machine before any fixture starts a browser or a Spark session."""
    if item.get_closest_marker("browser"):
        require(find_chromium(), "no Chromium: install one or set SAIMA_CHROMIUM")
    if item.get_closest_marker("spark"):
        require(shutil.which("java"), "no Java runtime, which Spark needs")
    marker = item.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or set(EMPTYING) & {*names_of(item)}:
        pytest.fail("records cannot be emptied: use tests.house, which says why", pytrace=False)


def names_of(item: pytest.Item) -> list[str]:
    """The fixtures that a test asks for, also through others."""
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session", autouse=True)
def connection_outlives_requests() -> Iterator[None]:
    """A request that ends leaves the connection open, because the test's transaction is on it.

    Django's own client sees to that; a WSGI server and a file that is closed do not. On SQLite
    in memory nothing would be noticed, because that connection is never closed.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None)
        yield
