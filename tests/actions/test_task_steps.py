"""The state machines of tasks and nodes: every state with every act by every post."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from saima.actions import nodes, task_changes, task_edits, tasks
from saima.actions.asked_changes import Change
from saima.actions.by import By
from saima.actions.refusals import Denied, Refused
from saima.actions.task_steps import NODE_STEPS, STEPS, Act, NodeAct
from saima.records.models import NodeState, Task, TaskNode, TaskState, TaskStep
from tests.cast import POSTS, Cast, by, publish
from tests.task_stage import NEW, in_state, node_in_state

pytestmark = pytest.mark.django_db
MOVED = Change(days={2: date(2021, 8, 31)})

TASK_ACTS: dict[Act, Callable[[By, int], object]] = {
    Act.EDIT: lambda by, key: task_edits.edit(by, key, NEW),
    Act.PROPOSE: tasks.propose,
    Act.WITHDRAW: lambda by, key: tasks.withdraw(by, key, "x"),
    Act.APPROVE: tasks.approve,
    Act.RETURN: lambda by, key: tasks.send_back(by, key, "x"),
    Act.DROP: lambda by, key: tasks.drop(by, key, "x"),
    Act.ASK_ADJUST: lambda by, key: task_changes.ask_adjust(by, key, MOVED, "x"),
    Act.ADJUST: lambda by, key: task_changes.adjust(by, key, MOVED, "x"),
    Act.GRANT_ADJUST: task_changes.grant_adjust,
    Act.REFUSE_ADJUST: lambda by, key: task_changes.refuse_adjust(by, key, "x"),
    Act.ASK_CANCEL: lambda by, key: task_changes.ask_cancel(by, key, "x"),
    Act.CANCEL: lambda by, key: task_changes.cancel(by, key, "x"),
    Act.GRANT_CANCEL: task_changes.grant_cancel,
    Act.REFUSE_CANCEL: lambda by, key: task_changes.refuse_cancel(by, key, "x"),
    Act.COMPLETE: lambda by, key: tasks.complete(by, key, "x"),
    Act.CONFIRM: tasks.confirm,
    Act.REOPEN: lambda by, key: tasks.reopen(by, key, "x"),
}
LEAD = frozenset({"reporter", "approver"})
OFFICE = frozenset({"office", "colleague"})
WHO: dict[Act, frozenset[str]] = {
    **dict.fromkeys([Act.EDIT, Act.PROPOSE, Act.DROP], LEAD | OFFICE),
    **dict.fromkeys([Act.WITHDRAW, Act.ASK_ADJUST, Act.ASK_CANCEL, Act.COMPLETE], LEAD),
    **dict.fromkeys([Act.APPROVE, Act.RETURN, Act.ADJUST, Act.CANCEL], OFFICE),
    **dict.fromkeys([Act.GRANT_ADJUST, Act.REFUSE_ADJUST], OFFICE),
    **dict.fromkeys([Act.GRANT_CANCEL, Act.REFUSE_CANCEL, Act.CONFIRM, Act.REOPEN], OFFICE),
}
LEADS_TO: dict[tuple[str, Act], str] = {
    ("draft", Act.EDIT): "draft",
    ("draft", Act.PROPOSE): "proposed",
    ("draft", Act.DROP): "cancelled",
    ("proposed", Act.WITHDRAW): "draft",
    ("proposed", Act.APPROVE): "running",
    ("proposed", Act.RETURN): "draft",
    ("running", Act.ASK_ADJUST): "adjusting",
    ("running", Act.ADJUST): "running",
    ("running", Act.ASK_CANCEL): "cancelling",
    ("running", Act.CANCEL): "cancelled",
    ("running", Act.COMPLETE): "completing",
    ("adjusting", Act.WITHDRAW): "running",
    ("adjusting", Act.GRANT_ADJUST): "running",
    ("adjusting", Act.REFUSE_ADJUST): "running",
    ("cancelling", Act.WITHDRAW): "running",
    ("cancelling", Act.GRANT_CANCEL): "cancelled",
    ("cancelling", Act.REFUSE_CANCEL): "running",
    ("completing", Act.WITHDRAW): "running",
    ("completing", Act.CONFIRM): "completed",
    ("completing", Act.REOPEN): "running",
}
"""Written down apart from the code: what the tables have to say."""

NODE_ACTS: dict[NodeAct, Callable[[By, int], object]] = {
    NodeAct.REPORT: lambda by, key: nodes.report_node(by, key, date(2021, 4, 1), "x"),
    NodeAct.ACCEPT: nodes.accept_node,
    NodeAct.RETURN: lambda by, key: nodes.return_node(by, key, "x"),
    NodeAct.CHECKER: lambda by, key: nodes.name_checker(by, key, "a", "x"),
}
NODE_WHO: dict[NodeAct, frozenset[str]] = {
    NodeAct.REPORT: LEAD,
    NodeAct.ACCEPT: OFFICE,
    NodeAct.RETURN: OFFICE,
    NodeAct.CHECKER: OFFICE,
}
NODE_LEADS_TO: dict[tuple[str, NodeAct], str] = {
    ("open", NodeAct.REPORT): "reported",
    ("reported", NodeAct.ACCEPT): "accepted",
    ("reported", NodeAct.RETURN): "open",
    ("open", NodeAct.CHECKER): "open",
    ("reported", NodeAct.CHECKER): "reported",
}


def tried(action: Callable[[By, int], object], cast: Cast, key: int) -> dict[str, str]:
    """How an action went for every post: done, refused or denied; nothing of it is kept."""
    went = {}
    for post in POSTS:
        with transaction.atomic():
            try:
                action(by(getattr(cast, post)), key)
                went[post] = "done"
            except Denied:
                went[post] = "denied"
            except Refused as refusal:
                went[post] = refusal.code
            transaction.set_rollback(True)
    return went


def test_the_tables_say_exactly_what_was_agreed() -> None:
    assert {key: step.to.value for key, step in STEPS.items()} == LEADS_TO
    assert {key: step.to.value for key, step in NODE_STEPS.items()} == NODE_LEADS_TO
    assert set(TASK_ACTS) == set(Act) - {Act.WRITE}
    assert set(NODE_ACTS) == set(NodeAct)


@pytest.mark.parametrize("state", TaskState.values)
def test_every_act_in_every_state_by_every_post(state: str, cast: Cast) -> None:
    publish()
    task = in_state(cast, state)
    pending_nodes = {Act.COMPLETE: "nodes_open"} if state == TaskState.RUNNING else {}
    for act, action in TASK_ACTS.items():
        after = LEADS_TO.get((state, act))
        expected = pending_nodes.get(act, "done") if after else "task_not_now"
        for post, went in tried(action, cast, task.pk).items():
            assert went == (expected if post in WHO[act] else "denied"), (act, post)


@pytest.mark.parametrize(("state", "act"), LEADS_TO)
def test_a_step_leads_where_the_table_says_and_stands_in_the_history(
    state: str, act: Act, cast: Cast
) -> None:
    publish()
    task = in_state(cast, state)
    if (state, act) == ("running", Act.COMPLETE):
        for node in task.nodes.order_by("number"):
            nodes.report_node(by(cast.reporter), node.pk, date(2021, 4, 1), "x")
            nodes.accept_node(by(cast.office), node.pk)
    post = sorted(WHO[act])[0]
    TASK_ACTS[act](by(getattr(cast, post)), task.pk)
    found = Task.objects.get(pk=task.pk)
    assert found.state == LEADS_TO[state, act]
    last = TaskStep.objects.filter(task=task).order_by("-pk")[0]
    assert (last.act, last.state) == (act.value, found.state)


@pytest.mark.parametrize("state", NodeState.values)
def test_every_act_on_a_node_in_every_state_by_every_post(state: str, cast: Cast) -> None:
    publish()
    node = node_in_state(cast, state)
    for act, action in NODE_ACTS.items():
        after = NODE_LEADS_TO.get((state, act))
        for post, went in tried(action, cast, node.pk).items():
            allowed = post in NODE_WHO[act]
            expected = ("done" if after else "node_not_now") if allowed else "denied"
            assert went == expected, (act, post)


@pytest.mark.parametrize("state", sorted({*TaskState.values} - {"draft"}))
@pytest.mark.parametrize("act", NodeAct)
def test_nodes_move_only_while_their_task_is_under_way(
    state: str, act: NodeAct, cast: Cast
) -> None:
    publish()
    task = in_state(cast, state)
    wanted = NodeState.OPEN if act in (NodeAct.REPORT, NodeAct.CHECKER) else NodeState.REPORTED
    if state == TaskState.COMPLETING:
        return
    if wanted == NodeState.REPORTED:
        TaskNode.objects.filter(task=task).update(
            state=wanted, done_on=date(2021, 4, 1), result="x", reported_by=cast.reporter
        )
    node = TaskNode.objects.get(task=task, number=1)
    who = cast.reporter if act is NodeAct.REPORT else cast.office
    if state in ("running", "adjusting", "cancelling"):
        NODE_ACTS[act](by(who), node.pk)
    else:
        with pytest.raises(Refused) as refusal:
            NODE_ACTS[act](by(who), node.pk)
        assert refusal.value.code == "node_not_now"
