"""Superiors' decisions with the progress that their sheets give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saima.plan.plan import Plan
from saima.records.models import SuperiorDecision, Supervision, SupervisionState
from saima.records.queries.supervision import OVER, parts_of
from saima.web.readings.supervision import SheetLine, sheet_line, unit_name


@dataclass(frozen=True)
class DecisionLine:
    """A decision with its units, how many of its sheets are over, and of how many."""

    row: SuperiorDecision
    units: tuple[str, ...]
    over: int
    parts: int


@dataclass(frozen=True)
class DecisionReading:
    """A decision with its sheets."""

    line: DecisionLine
    sheets: tuple[SheetLine, ...]

    @property
    def finishable(self) -> bool:
        """Whether its result can be written down."""
        return self.line.row.ended_on is None and self.line.over == self.line.parts


def read_decisions(
    rows: Sequence[SuperiorDecision],
    parts: Mapping[int, Sequence[Supervision]],
    plan: Plan,
    language: str,
) -> list[DecisionLine]:
    """Decisions with their progress."""
    return [decision_line(row, parts.get(row.pk, ()), plan, language) for row in rows]


def decision_line(
    row: SuperiorDecision, parts: Sequence[Supervision], plan: Plan, language: str
) -> DecisionLine:
    """One decision; what was withdrawn is no part of it any more."""
    kept = [one for one in parts if one.state != SupervisionState.WITHDRAWN]
    names = dict.fromkeys(unit_name(plan, one.unit, language) for one in kept)
    return DecisionLine(row, tuple(names), sum(one.state in OVER for one in kept), len(kept))


def read_decision(row: SuperiorDecision, plan: Plan, language: str, today: date) -> DecisionReading:
    """One decision with its sheets; one question to the database."""
    parts = parts_of(plan.code, [row.pk])[row.pk]
    lines = tuple(sheet_line(one, plan, language, today) for one in parts)
    return DecisionReading(decision_line(row, parts, plan, language), lines)
