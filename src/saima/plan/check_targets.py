"""Targets of indicators: the comparison fits the direction, the curve rises, promises hold."""

import math
from collections.abc import Iterator

from saima.plan.methods import SuperiorRank
from saima.plan.places import Finding, ModelPath, find
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.targets import Comparison, Target
from saima.plan.tree import Collect, Direction, Indicator

AGAINST_DIRECTION = problem_kind(
    "against_direction",
    en=(
        "the target compares with {compare}, but the direction is {direction}",
        "expected {fitting}",
        "set compare: {first}, or correct the direction",
    ),
    zh=(
        "目标的比较方式为 {compare}，而方向为 {direction}",
        "应为 {fitting}",
        "请设 compare: {first}，或改正方向",
    ),
)
RANK_WITHIN_WITHOUT_RANK = problem_kind(
    "rank_within_without_rank",
    en=(
        "the target is a rank, but the value is not (collect: {collect})",
        "expected compare: rank_within only with collect: rank or the method superior_rank",
        "set collect: rank, or another comparison",
    ),
    zh=(
        "目标为名次，但数值不是名次（collect: {collect}）",
        "rank_within 只用于 collect: rank 或 superior_rank 方法",
        "请设 collect: rank，或改用其他比较方式",
    ),
)
WITHIN_WITHOUT_BOUNDS = problem_kind(
    "within_without_bounds",
    en=(
        "the target compares with within, but has no low and no high",
        "expected low, high or both",
        "give the bounds, or another comparison",
    ),
    zh=(
        "目标的比较方式为 within，但没有 low 与 high",
        "应有 low、high 或两者",
        "请补上界限，或改用其他比较方式",
    ),
)
DEADLINE_OUTSIDE_YEAR = problem_kind(
    "deadline_outside_year",
    en=(
        "the deadline {deadline} is not in {year}",
        "expected a day of the plan's year",
        "correct the date, if this is not meant",
    ),
    zh=("期限 {deadline} 不在 {year} 年内", "应在方案年度内", "如非有意，请改正日期"),
    warning=True,
)
CURVE_BEGINS_BELOW_ZERO = problem_kind(
    "curve_begins_below_zero",
    en=("the curve begins with {first:g}", "expected 0 or more", "correct month 1"),
    zh=("进度曲线从 {first:g} 开始", "应不小于 0", "请改正第 1 个月"),
)
CURVE_FALLS = problem_kind(
    "curve_falls",
    en=(
        "the curve falls from {before:g} to {share:g} in month {month}",
        "expected a cumulative share that never falls",
        "correct one of the two months",
    ),
    zh=(
        "进度曲线在第 {month} 个月由 {before:g} 降到 {share:g}",
        "累计比例不应下降",
        "请改正其中一个月",
    ),
)
CURVE_ENDS_ELSEWHERE = problem_kind(
    "curve_ends_elsewhere",
    en=(
        "the curve ends at {last:g}",
        "expected exactly 1 in month 12",
        "correct the last month",
    ),
    zh=("进度曲线止于 {last:g}", "第 12 个月应恰为 1", "请改正最后一个月"),
)
SPLIT_WITHOUT_REASON = problem_kind(
    "split_without_reason",
    en=(
        "split is false, and nothing says why",
        "expected a split_reason",
        "add split_reason with the sentence that allows it",
    ),
    zh=("split 为 false，但未说明原因", "应有 split_reason", "请补上 split_reason 并写明依据"),
)

UPWARD = (Comparison.AT_LEAST, Comparison.MORE_THAN)
DOWNWARD = (Comparison.AT_MOST, Comparison.LESS_THAN, Comparison.RANK_WITHIN)


def check_targets(plan: Plan) -> Iterator[Finding]:
    """Checks of each indicator's own target."""
    for index, indicator in enumerate(plan.indicators):
        if indicator.target is not None:
            path = ("indicators", index, "target")
            yield from comparison(indicator, indicator.target, path)
            yield from curve(indicator.target, (*path, "phase"))
            yield from promises(plan, indicator.target, path)


def comparison(indicator: Indicator, target: Target, path: ModelPath) -> Iterator[Finding]:
    """The comparison fits the direction and what is collected."""
    compare, way = target.compare, indicator.direction
    ranked = indicator.collect is Collect.RANK or isinstance(indicator.scoring, SuperiorRank)
    if compare is Comparison.RANK_WITHIN and not ranked:
        collect = indicator.collect.value
        yield find(RANK_WITHIN_WITHOUT_RANK, *path, "compare", collect=collect)
    elif compare is Comparison.WITHIN and not target.bounded:
        yield find(WITHIN_WITHOUT_BOUNDS, *path, "compare")
    elif way is not Direction.RANGE and not target.bounded:
        fitting = UPWARD if way is Direction.HIGHER else DOWNWARD
        if compare not in fitting:
            facts = {
                "compare": compare.value,
                "direction": way.value,
                "fitting": ", ".join(fitting),
                "first": fitting[0].value,
            }
            yield find(AGAINST_DIRECTION, *path, "compare", **facts)


def curve(target: Target, path: ModelPath) -> Iterator[Finding]:
    """A curve of its own rises from zero or more to exactly one."""
    if not isinstance(target.phase, tuple):
        return
    shares = target.phase
    if shares[0] < 0:
        yield find(CURVE_BEGINS_BELOW_ZERO, *path, 0, first=shares[0])
    for month in range(1, 12):
        if shares[month] < shares[month - 1]:
            facts = {"before": shares[month - 1], "share": shares[month], "month": month + 1}
            yield find(CURVE_FALLS, *path, month, **facts)
    if not math.isclose(shares[11], 1, rel_tol=1e-9):
        yield find(CURVE_ENDS_ELSEWHERE, *path, 11, last=shares[11])


def promises(plan: Plan, target: Target, path: ModelPath) -> Iterator[Finding]:
    """The deadline lies in the year, and a target that is not split says why."""
    if target.deadline is not None and target.deadline.year != plan.year:
        facts = {"deadline": target.deadline.isoformat(), "year": plan.year}
        yield find(DEADLINE_OUTSIDE_YEAR, *path, "deadline", **facts)
    if not target.split and target.split_reason is None:
        yield find(SPLIT_WITHOUT_REASON, *path, "split")
