"""Consequences as they are listed and shown: the proof, the ladder, the story."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saima.actions.against import Stands, standing_of
from saima.actions.by import By
from saima.actions.measures import parts_of
from saima.actions.permissions import Right
from saima.plan.heirs import heir
from saima.plan.label import Label
from saima.plan.plan import Plan
from saima.records.models import (
    Consequence,
    ConsequenceState,
    ConsequenceStep,
    FaultTolerance,
    MeasureDone,
    RectificationItem,
)
from saima.records.queries.consequences import (
    consequences,
    measures_of,
    rectification_of,
)
from saima.records.queries.plans import plan_of

State = ConsequenceState
UNDER_WAY = (
    State.CONFIRMED,
    State.SUSPENDED,
    State.ISSUED,
    State.RECTIFYING,
    State.VERIFIED,
)


@dataclass(frozen=True)
class Proof:
    """A place of the run with the sealed board or the superior's document that gives it."""

    period: str
    rank: str
    field: int
    board: int | None = None
    edition: int | None = None
    seal: str = ""
    document: str = ""


@dataclass(frozen=True)
class ConsequenceLine:
    """A consequence with the words of its plan; ``review`` where an edition changed its boards."""

    row: Consequence
    unit: str
    rule: Label | str
    indicator: str
    proof: tuple[Proof, ...]
    stands: tuple[Stands, ...]

    @property
    def review(self) -> bool:
        """Whether a person has to look at it again."""
        row = self.row
        return bool(row.review) and row.reviewed_at is None and row.state != State.VOID


@dataclass(frozen=True)
class Register:
    """What waits for a decision, what is under way, what has ended."""

    waiting: tuple[ConsequenceLine, ...]
    under_way: tuple[ConsequenceLine, ...]
    ended: tuple[ConsequenceLine, ...]


def may_read(by: By, plan: Plan, row: Consequence) -> bool:
    """Whether somebody may see a consequence: everybody's, or their own unit's."""
    return by.standing.may(Right.CONSEQUENCE_READ, heir(plan, row.unit))


def read_register(by: By, plan: Plan, language: str) -> Register:
    """All consequences of a plan that somebody may see."""
    rows = [row for row in consequences(plan.code) if may_read(by, plan, row)]
    lines = read_lines(by, plan, rows, language)
    waiting = [line for line in lines if line.row.state == State.PROPOSED or line.review]
    rest = [line for line in lines if line not in waiting]
    under_way = [line for line in rest if line.row.state in UNDER_WAY or line.stands]
    ended = [line for line in rest if line not in under_way]
    return Register(tuple(waiting), tuple(under_way), tuple(ended))


def read_lines(
    by: By, plan: Plan, rows: Iterable[Consequence], language: str
) -> list[ConsequenceLine]:
    """Consequences with their words."""
    shown = list(rows)
    stands = standing_of(by, plan.code, shown)
    return [line_of(row, plan, tuple(stands.get(row.pk, ())), language) for row in shown]


def line_of(
    row: Consequence, plan: Plan, stands: tuple[Stands, ...], language: str
) -> ConsequenceLine:
    """A consequence by the names of the version that proposed it."""
    own = plan_of(row.version)
    unit = plan.unit_by_code.get(row.unit) or own.unit_by_code.get(row.unit)
    rules = {rule.code: rule.label for rule in own.consequences}
    indicator = own.indicator_by_code.get(row.indicator)
    return ConsequenceLine(
        row,
        unit.name(language) if unit else row.unit,
        rules.get(row.rule, row.rule),
        indicator.label.text(language) if indicator else row.indicator,
        tuple(Proof(**known(place)) for place in row.proof),
        stands,
    )


def known(place: dict[str, Any]) -> dict[str, Any]:
    """The facts of a place that are shown."""
    return {name: place[name] for name in Proof.__dataclass_fields__ if name in place}


@dataclass(frozen=True)
class Rung:
    """A measure of the ladder, taken or to come."""

    measure: str
    part: str
    done: MeasureDone | None


@dataclass(frozen=True)
class ConsequenceReading:
    """Everything on the page of a consequence; ``merged`` is the unit that answers instead."""

    line: ConsequenceLine
    merged: str
    ladder: tuple[Rung, ...]
    items: tuple[RectificationItem, ...]
    steps: tuple[ConsequenceStep, ...]
    tolerances: tuple[FaultTolerance, ...]


def read_consequence(by: By, plan: Plan, row: Consequence, language: str) -> ConsequenceReading:
    """One consequence; six questions to the database."""
    line = read_lines(by, plan, [row], language)[0]
    done = measures_of(row)
    answers = heir(plan, row.unit)
    merged = plan.unit_by_code[answers].name(language) if answers != row.unit else ""
    return ConsequenceReading(
        line,
        merged,
        tuple(Rung(*key, done.get(key)) for key in parts_of(row.measures)),
        tuple(rectification_of(row)),
        tuple(row.steps.select_related("by").order_by("id")),
        tuple(row.tolerances.order_by("-id")),
    )
