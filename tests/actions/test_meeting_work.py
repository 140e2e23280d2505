"""What a meeting sees of the work: late nodes, urgent sheets, hard problems that rose."""

from datetime import timedelta

import pytest

from saima.actions.meeting_work import MOST, gather_work
from tests.cast import Cast
from tests.work_stage import PLAN, TODAY, some_work, work_stage

pytestmark = pytest.mark.django_db


def test_late_nodes_urgent_sheets_and_risen_problems_lie_on_the_table(cast: Cast) -> None:
    some_work(cast.office)
    found = gather_work(PLAN, TODAY)
    assert [(one.unit, (TODAY - one.due).days) for one in found.nodes] == [
        *[("b", 20), ("commerce", 10), ("a", 3)],
    ]
    assert [(one.unit, one.colour, one.answered) for one in found.sheets] == [
        *[("a", "red", False), ("b", "orange", True)],
    ]
    assert [(one.unit, one.level) for one in found.problems] == [("b", 2), ("b", 2), ("a", 1)]
    assert (found.node_count, found.sheet_count, found.problem_count) == (3, 2, 3)


def test_what_waits_for_its_checker_lies_on_no_table_unless_it_was_reported_late(
    cast: Cast,
) -> None:
    stage = work_stage(cast.office)
    task = stage.task("a", -9, -8, -7)
    stage.report(task, 1, TODAY - timedelta(days=9))
    stage.report(task, 2, TODAY - timedelta(days=1))
    found = gather_work(PLAN, TODAY)
    assert [((TODAY - one.due).days, one.reported) for one in found.nodes] == [
        *[(8, True), (7, False)],
    ]
    assert found.node_count == 2


def test_only_the_most_urgent_lie_on_the_table_and_all_are_counted(cast: Cast) -> None:
    stage = work_stage(cast.office)
    stage.task("a", *range(-MOST - 5, 0))
    found = gather_work(PLAN, TODAY)
    assert (len(found.nodes), found.node_count) == (MOST, MOST + 5)
