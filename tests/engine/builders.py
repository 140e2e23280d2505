"""Small plans, data and outcomes in a few words, so that a test shows only what it is about.

All units, indicators and numbers here are fictitious.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from saima.engine.columns import ADJUSTMENTS, OBSERVATIONS, TARGETS, Schema
from saima.engine.outcome import Eager, Inputs, Lazy, MakeTable, Outcome
from saima.engine.score import score
from saima.exchange.backends import PolarsBackend
from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod
from saima.plan.methods.completion import Completion
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Adjustment, Consequence
from saima.plan.tree import ROOT, Indicator, Node
from saima.plan.units import Group, Unit

Row = Mapping[str, Any]
Given = tuple[object, ...] | Row

POLARS: MakeTable = PolarsBackend().table


def label(text: str) -> Label:
    """The same text in both languages."""
    return Label(zh=text, en=text)


def indicator(
    code: str = "a", method: ScoringMethod | None = None, target: object = None, **given: Any
) -> Indicator:
    """An indicator below the root: weight 100, newest value, every month, completion.

    ``target`` may be a number instead of a target's fields.
    """
    fields = {
        "code": code,
        "label": label(code),
        "parent": ROOT,
        "measure": label("piece"),
        "weight": 100.0,
        "collect": "level",
        "scoring": method or Completion(),
        "target": {"value": target} if isinstance(target, int | float) else target,
    }
    return Indicator.model_validate(fields | given)


def node(code: str, parent: str = ROOT, **given: Any) -> Node:
    """A node; ``combine`` and the other fields of its aggregation may be given flat."""
    names = {"combine", "weighting", "comparisons", "normalise", "zero"}
    aggregation = {name: given.pop(name) for name in names & given.keys()}
    fields = {"code": code, "label": label(code), "parent": parent, "aggregation": aggregation}
    return Node.model_validate(fields | given)


def units(codes: str, group: str | None = "g", **given: Any) -> tuple[Unit, ...]:
    """Units of one group from codes with blanks between them."""
    return tuple(
        Unit.model_validate({"code": code, "zh": code, "en": code, "group": group} | given)
        for code in codes.split()
    )


def plan(*parts: Node | Indicator, units_: str | Iterable[Unit] = "A", **given: Any) -> Plan:
    """The plan of 2021 with these nodes and indicators; its groups are those of its units."""
    members = units(units_) if isinstance(units_, str) else tuple(units_)
    groups = dict.fromkeys(unit.group for unit in members if unit.group is not None)
    fields = {
        "code": "test",
        "year": 2021,
        "label": label("test"),
        "groups": [Group(code=code, label=label(code)) for code in groups],
        "nodes": [part for part in parts if isinstance(part, Node)],
        "indicators": [part for part in parts if isinstance(part, Indicator)],
        "units": members,
    }
    return Plan.model_validate(fields | given)


def adjustment(code: str, effect: str, cap: float | None = None) -> Adjustment:
    """A kind of bonus, deduction or veto."""
    return Adjustment.model_validate(
        {"code": code, "label": label(code), "effect": effect, "cap": cap}
    )


def consequence(code: str = "c", **given: Any) -> Consequence:
    """A consequence rule; what is not given is as in the plan's defaults."""
    return Consequence.model_validate({"code": code, "label": label(code)} | given)


def table_of(given: Sequence[Given], schema: Schema, table: MakeTable = POLARS) -> Lazy:
    """Rows as a frame; a tuple fills the first columns, a mapping names them."""
    rows = [
        row if isinstance(row, Mapping) else dict(zip(schema, row, strict=False)) for row in given
    ]
    return table({name: [row.get(name) for row in rows] for name in schema}, schema)


def inputs(
    observations: Sequence[Given],
    targets: Sequence[Given] = (),
    adjustments: Sequence[Given] = (),
    table: MakeTable = POLARS,
) -> Inputs:
    """Inputs of a backend; observations are (unit, indicator, period, value)."""
    return Inputs(
        observations=table_of(observations, OBSERVATIONS, table),
        targets=table_of(targets, TARGETS, table) if targets else None,
        adjustments=table_of(adjustments, ADJUSTMENTS, table) if adjustments else None,
        table=table,
    )


def scored(
    rules: Plan,
    observations: Sequence[Given],
    *periods: str,
    targets: Sequence[Given] = (),
    adjustments: Sequence[Given] = (),
    as_of: str | None = None,
) -> Outcome:
    """Score periods (March where none is named) on Polars."""
    wanted = [Period.parse(text) for text in periods or ("2021-03",)]
    return score(rules, inputs(observations, targets, adjustments), wanted, as_of=as_of)


def only_row(frame: Eager, **keys: str) -> dict[str, Any]:
    """The one row with these keys."""
    for name, value in keys.items():
        frame = frame.filter(nw.col(name) == value)
    (row,) = frame.iter_rows(named=True)
    return row


def score_row(
    outcome: Outcome, unit: str = "A", code: str = "a", period: str = "2021-03"
) -> dict[str, Any]:
    """The score of a unit's indicator."""
    return only_row(outcome.scores, unit=unit, indicator=code, period=period)


def node_row(
    outcome: Outcome, unit: str = "A", code: str = ROOT, period: str = "2021-03"
) -> dict[str, Any]:
    """The result of a unit's node."""
    return only_row(outcome.nodes, unit=unit, node=code, period=period)


def total_row(outcome: Outcome, unit: str = "A", period: str = "2021-03") -> dict[str, Any]:
    """The total of a unit."""
    return only_row(outcome.totals, unit=unit, period=period)


def column(outcome: Outcome, name: str, period: str = "2021-03") -> dict[str, Any]:
    """A column of the totals by unit."""
    rows = outcome.totals.filter(nw.col("period") == period).iter_rows(named=True)
    return {row["unit"]: row[name] for row in sorted(rows, key=lambda row: str(row["unit"]))}


def score_column(
    outcome: Outcome, name: str, code: str = "a", period: str = "2021-03"
) -> list[Any]:
    """A column of an indicator's scores in the order of the units' codes."""
    wanted = (nw.col("period") == period) & (nw.col("indicator") == code)
    rows = outcome.scores.filter(wanted).iter_rows(named=True)
    return [row[name] for row in sorted(rows, key=lambda row: str(row["unit"]))]


@dataclass(frozen=True)
class Column:
    """One indicator's column of values, one unit each (U1, U2, ...), and what stands beside it."""

    values: Sequence[float | None]
    targets: Sequence[float | None] = ()
    last_year: Sequence[float | None] = ()
    previous: Sequence[float | None] = ()
    fields: Sequence[int] = ()

    def units(self) -> str:
        """The units' codes."""
        return " ".join(f"U{number}" for number in range(1, len(self.values) + 1))

    def observations(self, code: str = "a") -> list[Row]:
        """The observations of March, of March last year and of February."""
        rows: list[Row] = []
        for period, values in (
            ("2021-03", self.values),
            ("2020-03", self.last_year),
            ("2021-02", self.previous),
        ):
            for number, value in enumerate(values, 1):
                if value is not None:
                    size = self.fields[number - 1] if self.fields else None
                    keys = {"unit": f"U{number}", "indicator": code, "period": period}
                    rows.append({**keys, "value": value, "field": size})
        return rows

    def target_rows(self, code: str = "a") -> list[Given]:
        """The units' targets of the year."""
        return [
            (f"U{number}", code, "2021", target)
            for number, target in enumerate(self.targets, 1)
            if target is not None
        ]


Scored = tuple[ScoringMethod, Column, Mapping[str, Any]]
"""A method, the column that it scores, and further fields of the indicator."""


def scored_columns(parts: Sequence[Scored], table: MakeTable = POLARS) -> list[list[Row]]:
    """Score each method on its own column, all in one run; gives the rows of each in order.

    Ten points each where nothing else is said.
    """
    longest = max((column for _, column, _ in parts), key=lambda column: len(column.values))
    rules = plan(
        *(
            indicator(str(number), method, **{"weight": 10.0, **given})
            for number, (method, _, given) in enumerate(parts)
        ),
        units_=longest.units(),
    )
    columns = [column for _, column, _ in parts]
    data = inputs(
        [row for n, column in enumerate(columns) for row in column.observations(str(n))],
        [row for n, column in enumerate(columns) for row in column.target_rows(str(n))],
        table=table,
    )
    outcome = score(rules, data, [Period.parse("2021-03")])
    found = {(row["indicator"], row["unit"]): row for row in outcome.scores.iter_rows(named=True)}
    return [
        [found[str(number), unit] for unit in column.units().split()]
        for number, column in enumerate(columns)
    ]


def points_of(
    method: ScoringMethod, column: Column, weight: float = 10, **given: Any
) -> list[float | None]:
    """The points of each unit of one column, in the order of the values."""
    (rows,) = scored_columns([(method, column, {"weight": weight, **given})])
    return [row["points"] for row in rows]
