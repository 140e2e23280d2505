"""Lights of many tasks are those of the engine, for any nodes, thresholds and days."""

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from saima.plan.rules import Lights
from saima.records.models import NodeState, Person, Task, TaskNode, TaskState
from saima.records.queries.battle_map import Asked, totals
from saima.records.queries.late_nodes import late_nodes
from saima.records.queries.lit_tasks import LitTask, counted, lit_among, lit_tasks, read_lit
from saima.records.queries.task_standings import standings

pytestmark = pytest.mark.django_db
TODAY = date(2021, 7, 1)
BEGUN = date(2021, 1, 1)
RULES = (Lights(), Lights(yellow_from=0, red_above=0), Lights(yellow_from=12.5, red_above=33.3))
REPORTED = (None, None, *(TODAY - timedelta(days=days) for days in (91, 90, 89, 2, 1, 0)))
WEIGHTS = ("0.01", "0.1", "0.33", "1", "1", "2.5", "3", "9999.99")


@pytest.fixture
def writer(db: None) -> Person:
    return Person.objects.create(username="w")


def task(writer: Person, number: int, **more: object) -> Task:
    """A running task."""
    return Task.objects.create(
        **{
            "plan": "x",
            "code": f"{number}",
            "title": "x",
            "unit": "a",
            "starts": BEGUN,
            "due": date(2021, 12, 31),
            "first_due": date(2021, 12, 31),
            "state": TaskState.RUNNING,
            "made_by": writer,
            "made_at": "2021-01-01T00:00Z",
        }
        | more
    )


def node(writer: Person, owner: Task, number: int, due: date, **more: object) -> TaskNode:
    """A node; ``done`` accepted on its day, ``reported`` on a day and accepted by nobody yet."""
    done: dict[str, object] = {}
    reported = more.pop("reported", None)
    if isinstance(reported, date):
        done = {"state": NodeState.REPORTED, "done_on": BEGUN, "result": "x"}
        # The last minute of the day in the city, which is the same day's afternoon in Greenwich.
        at = datetime.combine(reported, time(15, 59), tzinfo=UTC)
        done |= {"reported_by": writer, "reported_at": at}
    if more.pop("done", False):
        done = {"state": NodeState.ACCEPTED, "done_on": due, "result": "x", "reported_by": writer}
        done |= {"accepted_by": writer, "accepted_at": "2021-01-01T00:00Z"}
    return TaskNode(task=owner, number=number, title="x", due=due, first_due=due, **(done | more))


def made_up(writer: Person, count: int) -> None:
    """Tasks with random nodes, the same ones in every run."""
    chance = random.Random(20210701)
    nodes = []
    for number in range(count):
        owner = task(writer, number)
        for place in range(chance.randrange(6)):
            nodes.append(
                node(
                    writer,
                    owner,
                    place + 1,
                    TODAY + timedelta(days=chance.choice([-90, -1, 0, 1, 90])),
                    weight=Decimal(chance.choice(WEIGHTS)),
                    done=chance.random() < 0.4,
                    dropped=chance.random() < 0.1,
                    reported=chance.choice(REPORTED),
                )
            )
    TaskNode.objects.bulk_create(nodes)


def only_lit() -> LitTask:
    """The one task that there is."""
    (found,) = lit_tasks("x", Lights(), TODAY).values()
    return found


@pytest.mark.parametrize("rule", RULES)
def test_the_lights_are_those_of_the_engine(rule: Lights, writer: Person) -> None:
    made_up(writer, 200)
    known = standings(Task.objects.all(), rule, TODAY)
    seen, waiting = set(), 0
    rows = list(lit_tasks("x", rule, TODAY).values())
    assert len(rows) == 200
    assert rows == sorted(rows, key=lambda row: row.urgency)
    for row in rows:
        expected = known.get(row.pk)
        assert row.light == (expected.light if expected else "none"), row.pk
        assert row.late == (expected.late_nodes if expected else 0)
        if expected:
            assert row.done == pytest.approx(expected.done)
            assert row.planned == pytest.approx(expected.planned)
            waiting += expected.waiting > 0
        seen.add(row.light)
    assert {"red", "green", "none"} < seen
    assert waiting > 20, "some of the nodes wait for their checker"
    counts = counted(rows)
    assert counts.whole == len(rows)
    assert counts.lights["red"] == sum(one.light == "red" for one in known.values())
    assert counts.late == sum(one.late_nodes > 0 for one in known.values())


@pytest.mark.parametrize(
    ("done", "light"),
    [
        # of 100 planned so many are done; 10 behind is yellow, 30 still is, beyond it red
        (100, "green"),
        (91, "watch"),
        (90, "yellow"),
        (70, "yellow"),
        (69, "red"),
    ],
)
def test_the_limits_belong_to_the_light_that_the_rule_says(
    done: int, light: str, writer: Person
) -> None:
    owner = task(writer, 1)
    past = TODAY - timedelta(days=1)
    rows = [node(writer, owner, 1, past, weight=done, done=True)]
    if done < 100:
        rows.append(node(writer, owner, 2, past, weight=100 - done))
    TaskNode.objects.bulk_create(rows)
    assert only_lit().light == light


@pytest.mark.parametrize(
    ("state", "light"),
    [
        ("draft", "none"),
        ("proposed", "none"),
        ("running", "red"),
        ("adjusting", "red"),
        ("cancelling", "red"),
        ("completing", "red"),
    ],
)
def test_only_what_is_under_way_has_a_light(state: str, light: str, writer: Person) -> None:
    owner = task(writer, 1, state=state)
    node(writer, owner, 1, TODAY - timedelta(days=1)).save()
    found = only_lit()
    assert (found.light, found.late) == (light, int(light == "red"))


def test_a_node_is_not_late_on_its_own_day(writer: Person) -> None:
    node(writer, task(writer, 1), 1, TODAY).save()
    found = only_lit()
    assert (found.light, found.late, found.late_since) == ("green", 0, None)


@pytest.mark.parametrize(
    ("reported", "light", "late"),
    [
        # due yesterday: in time on that day, too late today, which is the day after it
        (TODAY - timedelta(days=1), "green", 0),
        (TODAY - timedelta(days=30), "green", 0),
        (TODAY, "red", 1),
        (None, "red", 1),
    ],
)
def test_what_was_reported_in_time_waits_without_a_loss_of_light(
    reported: date | None, light: str, late: int, writer: Person
) -> None:
    owner, past = task(writer, 1), TODAY - timedelta(days=1)
    node(writer, owner, 1, past, reported=reported).save()
    found = only_lit()
    assert (found.light, found.late, found.done, found.planned) == (light, late, 0.0, 1.0)
    assert found.late_since == (past if late else None)
    known = standings([owner.pk], Lights(), TODAY)[owner.pk]
    assert (known.light, known.late_nodes) == (light, late)
    assert late_nodes("x", TODAY).count() == late
    choice = Asked("x", Task.objects.all(), Lights(), TODAY)
    assert totals(choice).late == late


def test_a_report_without_a_moment_is_not_in_time(writer: Person) -> None:
    owner, past = task(writer, 1), TODAY - timedelta(days=1)
    node(writer, owner, 1, past, reported=past).save()
    TaskNode.objects.update(reported_at=None)
    assert (only_lit().light, only_lit().late) == ("red", 1)
    assert late_nodes("x", TODAY).count() == 1
    assert standings([owner.pk], Lights(), TODAY)[owner.pk].late_nodes == 1


def test_many_tasks_are_one_question(writer: Person, django_assert_num_queries: Any) -> None:
    made_up(writer, 20)
    with django_assert_num_queries(1):
        assert len(read_lit(Task.objects.all(), Lights(), TODAY)) == 20


def test_of_other_tasks_and_other_plans_nothing_is_said(writer: Person) -> None:
    chosen, _left, elsewhere = task(writer, 1), task(writer, 2), task(writer, 3, plan="y")
    asked = Task.objects.filter(pk__in=[chosen.pk, elsewhere.pk])
    assert [row.pk for row in lit_among(asked, "x", Lights(), TODAY)] == [chosen.pk]
