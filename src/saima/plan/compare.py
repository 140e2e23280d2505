"""What differs between two plans, thing by thing and field by field.

What the differences do to scores is the engine's to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from saima.plan.plain import Cell, flat
from saima.plan.plan import Plan
from saima.plan.targets import UnitTarget

KINDS = {
    "unit": "units",
    "group": "groups",
    "node": "nodes",
    "indicator": "indicators",
    "adjustment": "adjustments",
    "consequence": "consequences",
    "hard_problem": "hard_problems",
}


@dataclass(frozen=True)
class Change:
    """One difference.

    ``kind``: plan, unit, group, node, indicator, target, adjustment, consequence or hard_problem;
    ``code``: which one. ``field``: dotted, such as ``scoring.cap``; empty where the whole thing was
    added (``before`` None) or removed (``after`` None); ``order`` where the codes stand in another
    order.
    """

    kind: str
    code: str
    field: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True)
class PlanChanges:
    """All differences from the old to the new plan, in the order of the plan's keys."""

    old: Plan
    new: Plan
    rows: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind of thing."""
        return tuple(row for row in self.rows if row.kind == kind)


def compare_plans(old: Plan, new: Plan) -> PlanChanges:
    """List what differs; the versions' own numbers and reasons are listed too."""
    rows = list(own_changes(old, new))
    for kind, key in KINDS.items():
        before, after = ({item.code: item for item in getattr(plan, key)} for plan in (old, new))
        rows += changes(kind, before, after)
    rows += changes("target", newest_targets(old), newest_targets(new))
    return PlanChanges(old, new, tuple(rows))


def own_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Changes of the plan's own keys."""
    lists = (*KINDS.values(), "targets")
    before, after = (
        {name: cell for name, cell in flat(plan).items() if name not in lists}
        for plan in (old, new)
    )
    yield from cell_changes("plan", new.code, before, after)


def changes(
    kind: str, before: Mapping[str, BaseModel], after: Mapping[str, BaseModel]
) -> Iterator[Change]:
    """Things that were removed, added, changed or put in another order."""
    for code in before:
        if code not in after:
            yield Change(kind, code, "", title(before[code]), None)
    for code, thing in after.items():
        if code in before:
            yield from cell_changes(kind, code, flat(before[code]), flat(thing))
        else:
            yield Change(kind, code, "", None, title(thing))
    old_order = [code for code in before if code in after]
    new_order = [code for code in after if code in before]
    if old_order != new_order:
        yield Change(kind, "", "order", ", ".join(old_order), ", ".join(new_order))


def cell_changes(
    kind: str, code: str, before: Mapping[str, Cell], after: Mapping[str, Cell]
) -> Iterator[Change]:
    """Fields whose value differs; a field at its default is None."""
    for field in dict.fromkeys((*before, *after)):
        if before.get(field) != after.get(field):
            yield Change(kind, code, field, before.get(field), after.get(field))


def title(thing: BaseModel) -> Cell:
    """What stands for a whole thing: its name, or a target's number."""
    cells = flat(thing)
    return next(cells[name] for name in ("label.zh", "zh", "target") if name in cells)


def newest_targets(plan: Plan) -> dict[str, UnitTarget]:
    """The valid unit targets by ``unit indicator period``."""
    rows: Sequence[UnitTarget] = sorted(plan.targets, key=lambda row: row.version)
    return {f"{row.unit} {row.indicator} {row.period}": row for row in rows}
