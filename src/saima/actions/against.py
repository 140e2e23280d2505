"""What stands against a unit, and until when; what bars it from awards (S50, S150)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saima.actions.by import By
from saima.actions.consequence_steps import State
from saima.actions.judging import Judged, judged
from saima.actions.lapsing import CARD, clearing_of
from saima.actions.permissions import Right
from saima.plan.heirs import forebears
from saima.plan.plan import Plan
from saima.plan.rules import Effect
from saima.records.models import Consequence, FaultTolerance, PlanVersion, ToleranceState
from saima.records.queries.consequences import measures_of, open_for, rectification_of
from saima.records.queries.ledger import adjustments_as_of
from saima.records.queries.plans import plan_of


class Against(StrEnum):
    """What can stand against a unit."""

    CARD = "card"
    MEASURES = "measures"
    RECTIFICATION = "rectification"
    SUSPENDED = "suspended"
    VETO = "veto"


@dataclass(frozen=True)
class Stands:
    """One thing that stands against a unit.

    ``card`` is its colour. ``until`` is the earliest period with which a card lapses;
    ``until_day`` the last day of anything that ends on a day. ``unit`` differs from the unit that
    was asked for where it came with a merger.
    """

    kind: Against
    unit: str
    period: str
    consequence: Consequence | None = None
    card: str = ""
    since: date | None = None
    until: str = ""
    until_day: date | None = None


def standing_against(by: By, plan: str, unit: str) -> tuple[Stands, ...]:
    """Everything that stands against ``unit`` today, worst first.

    Empty for a plan that is not there. Raises Denied.
    """
    by.needs(Right.CONSEQUENCE_READ, unit)
    return against(plan, unit, by.today)


def against(plan: str, unit: str, today: date) -> tuple[Stands, ...]:
    """As ``standing_against``, for whoever has the right to know it."""
    version = PlanVersion.objects.filter(code=plan).order_by("-version").first()
    if version is None:
        return ()
    rules = plan_of(version)
    units = [unit, *forebears(rules, unit)]
    boards = judged(plan)
    found = [one for row in open_for(plan, units) for one in stands_of(boards, row)]
    found += vetoes(rules, units, today)
    order = list(Against)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.card != "red")))


def stands_of(boards: Judged, row: Consequence) -> list[Stands]:
    """What one consequence puts on its unit: its card, what is still to be done, or a pause."""
    if row.state == State.SUSPENDED:
        return [Stands(Against.SUSPENDED, row.unit, row.period, row, until_day=pause_end(row))]
    found = []
    shown = measures_of(row).get(CARD)
    if shown is not None and not row.lapsed_in:
        until = str(clearing_of(boards, row).period)
        found.append(
            Stands(Against.CARD, row.unit, row.period, row, row.card, shown.done_on, until)
        )
    if row.state == State.CONFIRMED:
        found.append(Stands(Against.MEASURES, row.unit, row.period, row))
    if row.state in (State.ISSUED, State.RECTIFYING, State.VERIFIED):
        due = [item.due for item in rectification_of(row) if item.done_on is None]
        last = max(due, default=None)
        found.append(Stands(Against.RECTIFICATION, row.unit, row.period, row, until_day=last))
    return found


def pause_end(row: Consequence) -> date | None:
    """The last day of a suspension."""
    granted = FaultTolerance.objects.filter(consequence=row, state=ToleranceState.GRANTED)
    day: date | None = granted.order_by("-id").values_list("valid_until", flat=True).first()
    return day


def vetoes(plan: Plan, units: list[str], today: date) -> list[Stands]:
    """The vetoes of the year; one costs the awards of its year (domain 1.1)."""
    kinds = [kind.code for kind in plan.adjustments if kind.effect is Effect.VETO]
    end = date(plan.year, 12, 31)
    if today > end:
        return []
    rows = adjustments_as_of(plan.code).filter(unit__in=units, kind__in=kinds)
    return [Stands(Against.VETO, row.unit, row.period, until_day=end) for row in rows]


RED = "red"


def obstacles(plan: str, unit: str, today: date, *, eligible: bool = True) -> tuple[str, ...]:
    """What bars a unit from awards: ``veto`` (of its board or of the year) and ``red_card``."""
    stands = against(plan, unit, today)
    found = []
    if not eligible or any(one.kind is Against.VETO for one in stands):
        found.append("veto")
    if any(one.kind is Against.CARD and one.card == RED for one in stands):
        found.append("red_card")
    return tuple(found)
