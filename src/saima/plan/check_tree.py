"""The tree of goals: no cycles, nothing empty, and weights that add up to what is stated."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from saima.plan.label import Label
from saima.plan.places import Finding, ModelPath, find
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.tree import ROOT, Aggregation, Combine, Indicator, Node, Weight, Weighting

CYCLE = problem_kind(
    "cycle",
    en=(
        '"{key}" leads in a circle: {circle}',
        "expected every chain to end",
        "change one of the links",
    ),
    zh=("“{key}”形成循环：{circle}", "每条链都应有终点", "请修改其中一环"),
)
EMPTY_NODE = problem_kind(
    "empty_node",
    en=(
        'the node "{code}" has nothing below it',
        "expected at least one node or indicator with this parent",
        "add one, or remove the node",
    ),
    zh=("节点“{code}”下没有内容", "应至少有一个以它为上级的节点或指标", "请补上，或删去该节点"),
    warning=True,
)
NOBODY_SCORED = problem_kind(
    "nobody_scored",
    en=(
        'nobody is scored on the indicator "{code}"',
        "expected a weight for a group, or a unit in held_by",
        "add a weight or a holder, or remove the indicator",
    ),
    zh=(
        "没有单位考核指标“{code}”",
        "应有分组权重或承担单位（held_by）",
        "请补上权重或承担单位，或删去该指标",
    ),
    warning=True,
)
NEGATIVE_WEIGHT = problem_kind(
    "negative_weight",
    en=(
        "the weight {weight:g} is below zero",
        "expected zero or more",
        "correct the weight; use an adjustment for deductions",
    ),
    zh=("权重 {weight:g} 小于零", "应为零或正数", "请改正权重；扣分请用加减分项"),
)
UNEQUAL_SUM = problem_kind(
    "unequal_sum",
    en=(
        'the node "{code}" states the weight {stated:g} for "{who}", but its children add up to '
        "{sum:g}",
        "expected a sum of points to be what its parts add up to",
        "correct the node's weight or a child's, or leave out the node's",
    ),
    zh=(
        "节点“{code}”对“{who}”的权重为 {stated:g}，其下级合计为 {sum:g}",
        "分值之和应等于各部分合计",
        "请改正节点或下级的权重，或不写节点权重",
    ),
)
GROUP_TOTAL_NOT_100 = problem_kind(
    "group_total_not_100",
    en=(
        'the weights of {who} in the group "{group}" add up to {sum:g}',
        "expected a sheet of 100 points",
        "correct the weights, if this is not meant",
    ),
    zh=(
        "分组“{group}”中{who}的权重合计为 {sum:g}",
        "满分应为 100 分",
        "如非有意，请改正权重",
    ),
    warning=True,
)
CROSSED_BOUNDS = problem_kind(
    "crossed_bounds",
    en=("floor {floor:g} is above cap {cap:g}", "expected the floor below the cap", "correct one"),
    zh=("下限 {floor:g} 大于上限 {cap:g}", "下限应不大于上限", "请改正其一"),
)
EVERY_UNIT = Label(zh="各单位", en="every unit")


def check_cycles(plan: Plan) -> Iterator[Finding]:
    """Chains of codes that never end."""
    chains: dict[tuple[str, ...], dict[str, str | None]] = {
        ("nodes", "parent"): {node.code: node.parent for node in plan.nodes},
        ("units", "parent"): {unit.code: unit.parent for unit in plan.units},
        ("units", "merged_into"): {unit.code: unit.merged_into for unit in plan.units},
        ("indicators", "denominator"): {i.code: i.denominator for i in plan.indicators},
        ("indicators", "target", "relative_to"): {
            i.code: i.target.relative_to if i.target else None for i in plan.indicators
        },
    }
    for (what, *keys), links in chains.items():
        codes = [item.code for item in getattr(plan, what)]
        for circle in circles(links):
            facts = {"key": ".".join(keys), "circle": " > ".join((*circle, circle[0]))}
            yield find(CYCLE, what, codes.index(circle[0]), *keys, **facts)


def circles(links: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Each circle once, from its first code in the order of ``links``."""
    done: set[str] = set()
    for start in links:
        walked: list[str] = []
        code: str | None = start
        while code is not None and code in links and code not in done:
            done.add(code)
            walked.append(code)
            code = links[code]
        if code in walked:
            yield walked[walked.index(code) :]


def check_nodes(plan: Plan) -> Iterator[Finding]:
    """Bounds and weights of single nodes and indicators."""
    for index, node in enumerate(plan.nodes):
        yield from negative_weights(node.weight, ("nodes", index, "weight"))
        yield from crossed_bounds(node.floor, node.cap, ("nodes", index, "floor"))
    for index, indicator in enumerate(plan.indicators):
        yield from negative_weights(indicator.weight, ("indicators", index, "weight"))
        floor, cap = (getattr(indicator.scoring, name, None) for name in ("floor", "cap"))
        yield from crossed_bounds(floor, cap, ("indicators", index, "scoring", "floor"))


def negative_weights(weight: Weight | None, path: ModelPath) -> Iterator[Finding]:
    """Weights below zero."""
    given: dict[str, float | None] = {"": weight} if not isinstance(weight, dict) else {**weight}
    for group, number in given.items():
        if number is not None and number < 0:
            yield find(NEGATIVE_WEIGHT, *path, *([group] if group else []), weight=number)


def crossed_bounds(floor: float | None, cap: float | None, path: ModelPath) -> Iterator[Finding]:
    """A floor above its cap."""
    if floor is not None and cap is not None and floor > cap:
        yield find(CROSSED_BOUNDS, *path, floor=floor, cap=cap)


def check_occupied(plan: Plan) -> Iterator[Finding]:
    """Nodes without children, and indicators that neither score anybody nor serve another."""
    for index, node in enumerate(plan.nodes):
        if not plan.children.get(node.code):
            yield find(EMPTY_NODE, "nodes", index, code=node.code)
    used = {indicator.denominator for indicator in plan.indicators}
    used |= {i.target.relative_to for i in plan.indicators if i.target is not None}
    for index, indicator in enumerate(plan.indicators):
        scored = indicator.held_by or not weighs_nothing(plan, indicator)
        if not scored and indicator.code not in used:
            yield find(NOBODY_SCORED, "indicators", index, code=indicator.code)


def weighs_nothing(plan: Plan, indicator: Indicator) -> bool:
    """Whether no group has a weight; a zero is enough where the weights are computed."""
    weight = indicator.weight
    weights = list(weight.values()) if isinstance(weight, dict) else [weight]
    fixed = aggregation_of(plan, indicator.parent).weighting is Weighting.FIXED
    return not any(weights) if fixed else not weights


def aggregation_of(plan: Plan, code: str) -> Aggregation:
    """How a node's children are put together; the usual way where the node is not known."""
    return plan.aggregation(code) if code == ROOT or code in plan.node_by_code else Aggregation()


@dataclass(frozen=True)
class Sheets:
    """The points on each unit's sheet, added up from the leaves. The tree must have no cycles."""

    plan: Plan

    @cached_property
    def holders(self) -> dict[str, list[str]]:
        """Units of each group that hold an indicator; their sheets differ from the group's."""
        groups: dict[str, list[str]] = {group.code: [] for group in self.plan.groups}
        holding = {held.unit for indicator in self.plan.indicators for held in indicator.held_by}
        for unit in self.plan.units:
            if unit.code in holding and unit.group in groups:
                groups[unit.group].append(unit.code)
        return groups

    def points(self, child: Node | Indicator, group: str, unit: str) -> float:
        """Points of a node or indicator for ``unit`` (empty: any unit that holds nothing)."""
        stated = child.weight.get(group) if isinstance(child.weight, dict) else child.weight
        if isinstance(child, Indicator):
            return (stated or 0.0) + sum(h.weight for h in child.held_by if h.unit == unit)
        return self.below(child.code, group, unit) if child.weight is None else stated or 0.0

    def below(self, node: str, group: str, unit: str) -> float:
        """What the children of a node add up to."""
        children = self.plan.children.get(node, ())
        return math.fsum(self.points(child, group, unit) for child in children)

    def holds_below(self, node: str, unit: str) -> bool:
        """Whether the unit holds an indicator under the node."""
        return any(
            any(held.unit == unit for held in child.held_by)
            if isinstance(child, Indicator)
            else self.holds_below(child.code, unit)
            for child in self.plan.children.get(node, ())
        )

    def sheets(self, node: str, group: str) -> Iterator[tuple[str, float]]:
        """The different sheets of a group under a node: whose, and what they add up to.

        Without holders there is one sheet for all, of the unit "".
        """
        holders = [unit for unit in self.holders[group] if self.holds_below(node, unit)]
        for unit in holders or [""]:
            yield unit, self.below(node, group, unit)


def check_sums(plan: Plan) -> Iterator[Finding]:
    """Stated weights that differ from what the children add up to (fixed weights only)."""
    if any(circles({node.code: node.parent for node in plan.nodes})):
        return
    sheets = Sheets(plan)
    for index, node in enumerate(plan.nodes):
        if node.weight is None or not adds_up(node.aggregation) or node.code not in plan.children:
            continue
        for group in plan.group_by_code:
            stated = node.weight.get(group, 0.0) if isinstance(node.weight, dict) else node.weight
            for unit, total in sheets.sheets(node.code, group):
                if not math.isclose(stated, total, rel_tol=1e-9, abs_tol=1e-9):
                    facts = {"code": node.code, "stated": stated, "sum": total}
                    who = unit or group
                    yield find(UNEQUAL_SUM, "nodes", index, "weight", **facts, who=who)
    if adds_up(plan.total):
        yield from odd_totals(plan, sheets)


def odd_totals(plan: Plan, sheets: Sheets) -> Iterator[Finding]:
    """Groups whose sheets do not have 100 points; one finding a group, for its first such unit."""
    for index, group in enumerate(plan.groups):
        for unit, total in sheets.sheets(ROOT, group.code):
            if not math.isclose(total, 100, rel_tol=1e-9):
                who = Label(zh=f"“{unit}”", en=f'"{unit}"') if unit else EVERY_UNIT
                facts = {"who": who, "group": group.code, "sum": total}
                yield find(GROUP_TOTAL_NOT_100, "groups", index, **facts)
                break


def adds_up(aggregation: Aggregation) -> bool:
    """Whether points are added with the weights that the plan states."""
    return aggregation.combine is Combine.SUM and aggregation.weighting is Weighting.FIXED
