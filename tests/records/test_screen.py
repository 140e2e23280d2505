"""What the leading group looks at, counted in the database against counts by hand."""

from datetime import timedelta

import pytest

from saima.plan.rules import Lights
from saima.records.models import Task
from saima.records.queries import screen
from saima.records.queries.late_nodes import coming_nodes, late_by_unit, late_nodes, unreported
from saima.records.queries.task_standings import standings
from tests.cast import Cast, make_cast
from tests.work_stage import PLAN, TODAY, some_work, work_stage

pytestmark = pytest.mark.django_db
RULE = Lights()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_a_task_counts_for_the_unit_that_leads_and_for_those_that_help(cast: Cast) -> None:
    some_work(cast.office)
    found = screen.task_lights(PLAN, RULE, TODAY)
    assert found.whole == {"red": 1, "yellow": 1, "watch": 1, "green": 1}
    assert found.units == {
        "commerce": {"red": 1},
        "statistics": {"red": 1},
        "a": {"yellow": 1},
        "b": {"watch": 1, "green": 1},
    }


def test_the_lights_are_those_of_the_engine(cast: Cast) -> None:
    stage = some_work(cast.office)
    stage.task("a", *range(-9, 1))
    stage.task("c", -1, *range(1, 10), contest="x")
    by_engine = standings(Task.objects.exclude(state="draft"), RULE, TODAY)
    lights = [one.light for one in by_engine.values()]
    found = screen.task_lights(PLAN, RULE, TODAY)
    assert found.whole == {light: lights.count(light) for light in set(lights)}
    assert found.contests["x"] == {"yellow": 1}


def test_open_problems_by_level_and_age(cast: Cast) -> None:
    stage = some_work(cast.office)
    stage.problem("a", 10)
    stage.problem("a", 11)
    stage.problem("a", 30)
    stage.problem("a", 31)
    stage.problem("a", 60, level=2)
    stage.problem("a", 61, level=2, state="declined")
    found = screen.problems_by_level(PLAN, TODAY)
    assert [(one.level, one.ages, one.late, one.count) for one in found] == [
        (0, (2, 2, 1, 0), 3, 5),
        (1, (0, 0, 1, 0), 1, 1),
        (2, (0, 0, 1, 2), 3, 3),
    ]


def test_open_problems_count_for_the_unit_that_handles_them(cast: Cast) -> None:
    some_work(cast.office)
    found = screen.problems_by_unit(PLAN, TODAY)
    assert {one.unit: (one.count, one.late) for one in found.values()} == {"a": (2, 1), "b": (1, 1)}


def test_the_highest_problem_comes_first_then_the_longest_past_its_day(cast: Cast) -> None:
    some_work(cast.office)
    rows = screen.urgent_problems(screen.open_problems(PLAN))
    assert [one.number for one in rows] == [3, 4, 2, 1]


def test_open_sheets_by_colour(cast: Cast) -> None:
    some_work(cast.office)
    found = screen.sheets_by_colour(PLAN, TODAY)
    assert (found.colours, found.count) == ({"red": 1, "blue": 1, "orange": 1}, 3)
    assert (found.unseen["red"], found.unseen["blue"]) == (1, 0)
    assert found.late == {"red": 1, "blue": 0, "orange": 0}, "an answer stops the clock"
    assert screen.sheets_by_unit(PLAN) == {"a": 2, "b": 1}
    assert [one.number for one in screen.urgent_sheets(screen.open_sheets(PLAN))] == [1, 3, 2]
    assert [one.number for one in screen.unseen_sheets(PLAN)] == [1]


def test_a_node_is_late_the_day_after_it_was_due_and_until_it_is_accepted(cast: Cast) -> None:
    stage = work_stage(cast.office)
    task = stage.task("a", -2, -1, 0, 1)
    stage.accept(task, 1)
    stage.task("a", -5, state="draft")
    dropped = stage.task("b", -5)
    dropped.nodes.update(dropped=True)
    assert [(one.task, one.number) for one in late_nodes(PLAN, TODAY)] == [(task, 2)]


def test_what_was_reported_in_time_is_in_no_list_and_what_was_reported_late_stays(
    cast: Cast,
) -> None:
    """Whatever day is claimed: it is the day of the report that counts."""
    stage = work_stage(cast.office)
    task = stage.task("a", -5, -4, -3, 3, 4)
    stage.report(task, 1, TODAY - timedelta(days=5))
    stage.report(task, 2, TODAY - timedelta(days=3))
    stage.report(task, 4, TODAY)
    late = late_nodes(PLAN, TODAY)
    assert [one.number for one in late] == [2, 3]
    assert [one.number for one in unreported(late)] == [3]
    assert [(one.unit, one.count) for one in late_by_unit(late)] == [("a", 2)]
    coming = coming_nodes(PLAN, TODAY, TODAY + timedelta(days=14), {"a"})
    assert [one.number for one in coming] == [5]


def test_a_light_is_not_lost_while_a_checker_takes_long(cast: Cast) -> None:
    stage = work_stage(cast.office)
    stage.report(stage.task("a", -40, 20), 1, TODAY - timedelta(days=41))
    assert screen.task_lights(PLAN, RULE, TODAY).units == {"a": {"green": 1}}


def test_late_nodes_by_unit_the_most_first(cast: Cast) -> None:
    stage = work_stage(cast.office)
    stage.task("a", -2)
    stage.task("b", -9, -3, contest="x")
    found = late_by_unit(late_nodes(PLAN, TODAY))
    assert [(one.unit, one.count, (TODAY - one.since).days) for one in found] == [
        ("b", 2, 9),
        ("a", 1, 2),
    ]
    assert late_nodes(PLAN, TODAY, {"a"}).count() == 1
    assert late_nodes(PLAN, TODAY, contests={"x"}).count() == 2


def test_what_is_due_from_today_until_a_day(cast: Cast) -> None:
    stage = work_stage(cast.office)
    task = stage.task("a", -1, 0, 14, 15)
    rows = coming_nodes(PLAN, TODAY, TODAY + timedelta(days=14), {"a"})
    assert [(one.task, one.number) for one in rows] == [(task, 2), (task, 3)]


def test_what_waits_for_a_decision_is_nothing_at_first(cast: Cast) -> None:
    assert screen.waiting(PLAN) == screen.ToDecide(0, 0, 0, 0, 0, 0, 0)
