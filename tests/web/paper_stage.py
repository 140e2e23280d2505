"""The small year with boards in its records, a site at the moment after March was sealed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings

from saima.actions.boards import ASIDE, KEEPER
from saima.records.models import Board
from tests.board_stage import AFTERWARDS, Stage, make_stage


@pytest.fixture
def stage(db: None, tmp_path: Path) -> Iterator[Stage]:
    """Three points behind is yellow and five red; files lie in a folder of the test."""
    for keeper in (KEEPER, ASIDE):
        keeper.kept.clear()
    with override_settings(VAR=tmp_path, CLOCK_SHIFT=AFTERWARDS - datetime.now(UTC)):
        yield make_stage(lights={"yellow_from": 3, "red_above": 5})


@pytest.fixture
def board(stage: Stage) -> Board:
    """March, sealed."""
    return stage.sealed()


@pytest.fixture
def office(stage: Stage, client: Client) -> Client:
    """The office, signed in."""
    return signed_in(client, stage, "office")


def signed_in(client: Client, stage: Stage, name: str) -> Client:
    """Somebody else at the same browser; English, so that words can be compared."""
    client.force_login(stage.people[name])
    client.cookies["saima_language"] = "en"
    return client
