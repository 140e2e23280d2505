"""Indicators: the method fits the direction, and the units that answer for it are clear."""

from collections.abc import Iterator

from saima.plan.methods import METHODS, SuperiorRank
from saima.plan.places import Finding, ModelPath, find
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.tree import Collect, Direction, Indicator

NEEDS_LOWER = problem_kind(
    "needs_lower",
    en=(
        '"{reason}" counts from the best, which is the lowest, but the direction is {direction}',
        "expected direction: lower",
        "set direction: lower, or choose another method",
    ),
    zh=(
        "“{reason}”以最小为最优，但方向为 {direction}",
        "应为 direction: lower",
        "请设 direction: lower，或改用其他方法",
    ),
)
METHOD_WITHOUT_RANGE = problem_kind(
    "method_without_range",
    en=(
        'the method "{method}" does not know a target range',
        "expected one of {ranged} with direction: range",
        "choose one of them, or another direction",
    ),
    zh=(
        "方法“{method}”不适用区间目标",
        "direction: range 应配 {ranged} 之一",
        "请改用其中一种，或改方向",
    ),
)
RANGE_WITHOUT_BOUNDS = problem_kind(
    "range_without_bounds",
    en=(
        "the direction is range, but the target has no low and no high",
        "expected a target with low, high or both",
        "add target: {{low: ..., high: ...}}",
    ),
    zh=("方向为区间，但目标没有 low 与 high", "目标应有 low、high 或两者", "请补上 low 与 high"),
)
BOUNDS_WITHOUT_RANGE = problem_kind(
    "bounds_without_range",
    en=(
        "the target has low or high, but the direction is {direction}",
        "expected direction: range",
        "set direction: range, or give a value instead",
    ),
    zh=(
        "目标有 low 或 high，但方向为 {direction}",
        "应为 direction: range",
        "请设 direction: range，或改写 value",
    ),
)
TWO_LEADS = problem_kind(
    "two_leads",
    en=(
        "{count} units lead the indicator: {units}",
        "expected one lead unit at most",
        "set lead: false for the others",
    ),
    zh=("有 {count} 个牵头单位：{units}", "牵头单位应不超过一个", "请把其余单位设为 lead: false"),
)
HELD_TWICE = problem_kind(
    "held_twice",
    en=(
        'the unit "{unit}" holds the indicator twice',
        "expected each holder once",
        "add the weights together in one entry",
    ),
    zh=("单位“{unit}”重复承担该指标", "每个承担单位应只列一次", "请合并为一项"),
)
HELD_AND_WEIGHED = problem_kind(
    "held_and_weighed",
    en=(
        'the unit "{unit}" holds the indicator, and its group "{group}" has a weight on it too',
        "expected a unit to be scored once on an indicator",
        "remove one of the two, or add the unit to except_units",
    ),
    zh=(
        "单位“{unit}”承担该指标，而其分组“{group}”对该指标也有权重",
        "一个单位对一个指标只应计分一次",
        "请删去其一，或把该单位列入 except_units",
    ),
)
HOLDER_NOT_RANKED = problem_kind(
    "holder_not_ranked",
    en=(
        'the unit "{unit}" holds the indicator, but is in no group',
        "expected holders to be ranked in a group",
        "give the unit a group",
    ),
    zh=("单位“{unit}”承担该指标，但没有分组", "承担单位应属于某一分组", "请为该单位填写分组"),
    warning=True,
)
CITY_MISSING = problem_kind(
    "city_missing",
    en=(
        "the indicator is held by units, but the plan does not say whose value it is",
        'expected "city" in plan.yaml to name the unit of the whole body',
        "add city: and the unit's code",
    ),
    zh=(
        "该指标由单位承担，但方案未说明取谁的值",
        "plan.yaml 的 city 应指明代表全市的单位",
        "请补上 city 及其单位代码",
    ),
)
SUPERIOR_INDICATOR_UNBOUND = problem_kind(
    "superior_indicator_unbound",
    en=(
        'the superior\'s item "{superior}" has no lead unit',
        "expected one lead unit for each item of the superior",
        "add the unit to held_by with lead: true",
    ),
    zh=(
        "上级考核项“{superior}”没有牵头单位",
        "上级每一考核项应有一个牵头单位",
        "请在 held_by 中补上 lead: true 的单位",
    ),
    warning=True,
)
BANDS_CLOSED = problem_kind(
    "bands_closed",
    en=(
        "the table ends with fields of {size}",
        "expected points for larger fields as well",
        "remove field_at_most from the last band",
    ),
    zh=("分值表只到 {size} 个参评单位", "应包括更多参评单位的情形", "请去掉末档的 field_at_most"),
    warning=True,
)
RANGED = ", ".join(name for name, method in METHODS.items() if method.ranged)


def check_indicators(plan: Plan) -> Iterator[Finding]:
    """Checks of each indicator by itself."""
    for index, indicator in enumerate(plan.indicators):
        path = ("indicators", index)
        yield from direction(indicator, path)
        scoring = indicator.scoring
        if isinstance(scoring, SuperiorRank) and scoring.table[-1].field_at_most is not None:
            last = len(scoring.table) - 1
            size = scoring.table[last].field_at_most
            yield find(BANDS_CLOSED, *path, "scoring", "table", last, size=size)


def direction(indicator: Indicator, path: ModelPath) -> Iterator[Finding]:
    """The direction fits what is collected, the method and the target."""
    way = indicator.direction
    reason = counts_from_lowest(indicator)
    if reason is not None and way is not Direction.LOWER:
        yield find(NEEDS_LOWER, *path, "direction", reason=reason, direction=way.value)
        return
    bounded = indicator.target is not None and indicator.target.bounded
    if way is Direction.RANGE and not indicator.scoring.ranged:
        method = indicator.scoring.method
        yield find(METHOD_WITHOUT_RANGE, *path, "scoring", method=method, ranged=RANGED)
    if way is Direction.RANGE and not bounded:
        yield find(RANGE_WITHOUT_BOUNDS, *path, "direction")
    if way is not Direction.RANGE and bounded:
        yield find(BOUNDS_WITHOUT_RANGE, *path, "target", direction=way.value)


def counts_from_lowest(indicator: Indicator) -> str | None:
    """What makes the lowest value the best: a rank, a grade, or a method that always falls."""
    if indicator.collect is Collect.RANK:
        return "collect: rank"
    return indicator.scoring.method if indicator.scoring.lowest_is_best() else None


def check_holders(plan: Plan) -> Iterator[Finding]:
    """Who answers for the whole body's value (S28, S46)."""
    for index, indicator in enumerate(plan.indicators):
        path = ("indicators", index)
        leads = [held.unit for held in indicator.held_by if held.lead]
        if len(leads) > 1:
            names = ", ".join(leads)
            yield find(TWO_LEADS, *path, "held_by", count=len(leads), units=names)
        if indicator.superior is not None and not leads:
            yield find(SUPERIOR_INDICATOR_UNBOUND, *path, "superior", superior=indicator.superior)
        if indicator.held_by and plan.city is None:
            yield find(CITY_MISSING, *path, "held_by")
        yield from holders(plan, indicator, (*path, "held_by"))


def holders(plan: Plan, indicator: Indicator, path: ModelPath) -> Iterator[Finding]:
    """Each holder once, ranked, and not scored a second time through its group."""
    units = [held.unit for held in indicator.held_by]
    for position, code in enumerate(units):
        if code in units[:position]:
            yield find(HELD_TWICE, *path, position, unit=code)
            continue
        unit = plan.unit_by_code.get(code)
        if unit is None:
            continue
        if unit.group is None:
            yield find(HOLDER_NOT_RANKED, *path, position, unit=code)
        elif weighed(indicator, unit.group) and code not in indicator.except_units:
            yield find(HELD_AND_WEIGHED, *path, position, unit=code, group=unit.group)


def weighed(indicator: Indicator, group: str) -> bool:
    """Whether the units of a group are scored on the indicator."""
    return not isinstance(indicator.weight, dict) or group in indicator.weight
