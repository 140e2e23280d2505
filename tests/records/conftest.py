"""The cast on the stage: people with posts, and March open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from saima.records.models import Round
from tests.cast import Cast, make_cast, opened_march


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def march(cast: Cast) -> Round:
    return opened_march(cast)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path) -> Iterator[None]:
    """Keep files of a test with the test."""
    with override_settings(VAR=tmp_path):
        yield
