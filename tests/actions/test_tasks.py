"""What tasks hold fast to: days, acceptance by somebody else, no silent end (S39, S60)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from saima.actions import nodes, task_changes, tasks
from saima.actions.asked_changes import Change
from saima.actions.new_tasks import NewCoUnit
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.actions.task_edits import edit, write, written_as
from saima.actions.tasks import move_nodes
from saima.records.models import Message, NodeEvidence, Person, Post, Role, Task, TaskNode, TaskStep
from saima.records.models.append_only import RowIsFinal
from tests.cast import NOW, Cast, by, publish
from tests.task_stage import (
    FIRST,
    NEW,
    PLAN,
    SECOND,
    all_accepted,
    draft,
    new_task,
    node,
    office,
    reported,
    running,
)

pytestmark = pytest.mark.django_db
JULY = date(2021, 7, 31)


@pytest.fixture(autouse=True)
def plan(cast: Cast) -> None:
    """The plan of the cast is published."""
    publish()


def refusal(error: "pytest.ExceptionInfo[Refused]") -> str:
    """The stable code of a refusal."""
    return error.value.code


def test_a_task_is_kept_as_it_is_written(cast: Cast) -> None:
    made = draft(cast)
    known = written_as(Task.objects.get(pk=made.pk))
    assert known.nodes == tuple(
        type(one)(one.title, one.due, one.weight, one.starts, one.checker, number)
        for number, one in enumerate((FIRST, SECOND), start=1)
    )
    assert (known.co_units, known.tags, known.indicators) == (
        NEW.co_units,
        NEW.tags,
        NEW.indicators,
    )


def test_a_draft_keeps_the_numbers_of_its_nodes(cast: Cast) -> None:
    made = draft(cast)
    second = written_as(made).nodes[1]
    edit(by(cast.reporter), made.pk, new_task(nodes=(second, FIRST)))
    rows = TaskNode.objects.filter(task=made).order_by("number")
    assert [(row.number, row.title, row.dropped) for row in rows] == [
        (1, "签订协议", True),
        (2, "开工建设", False),
        (3, "签订协议", False),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "name_needed"),
        ({"unit": "city"}, "no_such_unit"),
        ({"due": date(2020, 1, 1), "nodes": ()}, "dates_crossed"),
        ({"contest": "x"}, "no_such_contest"),
        ({"programme_id": 99}, "no_such_programme"),
        ({"indicators": ("x",)}, "no_such_indicator"),
        ({"co_units": (NewCoUnit("commerce"),)}, "unit_twice"),
        ({"co_units": (NewCoUnit("a"), NewCoUnit("a"))}, "unit_twice"),
        ({"co_units": (NewCoUnit("a", Decimal(60)), NewCoUnit("b", Decimal(41)))}, "shares_over"),
        ({"co_units": (NewCoUnit("a", Decimal(-1)),)}, "share_wrong"),
        ({"code": "A0"}, "taken"),
    ],
)
def test_a_task_that_cannot_be_is_refused(
    changed: dict[str, object], code: str, cast: Cast
) -> None:
    draft(cast, code="A0")
    with pytest.raises(Refused) as error:
        write(office(cast), PLAN, new_task(**changed))
    assert refusal(error) == code
    assert Task.objects.count() == 1


def test_shares_of_exactly_a_hundred_leave_the_lead_nothing(cast: Cast) -> None:
    shares = (NewCoUnit("a", Decimal("33.33")), NewCoUnit("b", Decimal("66.67")))
    assert draft(cast, co_units=shares).co_units.count() == 2


def test_a_task_without_a_node_is_not_handed_in(cast: Cast) -> None:
    made = draft(cast, nodes=())
    for act in (tasks.propose, tasks.assign):
        with pytest.raises(Refused) as error:
            act(office(cast), made.pk)
        assert refusal(error) == "nodes_needed"


@pytest.mark.parametrize(
    "act",
    [
        lambda who, key: tasks.send_back(who, key, " "),
        lambda who, key: task_changes.cancel(who, key, ""),
        lambda who, key: task_changes.adjust(who, key, Change({2: JULY}), ""),
        lambda who, key: task_changes.refuse_adjust(who, key, ""),
        lambda who, key: task_changes.refuse_cancel(who, key, ""),
        lambda who, key: tasks.reopen(who, key, ""),
    ],
)
def test_nothing_is_refused_or_ended_without_a_reason(act: object, cast: Cast) -> None:
    key = running(cast).pk
    with pytest.raises(Refused) as error:
        act(office(cast), key)  # type: ignore[operator]  # one of the functions above
    assert refusal(error) in ("empty_reason", "task_not_now")
    assert Task.objects.get(pk=key).state == "running"


def test_a_cancelled_task_says_why_and_stays(cast: Cast) -> None:
    made = running(cast)
    task_changes.ask_cancel(by(cast.reporter), made.pk, "项目终止")
    task_changes.grant_cancel(office(cast), made.pk, "同意")
    found = Task.objects.get(pk=made.pk)
    assert (found.state, found.result, found.ended_on) == ("cancelled", "项目终止", NOW.date())
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=made.pk).delete()


def test_the_first_days_stay_through_every_adjustment(cast: Cast) -> None:
    made = running(cast)
    for day in (JULY, date(2021, 12, 31)):
        task_changes.adjust(office(cast), made.pk, Change({2: day}), "x")
    found, second = Task.objects.get(pk=made.pk), node(made, 2)
    assert (second.due, second.first_due) == (date(2021, 12, 31), date(2021, 6, 30))
    # the last node moved beyond the task's own day, so the task ends with it
    assert (found.due, found.first_due) == (date(2021, 12, 31), date(2021, 9, 30))
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=made.pk).update(first_due=JULY)
    last = TaskStep.objects.filter(task=made).order_by("-pk")[0]
    assert last.data["before"] == {"2": "2021-07-31"}
    assert last.data["days"] == {"2": "2021-12-31"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(), "nothing_asked"),
        (Change({2: date(2021, 6, 30)}), "nothing_asked"),
        (Change({9: JULY}), "not_there"),
        (Change({1: JULY}), "node_done"),
        (Change(dropped=(1,)), "node_done"),
        (Change({2: date(2021, 1, 9)}), "dates_crossed"),
        (Change(due=date(2021, 6, 29)), "dates_crossed"),
    ],
)
def test_an_adjustment_that_makes_no_sense_is_refused(
    change: Change, code: str, cast: Cast
) -> None:
    made = running(cast)
    reported(cast, made)
    with pytest.raises(Refused) as error:
        task_changes.ask_adjust(by(cast.reporter), made.pk, change, "x")
    assert refusal(error) == code


def test_at_least_one_node_stays(cast: Cast) -> None:
    made = running(cast)
    with pytest.raises(Refused) as error:
        task_changes.adjust(office(cast), made.pk, Change(dropped=(1, 2)), "x")
    assert refusal(error) == "last_node"
    task_changes.adjust(office(cast), made.pk, Change(dropped=(2,)), "x")
    assert node(made, 2).dropped


def test_a_node_that_was_reported_meanwhile_keeps_its_day(cast: Cast) -> None:
    made = running(cast)
    asked = Change({1: JULY, 2: JULY})
    task_changes.ask_adjust(by(cast.reporter), made.pk, asked, "x")
    reported(cast, made, 2)
    task_changes.grant_adjust(office(cast), made.pk)
    assert (node(made, 1).due, node(made, 2).due) == (JULY, date(2021, 6, 30))


def test_moved_on_the_map_it_is_applied_for_the_office_and_asked_for_by_the_lead(
    cast: Cast,
) -> None:
    made = running(cast)
    key = node(made, 2).pk
    assert move_nodes(by(cast.reporter), made.pk, {key: JULY}, "x").state == "adjusting"
    tasks.withdraw(by(cast.reporter), made.pk, "x")
    assert move_nodes(office(cast), made.pk, {key: JULY}, "x").state == "running"
    assert node(made, 2).due == JULY
    other = running(cast, code="A2")
    with pytest.raises(Refused) as error:
        move_nodes(office(cast), other.pk, {key: JULY}, "x")
    assert refusal(error) == "not_there"


def checker_of(unit: str) -> Person:
    """Somebody who checks for a unit."""
    person = Person.objects.create(username=f"checker of {unit}")
    Post.objects.create(person=person, role=Role.CHECKER, unit=unit, starts=date(2021, 1, 1))
    return person


def test_the_named_checker_accepts_and_nobody_elses_checker(cast: Cast) -> None:
    made = running(cast)
    other, named = checker_of("a"), checker_of("statistics")
    found = reported(cast, made)
    with pytest.raises(Denied):
        nodes.accept_node(by(other), found.pk)
    told = Message.objects.filter(kind="node_accept").values_list("person", flat=True)
    assert list(told) == [named.pk]
    assert nodes.accept_node(by(named), found.pk).accepted_by == named


def test_nobody_accepts_for_the_own_unit_or_what_they_reported(cast: Cast) -> None:
    made = running(cast)
    found = reported(cast, made)
    # the office's person sits in commerce too
    Post.objects.create(
        person=cast.office, role=Role.REPORTER, unit="commerce", starts=date(2021, 1, 1)
    )
    with pytest.raises(Denied) as denied:
        nodes.accept_node(office(cast), found.pk)
    assert denied.value.code == "own_node"
    # somebody of another unit who reported it while in commerce
    yesterday = NOW.date() - timedelta(days=1)
    Post.objects.filter(person=cast.office, role=Role.REPORTER).update(ends=yesterday)
    TaskNode.objects.filter(pk=found.pk).update(reported_by=cast.office)
    with pytest.raises(Denied):
        nodes.accept_node(office(cast), found.pk)
    assert nodes.accept_node(by(cast.colleague), found.pk).state == "accepted"


def test_the_lead_is_never_named_as_its_own_checker(cast: Cast) -> None:
    made = running(cast)
    with pytest.raises(Refused) as error:
        nodes.name_checker(office(cast), node(made).pk, "commerce", "x")
    assert refusal(error) == "checker_leads"
    nodes.name_checker(office(cast), node(made).pk, "", "x")
    assert node(made).checker == ""


@pytest.mark.parametrize(
    ("day", "result", "code"),
    [
        (NOW.date() + timedelta(days=1), "x", "day_to_come"),
        (date(2021, 1, 9), "x", "dates_crossed"),
        (NOW.date(), "  ", "result_needed"),
    ],
)
def test_a_report_that_cannot_be_is_refused(day: date, result: str, code: str, cast: Cast) -> None:
    made = running(cast)
    with pytest.raises(Refused) as error:
        nodes.report_node(by(cast.reporter), node(made).pk, day, result)
    assert refusal(error) == code


def test_a_returned_node_keeps_what_was_written_and_counts_as_open(cast: Cast) -> None:
    made = running(cast)
    file = NamedFile("x.txt", b"made up")
    first = node(made)
    nodes.report_node(by(cast.reporter), first.pk, NOW.date(), "已签", [file])
    nodes.return_node(office(cast), first.pk, "缺盖章")
    found = node(made)
    assert (found.state, found.result, found.done_on) == ("open", "已签", None)
    assert NodeEvidence.objects.filter(node=found).count() == 1
    assert Message.objects.filter(person=cast.reporter, kind="node_returned").count() == 1
    with pytest.raises(RowIsFinal):
        NodeEvidence.objects.filter(node=found).update(name="y")


def test_a_wrong_file_keeps_the_node_open(cast: Cast) -> None:
    made = running(cast)
    with pytest.raises(Refused):
        nodes.report_node(
            by(cast.reporter), node(made).pk, NOW.date(), "x", [NamedFile("x.exe", b"MZ")]
        )
    assert node(made).state == "open"


def test_completion_waits_for_every_node(cast: Cast) -> None:
    made = running(cast)
    reported(cast, made)
    with pytest.raises(Refused) as error:
        tasks.complete(by(cast.reporter), made.pk, "x")
    assert refusal(error) == "nodes_open"
    nodes.return_node(office(cast), node(made).pk, "x")
    all_accepted(cast, made)
    with pytest.raises(Refused) as error:
        tasks.complete(by(cast.reporter), made.pk, " ")
    assert refusal(error) == "result_needed"
    tasks.complete(by(cast.reporter), made.pk, "完成")
    tasks.reopen(office(cast), made.pk, "核实有出入")
    found = Task.objects.get(pk=made.pk)
    assert (found.state, found.result) == ("running", "")
