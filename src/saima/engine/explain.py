"""How a number came about: a tree with formula, numbers, policy and clause.

Nothing is computed again: the tree is read from the columns that scoring kept, and the formula is
the very text that was compiled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from saima.engine.formula import operands, peer_calls
from saima.engine.outcome import Eager, Outcome
from saima.engine.rulebook import OPERANDS, Rule, rule_of, scalars
from saima.engine.written import written
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import ROOT, Indicator, Node

Row = Mapping[str, Any]


class NothingToExplain(LookupError):  # noqa: N818 - it names what was asked, not a fault
    """The unit, node or indicator has no result in that period. Its text says which."""


@dataclass(frozen=True)
class Part:
    """One line of an explanation.

    The ``points`` of the parts below and the part's ``cut`` (of a bound, or of a combination that
    does not add up) make its points exactly; ``year_end`` is a share of the part below it.

    ``kind``: total, node, indicator, quarters, year_end, bonus, deduction. ``numbers``: what the
    names in ``formula`` stood for; ``written``: the formula with the numbers in it.
    """

    kind: str
    code: str
    points: float | None
    weight: float | None = None
    rate: float | None = None
    cut: float = 0.0
    combine: str = ""
    formula: str = ""
    numbers: Mapping[str, float | bool | None] = field(default_factory=dict)
    written: str = ""
    note: str = ""
    clause: str | None = None
    observed_unit: str | None = None
    value: float | None = None
    target: float | None = None
    children: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A part of a unit's result in a period, with the total's rank beside it."""

    plan: Plan
    period: str
    group: str
    unit: str
    part: Part
    total: float | None
    rank: float | None
    field: int
    reason: str | None = None


def explain(outcome: Outcome, period: Period, unit: str, code: str = ROOT) -> Explanation:
    """Explain the total (``code`` left out), a node or an indicator of a unit.

    Raises NothingToExplain when the unit has no such result in the period.
    """
    key = (nw.col("period") == str(period)) & (nw.col("unit") == unit)
    totals = rows_of(outcome.totals.filter(key))
    if not totals:
        message = f"no result of unit {unit!r} in {period}"
        raise NothingToExplain(message)
    reader = Reader(
        outcome.plan,
        {str(row["indicator"]): row for row in rows_of(outcome.scores.filter(key))},
        {str(row["node"]): row for row in rows_of(outcome.nodes.filter(key))},
    )
    total = totals[0]
    part = reader.whole(total) if code == ROOT else reader.part(code)
    return Explanation(
        plan=outcome.plan,
        period=str(period),
        group=str(total["group"]),
        unit=unit,
        part=part,
        total=total["total"],
        rank=total["rank"],
        field=total["field"],
        reason=total["reason"],
    )


def rows_of(frame: Eager) -> list[dict[str, Any]]:
    """Rows as dictionaries."""
    return list(frame.iter_rows(named=True))


@dataclass(frozen=True)
class Reader:
    """The kept rows of one unit in one period."""

    plan: Plan
    scores: Mapping[str, Row]
    nodes: Mapping[str, Row]

    def whole(self, total: Row) -> Part:
        """The total: the tree (or the parts of the year), bonus and deduction."""
        tree = self.node(ROOT)
        children = list(tree.children)
        cut = tree.cut
        if total["quarters"] is not None:
            end = Part(kind="year_end", code=ROOT, points=total["year_end"], children=(tree,))
            children = [Part(kind="quarters", code=ROOT, points=total["quarters"]), end]
            cut = 0.0
        for kind, sign in (("bonus", 1), ("deduction", -1)):
            if total[kind]:
                children.append(Part(kind=kind, code=kind, points=sign * total[kind]))
        return Part(
            kind="total",
            code=ROOT,
            points=total["exact"],
            weight=tree.weight,
            rate=tree.rate,
            cut=cut,
            combine=tree.combine,
            note=total["reason"] or "",
            children=tuple(children),
        )

    def part(self, code: str) -> Part:
        """A node or an indicator."""
        if code in self.nodes:
            return self.node(code)
        if code in self.scores:
            return self.indicator(code)
        message = f"no result for {code!r}"
        raise NothingToExplain(message)

    def node(self, code: str) -> Part:
        """A node with everything below it."""
        row = self.nodes[code]
        below = [child.code for child in self.plan.children.get(code, ())]
        present = [child for child in below if child in self.scores or child in self.nodes]
        aggregation = self.plan.aggregation(code)
        return Part(
            kind="node",
            code=code,
            points=row["points"],
            weight=row["weight"],
            rate=row["rate"],
            cut=row["cut"] or 0.0,
            combine=aggregation.combine.value,
            note=row["note"],
            clause=None if code == ROOT else clause_of(self.plan.node_by_code[code]),
            children=tuple(self.part(child) for child in present),
        )

    def indicator(self, code: str) -> Part:
        """An indicator: formula, numbers, result, policy."""
        row = self.scores[code]
        indicator = self.plan.indicator_by_code[code]
        rule = rule_of(indicator)
        numbers = numbers_of(indicator, rule, row)
        return Part(
            kind="indicator",
            code=code,
            points=row["points"],
            weight=row["weight"],
            rate=row["rate"],
            formula=rule.formula,
            numbers=numbers,
            written="" if row["note"] else written(rule.formula, numbers),
            note=row["note"],
            clause=clause_of(indicator),
            observed_unit=row["observed_unit"],
            value=row["value"],
            target=row["target"],
        )


def clause_of(part: Node | Indicator) -> str | None:
    """The sentence or article that a part comes from."""
    return part.clause


def numbers_of(indicator: Indicator, rule: Rule, row: Row) -> dict[str, float | bool | None]:
    """What each name and peer value of the formula stood for."""
    columns = {name: row["stated_weight" if name == "weight" else name] for name in OPERANDS}
    named = {**dict(scalars(indicator.scoring)), **columns}
    numbers = {name: named[name] for name in operands(rule.formula) if name in named}
    return numbers | {column: row[column] for column in peer_calls(rule.formula)}
