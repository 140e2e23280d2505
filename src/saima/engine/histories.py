"""Rank histories for the consequence rules, read from scored frames."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from saima.engine.consequences import Standing, Subject, summoned
from saima.engine.outcome import Eager, Trigger
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.rules import Consequence, RankedField, Watch
from saima.plan.tree import Indicator


def rule_periods(rule: Consequence, periods: Sequence[Period]) -> list[str]:
    """The scored periods that a rule looks at."""
    return [str(p) for p in periods if p.kind is PeriodKind(rule.period)]


def fired(plan: Plan, totals: Eager, scores: Eager, periods: Sequence[Period]) -> list[Trigger]:
    """All triggers of all rules within the scored periods."""

    def histories(rule: Consequence) -> Mapping[Subject, Sequence[Standing]]:
        wanted = rule_periods(rule, periods)
        if rule.watch is Watch.TOTAL:
            return total_histories(rule, totals.filter(nw.col("period").is_in(wanted)))
        return indicator_histories(plan, rule, scores.filter(nw.col("period").is_in(wanted)))

    return summoned(plan.consequences, histories)


def total_histories(rule: Consequence, totals: Eager) -> dict[Subject, list[Standing]]:
    """Standings by the rank of the total, inside the group or over all."""
    overall = rule.field is RankedField.ALL
    rank, size = ("overall_rank", "overall_field") if overall else ("rank", "field")
    rows = list(totals.iter_rows(named=True))
    fields: dict[tuple[str, str | None], Counter[float]] = {}
    for row in rows:
        if row[rank] is not None:
            fields.setdefault(field_of(row, overall=overall), Counter())[row[rank]] += 1
    histories: dict[Subject, list[Standing]] = {}
    for row in rows:
        if rule.groups and row["group"] not in rule.groups:
            continue
        places = fields.get(field_of(row, overall=overall), Counter())
        standing = Standing(
            period=Period.parse(row["period"]),
            rank=row[rank],
            field=row[size],
            tied=places[row[rank]],
            ahead=sum(n for place, n in places.items() if row[rank] and place < row[rank]),
        )
        histories.setdefault((row["unit"], row["group"], None), []).append(standing)
    return histories


def field_of(row: Mapping[str, Any], *, overall: bool) -> tuple[str, str | None]:
    """The field that a row is ranked in."""
    return row["period"], None if overall else row["group"]


def watched(plan: Plan, rule: Consequence) -> Iterator[Indicator]:
    """The indicators whose outside rank a rule looks at."""
    return (i for i in plan.indicators if rule.tag is None or rule.tag in i.tags)


def indicator_histories(
    plan: Plan, rule: Consequence, scores: Eager
) -> dict[Subject, list[Standing]]:
    """Standings by ranks given from outside; only the lead unit answers for them (S46, S48)."""
    leads = {
        (holding.unit, indicator.code)
        for indicator in watched(plan, rule)
        for holding in indicator.held_by
        if holding.lead
    }
    histories: dict[Subject, list[Standing]] = {}
    for row in scores.iter_rows(named=True):
        if (row["unit"], row["indicator"]) not in leads:
            continue
        if rule.groups and row["group"] not in rule.groups:
            continue
        standing = Standing(
            period=Period.parse(row["period"]),
            rank=row["value"],
            field=row["field"] or 0,
            missed=row["meets"] is not True,
        )
        subject = (row["unit"], row["group"], row["indicator"])
        histories.setdefault(subject, []).append(standing)
    return histories
