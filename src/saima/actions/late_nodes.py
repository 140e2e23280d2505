"""Late nodes: their units are told once, and those that stay late are put up for supervision."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saima.actions.by import By
from saima.actions.clock import by_clock
from saima.actions.found import newest_version
from saima.actions.pacing import Pace
from saima.actions.supervision import add_sheet
from saima.actions.supervision_sources import node_cause, of_node
from saima.actions.telling import Telling, tell_unit
from saima.plan.calendar import moved_working_days
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.models import Message, NodeState, Supervision, SupervisionSource, TaskNode
from saima.records.queries.calendar import exceptions
from saima.records.queries.late_nodes import late_nodes, unreported
from saima.records.queries.plans import plan_of

KIND = "node_late"


@dataclass
class Late:
    """How many nodes were told of for the first time, and how many were put up."""

    told: int = 0
    proposed: int = 0


def watch(now: datetime) -> Late:
    """Tell of every late node once, and propose a sheet for those that are late for long enough.

    The office decides whether a sheet is issued; what it withdrew is not proposed again for the
    same planned day. Each node is a transaction of its own; run twice it changes nothing.
    """
    by, found = by_clock(now), Late()
    plans = TaskNode.objects.order_by().values_list("task__plan", flat=True).distinct()
    for code in sorted(plans):
        watch_plan(by, plan_of(newest_version(code)), found)
    return found


def watch_plan(by: By, plan: Plan, found: Late) -> None:
    """The late nodes of one plan that are to be reported still, counted in ``found``."""
    told = set(Message.objects.filter(kind=KIND).values_list("once", flat=True).distinct())
    sources = Supervision.objects.filter(plan=plan.code, source=SupervisionSource.NODE)
    causes = set(sources.values_list("cause", flat=True))
    last = moved_working_days(by.today, -plan.supervision.late_node, exceptions())
    nodes = unreported(late_nodes(plan.code, by.today))
    pace = Pace()
    for node in nodes.prefetch_related("task__co_units"):
        once = f"node:{node.pk}:late:{node.due.isoformat()}"
        propose = node.due <= last and node_cause(node) not in causes
        if once in told and not propose:
            continue
        with transaction.atomic():
            if once not in told:
                tell_of(by, plan, node, once)
                found.told += 1
            if propose:
                found.proposed += put_up(by, plan, node)
        pace.step()


def tell_of(by: By, plan: Plan, node: TaskNode, once: str) -> None:
    """Tell the unit whose task it is."""
    data = {
        "key": node.task_id,
        "node": node.pk,
        "title": f"{node.task.title}：{node.title}",
        "unit": node.task.unit,
        "due": node.due,
    }
    tell_unit(heir(plan, node.task.unit), Telling(KIND, once, data), by.now)


def put_up(by: By, plan: Plan, node: TaskNode) -> int:
    """Propose a sheet; 0 where another run did it meanwhile, or somebody took the node up."""
    row = TaskNode.objects.select_for_update(of=("self",)).select_related("task").get(pk=node.pk)
    known = Supervision.objects.filter(plan=plan.code, cause=node_cause(row))
    if row.state != NodeState.OPEN or row.due != node.due or known.exists():
        return 0
    if heir(plan, row.task.unit) not in plan.unit_by_code:
        return 0
    add_sheet(by, plan.code, of_node(plan, row))
    return 1
