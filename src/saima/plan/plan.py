"""The whole assessment method of a year, frozen and hashed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

from pydantic import Field

from saima.plan.hard_problems import HardProblemKind, unknown_kind
from saima.plan.label import Label, PlanPart
from saima.plan.rules import (
    Adjustment,
    Consequence,
    Decimals,
    Lights,
    Objections,
    Ranking,
    YearScore,
)
from saima.plan.supervision import Supervision
from saima.plan.targets import UnitTarget
from saima.plan.tree import ROOT, Aggregation, Indicator, Node, Policy, Span
from saima.plan.units import Group, Unit

ADDED_LATER = ("objections", "hard_problems", "supervision")
"""Keys that do not count for the hash at their default, because plans were published without."""

ADDED_TO_INDICATORS = ("derived",)
"""Such keys of an indicator."""


class Plan(PlanPart):
    """Everything of a plan folder except its cases.

    ``city`` is the unit whose values stand for the whole body; ``total`` says how the top nodes
    become the total.
    """

    code: str
    version: int = Field(default=1, ge=1)
    year: int = Field(ge=1900, le=2999)
    label: Label
    theme: Label | None = None
    lines: tuple[Label, ...] = ()
    city: str | None = None
    effective_from: date | None = None
    reason: str | None = None
    sources: tuple[str, ...] = ()
    fictitious: bool = False
    groups: tuple[Group, ...] = Field(min_length=1)
    total: Aggregation = Aggregation()
    nodes: tuple[Node, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    units: tuple[Unit, ...] = ()
    targets: tuple[UnitTarget, ...] = ()
    span: Span = Span.TO_DATE
    missing: Policy = Policy.PROBLEM
    undefined: Policy = Policy.PROBLEM
    decimals: Decimals = Decimals()
    ranking: Ranking = Ranking()
    year_score: YearScore | None = None
    lights: Lights = Lights()
    adjustments: tuple[Adjustment, ...] = ()
    bonus_cap: float | None = Field(default=None, ge=0)
    deduction_cap: float | None = Field(default=None, ge=0)
    consequences: tuple[Consequence, ...] = ()
    objections: Objections = Objections()
    hard_problems: tuple[HardProblemKind, ...] = ()
    supervision: Supervision = Supervision()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy without what was computed from the old fields; it would be stale."""
        copy = super().model_copy(update=update, deep=deep)
        for computed in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[computed]
        return copy

    @cached_property
    def canonical(self) -> str:
        """The plan's content as JSON with sorted keys and no blanks: what ``hash`` is made of."""
        content = self.model_dump(mode="json")
        for key in ADDED_LATER:
            if getattr(self, key) == type(self).model_fields[key].default:
                del content[key]
        for indicator in content["indicators"]:
            for key in ADDED_TO_INDICATORS:
                if indicator[key] == Indicator.model_fields[key].default:
                    del indicator[key]
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the plan's content; formatting and file names do not count."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @cached_property
    def unit_by_code(self) -> dict[str, Unit]:
        """Units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def group_by_code(self) -> dict[str, Group]:
        """Groups by code."""
        return {group.code: group for group in self.groups}

    @cached_property
    def node_by_code(self) -> dict[str, Node]:
        """Nodes by code, without the root."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def indicator_by_code(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def hard_problem_by_code(self) -> dict[str, HardProblemKind]:
        """Kinds of hard problems by code."""
        return {kind.code: kind for kind in self.hard_problems}

    def hard_problem_kind(self, code: str) -> HardProblemKind:
        """The kind of this code; one without rules where the plan no longer lists it."""
        return self.hard_problem_by_code.get(code) or unknown_kind(code)

    @cached_property
    def children(self) -> dict[str, tuple[Node | Indicator, ...]]:
        """Nodes and indicators below each node code (the root is ``total``), in plan order."""
        below: dict[str, list[Node | Indicator]] = {ROOT: []}
        both: tuple[Node | Indicator, ...] = (*self.nodes, *self.indicators)
        for child in both:
            below.setdefault(child.parent, []).append(child)
        return {code: tuple(found) for code, found in below.items()}

    def aggregation(self, node: str) -> Aggregation:
        """How the children of ``node`` (or of the root) are put together."""
        return self.total if node == ROOT else self.node_by_code[node].aggregation

    def missing_policy(self, indicator: Indicator) -> Policy:
        """What a value that is not there does."""
        return indicator.missing or self.missing

    def undefined_policy(self, indicator: Indicator) -> Policy:
        """What a score that cannot be computed (a target of zero, ...) does."""
        return indicator.undefined or self.undefined

    def indicator_span(self, indicator: Indicator) -> Span:
        """Which months a period's value covers."""
        return indicator.span or self.span
