"""Targets of units: there where a method needs them, adding up, each version once."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator

from saima.plan.periods import Period
from saima.plan.places import Finding, find
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.targets import Target, UnitTarget
from saima.plan.tree import Indicator

TARGET_MISSING = problem_kind(
    "target_missing",
    en=(
        'the method "{method}" of "{code}" needs a target, and the plan has none',
        "expected a target in the indicator or in targets.csv",
        "add one, unless the data brings it",
    ),
    zh=(
        "“{code}”的方法“{method}”需要目标，而方案中没有",
        "指标或 targets.csv 中应有目标",
        "如数据中不带目标，请补上",
    ),
    warning=True,
)
UNITS_WITHOUT_TARGET = problem_kind(
    "units_without_target",
    en=(
        'the method "{method}" of "{code}" needs a target; units without one ({count}): {units}',
        "expected a row in targets.csv for every unit that is scored on it",
        "add the rows, or set every_unit: true, unless the data brings them",
    ),
    zh=(
        "“{code}”的方法“{method}”需要目标；没有目标的单位（{count} 个）：{units}",
        "每个被考核单位在 targets.csv 中应有一行",
        "如数据中不带目标，请补上各行，或设 every_unit: true",
    ),
    warning=True,
)
UNEQUAL_SPLIT = problem_kind(
    "unequal_split",
    en=(
        'the targets of the units for "{code}" add up to {sum:.10g}, the whole target is '
        "{whole:.10g}",
        "expected them to be equal",
        "correct a target, or give a split_reason",
    ),
    zh=(
        "“{code}”各单位目标合计为 {sum:.10g}，总目标为 {whole:.10g}",
        "两者应相等",
        "请改正目标，或写明 split_reason",
    ),
)
DUPLICATE_TARGET = problem_kind(
    "duplicate_target",
    en=(
        'version {version} of the target of "{unit}" for "{indicator}" in {period} is there again '
        "(first in {other})",
        "expected one row for each version",
        "remove one of the rows, or raise the version and give a reason",
    ),
    zh=(
        "“{unit}”“{indicator}”{period} 的目标第 {version} 版重复（首次在 {other}）",
        "每个版本应只有一行",
        "请删去一行，或提高版本号并写明原因",
    ),
)
TARGET_WITHOUT_REASON = problem_kind(
    "target_without_reason",
    en=(
        "version {version} of the target gives no reason",
        "expected a reason from version 2 on",
        "fill in the column reason",
    ),
    zh=("目标第 {version} 版没有原因", "从第 2 版起应写明原因", "请填写 reason 列"),
)
TARGET_OF_OTHER_YEAR = problem_kind(
    "target_of_other_year",
    en=(
        "the target is for {period}, the plan for {year}",
        "expected a period of the plan's year",
        "correct the period, if this is not meant",
    ),
    zh=("目标周期为 {period}，方案年度为 {year}", "应在方案年度内", "如非有意，请改正周期"),
    warning=True,
)

NEEDED = re.compile(r"\b(target|meets|outside)\b")


def check_unit_targets(plan: Plan) -> Iterator[Finding]:
    """Checks of each row of the unit targets."""
    first: dict[tuple[str, str, str, int], int] = {}
    for index, row in enumerate(plan.targets):
        key = (row.unit, row.indicator, row.period, row.version)
        if first.setdefault(key, index) != index:
            names = ("unit", "indicator", "period", "version")
            facts = dict(zip(names, key, strict=True))
            yield Finding(DUPLICATE_TARGET, ("targets", index), facts, ("targets", first[key]))
        if row.version > 1 and row.reason is None:
            yield find(TARGET_WITHOUT_REASON, "targets", index, version=row.version)
        if Period.parse(row.period).year != plan.year:
            facts = {"period": row.period, "year": plan.year}
            yield find(TARGET_OF_OTHER_YEAR, "targets", index, "period", **facts)


def latest_rows(plan: Plan) -> dict[str, dict[str, UnitTarget]]:
    """The valid row of each unit for the whole year, by indicator and unit."""
    rows: dict[str, dict[str, UnitTarget]] = defaultdict(dict)
    for row in sorted(plan.targets, key=lambda target: target.version):
        if row.period == str(plan.year):
            rows[row.indicator][row.unit] = row
    return rows


def check_splits(plan: Plan) -> Iterator[Finding]:
    """Unit targets of what accumulates add up to the whole target, or the plan says why not."""
    rows = latest_rows(plan)
    for index, indicator in enumerate(plan.indicators):
        target = indicator.target
        if target is None or target.value is None or not must_add_up(indicator, target):
            continue
        holders = {held.unit for held in indicator.held_by}
        shares = [
            row.target
            for unit, row in rows[indicator.code].items()
            if unit != plan.city and unit not in holders
        ]
        total = math.fsum(shares)
        if shares and not math.isclose(total, target.value, rel_tol=1e-6):
            facts = {"code": indicator.code, "sum": total, "whole": target.value}
            yield find(UNEQUAL_SPLIT, "indicators", index, "target", "value", **facts)


def must_add_up(indicator: Indicator, target: Target) -> bool:
    """Whether the units' targets are parts of the whole one."""
    excused = target.split_reason is not None or target.every_unit
    return indicator.collect.accumulates and target.split and not excused


def check_target_presence(plan: Plan) -> Iterator[Finding]:
    """Methods that need a target where there is none."""
    with_rows: dict[str, set[str]] = defaultdict(set)
    for row in plan.targets:
        with_rows[row.indicator].add(row.unit)
    for index, indicator in enumerate(plan.indicators):
        if not needs_target(indicator):
            continue
        facts = {"method": indicator.scoring.method, "code": indicator.code}
        rows = with_rows[indicator.code]
        if indicator.target is None and not rows:
            yield find(TARGET_MISSING, "indicators", index, **facts)
        elif not covers_every_unit(plan, indicator.target):
            units = [unit for unit in scored_units(plan, indicator) if unit not in rows]
            if units:
                shown = ", ".join(units[:3]) + (", ..." if len(units) > 3 else "")
                facts |= {"count": str(len(units)), "units": shown}
                yield find(UNITS_WITHOUT_TARGET, "indicators", index, **facts)


def needs_target(indicator: Indicator) -> bool:
    """Whether the method's formula reads the target."""
    method = indicator.scoring
    texts = [method.formula(indicator.direction.value), *(g.condition for g in method.guards())]
    return any(NEEDED.search(text) for text in texts)


def covers_every_unit(plan: Plan, target: Target | None) -> bool:
    """Whether the indicator's own target holds for each unit without a row of its own."""
    if target is None:
        return False
    return target.value is None or target.every_unit or plan.city is None


def scored_units(plan: Plan, indicator: Indicator) -> Iterator[str]:
    """Units that are scored on a value of their own."""
    weight = indicator.weight
    for unit in plan.units:
        weighed = unit.group is not None and (not isinstance(weight, dict) or unit.group in weight)
        if weighed and unit.code not in indicator.except_units:
            yield unit.code
