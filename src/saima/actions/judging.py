"""Which rules fire over sealed boards and the superior's ranks, and what proves it (S48, S54)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals as nw

from saima.engine.consequences import Histories, Pardons, Standing, Subject, summoned
from saima.engine.histories import total_histories, watched
from saima.engine.outcome import Eager, Trigger
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.rules import Consequence, Place, Watch
from saima.plan.targets import Comparison
from saima.plan.tree import Collect, Indicator
from saima.records.frames import BACKEND, table
from saima.records.models import Board, Entry, PlanVersion
from saima.records.queries.places import newest_boards, places_of, plans_in_a_row
from saima.records.queries.plans import plan_of
from saima.records.queries.superior import GivenRank, given_ranks

PLACES = {
    "period": nw.String,
    "unit": nw.String,
    "group": nw.String,
    "rank": nw.Float64,
    "field": nw.Int64,
    "overall_rank": nw.Float64,
    "overall_field": nw.Int64,
}
Identity = tuple[str, str, str, str]
"""Rule, unit, indicator (empty: the total) and period: what makes two firings the same."""


@dataclass(frozen=True)
class Found:
    """A rule that fired, the plan version that holds it, and the places that prove it."""

    trigger: Trigger
    rule: Consequence
    version: PlanVersion
    proof: tuple[dict[str, Any], ...]

    @property
    def identity(self) -> Identity:
        """What makes it the same firing when boards are judged again."""
        fired = self.trigger
        return (fired.rule, fired.unit, fired.indicator or "", str(fired.period))


@dataclass(frozen=True)
class Judged:
    """The sealed boards of a plan and of the year before it: newest editions, by period."""

    plan: str
    plans: tuple[str, ...]
    boards: Mapping[Period, Board]
    kept: dict[tuple[int, str], dict[str, list[GivenRank]]] = field(default_factory=dict)

    @property
    def own(self) -> dict[Period, Board]:
        """The boards of the plan itself; only their periods can fire."""
        return {period: board for period, board in self.boards.items() if board.plan == self.plan}

    @cached_property
    def places(self) -> Eager:
        """The places of all units on all boards."""
        rows = places_of(list(self.boards.values()))
        columns = {name: [row[name] for row in rows] for name in PLACES}
        return table(columns, PLACES).collect(BACKEND)

    def histories(self, plan: Plan) -> Histories:
        """The standings that the rules of ``plan`` look at."""

        def of_rule(rule: Consequence) -> Mapping[Subject, Sequence[Standing]]:
            if rule.watch is Watch.INDICATOR:
                return self.superior_histories(plan, rule)
            kind = PeriodKind(rule.period)
            periods = [str(period) for period in self.boards if period.kind is kind]
            return total_histories(rule, self.places.filter(nw.col("period").is_in(periods)))

        return of_rule

    def superior_histories(
        self, plan: Plan, rule: Consequence
    ) -> Mapping[Subject, Sequence[Standing]]:
        """Standings by the superior's ranks; the lead unit answers for them (S46)."""
        found: dict[Subject, list[Standing]] = {}
        for indicator in watched(plan, rule):
            standings = self.standings_of(plan, rule, indicator)
            for holding in indicator.held_by:
                unit = plan.unit_by_code[holding.unit]
                if holding.lead and (not rule.groups or unit.group in rule.groups):
                    found[unit.code, unit.group or "", indicator.code] = standings
        return found

    def standings_of(self, plan: Plan, rule: Consequence, indicator: Indicator) -> list[Standing]:
        """The places of the whole body by one item, in periods of the rule's kind."""
        return [
            Standing(
                period=period,
                rank=None if given.rank is None else float(given.rank),
                field=given.field,
                missed=is_missed(indicator, given.rank),
            )
            for period, given in self.ranks(plan, rule, indicator).values()
        ]

    def ranks(
        self, plan: Plan, rule: Consequence, indicator: Indicator
    ) -> dict[str, tuple[Period, GivenRank]]:
        """The newest rank inside each period of the rule's kind, by the period's text."""
        kind = PeriodKind(rule.period)
        found: dict[str, tuple[Period, GivenRank]] = {}
        for given in self.given(plan, indicator):
            if given.period.kind.months <= kind.months:
                index = (given.period.last_month - 1) // kind.months + 1
                around = Period.of(given.period.year, kind, index)
                found[str(around)] = (around, given)
        return found

    def given(self, plan: Plan, indicator: Indicator) -> list[GivenRank]:
        """All ranks of an item that are recorded, read once for all items of a plan."""
        if indicator.collect is not Collect.RANK or plan.city is None:
            return []
        key = (plan.year, plan.hash)
        if key not in self.kept:
            codes = [one.code for one in plan.indicators if one.collect is Collect.RANK]
            self.kept[key] = given_ranks(self.plans, plan.city, codes)
        return self.kept[key][indicator.code]

    def revisions(self, entry: int) -> Iterable[tuple[str, GivenRank]]:
        """The rank that stands now where this entry of the ledger stood, if it is another one."""
        old = Entry.objects.get(pk=entry)
        now = given_ranks((old.plan,), old.unit, (old.indicator,))[old.indicator]
        for given in now:
            if str(given.period) == old.period and given.entry != old.pk:
                yield old.period, given

    def fired(self, place: Place, pardons: Pardons | None = None) -> dict[Identity, Found]:
        """Everything that fires at one end; each period by the version of its own board."""
        versions = {board.version_id: board.version for board in self.own.values()}
        found: dict[Identity, Found] = {}
        for version in versions.values():
            plan = plan_of(version)
            periods = {p for p, board in self.own.items() if board.version_id == version.pk}
            for one in self.under(plan, version, place, pardons):
                if one.trigger.period in periods:
                    found[one.identity] = one
        return found

    def under(
        self, plan: Plan, version: PlanVersion, place: Place, pardons: Pardons | None = None
    ) -> Iterable[Found]:
        """What the rules of one plan fire over all these boards."""
        rules = {rule.code: rule for rule in plan.consequences if rule.place is place}
        for trigger in summoned(rules.values(), self.histories(plan), pardons):
            rule = rules[trigger.rule]
            yield Found(trigger, rule, version, tuple(self.proof(plan, rule, trigger)))

    def proof(self, plan: Plan, rule: Consequence, trigger: Trigger) -> Iterable[dict[str, Any]]:
        """The places of the run, each with the board or the document that gives it."""
        places = zip(trigger.periods, trigger.ranks, trigger.fields, strict=True)
        for period, rank, size in places:
            place = {"period": str(period), "rank": f"{rank:g}", "field": size}
            if trigger.indicator is None:
                board = self.boards[period]
                basis = {"board": board.pk, "edition": board.edition, "seal": board.seal}
            else:
                indicator = plan.indicator_by_code[trigger.indicator]
                _, given = self.ranks(plan, rule, indicator)[str(period)]
                basis = {"entry": given.entry, "document": given.document}
            yield place | basis


def judged(plan: str) -> Judged:
    """The sealed boards of ``plan`` as the rules read them now."""
    plans = plans_in_a_row(plan)
    return Judged(plan, plans, newest_boards(plans))


def is_missed(indicator: Indicator, rank: int | None) -> bool:
    """Whether a rank misses the target of its item; without such a target it does (红黑榜)."""
    target = indicator.target
    if rank is None or target is None or target.compare is not Comparison.RANK_WITHIN:
        return True
    return target.value is None or rank > target.value


KeyedPardons = Mapping[tuple[str, str, str], Mapping[Period, bool]]
"""Suspended periods by rule, unit and indicator (empty: the total)."""


def pardons_by(suspended: KeyedPardons) -> Pardons:
    """The suspended periods as the engine asks for them."""

    def of_subject(rule: Consequence, subject: Subject) -> Mapping[Period, bool]:
        unit, _, indicator = subject
        return suspended.get((rule.code, unit, indicator or ""), {})

    return of_subject
