"""Pledges as they are listed and shown: signed, not signed, or no longer what stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.pledge_contents import PledgeDifference, Stands, differences, stands
from saima.plan.plan import Plan
from saima.records.models import PlanVersion, Pledge
from saima.records.queries.pledges import newest_pledges

ORDER = ("outdated", "none", "unsigned", "signed")
"""What needs somebody comes first."""


@dataclass(frozen=True)
class PledgeLine:
    """A unit with its newest pledge; ``differs`` counts what stands otherwise now."""

    unit: str
    name: str
    pledge: Pledge | None
    state: str
    targets: int
    tasks: int
    differs: int


@dataclass(frozen=True)
class PledgeList:
    """The units that have something to pledge, and how many are in each state."""

    lines: tuple[PledgeLine, ...]
    shown: tuple[PledgeLine, ...]
    counts: dict[str, int]

    @property
    def open(self) -> int:
        """How many units have no pledge of what stands."""
        return self.counts["none"] + self.counts["outdated"]


def state_of(pledge: Pledge | None, differs: int) -> str:
    """How far a unit's pledge has come."""
    if pledge is None:
        return "none"
    if differs:
        return "outdated"
    return "unsigned" if pledge.signed_on is None else "signed"


def read_pledges(
    by: By, version: PlanVersion, plan: Plan, language: str, state: str = ""
) -> PledgeList:
    """Every unit that somebody may see, those that need somebody first."""
    newest = newest_pledges(plan.code)
    lines = []
    standing = stands(version)
    for unit in plan.units:
        pledge, now = newest.get(unit.code), standing.get(unit.code, Stands())
        if (pledge is None and now.empty) or not by.standing.may(Right.PLEDGE_READ, unit.code):
            continue
        differs = 0 if pledge is None else len(differences(pledge.content, now))
        lines.append(
            PledgeLine(
                unit=unit.code,
                name=unit.name(language),
                pledge=pledge,
                state=state_of(pledge, differs),
                targets=len(now.targets),
                tasks=len(now.tasks),
                differs=differs,
            )
        )
    lines.sort(key=lambda line: ORDER.index(line.state))
    counts = {code: sum(line.state == code for line in lines) for code in ORDER}
    shown = tuple(line for line in lines if state in ("", line.state))
    return PledgeList(tuple(lines), shown, counts)


@dataclass(frozen=True)
class PledgeReading:
    """One pledge: what was pledged, what differs now, the older and newer ones of the unit."""

    row: Pledge
    name: str
    state: str
    differences: tuple[PledgeDifference, ...]
    others: tuple[Pledge, ...]
    newest: bool


def read_pledge(
    version: PlanVersion, plan: Plan, row: Pledge, others: Iterable[Pledge], language: str
) -> PledgeReading:
    """One pledge beside what stands now."""
    listed = tuple(others)
    now = stands(version).get(row.unit, Stands())
    found = differences(row.content, now)
    unit = plan.unit_by_code.get(row.unit)
    return PledgeReading(
        row=row,
        name=unit.name(language) if unit else row.second_party,
        state=state_of(row, len(found)),
        differences=found,
        others=tuple(one for one in listed if one.pk != row.pk),
        newest=all(one.number <= row.number for one in listed),
    )
