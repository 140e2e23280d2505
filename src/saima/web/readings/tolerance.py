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
    """A consequence or a deduction of the person's own unit."""

    consequence: Consequence | None
    adjustment: Adjustment | None
    line: ConsequenceLine | None


def subject_of(by: By, plan: Plan, asked: Mapping[str, str], language: str) -> Subject | None:
    """What an address names; None for anything that is not the person's own."""

    def own(row: Consequence | Adjustment) -> bool:
        return by.standing.may(Right.CONSEQUENCE_ANSWER, heir(plan, row.unit))

    consequence, adjustment = number(asked, "consequence"), number(asked, "adjustment")
    if consequence:
        rows = Consequence.objects.select_related("version", "decided_by")
        row = rows.filter(pk=consequence, plan=plan.code).first()
        if row is not None and own(row):
            return Subject(row, None, read_lines(by, plan, [row], language)[0])
    elif adjustment:
        found = Adjustment.objects.filter(pk=adjustment, plan=plan.code).first()
        if found is not None and own(found):
            return Subject(None, found, None)
    return None


def number(asked: Mapping[str, str], name: str) -> int:
    """A number of an address, 0 for anything else."""
    text = asked.get(name, "")
    return int(text[:18]) if text.isdecimal() else 0
