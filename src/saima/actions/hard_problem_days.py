"""The days of a hard problem: when it is due, when its next step is, when it rises."""

from dataclasses import dataclass
from datetime import date

from saima.plan.calendar import Exceptions, after_working_days
from saima.plan.hard_problems import HardProblemKind
from saima.records.queries.calendar import exceptions


@dataclass(frozen=True)
class Days:
    """The limits of a kind counted from days of the city's calendar."""

    kind: HardProblemKind
    free: Exceptions

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``."""
        return after_working_days(day, count, self.free)

    def due(self, raised: date) -> date:
        """The day by which it is to be closed: its limits, or the common deadline if earlier."""
        usual = self.after(raised, self.kind.limits.whole)
        deadline = self.kind.deadline
        return usual if deadline is None or deadline < raised else min(usual, deadline)

    def rises(self, since: date, level: int) -> date | None:
        """The day on which it rises from ``level``, counted from ``since``; None at the top."""
        if level >= len(self.kind.rises_after):
            return None
        return self.after(since, self.kind.rises_after[level].after)

    def looks_again(self, closed: date) -> date | None:
        """The day on which somebody looks whether it came back, if the kind asks for it."""
        count = self.kind.relapse_after
        return None if count is None else self.after(closed, count)


def days_of(kind: HardProblemKind) -> Days:
    """The days of a kind by the city's calendar; one query."""
    return Days(kind, exceptions())
