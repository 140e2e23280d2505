"""What a derived value was counted from, as those see it whom it counts for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client, override_settings

from saima.actions.derivations import derive_all
from saima.actions.hard_problem_steps import State
from saima.records.models import DerivedValue, HardProblem
from tests.demo.small_plan import indicator
from tests.problem_stage import NOW, Problems, make_problems, problem_plan

pytestmark = pytest.mark.django_db
CLOSED = {
    "objects": "hard_problems",
    "measure": "count",
    "where": {"kind": ["bottleneck"], "closed": "to_date"},
}


@pytest.fixture
def solved(db: None) -> Iterator[tuple[Problems, HardProblem]]:
    """A problem that town a raised and commerce solved; one indicator counts it for each."""
    codes = {"solved": "handler", "helped": "raiser"}
    derived = [
        indicator(code, collect="level", derived=CLOSED | {"counted_for": whom})
        for code, whom in codes.items()
    ]
    stage = make_problems(problem_plan(*derived))
    problem = stage.brought(State.CLOSED)
    derive_all(NOW)
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC), OPEN_BOARDS=False):
        yield stage, problem


def test_what_counts_for_the_raiser_is_its_own_and_can_be_opened(
    solved: tuple[Problems, HardProblem],
) -> None:
    stage, problem = solved
    value = DerivedValue.objects.get(
        entry__unit="a",
        entry__indicator="helped",
        entry__period="2021-04",
        entry__replaced_by=None,
    )
    assert value.entry.value == Decimal(1)
    town = Client()
    town.force_login(stage.cast.town_reporter)
    answer = town.get(f"/derived/{value.entry_id}/")
    (line,) = answer.context["reading"].paged.rows
    assert line.address == f"/hard-problems/{problem.pk}/"
    assert line.unit == "a镇"
    assert town.get(line.address).status_code == 200
