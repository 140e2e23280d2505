"""The rules around the tree: versions, units in time, ranking, the year, consequences, numbers."""

import math
import re
from collections.abc import Iterable, Iterator

from saima.plan.places import Finding, ModelPath, find, key_name, nearest
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.rules import Watch
from saima.plan.tree import Frequency, Policy

VERSION_WITHOUT = problem_kind(
    "version_without",
    en=(
        'version {version} of the plan has no "{key}"',
        "expected it from version 2 on",
        'add "{key}"',
    ),
    zh=("方案第 {version} 版缺少“{key}”", "从第 2 版起应填写", "请补上“{key}”"),
)
ENDS_BEFORE_BEGINNING = problem_kind(
    "ends_before_beginning",
    en=(
        'the unit "{unit}" ends on {valid_to}, before it begins on {valid_from}',
        "expected valid_from before valid_to",
        "correct one of the dates",
    ),
    zh=(
        "单位“{unit}”的终止日 {valid_to} 早于起始日 {valid_from}",
        "valid_from 应早于 valid_to",
        "请改正其中一个日期",
    ),
)
UNKNOWN_TIE_BREAK = problem_kind(
    "unknown_tie_break",
    en=(
        'ties are broken by "{code}", which is not there',
        "expected bonus, deduction or the code of a node, such as {options}",
        "correct the code",
    ),
    zh=(
        "并列时比较“{code}”，但没有这一项",
        "应为 bonus、deduction 或节点代码，例如 {options}",
        "请改正代码",
    ),
)
QUARTER_WITHOUT_VALUE = problem_kind(
    "quarter_without_value",
    en=(
        'the quarters count for the year, but "{code}" is due once a {frequency} and a missing '
        "value is a problem",
        "expected every indicator to be due in each quarter, or a policy for the gap",
        "set missing: reweight, or another frequency",
    ),
    zh=(
        "全年成绩含季度成绩，但“{code}”的频率为 {frequency}，且缺值按问题处理",
        "各指标应每季有值，或写明缺值规则",
        "请设 missing: reweight，或改频率",
    ),
    warning=True,
)
CARDS_WITHOUT_CARD = problem_kind(
    "cards_without_card",
    en=(
        'the rule "{code}" has cards ({cards}), but "card" is not among its measures',
        "expected card in measures",
        "add card to measures, or remove the cards",
    ),
    zh=(
        "规则“{code}”列有牌色（{cards}），但措施中没有 card",
        "measures 中应有 card",
        "请在 measures 中补上 card，或删去 cards",
    ),
)
TAG_WITHOUT_WATCH = problem_kind(
    "tag_without_watch",
    en=(
        'the rule "{code}" has a tag, but watches the total',
        "expected watch: indicator with a tag",
        "set watch: indicator, or remove the tag",
    ),
    zh=(
        "规则“{code}”有标签，但监测的是总分",
        "有标签时应为 watch: indicator",
        "请设 watch: indicator，或删去标签",
    ),
)
NOT_FINITE = problem_kind(
    "not_finite",
    en=(
        '"{key}" is {value}',
        "expected a number; only cap and floor may be infinite",
        "write a number",
    ),
    zh=("“{key}”为 {value}", "应为数字，只有 cap 与 floor 可为无穷", "请改写为数字"),
)
CONTROL_CHARACTER = problem_kind(
    "control_character",
    en=(
        '"{key}" holds an invisible control character ({character})',
        "expected visible text",
        "type the text again",
    ),
    zh=("“{key}”含有不可见的控制字符（{character}）", "应为可见文本", "请重新录入该文本"),
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All but the tab and the line feed; not every file format keeps them."""

ENDLESS = frozenset({"cap", "floor"})


def check_rules(plan: Plan) -> Iterator[Finding]:
    """Checks that need nothing but the piece itself."""
    yield from check_version(plan)
    for index, unit in enumerate(plan.units):
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            facts = {
                "unit": unit.code,
                "valid_from": unit.valid_from.isoformat(),
                "valid_to": unit.valid_to.isoformat(),
            }
            yield find(ENDS_BEFORE_BEGINNING, "units", index, "valid_to", **facts)
    for index, rule in enumerate(plan.consequences):
        if rule.cards and "card" not in rule.measures:
            facts = {"code": rule.code, "cards": ", ".join(rule.cards)}
            yield find(CARDS_WITHOUT_CARD, "consequences", index, "cards", **facts)
        if rule.tag is not None and rule.watch is Watch.TOTAL:
            yield find(TAG_WITHOUT_WATCH, "consequences", index, "tag", code=rule.code)
    yield from odd_values(plan.model_dump(), ())


def check_version(plan: Plan) -> Iterator[Finding]:
    """A later version says why and from when."""
    if plan.version > 1:
        for key, given in (("reason", plan.reason), ("effective_from", plan.effective_from)):
            if given is None:
                yield find(VERSION_WITHOUT, "version", version=plan.version, key=key)


def check_ranking(plan: Plan) -> Iterator[Finding]:
    """Tie-break keys are bonus, deduction or nodes."""
    known = ["bonus", "deduction", *plan.node_by_code]
    for position, code in enumerate(plan.ranking.tie_break):
        if code not in known:
            options = nearest(code, known)
            yield find(
                UNKNOWN_TIE_BREAK, "ranking", "tie_break", position, code=code, options=options
            )


def check_year(plan: Plan) -> Iterator[Finding]:
    """Quarters that count need a value of every indicator in every quarter."""
    if plan.year_score is None or plan.year_score.quarters == 0:
        return
    for index, indicator in enumerate(plan.indicators):
        rare = indicator.frequency in (Frequency.HALF, Frequency.YEAR)
        if rare and plan.missing_policy(indicator) is Policy.PROBLEM:
            facts = {"code": indicator.code, "frequency": indicator.frequency.value}
            yield find(QUARTER_WITHOUT_VALUE, "indicators", index, "frequency", **facts)


def odd_values(data: object, path: ModelPath) -> Iterator[Finding]:
    """Numbers that are none, infinities where they mean nothing, and invisible characters."""
    inner: Iterable[tuple[str | int, object]] = ()
    if isinstance(data, dict):
        inner = data.items()
    elif isinstance(data, list | tuple):
        inner = enumerate(data)
    for step, value in inner:
        yield from odd_values(value, (*path, step))
    if isinstance(data, str) and (control := CONTROL.search(data)):
        character = f"U+{ord(control[0]):04X}"
        yield find(CONTROL_CHARACTER, *path, key=key_name(path), character=character)
    if isinstance(data, float) and is_odd(data, path[-1]):
        yield find(NOT_FINITE, *path, key=key_name(path), value=data)


def is_odd(number: float, key: str | int) -> bool:
    """Whether it is no number, or an infinity where that means nothing."""
    return math.isnan(number) or (math.isinf(number) and key not in ENDLESS)
