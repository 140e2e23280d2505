"""What stands against a unit, and until when; what bars it from awards (S50, S150)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saima.actions.by import By
from saima.actions.consequence_steps import STANDING, State
from saima.actions.judging import judged
from saima.actions.lapsing import CARD, Known, clearing_of
from saima.actions.permissions import Right
from saima.plan.heirs import forebears, heir
from saima.plan.plan import Plan
from saima.plan.rules import Effect
from saima.records.models import Consequence, PlanVersion
from saima.records.queries.consequences import (
    measures_of_all,
    open_for,
    pause_ends,
    rectification_of_all,
    suspended_periods,
)
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
    rows = list(open_for(plan, units))
    found = [one for stands in stands_by(plan, rules, rows).values() for one in stands]
    found += vetoes(rules, units, today)
    order = list(Against)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.card != "red")))


def standing_of(by: By, plan: str, rows: Iterable[Consequence]) -> dict[int, list[Stands]]:
    """What each of these consequences of ``plan`` puts on its unit today, by its id.

    Empty for a plan that is not there. Raises Denied for one of a unit that is not the person's.
    """
    version = PlanVersion.objects.filter(code=plan).order_by("-version").first()
    if version is None:
        return {}
    rules, shown = plan_of(version), list(rows)
    for row in shown:
        by.needs(Right.CONSEQUENCE_READ, heir(rules, row.unit))
    return stands_by(plan, rules, shown)


def stands_by(plan: str, rules: Plan, rows: Iterable[Consequence]) -> dict[int, list[Stands]]:
    """Its card, what is still to be done, or a pause: what each puts on its unit, by its id."""
    rows = list(rows)
    measures, items, pauses = measures_of_all(rows), rectification_of_all(rows), pause_ends(rows)
    boards, known = judged(plan), Known(rules, suspended_periods())
    found: dict[int, list[Stands]] = {}
    for row in rows:
        stands = found[row.pk] = []
        if row.state == State.SUSPENDED:
            day = pauses.get(row.pk)
            stands.append(Stands(Against.SUSPENDED, row.unit, row.period, row, until_day=day))
        shown = measures[row.pk].get(CARD)
        if row.state in STANDING and shown is not None and not row.lapsed_in:
            until = str(clearing_of(boards, row, known).period)
            facts = (row.card, shown.done_on, until)
            stands.append(Stands(Against.CARD, row.unit, row.period, row, *facts))
        if row.state == State.CONFIRMED:
            stands.append(Stands(Against.MEASURES, row.unit, row.period, row))
        if row.state in (State.ISSUED, State.RECTIFYING, State.VERIFIED):
            due = [item.due for item in items[row.pk] if item.done_on is None]
            last = max(due, default=None)
            stands.append(Stands(Against.RECTIFICATION, row.unit, row.period, row, until_day=last))
    return found


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
