"""Whether a period is whole: every month of it collected, frozen, and over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saima.plan.periods import Period, PeriodKind
from saima.records.queries.collecting import Collected


@dataclass(frozen=True)
class Progress:
    """Why a period is no verdict yet.

    ``collecting``: months up to its end that still take values, because figures since January
    rest on all of them; ``ahead``: months of its own for which nothing was reported.
    """

    collecting: tuple[Collected, ...]
    ahead: tuple[Period, ...]

    @property
    def asked(self) -> int:
        """The values that the open months ask for."""
        return sum(one.asked for one in self.collecting)

    @property
    def accepted(self) -> int:
        """Those that are accepted."""
        return sum(one.accepted for one in self.collecting)

    @property
    def due_on(self) -> date:
        """The last day to report."""
        return max(one.due_on for one in self.collecting)


def progress_of(
    period: Period, rounds: Iterable[Collected], latest: Period | None, today: date
) -> Progress | None:
    """How far ``period`` has come on ``today``; None where it is whole.

    ``latest`` is the last month that anybody reported. A month that was loaded and never opened
    is whole once it is over.
    """
    by_month = {Period.parse(one.month): one for one in rounds if one.begun}
    collecting = tuple(
        one
        for month, one in sorted(by_month.items())
        if one.open and month.year == period.year and month.end <= period.end
    )
    ahead = tuple(
        month
        for month in period.inside(PeriodKind.MONTH)
        if month not in by_month
        and (latest is None or month.end > latest.end or not over(month, today))
    )
    return Progress(collecting, ahead) if collecting or ahead else None


def over(month: Period, today: date) -> bool:
    """Whether the last day of ``month`` lies before ``today``."""
    return month.end < today.year * 12 + today.month - 1
