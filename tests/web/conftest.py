"""The site with its static files and messages, and the small year in its records."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from saima.actions.boards import YearBoards, live_boards
from saima.actions.evidence import attach
from saima.actions.loading import load_year
from saima.actions.reporting import submit
from saima.records.models import PlanVersion, Round
from tests.cast import NOW, Cast, by, due, given, make_cast, opened_march
from tests.web.of_consequences import consequence_facts
from tests.web.of_good_cases import good_case_facts
from tests.web.of_kept_boards import kept_board_facts
from tests.web.of_maps import map_facts
from tests.web.of_messages import message_facts
from tests.web.of_objections import objection_facts
from tests.web.of_papers import paper_facts
from tests.web.of_pledges import pledge_facts
from tests.web.of_problems import problem_facts
from tests.web.of_splits import split_facts
from tests.web.of_supervision import supervision_facts
from tests.web.of_tasks import task_facts
from tests.web.site_map import FACTS
from tests.web.small_year import PUBLISHED, small_plan, small_rows
from tools.compile_messages import compile_messages


@pytest.fixture(scope="session", autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files and chart program in a folder of their own; messages compiled."""
    compile_messages()
    folder = tmp_path_factory.mktemp("site")
    with override_settings(
        STATIC_ROOT=folder / "static", CHART_CACHE=folder / "charts", OPEN_BOARDS=True
    ):
        call_command("collectstatic", verbosity=0, interactive=False)
        yield


@pytest.fixture
def version(db: None) -> PlanVersion:
    """The small year, loaded."""
    return load_year(small_plan(), small_rows(), PUBLISHED)


@pytest.fixture
def boards(version: PlanVersion) -> YearBoards:
    """Its live boards; equal rows have equal marks, so they are computed once for all tests."""
    return live_boards(version)


@pytest.fixture
def reader(client: Client, boards: YearBoards) -> Client:
    """A reader of a site with the small year."""
    del boards
    return client


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Everybody with their posts; the site's clock stands at the moment of the cast."""
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC)):
        yield make_cast()


@pytest.fixture
def march(cast: Cast) -> Round:
    """March, opened by the office."""
    return opened_march(cast)


@pytest.fixture
def month(cast: Cast, march: Round, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Commerce has reported town a's investment with a file; the parts of every address."""
    with override_settings(VAR=tmp_path, OPEN_BOARDS=False):
        value = due("a", "investment")
        file = attach(by(cast.reporter), value.pk, "proof.txt", b"fictitious")
        submit(by(cast.reporter), value.pk, given(1))
        yield (
            FACTS
            | {"due": value.pk, "evidence": file.pk, "person": cast.nobody.pk}
            | consequence_facts(cast)
            | objection_facts(cast)
            | kept_board_facts(cast)
            | paper_facts(cast)
            | message_facts(cast)
            | split_facts(cast)
            | pledge_facts(cast)
            | map_facts(cast)
            | task_facts(cast)
            | problem_facts(cast)
            | supervision_facts(cast)
            | good_case_facts(cast)
        )
