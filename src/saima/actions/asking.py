"""What a month would ask of whom, before it is opened."""

from dataclasses import dataclass

from saima.actions.rounds import unanswered
from saima.engine.duties import Duty, duties
from saima.plan.calendar import Deadlines, deadlines
from saima.plan.periods import Period
from saima.records.models import PlanVersion
from saima.records.queries.calendar import exceptions
from saima.records.queries.plans import plan_of


@dataclass(frozen=True)
class Asked:
    """What one unit would have to report: how many values, of which indicators."""

    reporter: str
    values: int
    indicators: tuple[str, ...]
    evidence: int


@dataclass(frozen=True)
class Foreseen:
    """A month before it is opened; ``known`` values are in the ledger and not asked again."""

    month: Period
    dates: Deadlines
    asked: tuple[Asked, ...]
    known: int

    @property
    def values(self) -> int:
        """How many values are asked in all."""
        return sum(one.values for one in self.asked)


def foresee(version: PlanVersion, month: Period) -> Foreseen:
    """What opening ``month`` would ask, by reporting unit in the order of the plan."""
    plan = plan_of(version)
    wanted = duties(plan, month)
    asked = unanswered(plan, wanted)
    by_unit: dict[str, list[Duty]] = {}
    for duty in asked:
        by_unit.setdefault(duty.reporter, []).append(duty)
    proved = {one.code for one in plan.indicators if one.evidence is not None}
    return Foreseen(
        month,
        deadlines(month, exceptions()),
        tuple(
            Asked(
                unit.code,
                len(mine := by_unit[unit.code]),
                tuple(dict.fromkeys(duty.indicator for duty in mine)),
                sum(duty.indicator in proved for duty in mine),
            )
            for unit in plan.units
            if unit.code in by_unit
        ),
        len(wanted) - len(asked),
    )
