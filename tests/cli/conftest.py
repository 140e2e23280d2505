"""A terminal for tests: what a command prints, and how it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from saima.cli import app

TESTS = Path(__file__).parents[1]
RACE = TESTS / "plans_small" / "race"
RACE_DATA = TESTS / "exchange" / "race_data"

Terminal = Callable[..., Result]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Runs ``saima`` with arguments, in English unless they say otherwise."""
    for name in ("SAIMA_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run
