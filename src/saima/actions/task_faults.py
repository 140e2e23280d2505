"""What is wrong with a task as it is written, so that a form or a file can say it beside it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from saima.actions.new_tasks import NewTask
from saima.actions.refusals import DATES_CROSSED, NO_SUCH_INDICATOR, NO_SUCH_UNIT
from saima.actions.task_refusals import (
    CHECKER_LEADS,
    NAME_NEEDED,
    NO_SUCH_CONTEST,
    NO_SUCH_PROGRAMME,
    NODE_OUTSIDE,
    NUMBER_TWICE,
    SHARE_WRONG,
    SHARES_OVER,
    TOO_MANY_NODES,
    UNIT_TWICE,
    WEIGHT_WRONG,
)
from saima.plan.plan import Plan
from saima.plan.problems import Problem, ProblemKind
from saima.plan.units import UnitKind

MOST_NODES = 60
MOST_WEIGHT = Decimal(10_000)
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Fault:
    """A problem with a field of a task (by its index), or of its ``node`` (by index, from 0)."""

    field: str
    problem: Problem
    node: int | None = None
    task: int = 0


def fault(field: str, kind: ProblemKind, node: int | None = None, **facts: object) -> Fault:
    """A fault with its facts."""
    return Fault(field, Problem(kind, facts=facts), node)


def works(plan: Plan, code: str) -> bool:
    """Whether a unit of the plan does work of its own; the city and superiors do not."""
    unit = plan.unit_by_code.get(code)
    return unit is not None and unit.kind not in (UnitKind.CITY, UnitKind.SUPERIOR)


def faults(plan: Plan, new: NewTask, programmes: Collection[int]) -> Iterator[Fault]:
    """Everything that is wrong with a task; ``programmes`` are those of its plan, by id."""
    if not new.title.strip():
        yield fault("title", NAME_NEEDED)
    if not works(plan, new.unit):
        yield fault("unit", NO_SUCH_UNIT, unit=new.unit, plan=plan.code)
    if new.due < new.starts:
        yield fault("due", DATES_CROSSED, later=new.due, earlier=new.starts)
    if new.contest and new.contest not in plan.node_by_code:
        yield fault("contest", NO_SUCH_CONTEST, code=new.contest)
    if new.programme_id is not None and new.programme_id not in programmes:
        yield fault("programme", NO_SUCH_PROGRAMME)
    for code in new.indicators:
        if code not in plan.indicator_by_code:
            yield fault("indicators", NO_SUCH_INDICATOR, indicator=code, plan=plan.code)
    yield from co_unit_faults(plan, new)
    yield from node_faults(plan, new)


def co_unit_faults(plan: Plan, new: NewTask) -> Iterator[Fault]:
    """Units that help: each once, with shares that leave the rest to the lead."""
    seen = {new.unit}
    for one in new.co_units:
        if not works(plan, one.unit):
            yield fault("co_units", NO_SUCH_UNIT, unit=one.unit, plan=plan.code)
        if one.unit in seen:
            yield fault("co_units", UNIT_TWICE, unit=one.unit)
        if not 0 <= one.share <= WHOLE:
            yield fault("co_units", SHARE_WRONG, share=one.share)
        seen.add(one.unit)
    whole = sum((one.share for one in new.co_units), Decimal())
    if whole > WHOLE:
        yield fault("co_units", SHARES_OVER, sum=whole)


def node_faults(plan: Plan, new: NewTask) -> Iterator[Fault]:
    """Nodes inside the days of the task, each number once, no checker that checks itself."""
    if len(new.nodes) > MOST_NODES:
        yield fault("nodes", TOO_MANY_NODES, count=len(new.nodes), limit=MOST_NODES)
    numbers: set[int | None] = {None}
    for index, node in enumerate(new.nodes):
        if not node.title.strip():
            yield fault("node_title", NAME_NEEDED, index)
        if not new.starts <= node.due <= new.due:
            facts = {"day": node.due, "starts": new.starts, "due": new.due}
            yield fault("node_due", NODE_OUTSIDE, index, **facts)
        if node.starts is not None and node.starts > node.due:
            yield fault("node_starts", DATES_CROSSED, index, later=node.due, earlier=node.starts)
        if not 0 < node.weight <= MOST_WEIGHT:
            yield fault("node_weight", WEIGHT_WRONG, index, weight=node.weight)
        if node.checker and not works(plan, node.checker):
            yield fault("checker", NO_SUCH_UNIT, index, unit=node.checker, plan=plan.code)
        elif node.checker and node.checker == new.unit:
            yield fault("checker", CHECKER_LEADS, index, unit=node.checker)
        if node.number is not None and node.number in numbers:
            yield fault("number", NUMBER_TWICE, index, number=node.number)
        numbers.add(node.number)
