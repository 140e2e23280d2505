"""The live boards of a year: computed once, kept until a new row is accepted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import narwhals as nw

from saima.actions.rows import NodeRow, ScoreRow, TotalRow
from saima.actions.stamps import Recorded, Stamps
from saima.engine.explain import Explanation, NothingToExplain, Part, explain
from saima.engine.lights import light_behind
from saima.engine.outcome import Eager, Outcome, Trigger
from saima.engine.score import score
from saima.plan.periods import Period, year_periods
from saima.plan.plan import Plan
from saima.records.frames import inputs, moment_text
from saima.records.keeping import Keeper
from saima.records.models import PlanVersion
from saima.records.queries.ledger import last_change, ledger_mark
from saima.records.queries.provisional import Provisional

Row = TypeVar("Row", ScoreRow, NodeRow, TotalRow)
Observed = tuple[object, ...]
KEPT = 4

__all__ = [
    "Explanation",
    "NothingToExplain",
    "Outcome",
    "Part",
    "Trigger",
    "YearBoards",
    "light_behind",
    "live_boards",
    "live_outcome",
    "provisional_boards",
]


@dataclass(frozen=True)
class YearBoards:
    """The outcome of a year with its rows by period; a period is turned into rows once."""

    outcome: Outcome
    recorded: Recorded
    kept: dict[tuple[str, Period], Mapping[Any, Any]] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan that was scored."""
        return self.outcome.plan

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """Consequences that fired over the year, oldest first."""
        return tuple(sorted(self.outcome.triggers, key=lambda fired: fired.period))

    def totals(self, period: Period) -> Mapping[str, TotalRow]:
        """Totals of a period by unit."""
        frame = self.outcome.totals
        return self.once(
            "totals", period, lambda: {row.unit: row for row in rows(frame, period, TotalRow)}
        )

    def scores(self, period: Period) -> Mapping[tuple[str, str], ScoreRow]:
        """Scores of a period by unit and indicator."""
        frame = self.outcome.scores
        return self.once(
            "scores",
            period,
            lambda: {(row.unit, row.indicator): row for row in rows(frame, period, ScoreRow)},
        )

    def nodes(self, period: Period) -> Mapping[tuple[str, str], NodeRow]:
        """Nodes of a period by unit and node."""
        frame = self.outcome.nodes
        return self.once(
            "nodes",
            period,
            lambda: {(row.unit, row.node): row for row in rows(frame, period, NodeRow)},
        )

    def stamps(self, period: Period) -> Stamps:
        """When the newest value behind each score was recorded, by unit and indicator."""
        return self.once(
            "stamps",
            period,
            lambda: self.recorded.stamps(self.plan, period, self.scores(period)),
        )

    def explain(self, period: Period, unit: str, code: str) -> Explanation:
        """How the number of a unit's total, node or indicator came about."""
        return explain(self.outcome, period, unit, code)

    def once(
        self, kind: str, period: Period, make: Callable[[], Mapping[Any, Any]]
    ) -> Mapping[Any, Any]:
        """Keep what ``make`` gives, because an outcome never changes."""
        key = (kind, period)
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


def rows(frame: Eager, period: Period, kind: type[Row]) -> list[Row]:
    """The rows of one period as dataclasses."""
    names = [column.name for column in fields(kind)]
    chosen = frame.filter(nw.col("period") == str(period)).select(names)
    return [kind(*cells) for cells in chosen.iter_rows()]


KEEPER: Keeper[YearBoards] = Keeper(KEPT)
ASIDE: Keeper[YearBoards] = Keeper(KEPT)
"""Boards of the past and with provisional values: asking for them never evicts the present."""


def live_boards(version: PlanVersion, as_of: datetime | None = None) -> YearBoards:
    """All nineteen periods of the plan's year, with everything recorded up to ``as_of``.

    A newly accepted entry changes the mark of the ledger, so the next call computes anew. Moments
    between which nothing was recorded share their boards.
    """
    mark = ledger_mark(version.code)
    moment = None if as_of is None else last_change(version.code, as_of)
    if moment is None:
        return KEEPER.get((version.hash, mark), lambda: compute(version))
    return ASIDE.get((version.hash, mark, moment), lambda: compute(version, moment))


def provisional_boards(
    version: PlanVersion, values: Mapping[tuple[str, str, str], Provisional]
) -> YearBoards:
    """The live boards as they would be if the pending ones of ``values`` were accepted as they are.

    Nothing of it is stored; a returned value does not count.
    """
    more = tuple(observed(key, value) for key, value in sorted(values.items()) if value.pending)
    key = (version.hash, ledger_mark(version.code), more)
    return ASIDE.get(key, lambda: compute(version, more=more))


def observed(key: tuple[str, str, str], value: Provisional) -> Observed:
    """A provisional value as a row of observations."""
    reading = value.reading
    parts = (reading.value, reading.numerator, reading.denominator, reading.field)
    return (*key, *parts, value.at)


def live_outcome(version: PlanVersion, as_of: datetime | None = None) -> Outcome:
    """The outcome behind ``live_boards``."""
    return live_boards(version, as_of).outcome


def compute(
    version: PlanVersion, as_of: datetime | None = None, more: Sequence[Observed] = ()
) -> YearBoards:
    """Score the whole year; ``more``: observations beside those of the ledger."""
    plan = Plan.model_validate(version.content)
    moment = None if as_of is None else moment_text(as_of)
    given = inputs(version.code, as_of, more)
    outcome = score(plan, given, year_periods(plan.year), as_of=moment)
    return YearBoards(outcome, Recorded.of(given))
