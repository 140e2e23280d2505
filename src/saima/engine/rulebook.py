"""The plan's rules as small tables beside the data: one row per indicator and scored period."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import narwhals as nw

from saima.engine.formula import Scope, operands
from saima.engine.outcome import Inputs, Lazy
from saima.engine.schedule import LATEST, due
from saima.plan.methods.base import Guard, ScoringMethod
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.targets import Comparison
from saima.plan.tree import Direction, Indicator

OPERANDS = (
    "value",
    "target",
    "weight",
    "field",
    "last_year",
    "growth",
    "previous_value",
    "outside",
    "meets",
)
"""Names that every formula may use; they are columns of the scored frame."""


@dataclass(frozen=True)
class Rule:
    """A distinct formula with guards and tables; what shares it differs in parameters only."""

    formula: str
    guards: tuple[Guard, ...]
    tables: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The formula and all guard conditions."""
        return (self.formula, *(guard.condition for guard in self.guards))

    def operands(self) -> tuple[str, ...]:
        """The columns whose absence makes the rate undefined."""
        return tuple(name for name in operands(self.formula) if name in OPERANDS)


def rule_of(indicator: Indicator) -> Rule:
    """The rule that an indicator is scored by."""
    return rule_for(indicator.scoring, indicator.direction.value)


@cache
def rule_for(method: ScoringMethod, direction: str) -> Rule:
    """The rule of a method in a direction."""
    return Rule(method.formula(direction), method.guards(), tuple(table_parameters(method)))


@dataclass(frozen=True)
class Rulebook:
    """The distinct rules of a plan and their parameters."""

    plan: Plan

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All distinct rules; a rule's position is its number."""
        return tuple(dict.fromkeys(rule_of(indicator) for indicator in self.plan.indicators))

    @cached_property
    def parameters(self) -> dict[str, dict[str, float | None]]:
        """Scalar parameters that a formula reads: name -> indicator -> number."""
        used = {name for rule in self.rules for text in rule.texts for name in operands(text)}
        names: dict[str, dict[str, float | None]] = {}
        for indicator in self.plan.indicators:
            for name, given in scalars(indicator.scoring):
                if name in used:
                    names.setdefault(name, {})[indicator.code] = given
        return names

    def scope(self, rule: Rule) -> Scope:
        """What the names in a rule's formula mean."""
        columns = {name: name for name in OPERANDS}
        columns |= {name: f"p_{name}" for name in self.parameters}
        return Scope(columns, dict(rule.tables))

    def reads(self, operand: str) -> bool:
        """Whether any formula or guard reads the operand, inside a peer function or not."""
        return any(operand in operands(text) for rule in self.rules for text in rule.texts)

    def table(
        self, inputs: Inputs, periods: Sequence[Period], without: Collection[str] = ()
    ) -> Lazy:
        """One row per scored period and indicator: what is due and how it is scored.

        ``without``: columns that nobody will read.
        """
        number = {rule: position for position, rule in enumerate(self.rules)}
        given = self.parameters
        always = [
            {
                **indicator_columns(self.plan, indicator),
                "rule": number[rule_of(indicator)],
                **{f"p_{name}": numbers.get(indicator.code) for name, numbers in given.items()},
            }
            for indicator in self.plan.indicators
        ]
        rows = [
            {**columns, **due_columns(self.plan, indicator, period)}
            for period in periods
            for indicator, columns in zip(self.plan.indicators, always, strict=True)
        ]
        schema = RULE_SCHEMA | {f"p_{name}": nw.Float64 for name in self.parameters}
        schema = {name: kind for name, kind in schema.items() if name not in without}
        return inputs.table({name: [row[name] for row in rows] for name in schema}, schema)


RULE_SCHEMA = {
    "period": nw.String,
    "indicator": nw.String,
    "rule": nw.Int64,
    "method": nw.String,
    "newest_only": nw.Boolean,
    "accumulates": nw.Boolean,
    "expected": nw.Int64,
    "due_last": nw.Int64,
    "planned": nw.Float64,
    "phased": nw.Float64,
    "multiplier": nw.Float64,
    "direction": nw.String,
    "compare": nw.String,
    "goal": nw.Float64,
    "for_every_unit": nw.Boolean,
    "low": nw.Float64,
    "high": nw.Float64,
    "relative_to": nw.String,
    "missing": nw.String,
    "undefined": nw.String,
    "lit": nw.Boolean,
}


USUAL = {
    Direction.HIGHER: Comparison.AT_LEAST,
    Direction.LOWER: Comparison.AT_MOST,
    Direction.RANGE: Comparison.WITHIN,
}
"""How a target that only the data brings is compared."""


def indicator_columns(plan: Plan, indicator: Indicator) -> dict[str, object]:
    """The columns that do not depend on the period."""
    target = indicator.target
    return {
        "indicator": indicator.code,
        "method": indicator.scoring.method,
        "newest_only": indicator.collect in LATEST,
        "accumulates": indicator.collect.accumulates,
        "multiplier": indicator.multiplier,
        "direction": indicator.direction.value,
        "compare": (target.compare if target else USUAL[indicator.direction]).value,
        "goal": target.value if target else None,
        "for_every_unit": bool(target and target.every_unit),
        "low": target.low if target else None,
        "high": target.high if target else None,
        "relative_to": target.relative_to if target else None,
        "missing": plan.missing_policy(indicator).value,
        "undefined": plan.undefined_policy(indicator).value,
        "lit": indicator.lights,
    }


def due_columns(plan: Plan, indicator: Indicator, period: Period) -> dict[str, object]:
    """The columns that depend on the period."""
    wanted = due(plan, indicator, period)
    return {
        "period": str(period),
        "expected": wanted.expected,
        "due_last": wanted.last,
        "planned": wanted.planned,
        "phased": wanted.phased,
    }


def scalars(method: ScoringMethod) -> Iterator[tuple[str, float | None]]:
    """The numbers among a method's parameters."""
    for name in type(method).model_fields:
        given = getattr(method, name)
        if given is None or isinstance(given, int | float):
            yield name, None if given is None else float(given)


def table_parameters(method: ScoringMethod) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The non-empty tables among a method's parameters."""
    for name in type(method).model_fields:
        given = getattr(method, name)
        if isinstance(given, tuple) and given:
            yield name, given
