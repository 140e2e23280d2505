"""What an adjustment changes besides days: nodes, title, lead, leader, co-units; never silently."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from saima.actions import nodes, task_changes, tasks
from saima.actions.asked_changes import Change, Facts
from saima.actions.new_tasks import NewCoUnit, NewNode
from saima.actions.refusals import Denied, Refused
from saima.actions.task_edits import written_as
from saima.records.models import AuditRecord, Message, Task, TaskNode, TaskStep
from saima.records.queries.lit_tasks import lit_among
from tests.cast import NOW, UNITS, Cast, by, cast_plan, publish
from tests.task_stage import NEW, accepted, node, office, reported, running

pytestmark = pytest.mark.django_db
THIRD = NewNode("竣工验收", date(2021, 9, 15), Decimal("1.5"), checker="b")
HELPING = (NewCoUnit("a", Decimal(20)), NewCoUnit("b", Decimal("12.5")))
CHANGES: dict[str, Change] = {
    "a node": Change(added=(THIRD,)),
    "a title": Change(facts=Facts(title="引进更大项目")),
    "a lead": Change(facts=Facts(unit="b")),
    "a leader": Change(facts=Facts(leader="市长", owner="局长")),
    "co-units": Change(facts=Facts(co_units=HELPING)),
    "no co-units": Change(facts=Facts(co_units=())),
    "everything": Change(
        {2: date(2021, 12, 31)},
        due=date(2022, 1, 31),
        added=(replace(THIRD, checker="statistics"),),
        facts=Facts("引进更大项目", "b", "市长", "局长", HELPING[:1]),
    ),
}


@pytest.fixture(autouse=True)
def plan(cast: Cast) -> None:
    """The plan of the cast is published."""
    publish()


def stands(task: Task) -> dict[str, Any]:
    """Everything that an adjustment may change."""
    found = Task.objects.get(pk=task.pk)
    written = written_as(found)
    facts = ("title", "unit", "leader", "owner", "due", "nodes", "co_units")
    return {name: getattr(written, name) for name in facts} | {"state": found.state}


def last_step(task: Task) -> TaskStep:
    """The newest step of a task."""
    found: TaskStep = TaskStep.objects.filter(task=task).order_by("-pk")[0]
    return found


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_asked_for_counts_when_it_is_granted_and_not_before(what: str, cast: Cast) -> None:
    made, change = running(cast), CHANGES[what]
    before = stands(made)
    task_changes.ask_adjust(by(cast.reporter), made.pk, change, "机构调整")
    assert stands(made) == before | {"state": "adjusting"}
    task_changes.grant_adjust(office(cast), made.pk, "同意")
    after, facts = stands(made), change.facts
    wanted = facts.texts | ({} if facts.co_units is None else {"co_units": facts.co_units})
    for name, value in wanted.items():
        assert after[name] == value
    assert after["nodes"][2:] == tuple(replace(one, number=3) for one in change.added)
    untouched = set(before) - set(wanted) - {"nodes", "due", "state"}
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
    assert after["state"] == "running"
    assert Task.objects.get(pk=made.pk).asked == {}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_refused_changes_nothing(what: str, cast: Cast) -> None:
    made = running(cast)
    before = stands(made)
    task_changes.ask_adjust(by(cast.reporter), made.pk, CHANGES[what], "x")
    task_changes.refuse_adjust(office(cast), made.pk, "不同意")
    assert stands(made) == before
    assert TaskNode.objects.filter(task=made).count() == 2
    assert not Message.objects.filter(kind="task_handed_over").exists()


@pytest.mark.parametrize("what", CHANGES)
def test_the_office_changes_it_at_once(what: str, cast: Cast) -> None:
    asked, at_once = running(cast), running(cast, code="A2")
    task_changes.ask_adjust(by(cast.reporter), asked.pk, CHANGES[what], "x")
    task_changes.grant_adjust(office(cast), asked.pk)
    task_changes.adjust(office(cast), at_once.pk, CHANGES[what], "x")
    assert stands(at_once) == stands(asked)


def test_a_node_that_was_added_is_planned_from_its_first_day_on(cast: Cast) -> None:
    made = running(cast)
    task_changes.adjust(office(cast), made.pk, Change(dropped=(2,), added=(THIRD,)), "x")
    task_changes.adjust(office(cast), made.pk, Change({3: date(2021, 9, 20)}), "x")
    third = node(made, 3)
    assert (third.due, third.first_due, third.state) == (
        date(2021, 9, 20),
        date(2021, 9, 15),
        "open",
    )
    # the number of the node that was taken out is not given again
    assert list(TaskNode.objects.filter(task=made).values_list("number", "dropped")) == [
        (1, False),
        (2, True),
        (3, False),
    ]


def test_the_story_and_the_log_say_before_after_why_and_who(cast: Cast) -> None:
    made = running(cast)
    task_changes.ask_adjust(by(cast.reporter), made.pk, CHANGES["everything"], "机构调整")
    task_changes.grant_adjust(office(cast), made.pk, "同意")
    step = last_step(made)
    assert (step.act, step.by, step.text) == ("grant_adjust", cast.office, "同意")
    assert step.data["reason"] == "机构调整"
    assert step.data["facts_before"] == {
        "title": "引进大项目",
        "unit": "commerce",
        "leader": "分管副市长",
        "owner": "",
        "co_units": [["a", "30.00"]],
    }
    assert step.data["facts"] == {
        "title": "引进更大项目",
        "unit": "b",
        "leader": "市长",
        "owner": "局长",
        "co_units": [["a", "20"]],
    }
    assert (step.data["before"], step.data["days"]) == ({"2": "2021-06-30"}, {"2": "2021-12-31"})
    assert (step.data["due_before"], step.data["due"]) == ("2021-09-30", "2022-01-31")
    assert [one["title"] for one in step.data["added"]] == ["竣工验收"]
    record = AuditRecord.objects.filter(action="task.grant_adjust").get()
    assert record.data["data"] == step.data
    asked = TaskStep.objects.get(task=made, act="ask_adjust")
    assert asked.data["facts_before"] == step.data["facts_before"]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (Change(facts=Facts(title=" ")), ["name_needed"]),
        (Change(facts=Facts(unit="city")), ["no_such_unit"]),
        (Change(facts=Facts(unit="nowhere")), ["no_such_unit"]),
        # town a helps already; statistics is to accept the first node
        (Change(facts=Facts(unit="a")), ["unit_twice"]),
        (Change(facts=Facts(unit="statistics")), ["node_of_new_lead"]),
        (Change(facts=Facts(co_units=(NewCoUnit("nowhere"),))), ["no_such_unit"]),
        (Change(facts=Facts(co_units=(NewCoUnit("commerce"),))), ["unit_twice"]),
        (Change(facts=Facts(co_units=(NewCoUnit("b"), NewCoUnit("b")))), ["unit_twice"]),
        (
            Change(
                facts=Facts(co_units=(NewCoUnit("a", Decimal(60)), NewCoUnit("b", Decimal(41))))
            ),
            ["shares_over"],
        ),
        (Change(facts=Facts(co_units=(NewCoUnit("a", Decimal(-1)),))), ["share_wrong"]),
        (Change(added=(NewNode("x", date(2021, 1, 9)),)), ["node_outside"]),
        (Change(added=(NewNode("x", date(2021, 10, 1)),)), ["node_outside"]),
        (Change(added=(NewNode(" ", date(2021, 9, 1)),)), ["name_needed"]),
        (Change(added=(NewNode("x", date(2021, 9, 1), Decimal(0)),)), ["weight_wrong"]),
        (Change(added=(NewNode("x", date(2021, 9, 1), checker="commerce"),)), ["checker_leads"]),
        (Change(added=(NewNode("x", date(2021, 9, 1), checker="city"),)), ["no_such_unit"]),
        (Change(added=(THIRD,), facts=Facts(unit="b")), ["checker_leads"]),
        (Change(added=(THIRD,) * 59), ["too_many_nodes"]),
        (Change(added=(THIRD,) * 61), ["too_many_nodes"]),
        # what is there already is no change
        (Change(facts=Facts("引进大项目 ", "commerce", "分管副市长", "")), ["nothing_asked"]),
        (Change(facts=Facts(co_units=NEW.co_units)), ["nothing_asked"]),
        # everything that is wrong is said at once
        (
            Change(added=(NewNode("x", date(2022, 1, 1)),), facts=Facts("", "city")),
            ["name_needed", "no_such_unit", "node_outside"],
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused_as_at_drawing_up(
    change: Change, codes: list[str], cast: Cast
) -> None:
    made = running(cast)
    before = stands(made)
    for who, act in (
        (by(cast.reporter), task_changes.ask_adjust),
        (office(cast), task_changes.adjust),
    ):
        with pytest.raises(Refused) as error:
            act(who, made.pk, change, "x")
        assert [problem.kind.code for problem in error.value.problems] == codes
    assert stands(made) == before


def test_a_new_node_may_lie_in_the_days_that_are_asked_for_with_it(cast: Cast) -> None:
    made = running(cast)
    late = NewNode("x", date(2021, 11, 30))
    task_changes.adjust(office(cast), made.pk, Change(due=date(2021, 12, 1), added=(late,)), "x")
    assert stands(made)["due"] == date(2021, 12, 1)


def test_all_open_nodes_may_go_where_another_comes(cast: Cast) -> None:
    made = running(cast)
    task_changes.adjust(office(cast), made.pk, Change(dropped=(1, 2), added=(THIRD,)), "x")
    assert [one.number for one in stands(made)["nodes"]] == [3]


def test_two_adjustments_in_a_row_each_say_what_stood_before_them(cast: Cast) -> None:
    made = running(cast)
    for title in ("第一次", "第二次"):
        change = Change(added=(THIRD,), facts=Facts(title=title))
        task_changes.ask_adjust(by(cast.reporter), made.pk, change, "x")
        task_changes.grant_adjust(office(cast), made.pk)
    granted = TaskStep.objects.filter(task=made, act="grant_adjust").order_by("pk")
    assert [step.data["facts_before"]["title"] for step in granted] == ["引进大项目", "第一次"]
    assert [one.number for one in stands(made)["nodes"]] == [1, 2, 3, 4]
    assert stands(made)["title"] == "第二次"


def test_what_became_impossible_meanwhile_is_not_granted(cast: Cast) -> None:
    made = running(cast)
    task_changes.ask_adjust(by(cast.reporter), made.pk, Change(facts=Facts(unit="b")), "x")
    nodes.name_checker(office(cast), node(made, 2).pk, "b", "x")
    with pytest.raises(Refused) as error:
        task_changes.grant_adjust(office(cast), made.pk)
    assert error.value.code == "node_of_new_lead"
    assert stands(made)["unit"] == "commerce"
    task_changes.refuse_adjust(office(cast), made.pk, "x")


def test_an_accepted_node_does_not_hinder_its_checker_from_leading(cast: Cast) -> None:
    made = running(cast)
    accepted(cast, made)
    change = Change(facts=Facts(unit="statistics"))
    task_changes.adjust(office(cast), made.pk, change, "x")
    assert stands(made)["unit"] == "statistics"


def test_a_wish_that_an_older_version_kept_is_granted_still(cast: Cast) -> None:
    made = running(cast)
    asked = {"reason": "x", "days": {"2": "2021-07-31"}, "dropped": [1], "due": None}
    Task.objects.filter(pk=made.pk).update(state="adjusting", asked=asked)
    task_changes.grant_adjust(office(cast), made.pk)
    assert (node(made, 2).due, node(made, 1).dropped) == (date(2021, 7, 31), True)


def told(kind: str) -> Mapping[int, Any]:
    """Who was told of a kind of event, with the facts."""
    return dict(Message.objects.filter(kind=kind).values_list("person", "data"))


def test_the_new_lead_acts_and_both_leads_are_told(cast: Cast) -> None:
    made = running(cast)
    task_changes.ask_adjust(by(cast.reporter), made.pk, Change(facts=Facts(unit="b")), "机构调整")
    with pytest.raises(Denied):
        nodes.report_node(by(cast.other_reporter), node(made).pk, NOW.date(), "x")
    assert not told("task_handed_over")
    task_changes.grant_adjust(office(cast), made.pk, "同意")
    found = told("task_handed_over")
    assert set(found) == {cast.other_reporter.pk, cast.reporter.pk, cast.approver.pk}
    facts = {"unit": "b", "former": "commerce", "text": "机构调整", "title": "引进大项目"}
    for data in found.values():
        assert {name: data[name] for name in facts} == facts
    # who has no part in the task any more gets no way to its page
    assert (found[cast.other_reporter.pk]["key"], found[cast.reporter.pk]["key"]) == (made.pk, None)
    assert not told("task_returned")
    with pytest.raises(Denied):
        nodes.report_node(by(cast.reporter), node(made).pk, NOW.date(), "x")
    nodes.report_node(by(cast.other_reporter), node(made).pk, NOW.date(), "x")


def test_a_former_lead_that_helps_from_now_on_is_led_to_the_task(cast: Cast) -> None:
    made = running(cast)
    change = Change(facts=Facts(unit="b", co_units=(NewCoUnit("commerce", Decimal(40)),)))
    task_changes.adjust(office(cast), made.pk, change, "x")
    assert told("task_handed_over")[cast.reporter.pk]["key"] == made.pk


def test_the_lead_is_told_of_other_adjustments_as_ever(cast: Cast) -> None:
    made = running(cast)
    task_changes.adjust(office(cast), made.pk, CHANGES["a title"], "x")
    assert set(told("task_returned")) == {cast.reporter.pk, cast.approver.pk}
    assert not told("task_handed_over")


def late_by_unit() -> dict[str, int]:
    """Late nodes by the unit that leads, as lists count them."""
    rows = lit_among(Task.objects.all(), "small", cast_plan().lights, NOW.date())
    units = dict(Task.objects.values_list("pk", "unit"))
    return {units[row.pk]: row.late for row in rows}


def test_lateness_follows_the_new_lead_once_it_is_granted(cast: Cast) -> None:
    """On 6 April the first node, due on 31 March, is late."""
    made = running(cast)
    task_changes.ask_adjust(by(cast.reporter), made.pk, Change(facts=Facts(unit="b")), "x")
    assert late_by_unit() == {"commerce": 1}
    task_changes.grant_adjust(office(cast), made.pk)
    assert late_by_unit() == {"b": 1}


def test_what_was_reported_before_the_change_is_accepted_after_it(cast: Cast) -> None:
    made = running(cast)
    found = reported(cast, made)
    task_changes.adjust(office(cast), made.pk, Change(facts=Facts(unit="b")), "x")
    assert nodes.accept_node(by(cast.colleague), found.pk).state == "accepted"


def test_a_merged_lead_gives_way_to_its_heir_by_name(cast: Cast) -> None:
    """Commerce was merged into town c, which leads for it; the adjustment writes it down."""
    made = running(cast)
    units = [one | ({"merged_into": "c"} if one["code"] == "commerce" else {}) for one in UNITS]
    publish(cast_plan(units=units, version=2))
    task_changes.adjust(office(cast), made.pk, Change(facts=Facts(unit="c")), "机构合并")
    assert stands(made)["unit"] == "c"


def test_the_map_asks_for_days_only(cast: Cast) -> None:
    made = running(cast)
    tasks.move_nodes(by(cast.reporter), made.pk, {node(made, 2).pk: date(2021, 7, 31)}, "x")
    asked = Change.of(Task.objects.get(pk=made.pk).asked)
    assert asked == Change({2: date(2021, 7, 31)})
