"""Why points differ between two boards: the rows that only the later board knows (S40)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from saima.plan.compare import Change, PlanChanges, compare_plans
from saima.plan.periods import Period, year_periods
from saima.plan.plan import Plan
from saima.records.models import Adjustment, Board, Entry, Target
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import recorded_between


@dataclass(frozen=True)
class Cause:
    """A row that only the later board knows: ``row``, or what differs in the plan.

    ``beside``: the row is another unit's, which counts where units are scored against each other.
    A ``plan`` cause without ``change`` is the version as a whole.
    """

    kind: Literal["entry", "target", "adjustment", "plan"]
    row: Entry | Target | Adjustment | None = None
    change: Change | None = None
    beside: bool = False


@dataclass(frozen=True)
class Between:
    """What was recorded between the moments of two boards, oldest first, and the plan's changes.

    ``changes`` is None where both have the same version of the plan.
    """

    plan: Plan
    entries: tuple[Entry, ...]
    targets: tuple[Target, ...]
    adjustments: tuple[Adjustment, ...]
    changes: PlanChanges | None

    def causes(self, unit: str, observed: str, indicator: str) -> tuple[Cause, ...]:
        """Why points of a unit's indicator differ, whose value ``observed`` reports.

        Rows of its own first; only where it has none, those of others and then the version as a
        whole, because these explain whatever is left.
        """
        own = tuple(self.rows_of(indicator, {unit, observed}))
        ruled = tuple(Cause("plan", change=change) for change in self.rules_of(indicator))
        if own or ruled:
            return own + ruled
        others = tuple(self.rows_of(indicator, None))
        return others or (() if self.changes is None else (Cause("plan"),))

    def rows_of(self, indicator: str, units: set[str] | None) -> Iterator[Cause]:
        """Entries and targets that an indicator reads, of some units or of all (None)."""
        codes = reads(self.plan, indicator)
        for entry in self.entries:
            if entry.indicator in codes and (units is None or entry.unit in units):
                yield Cause("entry", entry, beside=units is None)
        for target in self.targets:
            if target.indicator == indicator and (units is None or target.unit in units):
                yield Cause("target", target, beside=units is None)

    def rules_of(self, indicator: str) -> Iterable[Change]:
        """What differs in the plan's rules for an indicator, its units' targets included."""
        if self.changes is None:
            return
        yield from (one for one in self.changes.of("indicator") if one.code == indicator)
        yield from (one for one in self.changes.of("target") if indicator in one.code.split())


def reads(plan: Plan, code: str) -> frozenset[str]:
    """The indicators whose values one looks at: itself, its denominator, a relative target."""
    indicator = plan.indicator_by_code.get(code)
    if indicator is None:
        return frozenset({code})
    relative = None if indicator.target is None else indicator.target.relative_to
    return frozenset(one for one in (code, indicator.denominator, relative) if one is not None)


def between(earlier: Board, later: Board) -> Between:
    """What only the later of two boards of a plan knows; not of periods that end after theirs."""
    when, after = recorded_between(earlier.as_of, later.as_of), not_yet(Period.parse(later.period))
    entries = Entry.objects.filter(when, plan=later.plan).select_related("by", "replaces")
    entries = entries.exclude(period__in=after)
    targets = Target.objects.filter(when, plan=later.plan)
    targets = targets.exclude(period__in=after - {str(later.version.year)})
    adjustments = Adjustment.objects.filter(when, plan=later.plan).exclude(period__in=after)
    plan = plan_of(later.version)
    changes = None
    if earlier.version_id != later.version_id:
        changes = compare_plans(plan_of(earlier.version), plan)
    return Between(
        plan,
        tuple(entries.order_by("recorded_at", "id")),
        tuple(targets.order_by("recorded_at", "id")),
        tuple(adjustments.order_by("recorded_at", "id")),
        changes,
    )


def not_yet(period: Period) -> set[str]:
    """The periods of the year that end after ``period``: their values do not count in it."""
    return {str(one) for one in year_periods(period.year) if one.end > period.end}
