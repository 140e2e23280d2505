"""Cards lapse by themselves when their unit has been out of the rule's reach long enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.consequence_steps import STANDING, Act, answering, take
from saima.actions.judging import Judged
from saima.actions.taking import Taken
from saima.engine.consequences import Clearing, Standing, clearing
from saima.plan.heirs import heir
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Consequence
from saima.records.queries.consequences import measures_of, suspended_periods
from saima.records.queries.plans import plan_of

CARD = ("card", "")


@dataclass(frozen=True)
class Known:
    """What many cards have in common, read once: the newest plan and the suspended periods."""

    plan: Plan
    suspended: Mapping[tuple[str, str, str], Mapping[Period, bool]]


def lapse_cards(by: By, boards: Judged) -> list[Consequence]:
    """Let the cards of a plan lapse that were shown and whose unit has left (``lapses_after``).

    Call it inside the transaction that holds the locks on the plan and its consequences.
    """
    rows = Consequence.objects.filter(plan=boards.plan, state__in=STANDING, lapsed_in="")
    found = []
    for one in rows.order_by("pk"):
        cleared = clearing_of(boards, one)
        if CARD in measures_of(one) and cleared.lapsed:
            period = str(cleared.period)
            taken = Taken(Act.LAPSE, data={"with": period}, changes={"lapsed_in": period})
            found.append(take(by, one, taken))
    return found


def clearing_of(boards: Judged, one: Consequence, known: Known | None = None) -> Clearing:
    """How far the unit has come out of it, by the rule of the version that proposed it.

    The places of the unit that it was merged into count, so that a card can be cleared.
    """
    plan = plan_of(one.version)
    rule = next(rule for rule in plan.consequences if rule.code == one.rule)
    units = {one.unit, answering(one) if known is None else heir(known.plan, one.unit)}
    history = [
        standing
        for (unit, _, indicator), standings in boards.histories(plan)(rule).items()
        if unit in units and (indicator or "") == one.indicator
        for standing in standings
    ]
    suspended = suspended_periods() if known is None else known.suspended
    pardons = suspended.get((one.rule, one.unit, one.indicator))
    return clearing(rule, Period.parse(one.period), once(history), pardons)


def once(history: Iterable[Standing]) -> list[Standing]:
    """One standing per period: a unit and the one it was merged into may both have one."""
    by_period: dict[Period, Standing] = {}
    for standing in history:
        known = by_period.get(standing.period)
        if known is None or known.rank is None:
            by_period[standing.period] = standing
    return list(by_period.values())
