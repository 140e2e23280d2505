"""Applications for fault tolerance as they are listed, and what one is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.models import Adjustment, Consequence, FaultTolerance, ToleranceState
from saima.records.queries.forebears import with_forebears
from saima.records.queries.tolerance import applications, by_state
from saima.web.paging import Paged, paged
from saima.web.readings.consequences import ConsequenceLine, read_lines
from saima.web.readings.meetings import Names

STATES = (
    ToleranceState.VERIFIED,
    ToleranceState.APPLIED,
    ToleranceState.GRANTED,
    ToleranceState.REJECTED,
    ToleranceState.EXPIRED,
)
"""What waits for a leader comes first, then what waits for the office."""


@dataclass(frozen=True)
class ApplicationLine:
    """An application in the list."""

    row: FaultTolerance
    unit: str
    about: str


@dataclass(frozen=True)
class Applications:
    """A page of the register; ``counts`` of every state, ``state`` the one that is shown."""

    paged: Paged[ApplicationLine]
    counts: tuple[tuple[str, int], ...]
    state: str

    @property
    def waiting(self) -> int:
        """How many wait for a decision or for the office."""
        return sum(count for _, count in self.counts[:2])

    @property
    def count(self) -> int:
        """All of them."""
        return sum(count for _, count in self.counts)


def read_applications(by: By, plan: Plan, asked: Mapping[str, str], language: str) -> Applications:
    """The applications that somebody may see, in a state where one is asked for; three queries."""
    rows = applications(plan.code, units_of(by))
    counts = by_state(rows)
    state = asked.get("state", "")
    state = state if state in ToleranceState.values else ""
    chosen = rows.filter(state=state) if state else rows
    page: Paged[FaultTolerance] = paged(chosen.select_related("consequence", "adjustment"), asked)
    names = Names(plan, language)
    kinds = {one.code: one.label.text(language) for one in plan.adjustments}
    lines = [
        ApplicationLine(row, names.unit(row.unit), about(row, names, kinds)) for row in page.rows
    ]
    return Applications(page.of(lines), tuple((one, counts.get(one, 0)) for one in STATES), state)


def units_of(by: By) -> frozenset[str] | None:
    """The units whose applications somebody may see, with those they go on for; None: all."""
    if by.standing.everywhere(Right.CONSEQUENCE_READ):
        return None
    return frozenset(with_forebears(by.standing.units(Right.CONSEQUENCE_READ)))


def about(row: FaultTolerance, names: Names, kinds: Mapping[str, str]) -> str:
    """The rule of the consequence, or the kind of the deduction."""
    if row.consequence is not None:
        return names.rule(row.consequence.rule)
    return kinds.get(row.adjustment.kind, row.adjustment.kind) if row.adjustment else ""


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
