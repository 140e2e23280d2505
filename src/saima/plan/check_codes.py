"""Codes: well-formed, used once, and known wherever they are named."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from saima.plan.derivation import Derivation, Objects
from saima.plan.label import Label
from saima.plan.places import Finding, ModelPath, find, key_name, nearest
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.tree import ROOT

GOOD_CODE = re.compile(r"\w[\w-]{0,63}")

RESERVED = {
    "node": (ROOT, "bonus", "deduction"),
    "indicator": (ROOT, "bonus", "deduction"),
    "unit": ("self",),
}
"""Words that mean something else where a code is expected (tie-break, reporter, parent)."""

WORDS = {
    "unit": Label(zh="单位", en="unit"),
    "group": Label(zh="分组", en="group"),
    "node": Label(zh="节点", en="node"),
    "indicator": Label(zh="指标", en="indicator"),
    "adjustment": Label(zh="加减分项", en="adjustment"),
    "consequence": Label(zh="奖惩规则", en="consequence"),
    "hard_problem": Label(zh="难题类别", en="kind of hard problem"),
}

CODE_FORM = problem_kind(
    "code_form",
    en=(
        'the {what} code "{code}" has a character that codes cannot have, or is too long',
        "expected letters, digits, _ and -, at most 64 of them",
        "change the code",
    ),
    zh=(
        "{what}代码“{code}”含有不允许的字符或过长",
        "应由文字、数字、_ 和 - 组成，不超过 64 个",
        "请修改代码",
    ),
)
DUPLICATE_CODE = problem_kind(
    "duplicate_code",
    en=(
        'the {what} code "{code}" is used again (first in {other})',
        "expected each code once",
        "change one of the codes",
    ),
    zh=("{what}代码“{code}”重复（首次在 {other}）", "每个代码应只出现一次", "请修改其中一个"),
)
CODE_CLASH = problem_kind(
    "code_clash",
    en=(
        'the indicator code "{code}" is also the code of a node ({other})',
        "expected nodes and indicators to have different codes",
        "change one of the codes",
    ),
    zh=(
        "指标代码“{code}”与节点代码相同（{other}）",
        "节点与指标的代码应不相同",
        "请修改其中一个",
    ),
)
RESERVED_CODE = problem_kind(
    "reserved_code",
    en=(
        'the {what} code "{code}" has a meaning of its own',
        "expected a code other than {reserved}",
        "change the code",
    ),
    zh=("{what}代码“{code}”另有含义", "不应使用 {reserved}", "请修改代码"),
)
UNKNOWN_CODE = problem_kind(
    "unknown_code",
    en=(
        '"{key}" names the {what} "{code}", which is not there',
        "expected a code such as {options}",
        "correct the code, or add the {what}",
    ),
    zh=(
        "“{key}”所指的{what}“{code}”不存在",
        "应为例如 {options} 的代码",
        "请改正代码，或补上该{what}",
    ),
)
UNKNOWN_TAG = problem_kind(
    "unknown_tag",
    en=(
        'no indicator has the tag "{tag}"',
        "expected a tag such as {options}",
        "correct the tag, or add it to the indicators that the rule watches",
    ),
    zh=(
        "没有指标带有标签“{tag}”",
        "应为例如 {options} 的标签",
        "请改正标签，或在所监测的指标上补上",
    ),
)


def coded(plan: Plan) -> dict[str, tuple[str, Sequence[str]]]:
    """Each sort of thing that has codes: its list in the plan and the codes in order."""
    return {
        "unit": ("units", [unit.code for unit in plan.units]),
        "group": ("groups", [group.code for group in plan.groups]),
        "node": ("nodes", [node.code for node in plan.nodes]),
        "indicator": ("indicators", [indicator.code for indicator in plan.indicators]),
        "adjustment": ("adjustments", [adjustment.code for adjustment in plan.adjustments]),
        "consequence": ("consequences", [rule.code for rule in plan.consequences]),
        "hard_problem": ("hard_problems", [kind.code for kind in plan.hard_problems]),
    }


def check_codes(plan: Plan) -> Iterator[Finding]:
    """Codes that are malformed, reserved or used twice."""
    for what, (key, codes) in coded(plan).items():
        reserved = RESERVED.get(what, ())
        first: dict[str, int] = {}
        for position, code in enumerate(codes):
            path = (key, position, "code")
            facts = {"what": WORDS[what], "code": code}
            if not GOOD_CODE.fullmatch(code):
                yield find(CODE_FORM, *path, **facts)
            if code in reserved:
                yield find(RESERVED_CODE, *path, **facts, reserved=", ".join(reserved))
            if first.setdefault(code, position) != position:
                yield Finding(DUPLICATE_CODE, path, facts, (key, first[code], "code"))
    node_codes = coded(plan)["node"][1]
    for position, indicator in enumerate(plan.indicators):
        if indicator.code in node_codes:
            node = ("nodes", node_codes.index(indicator.code), "code")
            path = ("indicators", position, "code")
            yield Finding(CODE_CLASH, path, {"code": indicator.code}, node)


def check_references(plan: Plan) -> Iterator[Finding]:
    """Codes that are named somewhere and defined nowhere."""
    known: Mapping[str, Sequence[str]] = {
        "unit": list(plan.unit_by_code),
        "group": list(plan.group_by_code),
        "node": list(plan.node_by_code),
        "parent": [ROOT, *plan.node_by_code],
        "indicator": list(plan.indicator_by_code),
        "reporter": ["self", *plan.unit_by_code],
        "hard_problem": list(plan.hard_problem_by_code),
    }
    words = {**WORDS, "parent": WORDS["node"], "reporter": WORDS["unit"]}
    for what, code, path in references(plan):
        if code is not None and code not in known[what]:
            options = nearest(code, known[what])
            facts = {"key": key_name(path), "what": words[what], "code": code}
            yield find(UNKNOWN_CODE, *path, **facts, options=options)
    tags = dict.fromkeys(tag for indicator in plan.indicators for tag in indicator.tags)
    for position, rule in enumerate(plan.consequences):
        if rule.tag is not None and rule.tag not in tags:
            path = ("consequences", position, "tag")
            yield find(UNKNOWN_TAG, *path, tag=rule.tag, options=nearest(rule.tag, tags))


Reference = tuple[str, str | None, ModelPath]


def references(plan: Plan) -> Iterator[Reference]:
    """Every place that names another thing by its code: sort, code, path."""
    yield "unit", plan.city, ("city",)
    for index, unit in enumerate(plan.units):
        yield "group", unit.group, ("units", index, "group")
        yield "unit", unit.parent, ("units", index, "parent")
        yield "unit", unit.merged_into, ("units", index, "merged_into")
    for index, node in enumerate(plan.nodes):
        yield "parent", node.parent, ("nodes", index, "parent")
        yield from weighed_groups(node.weight, ("nodes", index, "weight"))
    yield from references_of_indicators(plan)
    for index, row in enumerate(plan.targets):
        yield "unit", row.unit, ("targets", index, "unit")
        yield "indicator", row.indicator, ("targets", index, "indicator")
    for index, rule in enumerate(plan.consequences):
        yield from many("group", rule.groups, ("consequences", index, "groups"))


def references_of_indicators(plan: Plan) -> Iterator[Reference]:
    """What the indicators name."""
    for index, indicator in enumerate(plan.indicators):
        path = ("indicators", index)
        yield "parent", indicator.parent, (*path, "parent")
        yield "reporter", indicator.reporter, (*path, "reporter")
        yield "indicator", indicator.denominator, (*path, "denominator")
        if indicator.target is not None:
            yield "indicator", indicator.target.relative_to, (*path, "target", "relative_to")
        yield from weighed_groups(indicator.weight, (*path, "weight"))
        if indicator.derived is not None:
            yield from references_of_derivation(indicator.derived, (*path, "derived"))
        yield from many("unit", indicator.except_units, (*path, "except_units"))
        for position, holding in enumerate(indicator.held_by):
            yield "unit", holding.unit, (*path, "held_by", position, "unit")


def references_of_derivation(derived: Derivation, path: ModelPath) -> Iterator[Reference]:
    """What the query of a derived indicator names of the plan."""
    for key, found in (("where", derived.where), ("of", derived.of)):
        if found is None:
            continue
        yield "node", found.contest, (*path, key, "contest")
        if derived.objects is Objects.HARD_PROBLEMS:
            yield from many("hard_problem", found.kind, (*path, key, "kind"))


def many(what: str, codes: Iterable[str], path: ModelPath) -> Iterator[Reference]:
    """References of a list."""
    for position, code in enumerate(codes):
        yield what, code, (*path, position)


def weighed_groups(weight: object, path: ModelPath) -> Iterator[Reference]:
    """The groups that a weight names."""
    if isinstance(weight, dict):
        for group in weight:
            yield "group", group, (*path, group)
