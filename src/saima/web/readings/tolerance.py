"""What an application for fault tolerance is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.models import Adjustment, Consequence
from saima.web.readings.consequences import ConsequenceLine, read_lines


@dataclass(frozen=True)
class Subject:
    """A consequence or a deduction; ``on_behalf``: of a unit that is not the person's own."""

    consequence: Consequence | None
    adjustment: Adjustment | None
    line: ConsequenceLine | None
    on_behalf: bool


def subject_of(by: By, plan: Plan, asked: Mapping[str, str], language: str) -> Subject | None:
    """What an address names; None for anything that the person may not apply for."""

    def may(row: Consequence | Adjustment) -> bool:
        return by.standing.may(Right.TOLERANCE_APPLY, heir(plan, row.unit))

    def other(row: Consequence | Adjustment) -> bool:
        return heir(plan, row.unit) not in by.standing.units(Right.TOLERANCE_APPLY)

    consequence, adjustment = number(asked, "consequence"), number(asked, "adjustment")
    if consequence:
        rows = Consequence.objects.select_related("version", "decided_by")
        row = rows.filter(pk=consequence, plan=plan.code).first()
        if row is not None and may(row):
            return Subject(row, None, read_lines(by, plan, [row], language)[0], other(row))
    elif adjustment:
        found = Adjustment.objects.filter(pk=adjustment, plan=plan.code).first()
        if found is not None and may(found):
            return Subject(None, found, None, other(found))
    return None


def number(asked: Mapping[str, str], name: str) -> int:
    """A number of an address, 0 for anything else."""
    text = asked.get(name, "")
    return int(text[:18]) if text.isdecimal() else 0
