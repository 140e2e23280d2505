"""What somebody chose to see of a month: which view, whose values, which indicators."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from saima.actions.by import By
from saima.actions.permissions import Right, Standing
from saima.plan.plan import Plan
from saima.plan.tree import Indicator, Node
from saima.plan.units import Unit
from saima.records.models import DueValue, Round
from saima.records.queries.plans import plan_of

LIST, UNITS, MONTHS = "", "units", "months"
"""One row a value; units down and indicators across; one indicator over the months."""

EVERYBODY = "*"
"""Chosen instead of a reporting unit: all of them."""


@dataclass(frozen=True)
class Choice:
    """What is chosen, and what there is to choose from; empty codes choose everything.

    ``units`` are there to choose from in the list only.
    """

    opened: Round
    view: str = LIST
    reporters: list[Unit] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    reporter: str = ""
    indicator: str = ""
    unit: str = ""
    contest: str = ""

    @property
    def plan(self) -> Plan:
        """The plan of the month."""
        return plan_of(self.opened.version)

    @property
    def contests(self) -> list[Node]:
        """The contests that have any of the indicators, in the order of the plan."""
        parents = {indicator.parent for indicator in self.indicators}
        return [node for node in self.plan.nodes if node.code in parents]

    @property
    def everybody(self) -> bool:
        """Whether values of all reporting units are shown."""
        return self.reporter == EVERYBODY

    @property
    def shown_indicators(self) -> list[Indicator]:
        """The indicators that are shown."""
        if self.indicator:
            return [one for one in self.indicators if one.code == self.indicator]
        if self.contest:
            return [one for one in self.indicators if one.parent == self.contest]
        return self.indicators

    def shown(self, standing: Standing) -> Q:
        """The due values of the month that are shown and may be seen, as a condition."""
        shown = standing.visible()
        shown &= Q() if self.everybody else Q(reporter=self.reporter)
        shown &= Q(unit=self.unit) if self.unit else Q()
        if self.indicator or self.contest:
            shown &= Q(indicator__in=[one.code for one in self.shown_indicators])
        return shown


def read_choice(by: By, opened: Round, asked: Mapping[str, str]) -> Choice:
    """What ``asked``, the texts of the address, chooses; what cannot be chosen is left out.

    Without a reporting unit it is the own one; tables show readers everybody's.
    """
    plan = plan_of(opened.version)
    view = asked.get("view", LIST)
    view = view if view in (UNITS, MONTHS) else LIST
    seen = opened.due_values.filter(by.standing.visible()).order_by()
    pairs = set(seen.values_list("reporter", "indicator").distinct())
    reporting = {owner for owner, _ in pairs}
    reporters = [unit for unit in plan.units if unit.code in reporting]
    reporter = chosen_reporter(by.standing, reporters, asked.get("reporter", ""), view)
    codes = {code for owner, code in pairs if reporter in (owner, EVERYBODY)}
    indicators = [one for one in plan.indicators if one.code in codes]
    indicator = asked.get("indicator", "") if asked.get("indicator") in codes else ""
    if view == MONTHS and not indicator and indicators:
        indicator = indicators[0].code
    places = set() if view else units_of(seen.filter(reporter=reporter))
    parents = {one.parent for one in indicators}
    return Choice(
        opened,
        view,
        reporters,
        indicators,
        [unit for unit in plan.units if unit.code in places],
        reporter,
        "" if view == UNITS else indicator,
        "" if view else asked.get("unit", "") if asked.get("unit") in places else "",
        asked.get("contest", "") if view == UNITS and asked.get("contest") in parents else "",
    )


def units_of(rows: QuerySet[DueValue]) -> set[str]:
    """The units of due values."""
    return set(rows.values_list("unit", flat=True).distinct())


def chosen_reporter(standing: Standing, reporters: list[Unit], asked: str, view: str) -> str:
    """The reporting unit that was asked for, else the own one, else everybody or the first."""
    codes = [unit.code for unit in reporters]
    if asked in codes or (asked == EVERYBODY and view):
        return asked
    own = standing.units(Right.VALUE_REPORT)
    mine = next((code for code in codes if code in own), None)
    if mine is not None:
        return mine
    if view and len(codes) > 1:
        return EVERYBODY
    return codes[0] if codes else ""
