"""What a unit pledges: its targets and tasks as they stand, what locks them, what differs since."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from saima.actions.boards import live_boards
from saima.engine.phased import Aims
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.records.keeping import Keeper
from saima.records.models import PlanVersion, TaskNode
from saima.records.queries.beside import stated_targets
from saima.records.queries.plans import plan_of
from saima.records.queries.pledges import pledged_tasks
from saima.records.queries.splits import versions_in_force

NODES = (3, 6, 9)
"""Months to whose end a pledge states what is to be reached; the year's end is the target."""
KEPT = 2
Target = dict[str, Any]
TaskLine = dict[str, Any]


@dataclass(frozen=True)
class Stands:
    """The targets and tasks of one unit as they stand."""

    targets: tuple[Target, ...] = ()
    tasks: tuple[TaskLine, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to pledge."""
        return not self.targets and not self.tasks


STANDING: Keeper[Mapping[str, Stands]] = Keeper(KEPT)


def stands(version: PlanVersion) -> Mapping[str, Stands]:
    """What every unit has to pledge now, in the order of the plan; a list asks for all at once."""
    return STANDING.now(version.hash, lambda: everything(version))


def everything(version: PlanVersion) -> dict[str, Stands]:
    """The targets and tasks of all units; four questions to the database beside the boards."""
    plan = plan_of(version)
    targets, tasks = unit_targets(version, plan), unit_tasks(plan.code)
    found = {}
    for unit in plan.units:
        one = Stands(tuple(targets.get(unit.code, ())), tuple(tasks.get(unit.code, ())))
        if not one.empty:
            found[unit.code] = one
    return found


def unit_targets(version: PlanVersion, plan: Plan) -> dict[str, list[Target]]:
    """The targets that count for each unit, in the order of the plan."""
    year = Period.of(plan.year, PeriodKind.YEAR)
    scores = live_boards(version).scores(year)
    aims = Aims(plan, stated_targets(plan))
    splits = versions_in_force(plan.code)
    found: dict[str, list[Target]] = {}
    for indicator in plan.indicators:
        for unit in plan.units:
            score = scores.get((unit.code, indicator.code))
            if score is not None and score.weight and score.annual_target is not None:
                observed = score.observed_unit or unit.code
                line = target_line(indicator, score.annual_target, aims, observed)
                line["split"] = splits.get(indicator.code, 0)
                found.setdefault(unit.code, []).append(line)
    return found


def target_line(indicator: Indicator, value: float, aims: Aims, unit: str) -> Target:
    """One target as it is kept: texts only, so that it is read in years as it is today."""
    target = indicator.target
    months = (Period.of(aims.plan.year, PeriodKind.MONTH, month) for month in NODES)
    steps = {str(month): aims.of(unit, indicator, month).to_date for month in months}
    deadline = target.deadline if target else None
    return {
        "indicator": indicator.code,
        "label": indicator.label.zh,
        "measure": indicator.measure.zh,
        "decimals": indicator.decimals,
        "target": written(value),
        "modality": target.modality.value if target else "",
        "deadline": "" if deadline is None else deadline.isoformat(),
        "nodes": {
            month: written(step)
            for month, step in steps.items()
            if step is not None and indicator.collect.accumulates
        },
    }


def written(value: float) -> str:
    """A number as it is kept, without binary noise."""
    return format(Decimal(repr(round(value, 6))).normalize() + Decimal(0), "f")


def unit_tasks(plan: str) -> dict[str, list[TaskLine]]:
    """The approved tasks that each unit leads, with their nodes; two queries."""
    columns = ("pk", "unit", "code", "title", "due", "leader", "owner")
    rows = list(pledged_tasks(plan).values_list(*columns))
    nodes: dict[int, list[dict[str, Any]]] = {}
    chosen = pledged_tasks(plan).order_by().values("pk")
    for task, number, title, due in (
        TaskNode.objects.filter(task__in=chosen, dropped=False)
        .order_by("task", "number")
        .values_list("task", "number", "title", "due")
    ):
        nodes.setdefault(task, []).append(
            {"number": number, "title": title, "due": due.isoformat()}
        )
    found: dict[str, list[TaskLine]] = {}
    for pk, unit, code, title, due, leader, owner in rows:
        posts = {"leader": leader, "owner": owner}
        line = {"code": code, "title": title, "due": due.isoformat(), **posts}
        found.setdefault(unit, []).append({**line, "nodes": nodes.get(pk, [])})
    return found


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a content; the order of its keys does not count."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class PledgeDifference:
    """One thing that is not as it was signed: ``code`` says what sort, the rest names it."""

    code: str
    name: str
    before: str = ""
    after: str = ""
    part: str = ""


def differences(content: Mapping[str, Any], now: Stands) -> tuple[PledgeDifference, ...]:
    """What of the signed targets and tasks stands otherwise now; nothing where all is the same."""
    found = [
        *target_differences(content.get("targets", ()), now.targets),
        *task_differences(content.get("tasks", ()), now.tasks),
    ]
    return tuple(found)


def target_differences(
    signed: Sequence[Target], now: Sequence[Target]
) -> Iterator[PledgeDifference]:
    """Targets that were added, taken away or changed, for the year or at a node."""
    old = {one["indicator"]: one for one in signed}
    new = {one["indicator"]: one for one in now}
    for code in dict.fromkeys([*old, *new]):
        before, after = old.get(code), new.get(code)
        if before is None or after is None:
            one = before or after or {}
            sort = "target_new" if before is None else "target_gone"
            yield PledgeDifference(sort, one["label"], after=one["target"])
        elif before["target"] != after["target"]:
            pair = (before["target"], after["target"])
            yield PledgeDifference("target", after["label"], *pair, part=after["measure"])
        else:
            for month in dict.fromkeys([*before["nodes"], *after["nodes"]]):
                pair = (before["nodes"].get(month, ""), after["nodes"].get(month, ""))
                if pair[0] != pair[1]:
                    yield PledgeDifference("target_node", after["label"], *pair, part=month)


def task_differences(
    signed: Sequence[TaskLine], now: Sequence[TaskLine]
) -> Iterator[PledgeDifference]:
    """Tasks and nodes that were added, taken away or moved, and posts that changed."""
    old = {one["code"]: one for one in signed}
    new = {one["code"]: one for one in now}
    for code in dict.fromkeys([*old, *new]):
        before, after = old.get(code), new.get(code)
        if before is None or after is None:
            one = before or after or {}
            sort = "task_new" if before is None else "task_gone"
            yield PledgeDifference(sort, one["title"], after=one["due"])
            continue
        for name in ("title", "due", "leader", "owner"):
            if before[name] != after[name]:
                yield PledgeDifference(f"task_{name}", after["title"], before[name], after[name])
        yield from node_differences(after["title"], before["nodes"], after["nodes"])


def node_differences(
    task: str, signed: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> Iterator[PledgeDifference]:
    """Nodes of a task that were added, taken out or moved."""
    old = {one["number"]: one for one in signed}
    new = {one["number"]: one for one in now}
    for number in sorted(old.keys() | new.keys()):
        before, after = old.get(number), new.get(number)
        title = (after or before or {})["title"]
        pair = (before["due"] if before else "", after["due"] if after else "")
        if pair[0] != pair[1]:
            yield PledgeDifference("node", task, *pair, part=title)
